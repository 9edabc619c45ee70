"""``pelican-briefing pull`` takes what feeds have on the subject, once, within all limits."""

from __future__ import annotations

import json
import shutil
import socket
import time
import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from outlets import Outlet, atom, json_feed, outlets, page, rss, sentences
from pelican.plugins.briefing.edges import network
from pelican.plugins.briefing.edges.command import main
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.network import Fetched
from pelican.plugins.briefing.edges.pull.feed import FeedItem, breaks_off, read_feed
from pelican.plugins.briefing.edges.pull.known import (
    KnownArticle,
    canonical,
    read_pulled,
    write_pulled,
)
from pelican.plugins.briefing.editors.sidecar import Copy, read_sidecar, with_copy

CUE = "التحالف الدولي"
TITLE = f"{CUE} يعلن خطة جديدة"
AGENCY = sentences(99, CUE)
"""What five outlets have from one agency."""
MANY = 18
WRITTEN_BY_HAND = {"sources.toml", "glossary.toml"}


@pytest.fixture(autouse=True)
def _here_and_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764288000")
    for scheme in ("http", "https", "all"):
        monkeypatch.delenv(f"{scheme}_proxy", raising=False)
        monkeypatch.delenv(f"{scheme}_proxy".upper(), raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project without articles, with one topic."""
    folder = tmp_path / "project"
    (folder / "seeds" / "topics").mkdir(parents=True)
    (folder / "pelicanconf.py").write_text('SITEURL = "https://x.example"\n', encoding="utf-8")
    text = 'title = { ar = "م", en = "M" }\nintro = { ar = "م", en = "M" }\n'
    text += f'about = [["{CUE}"], ["المدارس", "القرى"]]\n'
    (folder / "seeds" / "glossary.toml").touch()
    (folder / "seeds" / "topics" / "mission.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def hosts() -> Iterator[list[Outlet]]:
    with outlets(4) as running:
        yield running


Source = Mapping[str, object]


def write_sources(root: Path, *sources: Source, pause: float = 0.0, timeout: float = 5.0) -> None:
    lines = [f"pause = {pause}", f"timeout = {timeout}"]
    for number, source in enumerate(sources):
        lines += ["[[source]]", f'ar = "وكالة {number}"', f'en = "Agency {number}"']
        for key, value in source.items():
            text = str(value).lower() if isinstance(value, bool) else repr(value)
            lines.append(f"{key} = {text}")
    (root / "seeds" / "sources.toml").write_text("\n".join(lines), encoding="utf-8")


def pull(root: Path) -> int:
    return main(["--root", str(root), "pull", "--allow-private"])


def files(root: Path) -> dict[str, bytes]:
    """Return what pulls have written."""
    found = {}
    for path in (root / "seeds").iterdir():
        if path.is_file() and path.name not in WRITTEN_BY_HAND:
            found[path.name] = path.read_bytes()
    return found


def sidecars(root: Path) -> dict[str, dict[str, object]]:
    paths = (root / "seeds").glob("*.toml")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in paths}
    by_hand = {Path(name).stem for name in WRITTEN_BY_HAND}
    return {stem: tomllib.loads(text) for stem, text in texts.items() if stem not in by_hand}


def article(host: Outlet, name: str, number: int, cue: str = CUE) -> tuple[str, str]:
    """Have a page of its own on a host; return title and address, as feeds have them."""
    title = f"{cue} خبر {WORDS_OF[number % 10]} عن المدينة"
    return title, host.has(f"/{name}", page(title, sentences(number, cue)))


WORDS_OF = ("أول", "ثان", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")


def a_dozen(hosts: list[Outlet]) -> tuple[list[Source], set[str]]:
    """Return sources of every kind, and the names of the articles that are to come of them."""
    cues = {"cues": [CUE]}
    found: list[Source] = []

    def feed(host: Outlet, body: bytes, more: Source, **answer: object) -> None:
        answer.setdefault("kind", "application/xml")
        found.append({"feed": host.has("/feed", body, **answer), **more})

    rows = [article(hosts[0], "rss-1", 1), article(hosts[0], "rss-2", 2)]
    feed(hosts[0], rss([*rows, article(hosts[0], "rss-off", 3, "الطقس")]), cues)
    # The title has a word of the topic; only of the second has the text one of each group.
    off = hosts[1].has("/atom-off", page(TITLE, ["التحالف الدولي في خبر قصير عن أمر آخر."] * 2))
    on = article(hosts[1], "atom-on", 5, f"{CUE} في المدارس")
    rows = [(TITLE, "/atom-off"), (on[0], "/atom-on")]
    assert off.endswith("/atom-off")
    feed(hosts[1], atom(rows), {"topics": ["mission"]})
    feed(hosts[2], json_feed([article(hosts[2], "json", 6)]), {"accept": True, "rights": "© ا"})
    found[-1] |= {"full_text": False}  # type: ignore[operator]
    whole = rss([article(hosts[3], "broken", 7), ("مقطوع", hosts[3].url)])
    feed(hosts[3], whole[: whole.index("مقطوع".encode())], cues)
    feed(hosts[4], rss([]), cues)
    feed(hosts[5], b"", cues)
    hosts[6].has("/old", b"", status=301, headers={"Location": "/feed"})
    feed(hosts[6], rss([article(hosts[6], "moved", 8)]), cues)
    found[-1] = {"feed": f"{hosts[6].url}/old", **cues}
    feed(hosts[7], rss([article(hosts[7], "same", 9)]), cues, headers={"ETag": '"one"'})
    rows = [article(hosts[8], "coded", 10)]
    feed(hosts[8], rss(rows, "windows-1256"), cues, kind="text/xml; charset=utf-8")
    guid = article(hosts[9], "guid", 11)
    more = f"<guid isPermaLink='true'>{guid[1]}</guid>"
    feed(
        hosts[9],
        rss([(guid[0], "")], more=more).replace(
            b"</channel>", b"<item><title>" + (TITLE.encode() + b"</title></item></channel>")
        ),
        cues,
    )
    # One story of an agency: other titles, half of it, with an outlet's own words, as it is.
    texts = [AGENCY, AGENCY[:5], AGENCY, [*AGENCY, *sentences(50, count=2)], AGENCY[1:]]
    for number, text in enumerate(texts):
        title = TITLE if number % 2 else f"{TITLE} في المدينة {WORDS_OF[number]}"
        host = hosts[10 + number]
        feed(
            host,
            rss([(title, host.has(f"/agency-{number}?utm_source=x", page(title, text)))]),
            cues,
        )
    found.append({"feed": f"{hosts[15].url}/gone", **cues})
    rows = [article(hosts[16], "private/page", 12), article(hosts[16], "open", 13)]
    feed(hosts[16], rss(rows), cues)
    hosts[16].has("/robots.txt", b"User-agent: pelican-briefing\nDisallow: /private\n")
    feed(hosts[17], page("لا خلاصة هنا", sentences(14)), cues, kind="text/html")
    names = {"rss-1", "rss-2", "atom-on", "json", "broken", "moved", "same", "coded", "guid"}
    return found, names | {"agency-0", "open"}


def test_ten_pulls_of_a_dozen_feeds(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with outlets(MANY) as hosts:
        _pull_ten_times(root, hosts, capsys)


def _pull_ten_times(root: Path, hosts: list[Outlet], capsys: pytest.CaptureFixture[str]) -> None:
    sources, expected = a_dozen(hosts)
    write_sources(root, *sources)
    assert pull(root) == 0
    said = capsys.readouterr()
    taken = sidecars(root)
    assert taken.keys() == expected
    # What waits, and what does not.
    assert {stem for stem, sidecar in taken.items() if not sidecar.get("skip")} == {"json"}
    assert taken["json"]["full_text"] is False
    found = {"feed": f"{hosts[7].url}/feed", "item": f"{hosts[7].url}/same", "day": "2025-11-28"}
    assert taken["same"]["found"] == found
    assert taken["same"]["date"] == "2024-11-28"
    also = taken["agency-0"]["also"]
    assert isinstance(also, list)
    assert [copy["en"] for copy in also] == [f"Agency {11 + number}" for number in range(4)]
    # Each source that fails is named once, and no other.
    lines = said.err.strip().split("\n")
    words = ["breaks off", "neither RSS", "it has moved to", "answered 404", "neither RSS"]
    assert [word in line for word, line in zip(words, lines, strict=True)] == [True] * 5
    for words_of_row in (
        ("Agency 0", "left", "الطقس", "not on its subjects"),
        ("Agency 1", "left", TITLE, "not on its subjects"),
        ("Agency 4", "left", "0 items", "the feed is empty"),
        ("Agency 9", "left", TITLE, "the feed gives no address"),
        ("also there", TITLE, "agency-0"),
        ("left", "robots.txt forbids it"),
    ):
        assert any(all(word in row for word in words_of_row) for row in said.out.split("\n"))
    inputs = read_inputs(root, "seeds")
    assert [seed.stem for seed in inputs.seeds] == ["json"]
    assert {seed.stem for seed in inputs.skipped} == expected - {"json"}
    assert not inputs.problems
    before = files(root)
    for number in range(9):
        for host in hosts:
            host.asked.clear()
        # What is kept of a feed only saves requests.
        if number == 7:
            shutil.rmtree(root / "cache")
        assert pull(root) == 0
        assert files(root) == before
        if number < 7:
            pages = {path for host in hosts for path in host.paths()}
            assert pages <= {"/feed", "/old", "/gone", "/robots.txt"}
            assert hosts[7].asked[-1][2]["If-None-Match"] == '"one"'


def test_what_an_editor_has_rejected_stays_away(root: Path, hosts: list[Outlet]) -> None:
    title, address = article(hosts[0], "first", 1)
    write_sources(root, {"feed": hosts[0].has("/feed", rss([(title, address)]))})
    assert pull(root) == 0
    for path in (root / "seeds").glob("first.*"):
        path.unlink()
    shutil.rmtree(root / "cache")
    # Nor does it come back from somebody else, under another title.
    hosts[1].has("/second", page("عنوان آخر للخبر نفسه", sentences(1, CUE)))
    other = {"feed": hosts[1].has("/feed", rss([("عنوان آخر", f"{hosts[1].url}/second")]))}
    write_sources(root, {"feed": f"{hosts[0].url}/feed"}, other)
    assert [pull(root), pull(root)] == [0, 0]
    assert files(root).keys() == {"pulled.tsv"}
    assert hosts[1].paths().count("/second") == 1
    # Whoever wants it back takes its line out.
    (root / "seeds" / "pulled.tsv").unlink()
    shutil.rmtree(root / "cache")
    assert pull(root) == 0
    assert sidecars(root).keys() == {"first"}


def test_an_article_that_a_person_has_added_gets_its_other_outlets(
    root: Path, hosts: list[Outlet], capsys: pytest.CaptureFixture[str]
) -> None:
    _, address = article(hosts[0], "own", 1)
    assert main(["--root", str(root), "add", address, "--allow-private"]) == 0
    # Its text may have changed since: by its address it is the same article.
    article(hosts[0], "own", 9)
    assert main(["--root", str(root), "add", f"{address}#top", "--allow-private"]) == 1
    told = "error: seeds/own.html: the article to be added is here already, with the same address. "
    assert capsys.readouterr().err.startswith(told)
    assert sidecars(root).keys() == {"own"}
    sidecar = root / "seeds" / "own.toml"
    written = sidecar.read_bytes().replace(b"\n", b"\r\n") + b"[notes]\r\n"
    sidecar.write_bytes(written)
    title, address = article(hosts[1], "others", 1)
    feed = hosts[1].has("/feed", rss([(title, address)]))
    write_sources(root, {"feed": feed})
    assert [pull(root), pull(root)] == [0, 0]
    assert sidecars(root).keys() == {"own"}
    line = f'also = [{{ar = "وكالة 0", en = "Agency 0", url = "{address}"}}]\n'.encode()
    changed = sidecar.read_bytes()
    assert line in changed
    # All else is as it was, but for the blank line that tomlkit puts before a table.
    assert changed.replace(line, b"").split() == written.split()
    assert changed.startswith(written.split(b"[notes]")[0])


def items_of(*rows: dict[str, str]) -> list[FeedItem]:
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": rows})
    return list(read_feed(Fetched(text.encode(), "application/feed+json"), "feed.json"))


@pytest.mark.parametrize("address", ["http://[bad", "http://a\u2100.example/", "x y"])
def test_an_address_that_is_none_costs_its_own_item(address: str) -> None:
    bad, good = items_of({"url": address}, {"url": "https://a.example/1"})
    assert bad.url == ""
    assert good.url == "https://a.example/1"


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        (rss([("خبر", "https://a.example/1")]).decode(), False),
        (rss([("خبر", "https://a.example/1")]).decode()[:-9], True),
        (atom([("خبر", "https://a.example/1")]).decode() + "\n<!-- -->\n", False),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}\n', False),
        ('\ufeff\n{"version": "https://jsonfeed.org/version/1.1", "items": []}\n', False),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [', True),
        ("<rss>", True),
    ],
)
def test_a_feed_that_breaks_off_is_known_by_its_end(text: str, *, is_cut: bool) -> None:
    assert breaks_off(Fetched(text.encode(), "application/xml")) == is_cut


def test_a_feed_without_items_and_one_cut_short_are_told(
    root: Path, hosts: list[Outlet], capsys: pytest.CaptureFixture[str]
) -> None:
    write_sources(root)
    assert pull(root) == 1
    assert "sources.toml: it names no feed. List feeds there" in capsys.readouterr().err
    empty = hosts[0].has("/feed", rss([]), kind="application/xml")
    write_sources(root, {"feed": empty})
    assert pull(root) == 0
    assert "0 items" in capsys.readouterr().out
    whole = rss([article(hosts[1], "whole", 1)])
    cut = hosts[1].has("/feed", whole[:-20], kind="application/xml")
    write_sources(root, {"feed": cut})
    assert pull(root) == 1
    out, err = capsys.readouterr()
    assert "0 items" not in out
    assert err.startswith(f"error: {cut}: it breaks off, and is not complete. ")
    # What could be read of it was taken.
    assert len(sidecars(root)) == 1


@pytest.mark.parametrize(
    "said",
    ["0001-01-01", "1970-01-01", "Mon, 01 Jan 2024 00:00:00 +9999999999999", "2024-99-99", "soon"],
)
def test_a_day_that_is_none_is_left_out(said: str) -> None:
    (item,) = items_of({"url": "https://a.example/1", "date_published": said})
    assert item.day == ""


def test_what_was_pulled_is_written_in_one_order(tmp_path: Path) -> None:
    found = []
    for day in ("2026-11-02", "2026-11-01"):
        found.append(KnownArticle("", day, "خبر", (1, 2), ["a.example/1"]))
    write_pulled(tmp_path / "one.tsv", found)
    write_pulled(tmp_path / "two.tsv", reversed(found))
    written = (tmp_path / "one.tsv").read_bytes()
    assert written == (tmp_path / "two.tsv").read_bytes()
    assert written.index(b"2026-11-01") < written.index(b"2026-11-02")
    (tmp_path / "one.tsv").write_bytes(written + b"\xff\n")
    assert len(list(read_pulled(tmp_path / "one.tsv"))) == 2


@pytest.mark.parametrize("text", ["", "slug = 'a'\n", "[[also]]\nar='ا'\nen='A'\nurl='http://a'\n"])
def test_a_copy_is_named_in_any_sidecar(text: str) -> None:
    copy = Copy("ب", "B", "https://b.example")
    assert read_sidecar(with_copy(text, copy), "x").also[-1] == copy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.example/x/", "https://A.example:443/x#part"),
        ("https://a.example/x?b=2&utm_medium=rss&a=1&fbclid=7", "https://a.example/x?a=1&b=2"),
        ("https://a.example/%D8%AE%D8%A8%D8%B1", "https://a.example/خبر"),
    ],
)
def test_addresses_of_one_page(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize("other", ["https://a.example/x?id=2", "https://b.example/x?id=1"])
def test_addresses_of_two_pages(other: str) -> None:
    assert canonical("https://a.example/x?id=1") != canonical(other)


def test_limits_of_feeds_and_pages(
    root: Path,
    hosts: list[Outlet],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(network, "LARGEST_SEED", 500_000)
    silent = {"feed": hosts[0].has("/feed", b"<rss>", drips=b" ")}
    more = {"feed": hosts[0].has("/more", b"<rss>", drips=b" ")}
    endless = {"feed": hosts[1].has("/feed", b"<rss>", drips=b"x" * 65_536)}
    rows = [(TITLE, hosts[2].has(f"/{number}", b"", drips=b" ")) for number in range(9)]
    slow_pages = {"feed": hosts[2].has("/feed", rss(rows))}
    rows = [article(hosts[3], f"page-{number}", number) for number in range(9)]
    limited = {"feed": hosts[3].has("/feed", rss(rows)), "limit": 2}
    write_sources(root, silent, more, endless, slow_pages, limited, timeout=1.0)
    begin = time.monotonic()
    assert pull(root) == 0
    # The timeout once for each of two threads in a row, and something for a slow machine.
    assert time.monotonic() - begin < 12
    said = capsys.readouterr()
    assert sidecars(root).keys() == {"page-0", "page-1"}
    assert "7 articles" in said.out
    assert said.err.count("not complete after 1 seconds") == 2
    assert said.err.count("larger than 10 MB") == 1
    # A host that does not answer twice in a row is asked no more.
    assert len([path for path in hosts[2].paths() if path != "/feed"]) == 1 + 2
    assert "its host is not asked again (not complete after 1 seconds)" in said.out
    assert pull(root) == 0
    assert sidecars(root).keys() == {"page-0", "page-1", "page-2", "page-3"}


def test_private_addresses_are_for_those_who_ask(
    root: Path, hosts: list[Outlet], capsys: pytest.CaptureFixture[str]
) -> None:
    feeds = [{"feed": hosts[0].has(path, rss([]))} for path in ("/feed", "/more")]
    write_sources(root, *feeds)
    assert main(["--root", str(root), "pull"]) == 1
    said = capsys.readouterr()
    # Also of those that are not asked again.
    assert said.err.count("private network") == said.err.count("Give --allow-private") == 2
    # Nothing came, so that there is no table.
    assert said.out == ""
    assert hosts[0].asked == []


def test_a_host_has_its_pauses(root: Path, hosts: list[Outlet]) -> None:
    rows = [article(hosts[0], f"page-{number}", number) for number in range(2)]
    more = {"feed": hosts[0].has("/more", rss([]))}
    write_sources(root, {"feed": hosts[0].has("/feed", rss(rows))}, more, pause=0.1)
    hosts[0].has("/robots.txt", b"User-agent: *\nCrawl-delay: 1\n")
    assert pull(root) == 0
    times = [at for at, _, _ in hosts[0].asked]
    assert hosts[0].paths()[0] == "/robots.txt"
    pauses = [later - earlier for earlier, later in pairwise(times)]
    assert len(pauses) == 4
    assert all(pause > 0.95 for pause in pauses)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"body": b"User-agent: *\nDisallow: /\n"}, "its robots.txt forbids it"),
        ({"body": b"", "status": 503}, "robots.txt: the server answered 503"),
        ({"body": b"User-agent: *\nCrawl-delay: 3600\n"}, "asks for 3600 seconds"),
    ],
)
def test_a_host_that_wants_no_robots(
    root: Path,
    hosts: list[Outlet],
    capsys: pytest.CaptureFixture[str],
    rules: dict[str, bytes],
    words: str,
) -> None:
    hosts[0].has("/robots.txt", **rules)
    # Nor by way of another host.
    hosts[1].has("/feed", b"", status=302, headers={"Location": f"{hosts[0].url}/feed"})
    feed = hosts[0].has("/feed", rss([article(hosts[0], "page", 1)]))
    write_sources(root, {"feed": feed}, {"feed": f"{hosts[1].url}/feed"})
    assert pull(root) == 1
    assert words in capsys.readouterr().err
    assert set(hosts[0].paths()) == {"/robots.txt"}


def test_a_source_that_is_down_is_said_once(
    root: Path, hosts: list[Outlet], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    write_sources(root, {"feed": f"{address}/a"}, {"feed": hosts[1].has("/feed", rss([]))})
    assert pull(root) == 0
    assert capsys.readouterr().err.count(address) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "sources.toml: no such file. List feeds there"),
        (b"\xff", "sources.toml:1: not UTF-8"),
        (b"[[source]]\nfeed = 'x'\n", "sources.toml:2: “feed” of source 1 is not a web address"),
    ],
)
def test_mistakes_are_told_in_a_line(
    root: Path, capsys: pytest.CaptureFixture[str], text: bytes | None, words: str
) -> None:
    if text is not None:
        (root / "seeds" / "sources.toml").write_bytes(text)
    assert pull(root) == 1
    assert f"error: seeds/{words}" in capsys.readouterr().err
    # To whatever else reads the seeds it is a warning.
    assert main(["--root", str(root), "check"]) == 0
    assert (f"warning: seeds/{words}" in capsys.readouterr().err) == (text is not None)


def test_what_a_killed_pull_has_left_is_mended(root: Path, hosts: list[Outlet]) -> None:
    rows = [article(hosts[0], f"page-{number}", number) for number in range(3)]
    feed = hosts[0].has("/feed", rss(rows))
    write_sources(root, {"feed": feed})
    # Killed between the two files of an article.
    found = f'{{feed = "{feed}", item = "{rows[0][1]}", day = "2025-11-27"}}'
    half = f"skip = true\nfound = {found}\n"
    (root / "seeds" / "page-0.toml").write_text(half, encoding="utf-8")
    assert pull(root) == 0
    assert sidecars(root).keys() == {"page-0", "page-1", "page-2"}
    assert sidecars(root)["page-0"]["slug"] == "page-0"
    # Killed before the article was noted.
    before = files(root)
    (root / "seeds" / "pulled.tsv").unlink()
    assert pull(root) == 0
    assert files(root) == before
