"""``pelican-briefing add`` brings a file, a page or standard input into seeds/, or says why not."""

from __future__ import annotations

import gzip
import io
import shutil
import socket
import socketserver
import threading
import time
import tomllib
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from pelican.plugins.briefing.edges import network as fetch
from pelican.plugins.briefing.edges.command import main
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.editors.sidecar import read_sidecar
from pelican.plugins.briefing.errors import BriefingError
from requests.adapters import HTTPAdapter
from support import ROOT

ARTICLE = (
    "البلدية تفتح حديقة جديدة في قلب المدينة\n"
    "تم النشر: 2024/03/05\n"
    "فتحت البلدية الحديقة الجديدة أمام الزوار صباح اليوم بعد عام من العمل فيها.\n"
)
PAGE = "<html><head><title>البلدية تفتح حديقة جديدة</title></head><body>" + "".join(
    f"<p>{line}</p>\n" for line in ARTICLE.strip().split("\n")
)
GRAPH = (ROOT / "tests" / "html" / "graph.html").read_bytes()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an empty project."""
    folder = tmp_path / "project"
    (folder / "seeds").mkdir(parents=True)
    (folder / "pelicanconf.py").write_text('SITEURL = "https://x.example"\n', encoding="utf-8")
    return folder


def add(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "add", *arguments])


def add_page(root: Path, address: str, *arguments: str) -> int:
    """Add a page of a server on this machine, as is refused without saying so."""
    return add(root, address, "--allow-private", *arguments)


def seeds(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "seeds").iterdir())


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1722470400")


def written(path: Path, data: bytes | str) -> str:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def test_a_file(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ARTICLE.replace("\n", "\r\n").encode("windows-1256")
    assert add(root, written(tmp_path / "New Garden.TXT", data)) == 0
    assert capsys.readouterr().out == "seeds/new-garden.txt\nseeds/new-garden.toml\n"
    assert (root / "seeds" / "new-garden.txt").read_bytes() == data
    inputs = read_inputs(root, "seeds")
    assert [seed.stem for seed in inputs.seeds] == ["new-garden"]
    assert not any(problem.error for problem in inputs.problems)


def test_the_sidecar_is_ready_to_edit(root: Path, tmp_path: Path) -> None:
    assert add(root, written(tmp_path / "garden.txt", ARTICLE)) == 0
    text = (root / "seeds" / "garden.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"slug": "garden", "added": "2024-08-01"}
    assert '# title = "البلدية تفتح حديقة جديدة في قلب المدينة"\n' in text
    assert '# date = "2024-03-05"\n' in text
    lines = text.split("\n")
    examples = [line[2:] for line in lines if line.startswith("# ") and " = " in line]
    sidecar = read_sidecar("\n".join([*lines[2:4], *examples]), "seeds/garden.toml")
    assert (sidecar.slug, sidecar.date, sidecar.skip) == ("garden", "2024-03-05", True)


def test_what_a_page_says_cannot_break_the_sidecar(root: Path, tmp_path: Path) -> None:
    head = '<title>حديقة"\\ &#10;slug = "x" &#7; &#x202e;جديدة هنا</title>'
    head += '<meta name=author content="أ&#10;b=1">'
    page = f"<html><head>{head}</head><body><p>{ARTICLE.split(chr(10))[2]}</p></body></html>"
    assert add(root, written(tmp_path / "a.htm", page)) == 0
    text = (root / "seeds" / "a.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"slug": "a", "added": "2024-08-01"}
    assert seeds(root) == ["a.html", "a.toml"]


def test_nothing_is_overwritten(root: Path, tmp_path: Path) -> None:
    source = written(tmp_path / "garden.txt", ARTICLE)
    assert [add(root, source, "--again") for _ in range(3)] == [0, 0, 0]
    assert {name.split(".")[0] for name in seeds(root)} == {"garden", "garden-2", "garden-3"}
    assert len(read_inputs(root, "seeds").seeds) == 3


def test_what_is_there_already_is_not_added_without_a_word(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(root, written(tmp_path / "garden.txt", ARTICLE)) == 0
    # One that is left out is there, too: as an article that waits.
    sidecar = root / "seeds" / "garden.toml"
    sidecar.write_text(f"skip = true\n{sidecar.read_text(encoding='utf-8')}", encoding="utf-8")
    before = seeds(root)
    capsys.readouterr()
    # Another page with the same text around which all is another's.
    page = written(tmp_path / "park.html", PAGE)
    assert add(root, page) == 1
    told = "error: seeds/garden.txt: the article to be added is here already, with the same text "
    told += "or much of it. Save a newer version over this file, or give --again to have both.\n"
    assert capsys.readouterr() == ("", told)
    assert seeds(root) == before
    assert add(root, page, "--again") == 0
    assert capsys.readouterr().out == "seeds/park.html\nseeds/park.toml\n"
    other = ARTICLE.replace("فتحت البلدية الحديقة الجديدة أمام", "أغلقت الشركة جسرا قديما عن")
    other = other.replace("بعد عام من العمل فيها", "لأنه لا يحمل الشاحنات الثقيلة")
    assert add(root, written(tmp_path / "bridge.txt", other)) == 0


@pytest.mark.parametrize(
    ("there", "content"),
    [
        ("garden.html", ""),
        ("garden.toml", ""),
        ("garden.en.po", ""),
        ("other.toml", 'slug = "garden"'),
        ("topics/garden.toml", ""),
        ("Garden.txt", ""),
    ],
)
def test_a_name_that_is_taken_in_any_way(
    root: Path, tmp_path: Path, there: str, content: str
) -> None:
    path = root / "seeds" / there
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    assert add(root, written(tmp_path / "garden.txt", ARTICLE)) == 0
    assert (root / "seeds" / "garden-2.txt").is_file()
    assert path.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/Evil", "etc-evil"),
        ("a\x07b", "a-b"),
        ("index", "index-2"),
        ("talks.TXT", "talks"),
        ("v1.2", "v1-2"),
        ("حديقة", None),
        ("../", None),
    ],
)
def test_names_become_safe(root: Path, tmp_path: Path, name: str, expected: str | None) -> None:
    assert add(root, written(tmp_path / "garden.txt", ARTICLE), "--name", name) == 0
    stem = seeds(root)[0].split(".")[0]
    assert stem.isascii()
    assert expected in (stem, None)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b"\0\1\2\xff" * 50, "a.txt"),
        ("a.txt", b"Only English text, nothing else in it at all.", "no Arabic article"),
        (
            "a.html",
            "<p>الرئيسية<p>سياسة عامة<p>أخبار المدينة القديمة كلها<p>اقتصاد".encode(),
            "menus",
        ),
        ("a.txt", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        ("a.txt", ("ا" * 200_001).encode(), "a line of 200001 characters"),
        (
            "a.md",
            ("---\ndate: 2024-02-31\n---\n" + ARTICLE).encode(),
            "a.md:2: “date” is not a date",
        ),
        ("a.pdf", ARTICLE.encode(), "files that end in .pdf are not read. Open it and save"),
        ("a.txt", b"%PDF-1.7\n\xe2\xe3\xcf\xd3\0", "it is a PDF file, not text. Open it"),
        ("a.txt", b"{\\rtf1 }", "it is an RTF file, not text. Open it"),
        ("a.txt", ARTICLE.encode("utf-16-be"), "it looks like UTF-16 without a byte order mark."),
        ("a.txt", "حديقة".encode(), "only 5 Arabic letters in it. Paste the whole article"),
        ("a.html", b"<html></html>", "no words in it. Paste the whole article"),
    ],
)
def test_what_a_build_refuses_is_refused(  # noqa: PLR0913, PLR0917 - fixtures and parameters
    root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    data: bytes,
    words: str,
) -> None:
    assert add(root, written(tmp_path / name, data)) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"error: {tmp_path / name}")
    assert words in error
    assert error.count("\n") == 1
    assert seeds(root) == []


def test_sources_that_are_none(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = written(root / "seeds" / "b.txt", ARTICLE)
    for source in (str(tmp_path / "nowhere.txt"), str(tmp_path), inside, "http://[x", "ftp://x/a"):
        assert add(root, source) == 1
    lines = capsys.readouterr().err.strip().split("\n")
    words = ["no such file", "a folder", "already", "not a web address", "no such file"]
    assert [word in line for word, line in zip(words, lines, strict=True)] == [True] * 5
    assert seeds(root) == ["b.txt"]


def test_a_project_without_a_folder_for_seeds(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "seeds").rmdir()
    source = written(tmp_path / "a.txt", ARTICLE)
    assert add(root, source) == 0
    assert seeds(root) == ["a.toml", "a.txt"]
    # One that was there once is missed, and so is one that has a name of its own.
    shutil.rmtree(root / "seeds")
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('PATH = "content"\n')
    post = root / "content" / "ar" / "old.md"
    post.parent.mkdir(parents=True)
    post.write_text("Title: قديم\nSeed: old.txt\n\nنص\n", encoding="utf-8")
    assert add(root, source) == 1
    post.unlink()
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('BRIEFING_SEEDS = "articles"\n')
    assert add(root, source) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(". ")[0] for line in lines] == [
        "error: seeds: no such folder",
        "error: articles: no such folder",
    ]


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (ARTICLE.encode(), ".txt"),
        (GRAPH, ".html"),
        (("---\ntitle: حديقة المدينة الجديدة\n---\n" + ARTICLE).encode(), ".md"),
    ],
)
def test_standard_input(
    root: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, ending: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert add(root, "-") == 0
    assert seeds(root) == sorted([f"article{ending}", "article.toml"])
    assert (root / "seeds" / f"article{ending}").read_bytes() == data


class Server(BaseHTTPRequestHandler):
    """Answers like servers do, well and badly."""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/hang":
            time.sleep(1)
        elif path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif path in PAGES:
            self.reply(200, *PAGES[path])
        else:
            self.reply(404, b"nothing", "text/html")

    def reply(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if self.path == "/packed":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name there
        """Keep quiet."""


PAGES = {
    "/news/2024/grain-berth.html": (GRAPH, "text/html; charset=utf-8"),
    "/news/talks/index.php": (GRAPH, "text/html"),
    "/": (GRAPH, "application/octet-stream"),
    "/plain": (ARTICLE.encode(), "text/plain"),
    "/binary": (b"\x89PNG\r\n\0\0" * 9, "image/png"),
    "/large": (b"x" * 3000, "text/plain"),
    "/packed": (gzip.compress(ARTICLE.encode(), mtime=0), "text/plain"),
    "/short": (GRAPH[:200], "text/html"),
    "/iso": (PAGE.encode("iso-8859-6"), 'text/html; Charset="ISO-8859-6"'),
    "/iso-text": (ARTICLE.encode("iso-8859-6"), "text/plain;charset=iso-8859-6"),
    "/windows": (PAGE.encode("windows-1256"), "text/html; charset=windows-1256"),
    "/declared": (
        PAGE.replace("<title>", "<meta charset=windows-1256><title>").encode("iso-8859-6"),
        "text/html; charset=iso-8859-6",
    ),
    "/wrong": (PAGE.encode("windows-1256"), "text/html; charset=iso-8859-6"),
    "/utf": (PAGE.encode(), "text/html; charset=windows-1256"),
    "/unknown": (PAGE.encode("windows-1256"), "text/html; charset=klingon; q=\xfc"),
}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme in ("http", "https", "all"):
        monkeypatch.delenv(f"{scheme}_proxy", raising=False)
        monkeypatch.delenv(f"{scheme}_proxy".upper(), raising=False)


@pytest.fixture
def server() -> Iterator[str]:
    """Return the address of a server on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/news/2024/grain-berth.html?utm=1", "grain-berth.html"),
        ("/news/talks/index.php", "talks.html"),
        ("/", "127-0-0-1.html"),
        ("/plain", "plain.txt"),
    ],
)
def test_a_page_from_the_web(root: Path, server: str, path: str, name: str) -> None:
    assert add_page(root, server + path) == 0
    stem = name.rsplit(".", 1)[0]
    assert seeds(root) == sorted([name, f"{stem}.toml"])
    assert (root / "seeds" / name).read_bytes() == PAGES[path.partition("?")[0]][0]
    sidecar = tomllib.loads((root / "seeds" / f"{stem}.toml").read_text(encoding="utf-8"))
    assert sidecar == {"slug": stem, "url": server + path, "added": "2024-08-01"}


@pytest.mark.parametrize(
    ("path", "encoding"),
    [
        ("/iso", "iso-8859-6"),
        ("/iso-text", "iso-8859-6"),
        ("/declared", "iso-8859-6"),
        ("/windows", None),
        ("/wrong", None),
        ("/utf", None),
        ("/unknown", None),
    ],
)
def test_an_encoding_that_only_the_server_names_is_kept(
    root: Path, server: str, path: str, encoding: str | None
) -> None:
    assert add_page(root, server + path) == 0
    stem = path.strip("/")
    written_down = tomllib.loads((root / "seeds" / f"{stem}.toml").read_text(encoding="utf-8"))
    assert written_down.get("encoding") == encoding
    ending = "txt" if path == "/iso-text" else "html"
    assert (root / "seeds" / f"{stem}.{ending}").read_bytes() == PAGES[path][0]
    inputs = read_inputs(root, "seeds")
    assert ARTICLE.split("\n")[2] in inputs.seeds[0].text
    assert not any(problem.error for problem in inputs.problems)
    assert not (encoding and inputs.problems)


def test_a_compressed_page_is_kept_uncompressed(root: Path, server: str) -> None:
    assert add_page(root, f"{server}/packed") == 0
    assert (root / "seeds" / "packed.txt").read_text(encoding="utf-8") == ARTICLE


def test_a_password_in_an_address_is_not_kept(root: Path, server: str) -> None:
    address = server.replace("://", "://me:secret@")
    assert add_page(root, f"{address}/plain#part", "--name", "x") == 0
    assert "secret" not in (root / "seeds" / "x.toml").read_text(encoding="utf-8")
    assert f'url = "{server}/plain"' in (root / "seeds" / "x.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gone", "{page}: the server answered 404"),
        ("/hang", "{page}: no answer within 0.5 seconds"),
        ("/loop", "{page}: it leads from one address to the next without end"),
        ("/binary", "{page}:1: not text in UTF-8"),
        ("/large", "{page}: larger than"),
        ("/short", "{page}: no words in it"),
    ],
)
def test_a_page_that_cannot_be_had(  # noqa: PLR0913, PLR0917 - fixtures and parameters
    root: Path,
    server: str,
    path: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(fetch, "LARGEST_SEED", 2000)
    monkeypatch.setattr(fetch, "TIMEOUT", (0.5, 0.5))
    assert add_page(root, server.replace("://", "://me:secret@") + path) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: " + words.format(page=server + path)), error
    assert error.count("\n") == 1
    assert "secret" not in error
    assert seeds(root) == []


def test_no_server_and_no_network(
    root: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert server
    assert add_page(root, f"http://127.0.0.1:{port}/a") == 1
    assert add(root, "http://nowhere.invalid/a") == 1
    lines = capsys.readouterr().err.strip().split("\n")
    assert ["the server cannot be reached" in line for line in lines] == [True, True]
    assert seeds(root) == []


BLOCK = b"x" * 65_536
BLOCKS = 512
"""How many of them (32 MB) an endless answer has after all, so that a test that fails ends, too."""
BUFFERS = 16 * 1024 * 1024
"""Bytes that both systems may hold which nobody has read."""
DRIPS = 300
"""How often something more comes from a slow server, each 0.01 seconds."""
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
BOMB = gzip.compress(bytes(32 * 1024 * 1024), mtime=0)


def redirect(target: str, more: bytes = b"") -> bytes:
    return b"HTTP/1.1 302 Found\r\nLocation: " + target.encode() + b"\r\n" + more + b"\r\n"


def length(data: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n" % len(data) + data


# What is sent at once, what follows again and again, and whether that comes slowly.
ANSWERS: dict[str, tuple[bytes, list[bytes], bool]] = {
    "/page": (HEAD + length(ARTICLE.encode()), [], False),
    "/old/relative": (redirect("../page", b"Content-Length: 0\r\n"), [], False),
    "/redirect-endless": (redirect("/page"), [BLOCK] * BLOCKS, False),
    "/redirect-bomb": (redirect("/page", b"Content-Encoding: gzip\r\n"), [BOMB] * 4, False),
    "/redirect-drip": (redirect("/page", b"Content-Length: 9999\r\n"), [b" "] * DRIPS, True),
    "/redirect-chunks": (
        redirect("/page", b"Transfer-Encoding: chunked\r\n"),
        [b"10000\r\n" + BLOCK + b"\r\n"] * BLOCKS,
        False,
    ),
    "/to-file": (redirect("file:///etc/hostname"), [], False),
    "/to-ftp": (redirect("ftp://127.0.0.1/page"), [], False),
    "/to-itself": (redirect("/to-itself"), [], False),
    "/to-nothing": (redirect("http://[x/"), [], False),
    "/slow-header": (HEAD + b"X-Slow: ", [b"x"] * DRIPS, True),
    "/continue": (b"", [b"HTTP/1.1 100 Continue\r\n\r\n"] * DRIPS, True),
    "/slow-body": (HEAD + b"Content-Length: 9999\r\n\r\n", [b" "] * DRIPS, True),
    "/header-lines": (HEAD, [b"X-More: more\r\n" * 4096] * 512, False),
    "/header-line": (HEAD + b"X-Long: ", [BLOCK] * BLOCKS, False),
    "/endless": (HEAD + b"\r\n", [BLOCK] * BLOCKS, False),
    "/chunks": (
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        [b"10000\r\n" + BLOCK + b"\r\n"] * BLOCKS,
        False,
    ),
    "/bomb": (HEAD + b"Content-Encoding: gzip\r\n" + length(BOMB), [], False),
    "/bomb-of-bombs": (
        HEAD + b"Content-Encoding: gzip, gzip\r\n" + length(gzip.compress(BOMB * 9, mtime=0)),
        [],
        False,
    ),
}


class Misbehaving(socketserver.StreamRequestHandler):
    """Answers to the letter of `ANSWERS`, and counts what is taken of it."""

    server: Site

    def handle(self) -> None:
        # Whoever is refused, or has had enough, goes away in the middle.
        with suppress(OSError, IndexError):
            path = urlsplit(self.rfile.readline().split()[1].decode()).path
            lines = list(iter(lambda: self.rfile.readline().strip(), b""))
            has_password = any(line.startswith(b"Authorization:") for line in lines)
            self.server.asked.append((path, has_password))
            # What is not in the table leads to another name of this machine.
            elsewhere = redirect(self.server.elsewhere), [], False
            start, rest, is_slow = ANSWERS.get(path, elsewhere)
            for piece in (start, *rest):
                self.wfile.write(piece)
                self.server.sent += len(piece)
                if is_slow:
                    time.sleep(0.01)


class Site(socketserver.ThreadingTCPServer):
    """A server on this machine, what it was asked (path, with a password?) and what it sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Misbehaving)
        port = self.server_address[1]
        self.url = f"http://127.0.0.1:{port}"
        self.elsewhere = f"http://localhost:{port}/page"
        self.asked: list[tuple[str, bool]] = []
        self.sent = 0


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a server that misbehaves; nothing of a download is left when it ends."""
    with Site() as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        downloads = [thread for thread in threading.enumerate() if thread.name == "download"]
        for thread in downloads:
            thread.join(2)
        running.shutdown()
        assert not any(thread.is_alive() for thread in downloads)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/page", None),
        ("/old/relative", None),
        ("/redirect-endless", None),
        ("/redirect-bomb", None),
        ("/redirect-drip", None),
        ("/redirect-chunks", None),
        ("/elsewhere", None),
        ("/to-file", "it leads to an address that is not of the web"),
        ("/to-ftp", "it leads to an address that is not of the web"),
        ("/to-itself", "it leads from one address to the next without end"),
        ("/to-nothing", "not a web address"),
        ("/slow-header", "not complete after 0.4 seconds"),
        ("/continue", "not complete after 0.4 seconds"),
        ("/slow-body", "not complete after 0.4 seconds"),
        ("/header-lines", "the header of its answer is too long"),
        ("/header-line", "the header of its answer is too long"),
        ("/endless", "larger than"),
        ("/chunks", "larger than"),
        ("/bomb", "larger than"),
        ("/bomb-of-bombs", "larger than"),
    ],
)
def test_limits_hold_at_every_step(  # noqa: PLR0913, PLR0917 - fixtures and parameters
    root: Path,
    site: Site,
    path: str,
    words: str | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(fetch, "LARGEST_SEED", 1_000_000)
    if words and words.startswith("not complete"):
        monkeypatch.setattr(fetch, "DEADLINE", 0.4)
    tracemalloc.start()
    begin = time.monotonic()
    status = add_page(root, site.url + path, "--name", "page")
    seconds, most_memory = time.monotonic() - begin, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    error = capsys.readouterr().err
    if words:
        assert (status, seeds(root)) == (1, [])
        assert error.startswith(f"error: {site.url}{path}: {words}"), error
        assert error.count("\n") == 1
    else:
        assert (status, error) == (0, "")
        assert (root / "seeds" / "page.txt").read_text(encoding="utf-8") == ARTICLE
    assert seconds < 0.01 * DRIPS
    assert most_memory < 8_000_000
    assert site.sent < BUFFERS
    assert len(site.asked) <= 1 + 5


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/old/relative", [("/old/relative", True), ("/page", True)]),
        ("/elsewhere", [("/elsewhere", True), ("/page", False)]),
    ],
)
def test_a_password_is_not_sent_to_another_host(
    root: Path, site: Site, path: str, expected: list[tuple[str, bool]]
) -> None:
    assert add_page(root, site.url.replace("://", "://me:secret@") + path) == 0
    assert site.asked == expected


def test_a_handshake_that_takes_too_long(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fetch, "DEADLINE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert add_page(root, f"https://127.0.0.1:{silent.getsockname()[1]}/") == 1
        assert "not complete after 0.2 seconds" in capsys.readouterr().err
        # Well before the timeout of the handshake itself, which is 5 seconds.
        for thread in threading.enumerate():
            if thread.name == "download":
                thread.join(2)
                assert not thread.is_alive()


def test_a_name_that_resolves_too_late(
    root: Path, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    resolve, late = socket.getaddrinfo, threading.Event()

    def resolve_late(_host: str, *arguments: int) -> object:
        late.wait(5)
        return resolve("127.0.0.1", *arguments)

    monkeypatch.setattr(socket, "getaddrinfo", resolve_late)
    monkeypatch.setattr(fetch, "DEADLINE", 0.2)
    assert add_page(root, site.url.replace("127.0.0.1", "news.example") + "/page") == 1
    assert "not complete after 0.2 seconds" in capsys.readouterr().err
    late.set()
    for thread in threading.enumerate():
        if thread.name == "download":
            thread.join(2)
    # The connection that is made at last is cut before anything is asked.
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - nothing is bound to it
        ("[::1]", False),
        ("[::]", False),
        ("[fe80::1]", False),
        ("[fc00::1]", False),
        ("[fec0::1]", False),
        ("[ff0e::1]", False),
        ("[::ffff:10.0.0.1]", False),
        ("[2002:a00:1::]", False),
        ("[64:ff9b::10.0.0.1]", False),
        ("[::10.0.0.1]", False),
        ("[5f00::1]", False),
        ("8.8.8.8", True),
        ("[2606:4700::1111]", True),
        ("[::ffff:8.8.8.8]", True),
        ("[64:ff9b::8.8.8.8]", True),
    ],
)
def test_private_addresses_are_refused(
    monkeypatch: pytest.MonkeyPatch, address: str, *, is_public: bool
) -> None:
    def no_network(*_: object, **_options: object) -> None:
        raise requests.ConnectionError

    monkeypatch.setattr(HTTPAdapter, "send", no_network)
    words = "cannot be reached" if is_public else "private network. Give --allow-private"
    with pytest.raises(BriefingError, match=words):
        fetch.fetch(f"http://{address}/")


def test_a_name_may_not_lead_to_a_private_address(
    root: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(root, site.elsewhere) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"error: {site.elsewhere}: it leads to 127.0.0.1, an address of this")
    assert error.count("\n") == 1
    assert (site.asked, seeds(root)) == ([], [])


def test_a_redirect_may_not_lead_to_a_private_address(
    root: Path, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The address, then whom it connected to, count as public here; not so the redirect's.
    taken_for = iter(["8.8.8.8", "8.8.8.8", "127.0.0.1"])
    monkeypatch.setattr(
        fetch, "ip_address", lambda text: ip_address(text) and ip_address(next(taken_for))
    )
    assert add(root, f"{site.url}/elsewhere") == 1
    assert f"error: {site.url}/elsewhere: it leads to 127.0.0.1, an" in capsys.readouterr().err
    assert site.asked == [("/elsewhere", False)]


def test_a_proxy_is_used_and_may_be_on_a_private_address(
    root: Path, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("http_proxy", site.url)
    assert add(root, "http://news.example/page") == 0
    assert seeds(root) == ["page.toml", "page.txt"]
    assert site.asked == [("/page", False)]
    assert add(root, "http://10.0.0.1/page") == 1
    monkeypatch.setattr(fetch, "DEADLINE", 0.2)
    assert add(root, "http://news.example/slow-header") == 1
    lines = capsys.readouterr().err.strip().split("\n")
    words = ["it leads to 10.0.0.1", "not complete after 0.2 seconds"]
    assert [word in line for word, line in zip(words, lines, strict=True)] == [True, True]
    assert site.asked == [("/page", False), ("/slow-header", False)]
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:9")
    assert add(root, "http://news.example/page") == 1
    assert "SOCKS proxies cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("index", "index"),
        ("a_b", "a_b"),
        ("a\n", "a\\n"),
        ("../a", "../a"),
        ("مياه\u202e", "مياه\\u202e"),
    ],
)
def test_a_draft_needs_a_name_that_no_page_of_the_site_has(
    root: Path, name: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), "topic", name]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"error: seeds/topics/{shown}.toml: ")
    assert err.count("\n") == 1
    assert seeds(root) == []
