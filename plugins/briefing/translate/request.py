"""Translate one segment with one engine: mask, chunk, time out, classify failures."""

from __future__ import annotations

import math
import re
import threading
import time
from dataclasses import dataclass, field

from ..check.no_answer import is_no_translation
from ..editors.glossary import Glossary
from .chunks import split_text
from .circuit_breaker import CircuitBreaker, Clock
from .engines import Engine
from .failures import FailedRequestError, NoTranslationError, classify
from .http_limits import last_response
from .masking import mask, unmask
from .services import Translate

REQUEST_TIMEOUT = 30.0
"""Seconds after which a request is given up, whatever it is doing: more than the HTTP limits allow
in turn, since a header may drip and a name may not resolve."""
_NOT_SHOWN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)
"""Control characters, lone surrogates and overrides of direction, which no translation has."""


@dataclass
class Budget:
    """Characters that may still be sent in this run; threads may share it."""

    left: float = math.inf
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, characters: int) -> bool:
        """Take characters off; return whether there were enough."""
        with self.lock:
            enough = characters <= self.left
            self.left -= characters if enough else 0
        return enough


@dataclass(frozen=True, slots=True)
class TranslationRun:
    """What all engines of a run share: the names to mask, what may be sent, and the clock."""

    glossary: Glossary
    budget: Budget = field(default_factory=Budget)
    clock: Clock = field(default_factory=Clock)
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    """Of chunks, by engine, so that a long segment that is tried again is not sent whole again."""


class SegmentTranslator:
    """Translates segments with one engine, one at a time; for the thread that calls it only.

    Another thread may look at `deadline`, by which the request under way should have ended.
    """

    def __init__(self, engine: Engine, breaker: CircuitBreaker, run: TranslationRun) -> None:
        self.deadline = math.inf
        self._engine = engine
        self._breaker = breaker
        self._run = run
        self._translate: Translate | None = None

    def translate(self, text: str) -> str | None:
        """Return a segment's English, ``None`` once no further request may be made.

        Raise `FailedRequestError` where the service gave no translation.
        """
        # Names and figures first in hiding, then, if the answer lost one, as they are.
        if self._engine.masks:
            masked = mask(text, self._run.glossary)
            answer = self._in_chunks(masked.text) if masked.hidden else None
            english = unmask(answer, masked) if answer else None
            if english:
                return english
        return self._in_chunks(text)

    def _in_chunks(self, text: str) -> str | None:
        chunks = split_text(text, self._engine.limit, self._engine.size)
        if len(chunks) == 1:
            return self._request(text)
        answers: list[str] = []
        for chunk in chunks:
            key = (self._engine.name, chunk)
            answer = self._run.answers.get(key) or self._request(chunk)
            if answer is None:
                # Half a translation would look like a whole one.
                return None
            self._run.answers[key] = answer
            answers.append(answer)
        return " ".join(answers)

    def _request(self, chunk: str) -> str | None:
        """Return the answer to one request in one line."""
        turn = self._breaker.wait_for_turn()
        if turn is None:
            return None
        if not self._run.budget.take(len(chunk)):
            self._breaker.open("budget")
            return None
        self.deadline = time.monotonic() + REQUEST_TIMEOUT
        try:
            if self._translate is None:
                # Made here, since making one may itself ask the service, and fail.
                self._translate = self._engine.make()
            answer = self._translate(chunk)
            if isinstance(answer, list):
                # Yandex answers with a list, which deep-translator hands on.
                answer = " ".join(map(str, answer))
            if not isinstance(answer, str) or is_no_translation(chunk, answer):
                raise NoTranslationError  # noqa: TRY301 - a failure like those that services raise
        except Exception as error:
            failure = classify(error, last_response())
            self._breaker.record_failure(failure, turn)
            raise FailedRequestError(failure) from error
        finally:
            self.deadline = math.inf
        self._breaker.record_answer()
        # One line, as a segment is: a break in it would end it where posts have one a line.
        return " ".join(_NOT_SHOWN.sub(" ", answer).split())
