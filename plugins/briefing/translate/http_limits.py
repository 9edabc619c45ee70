"""Limits on every HTTP request while the engines run; deep-translator itself has none.

A request gets a time to connect and to wait, an end after which no further byte is read, and a
largest answer. What the server said of waiting is kept, since deep-translator throws it away.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import requests

CONNECT, WAIT = 5.0, 10.0
"""Seconds to connect and between two reads; translation services answer within five."""
WHOLE = 20.0
"""Seconds for a whole answer, so that one that drips does not hold a worker."""
LARGEST_ANSWER = 1_000_000
"""Bytes. The longest request is below 5,000 characters; more is not its translation."""
READ_AT_ONCE = 65_536
CHATTY = ("urllib3", "requests", "openai")
"""Loggers that would write addresses, and with them texts and keys, into a debugging log."""


@dataclass
class Heard:
    """What the last request of this thread came to: its HTTP status and how long to wait.

    `error` is why there was no answer, which deep-translator may hide behind one of its own.
    """

    status: int | None = None
    wait: float | None = None
    error: Exception | None = None


_threads = threading.local()


def heard() -> Heard:
    """Return what was heard in this thread since the last call, and forget it."""
    last: Heard = getattr(_threads, "heard", Heard())
    _threads.heard = Heard()
    return last


@contextmanager
def limits() -> Iterator[None]:
    """Give every request the limits above while the block runs, and keep its log quiet.

    The log stays quiet afterwards: a request that was abandoned may still write to it.
    """
    send = requests.Session.send

    def limited(self: requests.Session, request: Any, **kwargs: Any) -> Any:
        kwargs |= {"timeout": (CONNECT, WAIT), "stream": True}
        adapt(request)
        try:
            response = send(self, request, **kwargs)
            wait = _wait(response.headers.get("Retry-After"))
            _threads.heard = Heard(response.status_code, wait)
            _read(response, time.monotonic() + WHOLE)
        except Exception as error:
            _threads.heard = Heard(error=error)
            raise
        return response

    requests.Session.send = limited  # type: ignore[method-assign]
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        requests.Session.send = send  # type: ignore[method-assign]


def _read(response: requests.Response, end: float) -> None:
    """Read an answer's body, no longer than until `end` and no more than is plausible."""
    if response._content_consumed:  # noqa: SLF001 - it was moved, and read on the way
        return
    body = bytearray()
    try:
        while piece := response.raw.read1(READ_AT_ONCE, decode_content=True):
            body += piece
            if len(body) > LARGEST_ANSWER:
                raise requests.exceptions.ContentDecodingError
            if time.monotonic() > end:
                raise requests.exceptions.ReadTimeout
        _refuse_cut(response, len(body))
    finally:
        response.close()
    response._content = bytes(body)  # noqa: SLF001 - what requests itself sets
    response._content_consumed = True  # noqa: SLF001


def _refuse_cut(response: requests.Response, length: int) -> None:
    """Raise if fewer bytes came than were announced; an answer cut short is no answer."""
    announced = response.headers.get("Content-Length", "")
    bare = "Content-Encoding" not in response.headers and response.request.method != "HEAD"
    if announced.isdigit() and bare and length < int(announced):
        raise requests.exceptions.ChunkedEncodingError


def _wait(header: str | None) -> float | None:
    """Return the seconds a ``Retry-After`` names, as a number or as a date; ``None`` without."""
    if not header:
        return None
    if re.fullmatch(r"\s*[0-9]+\s*", header):
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    if until.tzinfo is None:  # a date in "-0000", which is UTC
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def adapt(request: requests.PreparedRequest) -> None:
    """Put DeepL's key and text where it takes them: not in the address, as deep-translator does."""
    parts = urlsplit(request.url or "")
    fields = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.path.endswith("/v2/translate") and "auth_key" in fields:
        request.headers["Authorization"] = f"DeepL-Auth-Key {fields.pop('auth_key')}"
        request.method = "POST"
        request.url = urlunsplit(parts._replace(query=""))
        request.prepare_body(fields, None)
