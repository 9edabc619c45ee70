"""Word files as seeds: what is read of them, and what is refused in one line."""

from __future__ import annotations

import builtins
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.errors import BriefingError
from pelican.plugins.briefing.formats import word
from pelican.plugins.briefing.formats.file_types import decode, guess_type
from pelican.plugins.briefing.story.parse import parse_article

TITLE = "بلدية المدينة تفتح جسر النهر القديم أمام المشاة"
TEXT = (
    "فتحت بلدية المدينة، أمس الأحد، جسر النهر القديم أمام المشاة بعد ثلاثة أعوام من الترميم.",
    "وقال رئيس البلدية إن الترميم كلف أربعة ملايين دينار، وإن الجسر لن يفتح للسيارات.",
)
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.\
wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
officeDocument" Target="word/document.xml"/></Relationships>"""


def packed(**files: str) -> bytes:
    """Return an archive of files, by names whose slashes are two underscores."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return data.getvalue()


def document(*paragraphs: str, table: Sequence[Sequence[str]] = ()) -> bytes:
    """Return a Word file of paragraphs, the first its title, and a table behind them."""
    parts = []
    for number, text in enumerate(paragraphs):
        style = "" if number else '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
        parts.append(f"<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>")
    rows = ""
    for row in table:
        cells = (f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row)
        rows += f"<w:tr>{''.join(cells)}</w:tr>"
    body = "".join([*parts, f"<w:tbl>{rows}</w:tbl>" if rows else ""])
    text = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'
    names = {"[Content_Types].xml": TYPES, "_rels__.rels": RELATIONS, "word__document.xml": text}
    return packed(**names)


def test_title_and_paragraphs_are_those_of_the_file() -> None:
    data = document(TITLE, *TEXT)
    story = parse_article(decode("bridge.docx", data), Sidecar(), "seeds/bridge.docx")
    assert story.title.ar == TITLE
    assert [sentence.ar for _, sentence in story.body()] == list(TEXT)
    assert story.published is None
    assert story.author is None
    assert decode("bridge.docx", data) == decode("bridge.docx", data)


def test_a_row_of_a_table_is_one_line() -> None:
    table = (("البند", "الكلفة"), ("الحجر &amp; الطين", "3 ملايين"), ("الخشب", "640"))
    data = document(TITLE, *TEXT, table=table)
    story = parse_article(decode("bridge.docx", data), Sidecar(), "seeds/bridge.docx")
    rows = [sentence.ar.split("\u2003") for block, sentence in story.body() if block.kind == "item"]
    assert rows == [["البند", "الكلفة"], ["الحجر & الطين", "3 ملايين"], ["الخشب", "640"]]


def test_a_file_without_a_name_is_known_by_how_it_begins() -> None:
    assert guess_type(document(TITLE)).endings == (".docx",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old Word file"),
        (b"PK\x03\x04 and then nothing", "a damaged Word file"),
        (document(TITLE, *TEXT)[:-40], "a damaged Word file"),
        (packed(**{"mimetype.xml": "application/epub+zip"}), "not a Word file"),
        (packed(**{"word__document.xml": "<w:document"}), "a damaged Word file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(BriefingError) as caught:
        decode("bridge.docx", data)
    (problem,) = caught.value.problems
    assert reason in problem.message
    assert problem.hint


def test_what_unpacks_to_too_much_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_MOST_UNPACKED", 1_000)
    with pytest.raises(BriefingError, match="unpack"):
        decode("bridge.docx", document(TITLE, *TEXT * 10))


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    ordinary = builtins.__import__

    def without_mammoth(name: str, *arguments: Any) -> Any:  # noqa: ANN401 - as Python's own
        if name == "mammoth":
            raise ImportError(name)
        return ordinary(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without_mammoth)
    with pytest.raises(BriefingError) as caught:
        decode("bridge.docx", document(TITLE, *TEXT))
    assert "pelican-briefing[docx]" in caught.value.problems[0].hint
