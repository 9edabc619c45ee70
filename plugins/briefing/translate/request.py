"""One passage and one engine: cut to size, masked, asked with a last moment, tried again."""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ..check.no_answer import is_no_translation
from ..editors.glossary import Glossary
from .chunks import split_for
from .circuit_breaker import Gate, pause_after
from .engines import Engine
from .faults import RETRIED, Fault, Kind, NoAnswer, TooSlow, fault_of
from .http_limits import Heard, heard
from .masking import mask, unmask
from .services import Translate

MOST_TRIES = 4
"""Requests for one piece of text before it is left to the next engine."""
WAVES_A_PASSAGE = {Kind.BUSY: MOST_TRIES, Kind.DOWN: 2, Kind.NONSENSE: 1}
"""How often one piece of text may count with the gate, by kind of fault."""
LAST_MOMENT = 30.0
"""Seconds after which a request is abandoned, whatever it is doing: more than wire.WHOLE, since a
header may drip, too."""
LOOKS = 0.25
"""Seconds between two looks whether the run was stopped."""


@dataclass
class Budget:
    """Characters that may still be sent in this run; threads may share it."""

    left: float
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, characters: int) -> bool:
        """Take characters off; return whether there were enough."""
        with self.lock:
            enough = characters <= self.left
            self.left -= characters if enough else 0
        return enough


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for a whole run: the names to mask, and what may be sent."""

    glossary: Glossary
    budget: Budget


class Worker:
    """Asks one engine, one passage after the other, with a translator of its own."""

    def __init__(self, engine: Engine, gate: Gate, rules: Rules) -> None:
        self.engine, self.gate, self.rules = engine, gate, rules
        self.translator: Translate | None = None

    def translate(self, text: str) -> str | None:
        """Return a text's English, ``None`` where the engine gave none."""
        if self.engine.masks:
            masked = mask(text, self.rules.glossary)
            answer = self._pieces(masked.text) if masked.hidden else None
            whole = unmask(answer, masked) if answer else None
            if whole:
                return whole
        return self._pieces(text)

    def _pieces(self, text: str) -> str | None:
        answers: list[str] = []
        for piece in split_for(text, self.engine.limit, self.engine.size):
            answer = self._piece(piece)
            if answer is None:
                return None
            answers.append(answer)
        return " ".join(answers)

    def _piece(self, text: str) -> str | None:
        """Return the answer for one piece, tried again where the fault may pass.

        Being busy costs no try: the gate ends that. Other faults count with the gate twice at most,
        so that one passage a service cannot do is not taken for a service that is down.
        """
        tries = MOST_TRIES if self.engine.where else 1  # a model says the same again
        failed = 0
        while failed < tries:
            entered = self.gate.enter()
            if entered is None:
                return None
            if not self.rules.budget.take(len(text)):
                self.gate.close("budget")
                return None
            fault, answer = self._once(text)
            if fault is None:
                return answer
            failed += fault.kind is not Kind.BUSY
            if fault.kind in RETRIED and failed > WAVES_A_PASSAGE[fault.kind]:
                self.gate.closed.wait(pause_after(failed))
                continue
            self.gate.failed(fault, entered)
            if fault.kind not in RETRIED:
                return None
        return None

    def _once(self, text: str) -> tuple[Fault | None, str | None]:
        try:
            answer = self._answer(text)
        except Exception as error:  # noqa: BLE001 - services raise what they like
            return fault_of(error, getattr(error, "heard", Heard())), None
        self.gate.passed()
        return None, answer

    def _answer(self, text: str) -> str:
        answer, last = _within(LAST_MOMENT, lambda: self._ask(text), self.gate, self._forget)
        if isinstance(answer, list):
            answer = " ".join(map(str, answer))  # Yandex answers with a list
        if not isinstance(answer, str) or is_no_translation(text, answer):
            raise NoAnswer(last)
        return cleaned(answer)

    def _ask(self, text: str) -> object:
        if self.translator is None:
            self.translator = self.engine.make()
        return self.translator(text)

    def _forget(self) -> None:
        """Drop the translator that an abandoned request may still use."""
        self.translator = None


NOT_SHOWN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)


def cleaned(answer: str) -> str:
    """Return an answer in one line without characters that no text has."""
    return " ".join(NOT_SHOWN.sub(" ", answer).split())


def _within(
    seconds: float, call: Callable[[], object], gate: Gate, abandon: Callable[[], None]
) -> tuple[object, Heard]:
    """Return what a call returns and what was heard; raise what it raises, or `TooSlow`.

    It runs in a thread of its own: nothing else stops code that reads a socket for ever.
    """
    done: queue.SimpleQueue[tuple[object, Heard, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer, failure = call(), None
        except Exception as error:  # noqa: BLE001 - handed to the caller
            answer, failure = None, error
        done.put((answer, heard(), failure))

    threading.Thread(target=run, daemon=True).start()
    end = time.monotonic() + seconds
    while time.monotonic() < end and not gate.aborted.is_set():
        try:
            answer, last, failure = done.get(timeout=LOOKS)
        except queue.Empty:
            continue
        if failure is not None:
            failure.heard = last  # type: ignore[attr-defined]
            raise failure
        return answer, last
    abandon()
    raise TooSlow
