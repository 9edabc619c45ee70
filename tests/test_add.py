"""``pelican-briefing add`` brings a file, a page or standard input into seeds/, or says why not."""

from __future__ import annotations

import gzip
import io
import socket
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pelican.plugins.briefing.edges import network as fetch
from pelican.plugins.briefing.edges.command import main
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.editors.sidecar import read_sidecar
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


def seeds(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "seeds").iterdir())


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
    assert tomllib.loads(text) == {"slug": "garden"}
    assert '# title = "البلدية تفتح حديقة جديدة في قلب المدينة"\n' in text
    assert '# date = "2024-03-05"\n' in text
    lines = text.split("\n")
    examples = [line[2:] for line in lines if line.startswith("# ") and " = " in line]
    sidecar = read_sidecar("\n".join([lines[2], *examples]), "seeds/garden.toml")
    assert (sidecar.slug, sidecar.date, sidecar.skip) == ("garden", "2024-03-05", True)


def test_what_a_page_says_cannot_break_the_sidecar(root: Path, tmp_path: Path) -> None:
    head = '<title>حديقة"\\ &#10;slug = "x" &#7; &#x202e;جديدة هنا</title>'
    head += '<meta name=author content="أ&#10;b=1">'
    page = f"<html><head>{head}</head><body><p>{ARTICLE.split(chr(10))[2]}</p></body></html>"
    assert add(root, written(tmp_path / "a.htm", page)) == 0
    text = (root / "seeds" / "a.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"slug": "a"}
    assert seeds(root) == ["a.html", "a.toml"]


def test_nothing_is_overwritten(root: Path, tmp_path: Path) -> None:
    source = written(tmp_path / "garden.txt", ARTICLE)
    assert [add(root, source), add(root, source), add(root, source)] == [0, 0, 0]
    assert {name.split(".")[0] for name in seeds(root)} == {"garden", "garden-2", "garden-3"}
    assert len(read_inputs(root, "seeds").seeds) == 3


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
        ("a.md", ("---\ndate: 2024-02-31\n---\n" + ARTICLE).encode(), "a.md:2: “date” is no date"),
        ("a.pdf", b"%PDF-1.7\n\xe2\xe3\xcf\xd3\0", "a.pdf"),
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
    words = ["no such file", "no such file", "already", "no web address", "no such file"]
    assert [word in line for word, line in zip(words, lines, strict=True)] == [True] * 5
    assert seeds(root) == ["b.txt"]


def test_a_project_without_a_folder_for_seeds(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "seeds").rmdir()
    assert add(root, written(tmp_path / "a.txt", ARTICLE)) == 1
    assert "no such folder" in capsys.readouterr().err


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
        elif path == "/drip":
            self.reply(200, b"", "text/html", length=10_000)
            with suppress(OSError):
                for _ in range(20):
                    self.wfile.write(b" ")
                    time.sleep(0.05)
        elif path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif path in PAGES:
            self.reply(200, *PAGES[path])
        else:
            self.reply(404, b"nothing", "text/html")

    def reply(self, status: int, data: bytes, kind: str, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if self.path == "/packed":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(length or len(data)))
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


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the address of a server on this machine; limits of time are short."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(fetch, "TIMEOUT", (0.3, 0.3))
    monkeypatch.setattr(fetch, "DEADLINE", 0.3)
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
    assert add(root, server + path) == 0
    stem = name.rsplit(".", 1)[0]
    assert seeds(root) == sorted([name, f"{stem}.toml"])
    assert (root / "seeds" / name).read_bytes() == PAGES[path.partition("?")[0]][0]
    sidecar = tomllib.loads((root / "seeds" / f"{stem}.toml").read_text(encoding="utf-8"))
    assert sidecar == {"slug": stem, "url": server + path}


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
    assert add(root, server + path) == 0
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
    assert add(root, f"{server}/packed") == 0
    assert (root / "seeds" / "packed.txt").read_text(encoding="utf-8") == ARTICLE


def test_a_password_in_an_address_is_not_kept(root: Path, server: str) -> None:
    address = server.replace("://", "://me:secret@")
    assert add(root, f"{address}/plain#part", "--name", "x") == 0
    assert "secret" not in (root / "seeds" / "x.toml").read_text(encoding="utf-8")
    assert f'url = "{server}/plain"' in (root / "seeds" / "x.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gone", "{page}: the server answered 404"),
        ("/hang", "{page}: no answer within 0.3 seconds"),
        ("/drip", "{page}: not complete after 0.3 seconds"),
        ("/loop", "{page}: it leads from one address to the next without end"),
        ("/binary", "{page}:1: not text in UTF-8"),
        ("/large", "{page}: larger than"),
        ("/short", "{page}: no Arabic article"),
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
    assert add(root, server.replace("://", "://me:secret@") + path) == 1
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
    assert add(root, f"http://127.0.0.1:{port}/a") == 1
    assert add(root, "http://nowhere.invalid/a") == 1
    lines = capsys.readouterr().err.strip().split("\n")
    assert ["the server cannot be reached" in line for line in lines] == [True, True]
    assert seeds(root) == []


@pytest.mark.parametrize("name", ["index", "a_b", "a\n", "../a"])
def test_a_draft_needs_a_name_that_no_page_of_the_site_has(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), "topic", name]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert seeds(root) == []
