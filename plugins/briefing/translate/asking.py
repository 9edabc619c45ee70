"""One passage and one engine: cut to size, masked, asked with a last moment, tried again."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..check.answers import is_no_translation
from ..glossary import Glossary
from .chunks import split_for
from .engines import Engine
from .faults import RETRIED, Fault, Kind, NoAnswer, TooSlow, fault_of
from .gate import Gate
from .masking import mask, unmask
from .services import Translate
from .wire import heard

MOST_TRIES = 4
"""Requests for one piece of text before it is left to the next engine."""
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
            answer = self._pieces(masked.text)
            whole = unmask(answer, masked) if answer else None
            if whole or not masked.hidden:
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
        """Return the answer for one piece, trying again where the fault may pass."""
        tries = MOST_TRIES if self.engine.where else 1  # a model says the same again
        for number in range(tries):
            entered = self.gate.enter()
            if entered is None:
                return None
            if not self.rules.budget.take(len(text)):
                self.gate.close("budget")
                return None
            fault, answer = self._once(text)
            if fault is None:
                return answer
            self._note(fault, entered, again=number > 0)
            if fault.kind not in RETRIED:
                return None
        return None

    def _note(self, fault: Fault, entered: float, *, again: bool) -> None:
        """Tell the gate of a fault; of a passage that gets no usable answer, once."""
        if not (again and fault.kind is Kind.NONSENSE):
            self.gate.failed(fault, entered)

    def _once(self, text: str) -> tuple[Fault | None, str | None]:
        try:
            answer = self._answer(text)
        except Exception as error:  # noqa: BLE001 - services raise what they like
            last = getattr(error, "heard", None) or heard()
            return fault_of(error, last), None
        self.gate.passed()
        return None, answer

    def _answer(self, text: str) -> str:
        answer = _within(LAST_MOMENT, lambda: self._ask(text), self.gate, self._forget)
        if isinstance(answer, Sequence) and not isinstance(answer, str):
            answer = " ".join(map(str, answer))  # Yandex answers with a list
        if not isinstance(answer, str) or is_no_translation(text, answer):
            raise NoAnswer
        return " ".join(answer.split())

    def _ask(self, text: str) -> object:
        if self.translator is None:
            self.translator = self.engine.make()
        return self.translator(text)

    def _forget(self) -> None:
        """Drop the translator that an abandoned request may still use."""
        self.translator = None


def _within(
    seconds: float, call: Callable[[], object], gate: Gate, abandon: Callable[[], None]
) -> object:
    """Return what a call returns, raise what it raises, or `TooSlow` when it takes too long.

    It runs in a thread of its own: nothing else stops code that reads a socket for ever.
    """
    done: queue.SimpleQueue[tuple[object, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((call(), None))
        except Exception as error:  # noqa: BLE001 - handed to the caller
            error.heard = heard()  # type: ignore[attr-defined]
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    end = time.monotonic() + seconds
    while time.monotonic() < end and not gate.stopped.is_set():
        try:
            answer, error = done.get(timeout=LOOKS)
        except queue.Empty:
            continue
        if error is not None:
            raise error
        return answer
    abandon()
    raise TooSlow
