"""Whether a service may be asked now: pacing, the waits it asks for, and giving up on a dead one.

One gate stands before all workers of an engine. Failures of requests that were under way together
are one wave, so that eight workers meeting one hiccup do not close the gate.
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass

from .faults import Fault, Kind

CLOSED_AT = 4
"""Waves of failures in a row at which a service counts as down."""
SLOW = 2
"""What a wave counts that came to nothing only at the time limit; twice that before the first
answer, so that a service that hangs from the start costs one time limit."""
MOST_WAVES_BUSY = 6
"""Waves of "too many requests" in a row; the waits before the last add up to half a minute."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 16.0
"""Seconds: the pause after the first failure, doubled with each further one."""
LONGEST_WAIT = 60.0
"""Seconds a service may ask us to wait; for longer it counts as down for this run."""
JITTER = 0.25
"""Share by which a pause is longer or shorter at random, so that workers do not return together."""


@dataclass
class State:
    """What a gate remembers; guarded by its lock."""

    waves: int = 0
    busy: int = 0
    open_at: float = 0.0
    last_wave: float = 0.0
    answered: bool = False
    closed: str | None = None
    said: str | None = None


class Gate:
    """Lets requests of one engine through; threads may share it."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.state = State()
        self.lock = threading.Lock()
        self.closed = threading.Event()
        self.aborted = threading.Event()

    @property
    def why(self) -> str:
        """Return what closed the gate, or the last fault that there was."""
        return self.state.closed or self.state.said or "no usable answer"

    def abort(self) -> None:
        """Close the gate and give up what is under way, for somebody who does not wait."""
        self.closed.set()
        self.aborted.set()

    def enter(self) -> float | None:
        """Wait for one's turn; return the moment of it, or ``None`` once the gate is closed.

        A fault may put the turn off while one waits, so that it is asked for again.
        """
        while not self.closed.is_set():
            with self.lock:
                now = time.monotonic()
                wait = self.state.open_at - now
                if wait <= 0:
                    self.state.open_at = now + self.pause
                    return now
            self.closed.wait(wait)
        return None

    def passed(self) -> None:
        """Note an answer: failures before it do not count any more."""
        with self.lock:
            self.state.waves = self.state.busy = 0
            self.state.answered = True

    def failed(self, fault: Fault, entered: float) -> None:
        """Note a failure of a request that entered at a moment; it may close the gate."""
        with self.lock:
            self.state.said = fault.said
            if fault.kind is Kind.REFUSED:
                self._close(fault.said)
            elif fault.kind is not Kind.REJECTED and entered >= self.state.last_wave:
                self._count(fault)

    def close(self, why: str) -> None:
        """Close the gate for a reason and wake who waits at it; what is under way may end."""
        with self.lock:
            self._close(why)

    def _close(self, why: str) -> None:
        self.state.closed = self.state.closed or why
        self.closed.set()

    def _count(self, fault: Fault) -> None:
        """Count one more wave, and close the gate or keep it shut for a while."""
        state = self.state
        busy = fault.kind is Kind.BUSY
        state.busy += busy
        slow = SLOW if state.answered else 2 * SLOW
        state.waves += 0 if busy else slow if fault.slow else 1
        wait = fault.wait if fault.wait is not None else pause_after(state.busy + state.waves)
        if state.waves >= CLOSED_AT or state.busy >= MOST_WAVES_BUSY:
            self._close(fault.said)
        elif wait > LONGEST_WAIT:
            self._close(f"{fault.said}, asks to wait {wait:.0f} s")
        else:
            state.last_wave = time.monotonic()
            state.open_at = max(state.open_at, state.last_wave + wait)


def pause_after(failures: int) -> float:
    """Return the seconds to wait after so many failures: exponential backoff with jitter."""
    pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** max(0, failures - 1))
    jitter: float = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
    return pause * jitter
