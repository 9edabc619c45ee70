"""Outlets on this machine, for tests: servers with feeds and pages, good ones and bad ones."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEXT = (
    "الحكومة أعلنت خطة جديدة لبناء المدارس والطرق في المدينة القديمة بعد اجتماع طويل مع الوزراء "
    "والخبراء الذين درسوا حاجة السكان إلى الماء والكهرباء خلال العام الماضي وقال مسؤول إن العمل "
    "يبدأ قريبا وسيشمل الأحياء الفقيرة والقرى البعيدة حيث ينتظر الناس منذ سنوات تحسين الخدمات "
    "وتوفير فرص العمل للشباب كما أشار إلى أن التمويل يأتي من الميزانية ومن قروض خارجية"
)
WORDS = TEXT.split()


def sentences(number: int, cue: str = "", count: int = 8) -> list[str]:
    """Return the sentences of an article that no other number has; the first has the cue."""
    made = []
    for place in range(count):
        start, step = number * 37 + place * 11, 2 * number + 2 * place + 1
        chosen = [WORDS[(start + step * word) % len(WORDS)] for word in range(14)]
        made.append(" ".join([*chosen, cue if not place else ""]).strip() + ".")
    return made


def page(title: str, texts: Sequence[str]) -> bytes:
    """Return an article as a page in HTML."""
    body = "".join(f"<p>{text}</p>\n" for text in texts)
    head = f"<head><meta charset=utf-8><title>{title}</title></head>"
    return f"<html lang=ar>{head}<body><article><h1>{title}</h1>{body}</article></body>".encode()


Items = Sequence[tuple[str, str]]
"""Items of a feed: title and address, which may be empty."""


def rss(items: Items, encoding: str = "utf-8", more: str = "") -> bytes:
    """Return items as RSS."""
    rows = ""
    for title, link in items:
        address = f"<link>{escape(link)}</link>" if link else ""
        date = "<pubDate>Thu, 28 Nov 2024 01:30:00 +0300</pubDate>"
        rows += f"<item><title>{title}</title>{address}{date}{more}</item>\n"
    text = f"<rss version='2.0'><channel><title>أخبار</title>{rows}</channel></rss>"
    return f"<?xml version='1.0' encoding='utf-8'?>{text}".encode(encoding)


def atom(items: Items) -> bytes:
    """Return items as Atom."""
    rows = ""
    for title, link in items:
        rows += f"<entry><title>{title}</title><link href='{escape(link)}'/><id>{link}</id></entry>"
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title>{rows}</feed>".encode()


def json_feed(items: Items) -> bytes:
    """Return items as JSON Feed."""
    rows = [{"id": link, "url": link, "title": title} for title, link in items]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "x", "items": rows}).encode()


@dataclass
class Answer:
    """What a server says; `drips` without end where it says so, a byte or a block at a time."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    drips: bytes = b""


class Outlet(ThreadingHTTPServer):
    """A running server: what it answers by path, and what it was asked: time, path, headers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[float, str, dict[str, str]]] = []
        self.ended = threading.Event()

    def has(self, path: str, body: bytes, **more: object) -> str:
        """Answer so from now on; return the address."""
        self.answers[path] = Answer(body, **more)  # type: ignore[arg-type]
        return self.url + path

    def paths(self) -> list[str]:
        """Return what was asked for, in order."""
        return [path for _, path, _ in self.asked]


class _Handler(BaseHTTPRequestHandler):
    server: Outlet

    def do_GET(self) -> None:
        self.server.asked.append((time.monotonic(), self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path, Answer(b"nothing", 404))
        etag = answer.headers.get("ETag")
        is_known = etag and self.headers.get("If-None-Match") == etag
        self.send_response(304 if is_known else answer.status)
        for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        # Whoever has had enough goes away in the middle.
        with suppress(OSError):
            self.wfile.write(b"" if is_known else answer.body)
            while answer.drips and not self.server.ended.wait(0.01):
                self.wfile.write(answer.drips)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name there
        """Keep quiet."""


@contextmanager
def outlets(number: int) -> Iterator[list[Outlet]]:
    """Give so many running servers, each of them a host of its own."""
    with ExitStack() as stack:
        running = [stack.enter_context(Outlet()) for _ in range(number)]
        for outlet in running:
            threading.Thread(target=outlet.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield running
        finally:
            for outlet in running:
                outlet.ended.set()
                outlet.shutdown()
