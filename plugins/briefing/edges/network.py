"""A page or a feed from the web, for ``add URL`` and ``pull``: with limits, one line on failure.

The limits hold at every step, redirects too: one time for the whole fetch, sizes counted after
unpacking, and no address of this machine or of a private network unless the person says so.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy
from urllib3.exceptions import HTTPError

from ..errors import BriefingError, Problem, error_at
from ..formats.text import LARGEST_SEED, too_large

TIMEOUT = (5.0, 20.0)
"""Seconds to connect and to wait for more of an answer."""
DEADLINE = 60.0
"""Seconds for the whole page, since a server may send one byte at a time for ever."""
_READ_AT_ONCE = 64 * 1024
_MOST_REDIRECTS = 5
_NAT64 = IPv6Network("64:ff9b::/96")
"""Where a network without IPv4 has all addresses of IPv4, public ones and others (RFC 6052)."""
_HEADERS = {
    # Says what we are; some sites refuse the name of the library.
    "User-Agent": "Mozilla/5.0 (compatible; pelican-briefing)",
    "Accept": "text/html,text/plain;q=0.9,*/*;q=0.1",
}
_HINT = "Check the address and the network, or save the page in a browser and add the file"
# requests lets some of urllib3's errors through, where an answer breaks off.
_BROKEN = (OSError, HTTPError)
_REASONS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str, str], ...] = (
    (requests.ConnectTimeout, "", "no connection within {0:g} seconds"),
    (_BROKEN, "timed out", "no answer within {1:g} seconds"),
    # In these words the standard library refuses too many lines of a header, and too long ones.
    (_BROKEN, "got more than", "the header of its answer is too long"),
    (requests.exceptions.SSLError, "", "no secure connection (its certificate is not valid)"),
    (requests.TooManyRedirects, "", "it leads from one address to the next without end"),
    (requests.exceptions.InvalidSchema, "SOCKS", "SOCKS proxies cannot be used"),
    (requests.exceptions.InvalidSchema, "", "it leads to an address that is not of the web"),
    (requests.ConnectionError, "", "the server cannot be reached"),
    (ValueError, "", "not a web address"),
    (_BROKEN, "", "the answer is damaged"),
)
"""For a kind of error and words in its text, what is said; the text itself is a nest of names."""
_VALIDATORS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
"""What a server says of a state of a page, and the header that asks whether it is another now."""
_NOT_MODIFIED = 304


class Fetched(NamedTuple):
    """What a server sent: the bytes, and which kind and encoding of document it calls them.

    `url` is where they came from, after redirects, `moved` the same where all of these are for
    good. `validators` are headers for the next time: where nothing has changed by them there are no
    bytes, and `unchanged` is true.
    """

    data: bytes
    content_type: str
    charset: str | None = None
    url: str = ""
    moved: str | None = None
    validators: tuple[tuple[str, str], ...] = ()
    unchanged: bool = False


@dataclass(frozen=True)
class Manner:
    """How to fetch: more headers, seconds for all of it, and who is asked before each request.

    `before` gets the address, of a redirect, too, and raises `BriefingError` to keep from it.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    deadline: float | None = None
    before: Callable[[str], None] | None = None


class StatusError(BriefingError):
    """The server answered, with this status instead of what was asked for."""

    def __init__(self, status: int, shown: str) -> None:
        super().__init__(Problem(shown, f"the server answered {status}", _HINT))
        self.status = status


def fetch(url: str, *, allow_private: bool = False, manner: Manner = Manner()) -> Fetched:
    """Return the page at a web address; raise `BriefingError` with one clear line if it fails.

    For an answer with a status of failure the error is a `StatusError`.
    """
    shown = without_user(url)
    deadline = manner.deadline or DEADLINE
    connections = _Connections(shown, manner.before, allow_private=allow_private)
    outcomes: queue.SimpleQueue[Fetched | BaseException] = queue.SimpleQueue()

    def download() -> None:
        try:
            outcomes.put(_page(url, shown, connections, manner))
        except BaseException as error:  # noqa: BLE001 - raised again in the calling thread
            outcomes.put(error)

    # A thread of its own, since no timeout of a library covers the look-up of a name, or a header
    # that comes a byte at a time; a daemon, so that it never keeps the process from ending.
    threading.Thread(target=download, name="download", daemon=True).start()
    try:
        outcome = outcomes.get(timeout=deadline)
    except queue.Empty:
        raise error_at(shown, f"not complete after {deadline:g} seconds", _HINT) from None
    finally:
        # Also for an interruption, which comes in this thread.
        connections.close()
    if isinstance(outcome, Fetched):
        return outcome
    for kind, words, reason in _REASONS:
        if isinstance(outcome, kind) and words in str(outcome):
            raise error_at(shown, reason.format(*TIMEOUT), _HINT)
    raise outcome


def _page(url: str, shown: str, connections: _Connections, manner: Manner) -> Fetched:
    # A session, since only that limits redirects.
    with requests.Session() as session:
        session.max_redirects = _MOST_REDIRECTS
        session.mount("http://", connections)
        session.mount("https://", connections)
        # Closed with what was not read, which a server would else go on waiting to send.
        headers = _HEADERS | dict(manner.headers)
        with session.get(url, timeout=TIMEOUT, stream=True, headers=headers) as answer:
            if not answer.ok:
                raise StatusError(answer.status_code, shown)
            data = bytearray()
            # read1 gives what has come; requests' own iterator would wait for a whole chunk.
            while chunk := answer.raw.read1(_READ_AT_ONCE, decode_content=True):
                data += chunk
                if len(data) > LARGEST_SEED:
                    raise too_large(shown)
    # The standard library reads the parameters of a content type as they are written for mail.
    header = Message()
    header["Content-Type"] = answer.headers.get("Content-Type", "")
    content_type = header["Content-Type"].split(";")[0].strip().lower()
    came_from = without_user(str(answer.url))
    is_for_good = answer.history and all(hop.is_permanent_redirect for hop in answer.history)
    given = [said for said in _VALIDATORS if said in answer.headers]
    validators = [(_VALIDATORS[said], answer.headers[said]) for said in given]
    return Fetched(
        data=bytes(data),
        content_type=content_type,
        charset=header.get_content_charset(),
        url=came_from,
        moved=came_from if is_for_good else None,
        validators=tuple(validators),
        unchanged=answer.status_code == _NOT_MODIFIED,
    )


class _Connections(HTTPAdapter):
    """The connections of one fetch: looks where each leads, and can end them from outside."""

    def __init__(
        self, shown: str, before: Callable[[str], None] | None, *, allow_private: bool
    ) -> None:
        super().__init__()
        self._shown, self._before, self._allow_private = shown, before, allow_private
        self._opened: list[socket.socket] = []
        self._is_over = False

    def send(self, request: Any, *arguments: Any, **options: Any) -> requests.Response:
        """Return the answer to one request; that of a redirect has lost its body."""
        # An address in numbers is seen here, also where a proxy will connect to it.
        with suppress(ValueError):
            self._refuse_private(urlsplit(request.url).hostname)
        if self._before:
            self._before(request.url)
        answer = super().send(request, *arguments, **options)
        if answer.is_redirect:
            # requests reads a redirect's body whole, even where it is told not to follow.
            answer.raw.close()
        return answer

    def get_connection_with_tls_context(
        self, request: Any, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        """Return the pool for a request, whose connections are looked at before they are used."""
        pool = super().get_connection_with_tls_context(request, verify, proxies, cert)
        connections, is_direct = self, not select_proxy(request.url, proxies)

        class Connection(type(pool).ConnectionCls):  # type: ignore[misc]
            def _new_conn(self) -> socket.socket:
                # Kept in its place at once, where urllib3 closes it if it is refused.
                self.sock = super()._new_conn()
                # A second handle, since TLS takes the first one out of sight.
                connections._opened.append(self.sock.dup())
                if connections._is_over:
                    connections.close()
                # Who really answers. A proxy looks names up itself, and judges where they lead.
                if is_direct:
                    connections._refuse_private(self.sock.getpeername()[0])
                return cast("socket.socket", self.sock)

        pool.ConnectionCls = Connection
        return pool

    def _refuse_private(self, address: Any) -> None:
        ip = ip_address(address)
        if isinstance(ip, IPv6Address):
            # An address of IPv4 that is written as one of IPv6 leads where it says.
            within = ip_address(ip.packed[-4:]) if ip in _NAT64 else None
            ip = ip.ipv4_mapped or ip.sixtofour or within or ip
        # `is_global` is true of groups, of what nobody was given, and of what IPv6 once had for
        # sites.
        is_other = ip.is_multicast or ip.is_reserved or getattr(ip, "is_site_local", False)
        is_public = ip.is_global and not is_other
        if not (is_public or self._allow_private):
            message = f"it leads to {address}, an address of this machine or of a private network"
            raise error_at(self._shown, message, "Give --allow-private if you trust it")

    def close(self) -> None:
        """End the connections that are open, and each that will be."""
        self._is_over = True
        for opened in self._opened:
            # Whoever still reads from it reads its end.
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()
        super().close()


def refuse_taken_port(port: int, shown: str) -> None:
    """Raise `BriefingError` for a port on which no server can listen, as another one does.

    `shown` is what messages call who is to listen.
    """
    with socket.socket() as tried:
        # As servers do: a port that one has left a moment ago is free.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as error:
            message = f"it cannot listen at port {port} ({error.strerror})"
            raise error_at(shown, message, "Give another as --port") from None


def without_user(url: str) -> str:
    """Return a web address without user name, password and fragment, fit to be shown and kept."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.rpartition("@")[2]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme.lower(), host, parts.path, parts.query, ""))
