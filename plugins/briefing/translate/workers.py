"""Workers: threads that take segments through the engines; each engine gets what others left.

One translator a thread, since those of deep-translator must not be shared. The calling thread only
watches over them, since nothing stops code that reads a socket for ever.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .circuit_breaker import CircuitBreaker
from .engines import Engine
from .failures import TIMED_OUT, FailedRequestError, FailureKind
from .http_limits import http_limits
from .request import SegmentTranslator, TranslationRun

MAX_TRIES = 4
"""How often a segment may fail before it is left to the next engine."""
POLL_INTERVAL = 0.25
"""Seconds between two looks whether a request has passed its deadline."""
Keep = Callable[[str, str, str], None]
"""Takes a source text, its English and the engine's name, as each answer arrives."""


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
    """The segments on their way through one engine, and the threads that take them."""

    def __init__(self, engine: Engine, texts: list[str], keep: Keep, run: TranslationRun) -> None:
        self.breaker = CircuitBreaker(engine.pause, run.clock)
        self._engine = engine
        self._texts = texts
        self._keep = keep
        self._run = run
        self._segments: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
        self._translated: set[str] = set()
        self._errors: list[BaseException] = []
        self._keeping = threading.Lock()
        self._is_over = False

    def finish(self) -> list[str]:
        """Send all texts through the engine; return those it did not translate, in their order."""
        for text in self._texts:
            self._segments.put((text, 1))
        workers: dict[threading.Thread, SegmentTranslator] = {}
        try:
            for _ in range(min(self._engine.workers, len(self._texts))):
                translator = SegmentTranslator(self._engine, self.breaker, self._run)
                # A daemon, so that a request that hangs never keeps the process from ending.
                worker = threading.Thread(target=self._work, args=(translator,), daemon=True)
                workers[worker] = translator
                worker.start()
            while workers and not self._errors:
                next(iter(workers)).join(POLL_INTERVAL)
                for worker, translator in list(workers.items()):
                    if time.monotonic() > translator.deadline:
                        # Past every timeout of HTTP: a service that does this is given up.
                        self.breaker.open(TIMED_OUT.message)
                        del workers[worker]
                    elif not worker.is_alive():
                        del workers[worker]
        finally:
            # Also for an interruption, which comes in this thread: workers end after a request.
            self.breaker.open()
            with self._keeping:
                self._is_over = True
        if self._errors:
            raise self._errors[0]
        return [text for text in self._texts if text not in self._translated]

    def _work(self, translator: SegmentTranslator) -> None:
        """Translate segment after segment, in a thread of its own."""
        tries = MAX_TRIES if self._engine.address else 1  # a model gives the same answer again
        try:
            while not self.breaker.is_open:
                text, attempt = self._segments.get_nowait()
                try:
                    english = translator.translate(text)
                except FailedRequestError as failed:
                    # To the end of the queue: the answers to others show whether the service is
                    # down or just cannot do this one. Being busy costs no try: the breaker ends it.
                    attempt += failed.failure.kind is not FailureKind.BUSY
                    if failed.failure.may_pass and attempt <= tries:
                        self._segments.put((text, attempt))
                    continue
                with self._keeping:
                    # What comes after the end would be kept by nobody.
                    if english and not self._is_over:
                        self._keep(text, english, self._engine.name)
                        self._translated.add(text)
        except queue.Empty:
            return
        except BaseException as error:  # noqa: BLE001 - raised again in the calling thread
            self._errors.append(error)
