"""Workers: threads that send segments to the engines; each engine gets what others left.

One translator a thread, since those of deep-translator must not be shared. The calling thread only
watches over them, since nothing stops code that reads a socket for ever.
"""

from __future__ import annotations

import math
import queue
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..check.no_answer import is_no_translation
from ..editors.glossary import Glossary
from .chunks import split_text
from .circuit_breaker import TIMED_OUT, CircuitBreaker, Clock, RequestFailedError
from .deep_translator_patches import http_limits
from .engines import Engine, Translate
from .masking import mask, unmask

MAX_TRIES = 4
"""How often a segment may fail before it is left to the next engine."""
REQUEST_TIMEOUT = 30.0
"""Seconds after which a request is given up, whatever it is doing: more than the HTTP limits allow
in turn, since a header may drip and a name may not resolve."""
POLL_INTERVAL = 0.25
"""Seconds between two looks whether a request has passed its time limit."""
_NO_TEXT = "empty or no text"
_NOT_SHOWN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)
"""Control characters, lone surrogates and overrides of direction, which no translation has."""
Keep = Callable[[str, str, str], None]
"""Takes a source text, its English and the engine's name, as each answer arrives."""


@dataclass
class TranslationRun:
    """What all engines of a run share: names to mask, characters that may be sent, the clock."""

    glossary: Glossary
    budget: float = math.inf
    clock: Clock = field(default_factory=Clock)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, characters: int) -> bool:
        """Take characters off the budget; return whether there were enough."""
        with self.lock:
            enough = characters <= self.budget
            self.budget -= characters if enough else 0
        return enough


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What one engine left untranslated, and why."""

    engine: Engine
    left: int
    reason: str


def translate_all(
    texts: Sequence[str], engines: Sequence[Engine], keep: Keep, run: TranslationRun
) -> tuple[Shortfall, ...]:
    """Translate texts, handing each answer to `keep` at once; return what engines left and why.

    `keep` is called from the workers, one at a time, and never after this has returned or raised. A
    worker asks for no more before its answer was kept, so that a kill loses one answer a worker.
    """
    left = list(dict.fromkeys(texts))
    shortfalls: list[Shortfall] = []
    with http_limits():
        for engine in engines:
            if not left:
                break
            engine_run = _EngineRun(engine, left, keep, run)
            left = engine_run.finish()
            if left:
                shortfalls.append(Shortfall(engine, len(left), engine_run.breaker.reason))
    return tuple(shortfalls)


class _EngineRun:
    """The segments on their way through one engine, which its workers share."""

    def __init__(self, engine: Engine, texts: list[str], keep: Keep, run: TranslationRun) -> None:
        self.engine = engine
        self.run = run
        self.breaker = CircuitBreaker(engine.pause, run.clock)
        self.queue: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
        self.errors: list[BaseException] = []
        self._left = dict.fromkeys(texts)
        self._keep = keep
        self._keeping = threading.Lock()
        self._is_over = False

    def finish(self) -> list[str]:
        """Send all texts through the engine; return those it did not translate, in their order."""
        for text in self._left:
            self.queue.put((text, 1))
        workers = [_Worker(self) for _ in range(min(self.engine.workers, len(self._left)))]
        try:
            for worker in workers:
                worker.start()
            while workers and not self.errors:
                workers[0].join(POLL_INTERVAL)
                for worker in tuple(workers):
                    is_late = time.monotonic() > worker.time_limit
                    if is_late:
                        # Past every timeout of HTTP: a service that does this is given up.
                        self.breaker.open(TIMED_OUT)
                    if is_late or not worker.is_alive():
                        workers.remove(worker)
        finally:
            # Also for an interruption, which comes in this thread: workers end after a request.
            self.breaker.open()
            with self._keeping:
                self._is_over = True
        if self.errors:
            raise self.errors[0]
        return list(self._left)

    def keep(self, text: str, english: str) -> None:
        """Hand an answer on, unless the run is over: then nobody would keep it."""
        with self._keeping:
            if not self._is_over:
                self._keep(text, english, self.engine.name)
                del self._left[text]


class _Worker(threading.Thread):
    """Translates segment after segment; `time_limit` is when its request should have ended."""

    def __init__(self, engine_run: _EngineRun) -> None:
        # A daemon, so that a request that hangs never keeps the process from ending.
        super().__init__(name="translation worker", daemon=True)
        self.time_limit = math.inf
        self._engine_run = engine_run
        self._engine = engine_run.engine
        self._breaker = engine_run.breaker
        self._run = engine_run.run
        self._translate: Translate | None = None

    def run(self) -> None:
        tries = MAX_TRIES if self._engine.address else 1  # a model gives the same answer again
        try:
            while not self._breaker.is_open:
                text, attempt = self._engine_run.queue.get_nowait()
                try:
                    english = self._translate_segment(text)
                except RequestFailedError as failure:
                    # To the end of the queue: the answers to others show whether the service is
                    # down or just cannot do this one.
                    if failure.may_pass and attempt < tries:
                        self._engine_run.queue.put((text, attempt + 1))
                    continue
                if english:
                    self._engine_run.keep(text, english)
        except queue.Empty:
            return
        except BaseException as error:  # noqa: BLE001 - raised again in the calling thread
            self._engine_run.errors.append(error)

    def _translate_segment(self, text: str) -> str:
        """Return a segment's English; raise `RequestFailedError` without one, also half of one."""
        # Names and figures first in hiding, then, if the answer lost one, as they are.
        if self._engine.masks:
            masked = mask(text, self._run.glossary)
            english = unmask(self._in_chunks(masked.text), masked) if masked.hidden else None
            if english:
                return english
        return self._in_chunks(text)

    def _in_chunks(self, text: str) -> str:
        chunks = split_text(text, self._engine.limit, self._engine.size)
        return " ".join(map(self._request, chunks))

    def _request(self, chunk: str) -> str:
        """Return the answer to one request in one line."""
        turn = self._breaker.wait_for_turn()
        if turn is not None and not self._run.take(len(chunk)):
            self._breaker.open("budget")
            turn = None
        if turn is None:
            raise RequestFailedError(self._breaker.reason, "refused")
        self.time_limit = time.monotonic() + REQUEST_TIMEOUT
        try:
            # Made here, since making one may itself ask the service, and fail.
            self._translate = self._translate or self._engine.make()
            answer = self._translate(chunk)
            if not isinstance(answer, str) or is_no_translation(chunk, answer):
                raise RequestFailedError(_NO_TEXT)  # noqa: TRY301 - as those of services
        except RequestFailedError as failure:
            self._breaker.record_failure(failure, turn)
            raise
        except Exception as error:
            # What is no failure of HTTP is of the translator, where it finds no translation. Only
            # the name of its class is shown: its words may hold a text or a key.
            nonsense = RequestFailedError(f"no translation: {type(error).__name__}")
            self._breaker.record_failure(nonsense, turn)
            raise nonsense from error
        finally:
            self.time_limit = math.inf
        self._breaker.record_answer()
        # One line, as a segment is: a break in it would end it where posts have one a line.
        return " ".join(_NOT_SHOWN.sub(" ", answer).split())
