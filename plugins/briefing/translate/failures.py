"""Failures of a request, classified by what is done next: wait, retry, skip it, give up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import requests
import urllib3

from .http_limits import ResponseInfo

_FIRST_ERROR_STATUS = 400
_TOO_MANY_REQUESTS = 429
_FIRST_SERVER_ERROR = 500
_REFUSED_STATUSES = frozenset({401, 402, 403, 407, 451, 456})
"""Statuses by which a service says that it will not serve us at all (456: DeepL's quota)."""
_REFUSED_ERRORS = frozenset({"AuthorizationException", "ApiKeyException", "AuthenticationError"})
"""Classes of deep-translator and openai for a key that is not accepted; by name, since importing
either takes a while and openai may not be installed."""
_BAD_ANSWERS = (requests.exceptions.JSONDecodeError, requests.exceptions.ContentDecodingError)
"""Errors of requests that are the fault of an answer, not of the connection."""
_TIMEOUTS = (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
_CONNECTION_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)


class FailureKind(Enum):
    """What a failure means for what is done next."""

    BUSY = "too many requests"
    DOWN = "the service fails"
    TIMEOUT = "the service does not answer"
    NONSENSE = "its answer is no translation"
    REJECTED = "it rejects this segment"
    REFUSED = "it refuses us"


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed request; `retry_after` are the seconds the service asked to wait, if it did.

    `message` is fit to be shown: it never holds an address, a key or a text.
    """

    kind: FailureKind
    message: str
    retry_after: float | None = None

    @property
    def may_pass(self) -> bool:
        """Tell whether the same request may succeed later."""
        return self.kind not in (FailureKind.REJECTED, FailureKind.REFUSED)


TIMED_OUT = Failure(FailureKind.TIMEOUT, "no answer in time")


class NoTranslationError(Exception):
    """Raised where a service answers with something that is no translation."""


class FailedRequestError(Exception):
    """Raised where a request brought no translation; carries the failure."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def classify(error: Exception, response: ResponseInfo) -> Failure:
    """Return the failure that an exception stands for, with what the server had said before it."""
    # deep-translator raises exceptions of many kinds for one cause, so the status counts first.
    status = response.status
    if status is not None and status >= _FIRST_ERROR_STATUS:
        return _classify_status(status, response.retry_after)
    # What went wrong on the way is surer than what deep-translator made of it.
    cause = response.error or error
    # Only the name of a class is shown: the words of an exception may hold a text or a key.
    name = type(cause).__name__
    if isinstance(cause, NoTranslationError):
        return Failure(FailureKind.NONSENSE, "empty or no text")
    if isinstance(cause, _TIMEOUTS):
        return TIMED_OUT
    if isinstance(cause, _CONNECTION_ERRORS) and not isinstance(cause, _BAD_ANSWERS):
        return Failure(FailureKind.DOWN, f"no connection: {name}")
    if name in _REFUSED_ERRORS:
        return Failure(FailureKind.REFUSED, name)
    # Anything else is a class of deep-translator that found no translation where it looks for one.
    return Failure(FailureKind.NONSENSE, f"no translation: {name}")


def _classify_status(status: int, retry_after: float | None) -> Failure:
    message = f"HTTP {status}"
    # A server that names a time to come back (503 with Retry-After) is busy, not broken.
    if status == _TOO_MANY_REQUESTS or (status >= _FIRST_SERVER_ERROR and retry_after is not None):
        return Failure(FailureKind.BUSY, message, retry_after)
    if status >= _FIRST_SERVER_ERROR:
        return Failure(FailureKind.DOWN, message)
    is_refusal = status in _REFUSED_STATUSES
    return Failure(FailureKind.REFUSED if is_refusal else FailureKind.REJECTED, message)
