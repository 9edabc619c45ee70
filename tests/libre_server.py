"""A LibreTranslate server on this machine, for tests, that misbehaves on command.

``deep_translator.LibreTranslator(custom_url=server.url, api_key="k")`` talks to it. A script says
which request meets which fault; the others get a translation.
"""

from __future__ import annotations

import json
import math
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from select import select
from socket import socket
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

PAGE = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"
Manner = Literal["whole", "cut", "short", "stalled", "dripping", "never", "refused"]
"""How the bytes come: all; half of them; fewer than promised; half of them, then none until the
server's end; one by one without end; none until the server's end; none, the connection closed."""


@dataclass(frozen=True)
class Asked:
    """What an answer can be made of: a text, the last other one asked for, and their translator."""

    text: str
    other: str | None
    translate: Callable[[str], str]

    def translated(self) -> str:
        """Return the right answer."""
        return self.translate(self.text)

    def others(self) -> str:
        """Return the answer to another request; to one never made, before the first."""
        return self.translate(self.other) if self.other else "The harbour was closed on Monday."


@dataclass(frozen=True)
class Fault:
    """A way to answer: what ``translatedText`` says, or the whole body, and how it is sent.

    `after` are seconds besides the server's latency; `moved` sends the client to the same address.
    """

    name: str
    status: int = 200
    body: str | None = None
    says: Callable[[Asked], object] = field(default=Asked.translated, repr=False)
    manner: Manner = "whole"
    retry_after: Callable[[], str] | None = field(default=None, repr=False)
    after: float = 0.0
    moved: bool = False


GOOD = Fault("good")
TOO_MANY = Fault("too_many", 429, '{"error": "Slowdown: too many requests"}')
SERVER_ERROR = Fault("server_error", 500, '{"error": "Cannot translate text"}')
BAD_GATEWAY = Fault("bad_gateway", 502, PAGE)
FORBIDDEN = Fault("forbidden", 403, '{"error": "Invalid API key"}')
BAD_REQUEST = Fault("bad_request", 400, '{"error": "ar is not supported"}')
BAD_JSON = Fault("bad_json", body='{"translatedText": ')
ERROR_OBJECT = Fault("error_object", body='{"error": "Cannot translate text"}')
EMPTY = Fault("empty", says=lambda _: "")
NULL = Fault("null", says=lambda _: None)
NOTHING = Fault("nothing", body="{}")
LIST = Fault("list", body="[]")
NUMBER = Fault("number", says=lambda _: 42)
HTML = Fault("html", body=PAGE)
HTML_INSIDE = Fault("html_inside", says=lambda _: PAGE)
CUT = Fault("cut", manner="cut")
REFUSE = Fault("refuse", manner="refused")
HANG = Fault("hang", manner="never")
STALL = Fault("stall", manner="stalled")
SLOW_DRIP = Fault("slow_drip", manner="dripping")
ANOTHERS = Fault("anothers", says=Asked.others)
SOURCE_BACK = Fault("source_back", says=lambda asked: asked.text)
DOUBLED = Fault("doubled", says=lambda asked: f"{asked.translated()} {asked.translated()}")
HUGE = Fault("huge", says=lambda _: "huge " * 2_000_000)
WRONG_LENGTH = Fault("wrong_length", manner="short")
LATE = Fault("late", after=0.4)
MOVED = Fault("moved", 308, "", moved=True)


def too_many_wait(seconds: int) -> Fault:
    """Return a 429 that asks to wait so many seconds."""
    return Fault("too_many_wait", 429, TOO_MANY.body, retry_after=lambda: str(seconds))


def too_many_until(seconds: float) -> Fault:
    """Return a 429 that asks to wait until a date: the first full second that far ahead."""
    return Fault(
        "too_many_until",
        429,
        TOO_MANY.body,
        retry_after=lambda: formatdate(math.ceil(time.time() + seconds), usegmt=True),
    )


Script = Callable[[int, str], Fault | None]
"""Gives a request, by its number (from 0) and its text, a fault; ``None``: the right answer."""


def always(fault: Fault) -> Script:
    """Return a script in which every request meets the fault."""
    return lambda _number, _text: fault


def first(n: int, fault: Fault) -> Script:
    """Return a script in which the first n requests meet the fault."""
    return lambda number, _text: fault if number < n else None


def every(n: int, fault: Fault) -> Script:
    """Return a script in which each nth request meets the fault (of 7: numbers 6, 13, 20)."""
    return lambda number, _text: fault if number % n == n - 1 else None


def only(text: str, fault: Fault) -> Script:
    """Return a script in which the requests for one text meet the fault."""
    return lambda _number, asked: fault if asked == text else None


def sequence(faults: Sequence[Fault | None]) -> Script:
    """Return a script that goes through the faults once; all is well after them."""
    return lambda number, _text: faults[number] if number < len(faults) else None


@dataclass(frozen=True)
class Request:
    """What a client asked for, and when by the server's clock."""

    text: str
    key: str
    source: str
    target: str
    at: float


class LibreServer(ThreadingHTTPServer):
    """The running server: where it is, what it was asked, how much of it at one time.

    `answered` has the texts whose right answer was sent whole.
    """

    request_queue_size = 128

    def __init__(
        self,
        answers: Script,
        latency: float,
        translate: Callable[[str], str],
        now: Callable[[], float],
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/"
        self.answers, self.latency, self.translate = answers, latency, translate
        self.now = now
        self.requests: list[Request] = []
        self.answered: list[str] = []
        self.most_at_once = 0
        self.ended = threading.Event()
        self._lock = threading.Lock()
        self._busy: set[socket] = set()

    def enter(self, request: Request, connection: socket) -> tuple[Fault, Asked]:
        """Record a request; return how to answer it. Clients gone away no longer count."""
        with self._lock:
            gone = select(self._busy, [], [], 0)[0]
            self._busy = self._busy.difference(gone) | {connection}
            self.most_at_once = max(self.most_at_once, len(self._busy))
            texts = [earlier.text for earlier in reversed(self.requests)]
            self.requests.append(request)
            fault = self.answers(len(texts), request.text) or GOOD
        other = next((text for text in texts if text != request.text), None)
        return fault, Asked(request.text, other, self.translate)

    def leave(self, connection: socket) -> None:
        """Count the request on a connection as served."""
        with self._lock:
            self._busy.discard(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as there
        """Print what went wrong, unless a client just went away."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: LibreServer

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        url = urlsplit(self.path)
        if url.path != "/translate":
            return self.send_error(404)
        q = dict(parse_qsl(url.query, keep_blank_values=True))
        request = Request(q["q"], q.get("api_key", ""), q["source"], q["target"], self.server.now())
        try:
            self._answer(*self.server.enter(request, self.connection))
        finally:
            self.server.leave(self.connection)

    def _answer(self, fault: Fault, asked: Asked) -> None:
        wait = None if fault.manner == "never" else self.server.latency + fault.after
        if self.server.ended.wait(wait) or fault.manner == "refused":
            self.close_connection = True
            return
        body = fault.body
        if body is None:
            body = json.dumps({"translatedText": fault.says(asked)})
        self._send(fault, body.encode())
        if fault is GOOD:
            self.server.answered.append(asked.text)

    def _send(self, fault: Fault, body: bytes) -> None:
        promised = len(body) + {"short": 100, "dripping": 10**9}.get(fault.manner, 0)
        self.send_response(fault.status)
        self.send_header("Content-Type", "text/html" if body[:1] == b"<" else "application/json")
        self.send_header("Content-Length", str(promised))
        if fault.retry_after:
            self.send_header("Retry-After", fault.retry_after())
        if fault.moved:
            self.send_header("Location", self.path)
        self.end_headers()
        half = len(body) // 2
        kept = {"cut": half, "stalled": half, "dripping": 0}.get(fault.manner, len(body))
        self._send_body(fault.manner, body[:kept])

    def _send_body(self, manner: Manner, body: bytes) -> None:
        self.close_connection |= manner != "whole"
        self.wfile.write(body[:-1])
        while manner in ("stalled", "dripping") and not self.server.ended.wait(0.2):
            self.wfile.write(b" " if manner == "dripping" else b"")
        self.server.leave(self.connection)  # before the client has all and can ask anew
        self.wfile.write(body[-1:])

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name there
        """Keep quiet."""


@contextmanager
def libre_server(
    answers: Script | None = None,
    *,
    latency: float = 0.0,
    translate: Callable[[str], str] = "EN[{}]".format,
    now: Callable[[], float] = time.monotonic,
) -> Iterator[LibreServer]:
    """Give a running server whose answers take `latency` seconds, at its end gone at once.

    `now` is the clock that requests are dated by.
    """
    server = LibreServer(answers or always(GOOD), latency, translate, now)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
