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
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 10.0
"""Seconds between two reads; translation services answer within five."""
BODY_TIMEOUT = 20.0
"""Seconds for a whole body, so that one that drips does not hold a worker."""
LARGEST_ANSWER = 1_000_000
"""Bytes. The longest request is below 5,000 characters; more is not its translation."""
_READ_SIZE = 65_536
_LONGEST_RETRY_AFTER = 86_400.0
_LOGGERS_WITH_ADDRESSES = ("urllib3", "requests", "openai")
"""They would write addresses, and with them texts and keys, into a debugging log."""


@dataclass(frozen=True, slots=True)
class ResponseInfo:
    """What an HTTP request came to: its status, and the seconds that the server asks to wait.

    `error` is why there was no response, which deep-translator may hide behind one of its own.
    """

    status: int | None = None
    retry_after: float | None = None
    error: Exception | None = None


_thread = threading.local()


def last_response() -> ResponseInfo:
    """Return what the last request of this thread came to, and forget it."""
    response: ResponseInfo = getattr(_thread, "response", ResponseInfo())
    _thread.response = ResponseInfo()
    return response


@contextmanager
def http_limits() -> Iterator[None]:
    """Give every request the limits above while the block runs, and keep its log quiet."""
    send = HTTPAdapter.send

    def send_limited(
        adapter: HTTPAdapter, request: requests.PreparedRequest, **options: Any
    ) -> requests.Response:
        options |= {"timeout": (CONNECT_TIMEOUT, READ_TIMEOUT), "stream": True}
        try:
            response = send(adapter, request, **options)
            wait = _retry_after(response.headers.get("Retry-After"))
            _thread.response = ResponseInfo(response.status_code, wait)
            body = read_body(response.raw)
        except Exception as error:
            _thread.response = ResponseInfo(error=error)
            raise
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

    Raise what requests raises for a body that is too large or takes too long. urllib3 itself
    raises where fewer bytes come than were announced: an answer cut short is no answer.
    """
    deadline = now() + BODY_TIMEOUT
    body = bytearray()
    try:
        # read1 returns what has come so far, so that the limits are looked at between bytes.
        while piece := raw.read1(_READ_SIZE, decode_content=True):
            body += piece
            if len(body) > LARGEST_ANSWER:
                raise requests.exceptions.ContentDecodingError
            if now() > deadline:
                raise requests.exceptions.ReadTimeout
    finally:
        raw.close()
    return bytes(body)


def _retry_after(header: str | None) -> float | None:
    """Return the seconds a ``Retry-After`` names, as a number or as a date; ``None`` without."""
    if not header:
        return None
    try:
        # A number has any size, and more than a day means the same as a day.
        return min(urllib3.Retry().parse_retry_after(header), _LONGEST_RETRY_AFTER)
    except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
        return None
