"""Circuit breaker of one engine: failures, pace, waits asked for, giving up on a dead service."""

from __future__ import annotations

import threading
import time
from typing import Literal

FailureKind = Literal["passing", "timeout", "rejected", "refused"]
"""What may succeed later; the same, but it has cost much time; no to this text; no to us."""
TIMED_OUT = "no answer in time"
OPENS_AT = 6
"""Failures in a row at which a service counts as down; the pauses between them are 15 seconds."""
TIMEOUT_WEIGHT = 3
"""What a timeout counts, since it has already cost ten seconds: two of them open the breaker."""
FIRST_PAUSE = 0.5
"""Seconds after the first failure, doubled with each further one."""
LONGEST_WAIT = 60.0
"""Seconds a service may ask us to wait; for longer it counts as down for this run."""


class RequestFailedError(Exception):
    """Raised where a request brought no translation.

    `message` is fit to be shown: it never holds an address, a key or a text. `retry_after` are the
    seconds the service asks to wait, ``None`` if it does not.
    """

    def __init__(
        self, message: str, kind: FailureKind = "passing", retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.kind = kind
        self.retry_after = retry_after
        self.may_pass = kind in ("passing", "timeout")


class Clock:
    """Time as it passes; tests give one of their own that does not wait."""

    def now(self) -> float:
        """Return seconds from some fixed moment."""
        return time.monotonic()

    def wait(self, event: threading.Event, seconds: float) -> None:
        """Wait for some seconds, or until an event is set."""
        event.wait(seconds)


class CircuitBreaker:
    """Lets requests of one engine through until it opens; the engine's workers share it."""

    def __init__(self, pause: float, clock: Clock) -> None:
        self.reason = "no usable answer"
        """Why it opened; before that the last failure."""
        self._pause = pause
        self._clock = clock
        self._lock = threading.Lock()
        # An event rather than a flag, so that opening wakes those who wait for their turn.
        self._open = threading.Event()
        self._next_turn = 0.0
        self._last_failure = 0.0
        self._failures = 0
        self._has_answered = False

    @property
    def is_open(self) -> bool:
        """Tell whether no further request is to be made."""
        return self._open.is_set()

    def wait_for_turn(self) -> float | None:
        """Wait until a request may be made; return that moment, ``None`` if it opened meanwhile."""
        while not self.is_open:
            with self._lock:
                now = self._clock.now()
                wait = self._next_turn - now
                if wait <= 0:
                    self._next_turn = now + self._pause
                    return now
            # A failure may put the turn off meanwhile, so that it is asked for again.
            self._clock.wait(self._open, wait)
        return None

    def record_answer(self) -> None:
        """Note an answer: failures before it do not count any more."""
        with self._lock:
            self._failures = 0
            self._has_answered = True

    def record_failure(self, failure: RequestFailedError, turn: float) -> None:
        """Note a failure of the request made at `turn`: all wait for a while, or it opens."""
        with self._lock:
            if self.is_open:
                return
            # Also for what does not count: it is the reason if segments are left in the end.
            self.reason = failure.message
            if failure.kind == "refused":
                self._open.set()
            # Requests that are under way together fail together: eight workers that meet one hiccup
            # are one failure. So it counts only if it was made after the last one was noted.
            if not failure.may_pass or turn < self._last_failure:
                return
            weight = 1
            if failure.kind == "timeout":
                # A service that hangs from the start costs one timeout, not two.
                weight = TIMEOUT_WEIGHT if self._has_answered else OPENS_AT
            self._failures += weight
            # No jitter, as is usual: all requests of a run wait here together; there is one run.
            wait = FIRST_PAUSE * 2.0 ** (self._failures - 1)
            if failure.retry_after is not None:
                wait = failure.retry_after
            if wait > LONGEST_WAIT:
                self.reason = f"{failure.message}, asks to wait {wait:.0f} s"
            if wait > LONGEST_WAIT or self._failures >= OPENS_AT:
                self._open.set()
            self._last_failure = self._clock.now()
            self._next_turn = max(self._next_turn, self._last_failure + wait)

    def open(self, reason: str = "") -> None:
        """Let no further request through; what is under way may end."""
        with self._lock:
            if not self.is_open:
                self.reason = reason or self.reason
                self._open.set()
