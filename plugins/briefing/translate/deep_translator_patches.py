"""Every patch of deep-translator: engines.py is written as if the library were right.

deep-translator 1.11.4, of June 2023, is its latest release. Each patch, what would happen without
it, and when it is applied:

While engines run (`http_limits`), at `requests.adapters.HTTPAdapter.send`, the one point that the
requests of all its services pass, and openai's, since it takes no session from outside:

1. Time limits: it asks without any, so that a service that hangs would hold a worker for ever.
2. Largest answer: it reads whatever comes into memory.
3. Status and ``Retry-After``: it raises exceptions of its own, which have neither, so that a wrong
   key and a busy service look alike. It catches exceptions of requests, but not ours.
4. A quiet log: keys and texts go in addresses, which a debugging log would show.

Where a translator is made (`translator_class`), in a subclass:

5. DeepL: its table of languages lacks Arabic, which DeepL has had since 2024, and it sends key and
   text in the address, where servers and proxies write them down.
6. LibreTranslate: it refuses to go without a key, which a server of one's own does not need;
   without an address it asks a mirror, libretranslate.de, and not the service itself; and it joins
   address and path as they are: ``http://127.0.0.1:5000translate``.
7. Yandex: the answer is a list, as the service sends it, not text.

Not patched but worked around: a translator keeps the text it translates, so that threads must not
share one (workers.py has one each); its exceptions may hold a key or a text, so that only the names
of their classes are shown (there, too); it needs an openai that is older than 1.0 (pyproject.toml).

``tests/test_deep_translator_patches.py`` fails when a patched part of the library changes, and when
the library without a patch no longer shows what the patch is for.
"""

from __future__ import annotations

import importlib
import io
import logging
import time
from collections.abc import Callable, Iterator, Mapping
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
LOGGERS_WITH_ADDRESSES = ("urllib3", "requests", "openai")
"""They would write addresses, and with them texts and keys, into a debugging log."""


@contextmanager
def http_limits() -> Iterator[None]:
    """Apply patches 1 to 4 to every request while the block runs.

    A request that fails, or whose status is an error, raises `RequestFailedError`.
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
    for name in LOGGERS_WITH_ADDRESSES:
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


class _Deepl:
    """Patch 5: DeepL asked as its documentation says, for whatever languages."""

    _base_url: str
    _source: str
    _target: str
    api_key: str

    def _map_language_to_code(self, *codes: str) -> tuple[str, ...]:
        return codes

    def translate(self, text: str) -> object:
        headers = {"Authorization": f"DeepL-Auth-Key {self.api_key}"}
        form = {"text": text, "source_lang": self._source, "target_lang": self._target}
        # The patches above give every request its timeouts, and raise where the status is an error.
        response = requests.post(f"{self._base_url}translate", form, headers=headers)  # noqa: S113
        return response.json()["translations"][0]["text"]


class _Libre:
    """Patch 6: without a key the service is given one that says so."""

    def __init__(self, *, api_key: str = "none", custom_url: str = "", **languages: str) -> None:
        address = f"{custom_url.rstrip('/')}/" if custom_url else None
        super().__init__(  # type: ignore[call-arg]
            api_key=api_key, use_free_api=False, custom_url=address, **languages
        )


class _Yandex:
    """Patch 7: the answer as one text."""

    def translate(self, text: str) -> object:
        answer = super().translate(text)  # type: ignore[misc]
        return " ".join(map(str, answer)) if isinstance(answer, list) else answer


PATCHES: Mapping[str, type] = {
    "DeeplTranslator": _Deepl,
    "LibreTranslator": _Libre,
    "YandexTranslator": _Yandex,
}


def translator_class(name: str) -> Any:
    """Return a translator's class of deep-translator, patched where it has to be."""
    # Imported here: deep-translator takes a while, and most builds translate nothing.
    original = getattr(importlib.import_module("deep_translator"), name)
    # A patch comes first, so that it is asked before the class it mends.
    return type(name, (PATCHES[name], original), {}) if name in PATCHES else original
