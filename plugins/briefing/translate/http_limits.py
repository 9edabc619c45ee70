"""HTTP limits: timeouts and a largest answer for every request while the engines run.

This is the only place that patches another library. deep-translator calls `requests.get` and
`requests.post` without a timeout, reads answers of any size, and raises exceptions of its own in
which neither the status nor ``Retry-After`` is left. It takes no session from outside, so
the transport adapter of requests is the one point that all its services pass, and openai's client,
too. ``tests/test_services.py`` has a test for each of these reasons: it fails when one is gone.
"""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

from .circuit_breaker import TIMED_OUT, RequestFailedError

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 10.0
"""Seconds between two reads; translation services answer within five."""
BODY_TIMEOUT = 20.0
"""Seconds for a whole body, so that one that drips does not hold a worker."""
_TOO_LONG = "its answer is too long"
LARGEST_ANSWER = 1_000_000
"""Bytes. The longest request is below 5,000 characters; more is not its translation."""
_READ_SIZE = 65_536
_REFUSED_STATUSES = frozenset({401, 402, 403, 407, 451, 456})
"""Statuses by which a service says that it will not serve us at all (456: DeepL's quota)."""
_TIMEOUTS = (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
_LOGGERS_WITH_ADDRESSES = ("urllib3", "requests", "openai")
"""They would write addresses, and with them texts and keys, into a debugging log."""


@contextmanager
def http_limits() -> Iterator[None]:
    """Give every request the limits above while the block runs, and keep its log quiet.

    A request that fails, or whose status is an error, raises `RequestFailedError`: deep-translator
    catches only exceptions of requests, so that this one reaches the worker as it is.
    """
    send = HTTPAdapter.send

    def send_limited(
        adapter: HTTPAdapter, request: requests.PreparedRequest, **options: Any
    ) -> requests.Response:
        options |= {"timeout": (CONNECT_TIMEOUT, READ_TIMEOUT), "stream": True}
        try:
            response = send(adapter, request, **options)
            body = read_body(response.raw)
        except RequestFailedError:
            raise
        except _TIMEOUTS as error:
            raise RequestFailedError(TIMED_OUT, "timeout") from error
        except Exception as error:
            # Only the name of a class is shown: an exception's words may hold an address.
            message = f"no connection: {type(error).__name__}"
            raise RequestFailedError(message) from error
        if not response.ok:
            raise _failure_of_status(response.status_code, response.headers.get("Retry-After"))
        # requests reads a body from any file; from here on it has no connection to wait for.
        response.raw = io.BytesIO(body)
        return response

    HTTPAdapter.send = send_limited  # type: ignore[assignment, method-assign]
    # Never set back: a request that was abandoned may still write to its log after the run.
    for name in _LOGGERS_WITH_ADDRESSES:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        HTTPAdapter.send = send  # type: ignore[method-assign]


def read_body(raw: Any, now: Callable[[], float] = time.monotonic) -> bytes:
    """Return the decoded body of a urllib3 response, and close it.

    Raise `RequestFailedError` for a body that is too large or takes too long. urllib3 itself
    raises where fewer bytes come than were announced: an answer cut short is no answer.
    """
    time_limit = now() + BODY_TIMEOUT
    body = bytearray()
    try:
        # read1 returns what has come so far, so that the limits are looked at between bytes.
        while piece := raw.read1(_READ_SIZE, decode_content=True):
            body += piece
            if len(body) > LARGEST_ANSWER:
                raise RequestFailedError(_TOO_LONG)
            if now() > time_limit:
                raise RequestFailedError(TIMED_OUT, "timeout")
    finally:
        raw.close()
    return bytes(body)


def _failure_of_status(status: int, retry_after: str | None) -> RequestFailedError:
    message = f"HTTP {status}"
    if status in _REFUSED_STATUSES:
        return RequestFailedError(message, "refused")
    is_busy = status == HTTPStatus.TOO_MANY_REQUESTS
    if not is_busy and status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return RequestFailedError(message, "rejected")
    wait = None
    if retry_after:
        # A header that is neither a number nor a date is as good as none; a number may be of any
        # size, and more than a day means the same as a day.
        with suppress(urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
            wait = min(urllib3.Retry().parse_retry_after(retry_after), 86_400.0)
    return RequestFailedError(message, retry_after=wait)
