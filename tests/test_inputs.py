"""What a person can get wrong in seeds/ is said in one line, and the rest still builds."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from casefile import cases
from pelican.plugins.briefing.edges import article_files
from pelican.plugins.briefing.edges.command import main
from pelican.plugins.briefing.edges.files import write_atomically
from pelican.plugins.briefing.edges.inputs import read_inputs
from pelican.plugins.briefing.edges.making import make_edition
from pelican.plugins.briefing.edges.store import Store
from pelican.plugins.briefing.edges.workers import Workers
from pelican.plugins.briefing.edition import Inputs
from pelican.plugins.briefing.editors.glossary_file import read_glossary
from pelican.plugins.briefing.editors.sidecar import read_sidecar
from pelican.plugins.briefing.editors.sources import read_feed_sources
from pelican.plugins.briefing.editors.topics import read_topic
from pelican.plugins.briefing.errors import BriefingError
from pelican.plugins.briefing.formats import file_types
from pelican.plugins.briefing.language.slugs import slug_for
from pelican.plugins.briefing.model import Bilingual, Seed
from pelican.plugins.briefing.settings import read_settings
from pelican.plugins.briefing.translate.memory import Memory
from workers_support import CountingWorkers

ARTICLE = "عنوان المقال الأول\nهذه جملة طويلة بما يكفي لتكون مقالا عربيا صغيرا للاختبار.\n"


def seeds(root: Path, files: dict[str, bytes | str]) -> Path:
    (root / "seeds").mkdir()
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        path = root / "seeds" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return root


def read(root: Path, files: dict[str, bytes | str]) -> Inputs:
    return read_inputs(seeds(root, files), "seeds")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.txt": ""}, "seeds/a.txt: the file is empty"),
        ({"a.txt": b"\0\1\2\xff" * 50}, "seeds/a.txt"),
        ({"a.txt": "English only text, nothing else in it at all."}, "no Arabic article"),
        ({"a.txt": ARTICLE.encode() + b"\xff\xfe\xfa"}, "seeds/a.txt"),
        ({"a.txt": ARTICLE.encode().decode("latin-1")}, "UTF-8 that was read in another encoding"),
        ({"a.txt": ARTICLE.encode().decode("cp1256", "replace")}, "that was read in another"),
        ({"a.txt": "ا" * 200_001}, "seeds/a.txt:1: a line of 200001 characters"),
        ({"a.txt": ARTICLE, "a.toml": 'colour = "red"'}, "a.toml:1: unknown key “colour”"),
        ({"a.txt": ARTICLE, "a.toml": '\ndate = "2024-02-31"'}, "a.toml:2: “date” is not a date"),
        ({"a.txt": ARTICLE, "a.toml": 'slug = "../x"'}, "“slug” is not a usable slug"),
        ({"a.txt": ARTICLE, "a.toml": "date = "}, "not valid TOML"),
        ({"a.txt": ARTICLE, "a.toml": f"date = {'1' * 5000}"}, "a.toml: a number is too long"),
        ({"a.txt": ARTICLE, "a.en.po": 'msgid "x'}, "not a readable PO file"),
        (
            {"a.txt": ARTICLE, "a.toml": 'encoding = "rot13"'},
            "a.toml:1: “encoding” is not an encoding",
        ),
        (
            {"a.txt": ARTICLE.encode("cp1256") + b"\xff", "a.toml": 'encoding = "iso-8859-6"'},
            "seeds/a.txt: broken iso-8859-6 at byte",
        ),
    ],
)
def test_one_bad_seed_is_said_and_the_other_builds(
    tmp_path: Path, files: dict[str, bytes | str], words: str
) -> None:
    inputs = read(tmp_path, {**files, "good.txt": ARTICLE})
    assert [seed.stem for seed in inputs.seeds] == ["good"]
    assert len(inputs.problems) == 1
    assert words in str(inputs.problems[0])
    assert "\n" not in str(inputs.problems[0])


def test_several_processes_read_what_one_does(tmp_path: Path) -> None:
    """Broken files among them: the same is read, and the same is told in the same order."""
    files: dict[str, bytes | str] = {}
    for number in range(40):
        files[f"{number:02}.txt"] = ARTICLE if number % 9 else b"\xff\xfe\xfa"
        files[f"{number:02}.toml"] = 'tags = ["iraq"]' if number % 7 else "tags = "
        entry = f'msgid "{ARTICLE.splitlines()[0]}"\nmsgstr "Title {number}"\n'
        files[f"{number:02}.en.po"] = entry if number % 5 else 'msgid "x'
    root = seeds(tmp_path, files)
    stores = [Store(tmp_path / "one"), Store(tmp_path / "several")]
    by_one, by_several = (
        read_inputs(root, "seeds", store, workers=Workers(count))
        for store, count in zip(stores, (1, 3), strict=True)
    )
    assert len(by_one.problems) > 15
    assert by_one.problems == by_several.problems
    assert by_one.seeds == by_several.seeds
    assert by_one.sidecars == by_several.sidecars
    assert by_one.unread == by_several.unread
    assert len(by_one.memories) > 20
    for stem, memory in by_one.memories.items():
        other = by_several.memories[stem]
        assert (memory.digest, memory.entries) == (other.digest, other.entries)
    # In the next build they have nothing to read but what is broken.
    broken = [number for number in range(40) if not (number % 9 and number % 5)]
    for store in stores:
        counting = CountingWorkers()
        again = read_inputs(root, "seeds", store, workers=counting)
        assert again.seeds == by_one.seeds
        assert again.problems == by_one.problems
        assert counting.values == len(broken)
        store.close()


def test_a_name_has_one_slug_on_every_system() -> None:
    name = "أخبار المدينة"
    decomposed = unicodedata.normalize("NFD", name)
    assert decomposed != name
    assert slug_for(decomposed) == slug_for(name)


def test_two_seeds_with_one_slug(tmp_path: Path) -> None:
    sidecar = 'slug = "same"'
    files = {"a.txt": ARTICLE, "a.toml": sidecar, "b.txt": ARTICLE, "b.toml": sidecar}
    edition = make_edition(read(tmp_path, files))
    (problem,) = edition.problems
    assert [story.stem for story in edition.stories] == ["a"]
    assert str(problem).startswith("seeds/b.txt: its slug “same” is that of a.txt.")


def test_an_address_stays_with_the_article_that_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sidecar = 'slug = "same"'
    read(tmp_path, {"a.txt": ARTICLE, "a.toml": sidecar, "b.txt": ARTICLE, "b.toml": sidecar})
    (tmp_path / "content" / "ar").mkdir(parents=True)
    post = "Title: أ\nSlug: same\nSeed: b.txt\n\nنص\n"
    (tmp_path / "content" / "ar" / "same.md").write_text(post, encoding="utf-8")
    (tmp_path / "pelicanconf.py").write_text('PATH = "content"\n', encoding="utf-8")
    assert main(["--root", str(tmp_path), "status"]) == 1
    out, err = capsys.readouterr()
    assert err.startswith("error: seeds/a.txt: its slug “same” is that of b.txt.")
    assert [line.split()[-1] for line in out.splitlines()[:-1]] == ["seed", "b.txt"]


def test_one_text_in_two_files_is_published_twice_and_told(tmp_path: Path) -> None:
    title, _, text = ARTICLE.partition("\n")
    # As a page of the web has it, under another title.
    page = f"<html><body><h1>عنوان آخر له نفسه</h1><p>{text.replace(' ', '  ')}</p></body></html>"
    files = {"a.txt": ARTICLE, "b.html": page, "c.txt": f"{title}\nلا {text}"}
    edition = make_edition(read(tmp_path, files))
    assert {story.stem for story in edition.stories} == {"a", "b", "c"}
    (problem,) = edition.problems
    assert str(problem) == (
        "seeds/b.html: it has the same text as a.txt, and both are published. "
        "Delete one of them, or leave it out by skip = true in b.toml."
    )
    assert not problem.error


MENUS = "<p>الرئيسية<p>سياسة عامة<p>أخبار المدينة القديمة كلها<p>اقتصاد"


@pytest.mark.parametrize(
    ("files", "bad"),
    [
        ({"talks.html": MENUS, "talks.txt": ARTICLE}, ["seeds/talks.html"]),
        ({"a.txt": ARTICLE, "a.toml": 'slug = "talks"\nskip = true', "talks.txt": ARTICLE}, []),
    ],
)
def test_what_is_no_page_has_no_address(
    tmp_path: Path, files: dict[str, bytes | str], bad: list[str]
) -> None:
    edition = make_edition(read(tmp_path, files))
    assert [story.seed for story in edition.stories] == ["talks.txt"]
    assert [problem.path for problem in edition.problems] == bad


def test_a_link_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(ARTICLE, encoding="utf-8")
    seeds(tmp_path, {})
    (tmp_path / "seeds" / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert "a link out of the folder" in str(read_inputs(tmp_path, "seeds").problems[0])


def test_a_pipe_in_place_of_a_memory_is_told_and_waited_for_by_nobody(tmp_path: Path) -> None:
    folder = seeds(tmp_path, {"a.txt": ARTICLE})
    os.mkfifo(folder / "seeds" / "a.en.po")
    (problem,) = read_inputs(folder, "seeds").problems
    assert str(problem).startswith("seeds/a.en.po: cannot be read (it is not a regular file)")


def test_a_control_character_in_a_name(tmp_path: Path) -> None:
    problems = read(tmp_path, {"a\x07.txt": ARTICLE}).problems
    assert "control characters" in str(problems[0])
    assert "\x07" not in str(problems[0])


@pytest.mark.parametrize("name", ["a.toml", "a.en.po"])
def test_what_a_lost_seed_leaves_is_kept_and_reported(tmp_path: Path, name: str) -> None:
    problems = read(tmp_path, {name: ""}).problems
    assert [(p.error, p.message) for p in problems] == [(False, "its seed is gone")]
    assert (tmp_path / "seeds" / name).exists()


def test_a_memory_that_is_written_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one reading finds is never kept as what other bytes say."""
    folder = seeds(tmp_path, {"a.txt": ARTICLE, "a.en.po": 'msgid "قمر"\nmsgstr "one"\n'})
    store, path = Store(tmp_path / "kept"), folder / "seeds" / "a.en.po"
    read, first = article_files.read_memory, path.read_text(encoding="utf-8")

    def read_and_write(*names: str) -> Memory:
        path.write_text(first.replace("one", "two"), encoding="utf-8")
        return read(*names)

    monkeypatch.setattr(article_files, "read_memory", read_and_write)
    memories = [read_inputs(tmp_path, "seeds", store).memories["a"]]
    path.write_text(first, encoding="utf-8")
    monkeypatch.undo()
    memories.append(read_inputs(tmp_path, "seeds", store).memories["a"])
    assert [memory.entries[0].en for memory in memories] == ["two", "one"]


@pytest.mark.parametrize(
    ("name", "called"), [("a.txt.toml", "a.toml"), ("a.po", "a.en.po"), ("a.txt.en.po", "a.en.po")]
)
def test_what_is_called_otherwise_than_its_seed_is_told_with_its_name(
    tmp_path: Path, name: str, called: str
) -> None:
    (problem,) = read(tmp_path, {"a.txt": ARTICLE, name: ""}).problems
    assert (problem.error, problem.path) == (False, f"seeds/{name}")
    assert problem.hint == f"Name it {called}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    inputs = read(tmp_path, {"a.txt": ARTICLE.replace("\n", "\r\n").encode(encoding)})
    assert inputs.seeds[0].text == ARTICLE
    assert inputs.seeds[0].encoding == encoding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ARTICLE.replace("طويلة", "طو\x07يلة"), ARTICLE),
        (ARTICLE.replace("طويلة", "طو\x7fيل\x80ة"), ARTICLE),
        (ARTICLE.replace("طويلة بما", "طويلة\x1fبما"), ARTICLE),
        (f"{ARTICLE.strip()}\ufffe\n", ARTICLE),
    ],
)
@pytest.mark.parametrize("ending", ["txt", "md"])
def test_control_characters_are_left_out_and_this_is_said(
    tmp_path: Path, ending: str, text: str, expected: str
) -> None:
    inputs = read(tmp_path, {f"a.{ending}": text})
    assert inputs.seeds[0].text == expected
    assert [problem.error for problem in inputs.problems] == [False]
    assert str(inputs.problems[0]).startswith(f"seeds/a.{ending}:2: control characters are left ")


def test_a_format_that_is_no_text_is_a_row_of_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_packed(name: str, data: bytes, path: str, encoding: str | None) -> Seed:
        assert (path, encoding) == ("seeds/a.packed", None)
        return Seed(name, "a", data.removeprefix(b"PK\0").decode("utf-16-be"))

    signature = re.compile(rb"\APK\0")
    packed = file_types.FileType(read_packed, (".packed",), ("application/x-packed",), signature)
    monkeypatch.setattr(file_types, "FILE_TYPES", (packed, *file_types.FILE_TYPES))
    data = b"PK\0" + ARTICLE.encode("utf-16-be")
    inputs = read(tmp_path, {"a.packed": data})
    assert (inputs.problems, inputs.seeds[0].text) == ((), ARTICLE)
    assert file_types.guess_type(data).endings == (".packed",)
    assert file_types.guess_type(b"?", "application/x-packed").endings == (".packed",)


@pytest.mark.parametrize("name", ["iso-8859-6", "ISO_8859-6", "mac-arabic", "cp1256"])
def test_an_encoding_that_the_sidecar_names_is_no_news(tmp_path: Path, name: str) -> None:
    files = {"a.txt": ARTICLE.encode(name), "a.toml": f'encoding = "{name}"'}
    inputs = read(tmp_path, files)
    assert inputs.seeds[0].text == ARTICLE
    assert inputs.problems == ()


def test_a_sidecar_is_read() -> None:
    text = 'slug = "x"\ndate = 2024-02-03\ntags = ["a"]\nsummary = { ar = "أ", en = "A" }\n'
    sidecar = read_sidecar(text, "x.toml")
    assert (sidecar.slug, sidecar.date, sidecar.tags) == ("x", "2024-02-03", ("a",))
    assert sidecar.summary == Bilingual("أ", "A")


READERS: dict[str, Callable[[str], object]] = {
    "sidecar": lambda text: read_sidecar(text, "file"),
    "glossary": lambda text: read_glossary(text, "file"),
    "topic": lambda text: read_topic("slug", text, "file", {"iraq"}),
    "sources": lambda text: read_feed_sources(text, "file", {"talks"}),
}


@pytest.mark.parametrize(("title", "given", "expected"), cases("mistakes"))
def test_every_mistake_of_a_file_is_named_by_its_line(
    title: str, given: str, expected: list[str]
) -> None:
    read_file = READERS[title.split(":", maxsplit=1)[0]]
    with pytest.raises(BriefingError) as caught:
        read_file(given)
    shown = [str(problem).removeprefix("file:").strip() for problem in caught.value.problems]
    assert shown == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[animal]]\nid='x'", r"toml:1: unknown table “animal”\. Use one of person, organisation"),
        ("[[person]]\nid='x'\nar='أ'", r"toml:1: “en” of person “x” is missing"),
        (
            "[[person]]\nid='x'\nar='أ'\nen='A'\n[[place]]\nid='x'\nar='ب'\nen='B'",
            r"toml:6: the id “x” is there twice: person 1 has it",
        ),
        ("[[person]]\nid='x'\nar='أ'\nen='A'\nage=3", r"toml:5: unknown key “age” of person “x”"),
        ("[[person", "not valid TOML"),
    ],
)
def test_a_wrong_glossary(text: str, words: str) -> None:
    with pytest.raises(BriefingError, match=words):
        read_glossary(text, "seeds/glossary.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = 3", "x.toml:1: “title” must be a table"),
        ("colour = 1", "unknown key “colour”"),
        (
            "[[question]]\nidd = 'x'",
            "x.toml:2: unknown key “idd” of question 1. Perhaps “id” is meant",
        ),
        ("[[", "not valid TOML"),
    ],
)
def test_a_wrong_topic(text: str, words: str) -> None:
    with pytest.raises(BriefingError, match=words):
        read_topic("x", text, "seeds/topics/x.toml")


def test_all_wrong_settings_are_told_at_once() -> None:
    pelican = {
        "BRIEFING_ENGIN": "x",
        "BRIEFING_ENGINE": "magic",
        "BRIEFING_SEEDS": 3,
        "SITEURL": "news.example",
    }
    _, problems = read_settings(pelican)
    assert len(problems) == 4


def test_a_write_is_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    assert write_atomically(path, b"one")
    assert not write_atomically(path, b"one")
    with pytest.raises(TypeError):
        write_atomically(path, "text")  # type: ignore[arg-type]
    assert path.read_bytes() == b"one"
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]


@pytest.mark.parametrize(
    "line",
    [
        'date = "2024-13"',
        'date = "12"',
        'date = "soon"',
        'date = "2024-07"\ndate_precision = "minute"',
        'date = "2024"\ndate_precision = "day"',
        'title = "  "',
        'tags = [""]',
        'tags = ["a\\nb"]',
        'url = "javascript:alert(1)"',
    ],
)
def test_a_sidecar_that_claims_what_it_cannot(line: str) -> None:
    with pytest.raises(BriefingError, match=r"seeds/x\.toml:\d"):
        read_sidecar(line, "seeds/x.toml")


@pytest.mark.parametrize(
    "text",
    [
        "[[person]]\nid='x'\nar='أ'\nen='A'\nroles='abc'",
        "[[person]]\nid='x'\nar='أ'\nen='A'\nroles=[{ar='ب'}]",
        "[[person]]\nid='x'\nar='أ'\nen='A'\nvariants='زيد'",
        "person = [3]",
    ],
)
def test_a_glossary_with_values_of_the_wrong_type(text: str) -> None:
    with pytest.raises(BriefingError, match=r"seeds/glossary\.toml"):
        read_glossary(text, "seeds/glossary.toml")


@pytest.mark.parametrize(
    "text",
    [
        "about = 'نص'",
        "about = [['أ']]\n[[question]]\nid='x y'\nar='أ'\nen='A'",
        "about = [['أ']]\n[[question]]\nid='x'\nar='أ'\nen='A'\nmatch='نص'",
        "about = [['أ']]\n[[question]]\nid='x'\nar='أ'\nen='A'\nlimit='many'",
        "question = 3",
    ],
)
def test_a_topic_with_values_of_the_wrong_type(text: str) -> None:
    whole = f"title={{ar='أ',en='A'}}\nintro={{ar='أ',en='A'}}\n{text}"
    with pytest.raises(BriefingError, match=r"seeds/topics/x\.toml"):
        read_topic("x", whole, "seeds/topics/x.toml")


def test_a_month_under_two_names_is_shown_to_the_editor(tmp_path: Path) -> None:
    inputs = read(tmp_path, {"a.txt": ARTICLE + "سيعقد المؤتمر في أبريل/مايو 2024 في العاصمة.\n"})
    edition = make_edition(inputs)
    assert [(p.line, p.error) for p in edition.problems] == [(3, False)]
    assert "أبريل/مايو 2024” names two months" in str(edition.problems[0])
    assert edition.stories[0].times[-1].when is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.toml", "seeds/a.toml: cannot be read (it is not a regular file)"),
        ("a.en.po", "seeds/a.en.po: cannot be read (Is a directory)"),
        ("a.txt", "seeds/a.txt: not a regular file"),
        ("glossary.toml", "seeds/glossary.toml: cannot be read (it is not a regular file)"),
        ("topics/x.toml", "seeds/topics/x.toml: cannot be read (it is not a regular file)"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path, name: str, words: str) -> None:
    seeds(tmp_path, {"good.txt": ARTICLE, "glossary.toml": ""} | {"a.txt": ARTICLE})
    path = tmp_path / "seeds" / name
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    inputs = read_inputs(tmp_path, "seeds")
    assert [str(p)[: len(words)] for p in inputs.problems] == [words]
    assert "good" in {seed.stem for seed in inputs.seeds}


@pytest.mark.parametrize("name", ["a.toml", "a.en.po", "glossary.toml", "topics/x.toml"])
def test_a_file_in_another_encoding_is_one_problem(tmp_path: Path, name: str) -> None:
    files: dict[str, bytes | str] = {"a.txt": ARTICLE, "good.txt": ARTICLE, "glossary.toml": ""}
    inputs = read(tmp_path, files | {name: 'title = "أ"'.encode("cp1256")})
    assert [(p.path, p.error) for p in inputs.problems] == [(f"seeds/{name}", True)]
    assert "not UTF-8 (byte 9)" in str(inputs.problems[0])
    assert "good" in {seed.stem for seed in inputs.seeds}


def test_a_name_too_long_for_its_memory(tmp_path: Path) -> None:
    long = "a" * 250
    inputs = read(tmp_path, {f"{long}.txt": ARTICLE, "good.txt": ARTICLE})
    assert [p.message for p in inputs.problems] == ["cannot be read (File name too long)"]
    assert [seed.stem for seed in inputs.seeds] == ["good"]


def test_links_in_a_circle(tmp_path: Path) -> None:
    seeds(tmp_path, {"good.txt": ARTICLE})
    for name in ("a.txt", "good.toml"):
        (tmp_path / "seeds" / name).symlink_to(tmp_path / "seeds" / name)
    problems = read_inputs(tmp_path, "seeds").problems
    assert [p.path for p in problems] == ["seeds/a.txt", "seeds/good.toml"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("report.pdf", "seeds/report.pdf: not read"),
        ("Report.RTF", "seeds/Report.RTF: not read"),
        ("notes", "seeds/notes: not read"),
        ("2024/b.html", "seeds/2024: the articles in this folder are not read"),
        ("2024/july/b.txt", "seeds/2024: the articles in this folder are not read"),
        ("topics/b.txt", "seeds/topics/b.txt: not read: articles are in seeds/ itself"),
    ],
)
def test_what_nobody_reads_is_a_warning(tmp_path: Path, name: str, words: str) -> None:
    seeds(tmp_path, {"good.txt": ARTICLE})
    path = tmp_path / "seeds" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ARTICLE, encoding="utf-8")
    (problem,) = read_inputs(tmp_path, "seeds").problems
    assert str(problem).startswith(words)
    assert not problem.error


def test_what_programs_put_beside_articles_is_left_without_a_word(tmp_path: Path) -> None:
    seeds(tmp_path, {"good.txt": ARTICLE})
    folder = tmp_path / "seeds" / "good_files"
    folder.mkdir()
    (folder / "advert.html").write_text("<p>Buy</p>", encoding="utf-8")
    # Word keeps such a file as long as a text is open in it.
    (tmp_path / "seeds" / "~$report.docx").write_bytes(b"\x05Rana")
    assert read_inputs(tmp_path, "seeds").problems == ()


def test_hints_name_the_whole_folder(tmp_path: Path) -> None:
    folder = seeds(tmp_path, {"good.txt": ARTICLE}) / "seeds"
    (folder / "ar" / "2024").mkdir(parents=True)
    (folder / "ar" / "topics").mkdir()
    for name in ("good.txt", "2024/b.txt", "topics/b.txt"):
        (folder / "ar" / name).write_text(ARTICLE, encoding="utf-8")
    (folder / "ar" / "c.txt").symlink_to(folder / "good.txt")
    (folder / "ar" / "d.txt").mkdir()
    hints = sorted(problem.hint for problem in read_inputs(tmp_path, "seeds/ar").problems)
    assert hints == [
        "Copy the file itself into seeds/ar/",
        "Move it up into seeds/ar/",
        "Move them up into seeds/ar/",
        "Take it out of seeds/ar/",
    ]


@pytest.mark.parametrize("name", [".hidden.pdf", "good.en.mo", "pictures/a.png"])
def test_what_others_keep_there_is_no_news(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, {"good.txt": ARTICLE, name: ""}).problems == ()


TOPIC = "title={ar='أ',en='A'}\nintro={ar='أ',en='A'}\nabout=[['أ']]\n"
SIDE = "[[side]]\nid='s'\nar='أ'\nen='A'\nentries=['iraq',\n'nobody']\n"


def test_a_lost_glossary_is_a_warning_where_there_are_topics(tmp_path: Path) -> None:
    problems = read(tmp_path, {"a.txt": ARTICLE, "topics/x.toml": TOPIC + SIDE}).problems
    assert [(p.path, p.error) for p in problems] == [("seeds/glossary.toml", False)]


def test_a_side_names_entries_that_are_there(tmp_path: Path) -> None:
    glossary = "[[place]]\nid='iraq'\nar='العراق'\nen='Iraq'\n"
    files = {"a.txt": ARTICLE, "glossary.toml": glossary, "topics/x.toml": TOPIC + SIDE}
    inputs = read(tmp_path, dict(files))
    assert [(p.path, p.line) for p in inputs.problems] == [("seeds/topics/x.toml", 9)]
    assert "the glossary has no entry “nobody”" in str(inputs.problems[0])
    assert inputs.topics == ()


def test_topics_are_in_a_folder(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, {"a.txt": ARTICLE, "topics": TOPIC}).problems
    assert str(problem).startswith("seeds/topics: not a folder")


@pytest.mark.parametrize("name", ["index.txt", "topics/index.toml", "topics/good.toml"])
def test_a_name_that_another_page_of_the_site_has(tmp_path: Path, name: str) -> None:
    files = {"good.txt": ARTICLE, "glossary.toml": "", name: TOPIC if "topics" in name else ARTICLE}
    edition = make_edition(read(tmp_path, dict(files)))
    (problem,) = edition.problems
    assert problem.path == f"seeds/{name}"
    assert problem.error
    assert [story.slug for story in edition.stories] == ["good"]
    assert edition.explainers == ()
