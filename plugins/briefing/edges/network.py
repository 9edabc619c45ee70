"""A page from the web, for ``pelican-briefing add URL``: with limits, and one line on failure."""

from __future__ import annotations

import time
from email.message import Message
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

import requests
from urllib3.exceptions import HTTPError

from ..errors import error_at
from ..formats.file_types import LARGEST_SEED, too_large

TIMEOUT = (5.0, 20.0)
"""Seconds to connect and to wait for more of an answer."""
DEADLINE = 60.0
"""Seconds for the whole page, since a server may send one byte at a time for ever."""
_READ_AT_ONCE = 64 * 1024
_MOST_REDIRECTS = 5
_HEADERS = {
    # Says what we are; some sites refuse the name of the library.
    "User-Agent": "Mozilla/5.0 (compatible; pelican-briefing)",
    "Accept": "text/html,text/plain;q=0.9,*/*;q=0.1",
}
_HINT = "Check the address and the network, or save the page in a browser and add the file"
# requests lets the others through: for addresses that are none, and answers that break off.
_FAILURES = (requests.RequestException, HTTPError, OSError, ValueError)


class Fetched(NamedTuple):
    """What a server sent: the bytes, and which kind and encoding of document it calls them."""

    data: bytes
    content_type: str
    charset: str | None = None


def fetch(url: str) -> Fetched:
    """Return the page at a web address; raise `BriefingError` with one clear line if it fails."""
    shown = without_user(url)
    try:
        # A session, since only that limits redirects; it is closed with what was not read.
        with requests.Session() as session:
            session.max_redirects = _MOST_REDIRECTS
            answer = session.get(url, timeout=TIMEOUT, stream=True, headers=_HEADERS)
            if not answer.ok:
                raise error_at(shown, f"the server answered {answer.status_code}", _HINT)
            data = _body(answer, shown)
    except _FAILURES as error:
        raise error_at(shown, _reason(error), _HINT) from None
    # The standard library reads the parameters of a content type as they are written for mail.
    header = Message()
    header["Content-Type"] = answer.headers.get("Content-Type", "")
    content_type = header["Content-Type"].split(";")[0].strip().lower()
    return Fetched(data, content_type, header.get_content_charset())


def _body(answer: requests.Response, shown: str) -> bytes:
    """Return an answer's body, as much as may be and as long as it may take."""
    data, end = bytearray(), time.monotonic() + DEADLINE
    # read1 gives what has come; requests' own iterator would wait for a whole chunk.
    while chunk := answer.raw.read1(_READ_AT_ONCE, decode_content=True):
        data += chunk
        if len(data) > LARGEST_SEED:
            raise too_large(shown)
        if time.monotonic() > end:
            raise error_at(shown, f"not complete after {DEADLINE:g} seconds", _HINT)
    return bytes(data)


def _reason(error: Exception) -> str:
    """Return why a request failed, in words; the library's own are a nest of class names."""
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return f"no answer within {TIMEOUT[1]:g} seconds"
    if isinstance(error, requests.exceptions.SSLError):
        return "no secure connection (its certificate is not valid)"
    if isinstance(error, requests.TooManyRedirects):
        return "it leads from one address to the next without end"
    if isinstance(error, requests.ConnectionError):
        return "the server cannot be reached"
    return "no web address" if isinstance(error, ValueError) else "the answer is damaged"


def without_user(url: str) -> str:
    """Return a web address without user name, password and fragment, fit to be shown and kept."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.rpartition("@")[2]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme.lower(), host, parts.path, parts.query, ""))
