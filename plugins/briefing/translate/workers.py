"""Many passages through the engines: each engine gets what those before it left."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from .circuit_breaker import Gate
from .engines import Engine
from .http_limits import limits
from .request import Rules, Worker

Keep = Callable[[str, str, str], None]
"""Takes a source text, its English and the engine's name, as each answer arrives."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What one engine left untranslated, and why."""

    engine: Engine
    left: int
    why: str


def translate_all(
    texts: Sequence[str], engines: Sequence[Engine], keep: Keep, rules: Rules
) -> tuple[Shortfall, ...]:
    """Translate texts, handing each answer to `keep` at once; return what engines left and why.

    `keep` is called from this thread only. An interruption stops the workers and goes on up; what
    was answered before has been kept.
    """
    left, short = list(dict.fromkeys(texts)), []
    with limits():
        for engine in engines:
            if not left:
                break
            gate = Gate(engine.pause)
            left = _through(left, engine, gate, keep, rules)
            if left:
                short.append(Shortfall(engine, len(left), gate.why))
    return tuple(short)


def _through(texts: list[str], engine: Engine, gate: Gate, keep: Keep, rules: Rules) -> list[str]:
    """Send texts through one engine; return those it did not translate, in their order."""
    workers = threading.local()

    def ask(text: str) -> str | None:
        if gate.closed.is_set():
            return None
        if not hasattr(workers, "own"):
            workers.own = Worker(engine, gate, rules)
        answer: str | None = workers.own.translate(text)
        return answer

    pool = ThreadPoolExecutor(max_workers=engine.workers)
    asked = {pool.submit(ask, text): text for text in texts}
    try:
        return _collect(asked, engine, keep)
    finally:
        gate.abort()
        pool.shutdown(wait=False, cancel_futures=True)


def _collect(asked: dict[Future[str | None], str], engine: Engine, keep: Keep) -> list[str]:
    done: set[str] = set()
    for future in as_completed(asked):
        answer = future.result()
        if answer:
            keep(asked[future], answer, engine.name)
            done.add(asked[future])
    return [text for text in asked.values() if text not in done]
