"""What can go wrong when a service is asked, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import requests
import urllib3

from .http_limits import Heard

TOO_MANY, SERVER_ERRORS = 429, 500
REFUSED = frozenset({401, 402, 403, 407, 451, 456})
"""Statuses by which a service says that it will not serve us at all (456: DeepL's quota)."""
ODD = (requests.exceptions.JSONDecodeError, requests.exceptions.ContentDecodingError)
"""Errors of `requests` that an answer is to blame for, not the way to it."""
LATE = (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
SLOW = "no answer in time"
UNREACHABLE = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)


class Kind(Enum):
    """What a fault means for what is done next."""

    BUSY = "too many requests"
    DOWN = "the service fails"
    REFUSED = "the service refuses us"
    REJECTED = "it rejects this passage"
    NONSENSE = "its answer is no translation"


RETRIED = (Kind.BUSY, Kind.DOWN, Kind.NONSENSE)
"""Faults that may pass."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed request; `wait` are the seconds the service asked for, `None` if it did not.

    `slow` where it failed only at the time limit. `said` is fit to be shown: it never holds an
    address, a key or a text.
    """

    kind: Kind
    said: str
    wait: float | None = None
    slow: bool = False


class NoAnswer(Exception):  # noqa: N818 - it is caught where it is raised for
    """Raised where a service answers with something that is no text; carries what was heard."""

    def __init__(self, last: Heard) -> None:
        super().__init__()
        self.heard = last


class TooSlow(Exception):  # noqa: N818 - as above
    """Raised when a request has not ended by its last moment."""


def fault_of(error: Exception, last: Heard) -> Fault:
    """Return what an exception means, with what the server had said before it was raised.

    deep-translator raises exceptions of many kinds for one cause; the status is surer.
    """
    if isinstance(error, TooSlow):
        return Fault(Kind.DOWN, SLOW, slow=True)
    by_status = _by_status(last)
    if by_status:
        return by_status
    error = last.error or error
    if isinstance(error, NoAnswer):
        return Fault(Kind.NONSENSE, "empty or no text")
    return _by_kind(error)


def _by_kind(error: Exception) -> Fault:
    """Return what an exception means by its class; its words may hold a text or a key."""
    name = type(error).__name__
    if isinstance(error, LATE):
        return Fault(Kind.DOWN, SLOW, slow=True)
    if isinstance(error, UNREACHABLE) and not isinstance(error, ODD):
        return Fault(Kind.DOWN, f"no connection: {name}")
    refused = name in ("AuthorizationException", "ApiKeyException", "AuthenticationError")
    return Fault(Kind.REFUSED, name) if refused else Fault(Kind.NONSENSE, f"no translation: {name}")


def _by_status(last: Heard) -> Fault | None:
    """Return what an HTTP status says, ``None`` for a success or where no answer came."""
    status = last.status
    if status is None or status < 400:  # noqa: PLR2004 - HTTP's own bound
        return None
    said = f"HTTP {status}"
    if status == TOO_MANY or (status >= SERVER_ERRORS and last.wait is not None):
        return Fault(Kind.BUSY, said, last.wait)
    if status >= SERVER_ERRORS:
        return Fault(Kind.DOWN, said)
    return Fault(Kind.REFUSED if status in REFUSED else Kind.REJECTED, said)
