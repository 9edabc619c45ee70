"""Stored translations: found, never overwritten, never lost; broken files are said and left."""

from __future__ import annotations

import copy
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.briefing.errors import BriefingError
from pelican.plugins.briefing.model import Sentence, is_visible
from pelican.plugins.briefing.translate.journal import MachineTranslation
from pelican.plugins.briefing.translate.memory import (
    Memory,
    MemoryEntry,
    apply_memory,
    read_memory,
)
from pelican.plugins.briefing.translate.merge import merge_catalogue
from support import ARTICLES

A = Sentence("p1s1", "جملة أولى.")
B = Sentence("p1s2", "جملة ثانية.")


def answers(*rows: tuple[str, str, str]) -> dict[str, MachineTranslation]:
    return {row[0]: MachineTranslation(*row) for row in rows}


def test_same_text_is_found_wherever_it_moved() -> None:
    memory = Memory([MemoryEntry(A.ar, "First.", "p9s9")])
    assert apply_memory(A, memory).en == "First."


def test_same_id_wins_where_a_text_occurs_twice() -> None:
    memory = Memory([MemoryEntry(A.ar, "One.", "p1s1"), MemoryEntry(A.ar, "Other.", "p2s1")])
    assert apply_memory(Sentence("p2s1", A.ar), memory).en == "Other."


def test_english_that_nobody_sees_is_none() -> None:
    memory = Memory([MemoryEntry(A.ar, "\u200f \u202e"), MemoryEntry(B.ar, "Second.")])
    assert apply_memory(A, memory).state == "pending"
    assert apply_memory(B, memory).state == "reviewed"


def test_states() -> None:
    memory = Memory(
        [MemoryEntry(A.ar, "First.", fuzzy=True, origin="google, 2024-01-01"), MemoryEntry("x", "")]
    )
    machine = apply_memory(A, memory)
    assert (machine.state, machine.origin) == ("machine", "google, 2024-01-01")
    assert apply_memory(B, memory).state == "pending"
    english = apply_memory(Sentence("p3s1", "In English.", lang="en"), memory)
    assert (english.en, english.state) == ("In English.", "reviewed")


def test_merging_keeps_order_reviews_and_what_is_gone() -> None:
    old = polib.POFile()
    old.append(polib.POEntry(msgctxt="p1s1", msgid="قديم.", msgstr="Old."))
    old.append(polib.POEntry(msgctxt="p1s2", msgid=A.ar, msgstr="First.", tcomment="by hand"))
    merged = merge_catalogue(
        [A, B], old, answers((A.ar, "Machine.", "x"), (B.ar, "Second.", "x, day"))
    )
    rows = [(e.msgctxt, e.msgstr, e.obsolete, e.fuzzy) for e in merged]
    assert rows == [
        ("p1s1", "First.", False, False),
        ("p1s2", "Second.", False, True),
        ("p1s1", "Old.", True, False),
    ]
    assert merged[0].tcomment == "by hand"
    assert merged[1].comment == "machine: x, day"


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_any_text_survives_a_po_file(tmp_path_factory, ar: str, en: str) -> None:  # noqa: ANN001
    path = tmp_path_factory.mktemp("po") / "x.en.po"
    clean = "".join(c for c in en if not 0xD800 <= ord(c) <= 0xDFFF and c not in "\r\x85")
    source = "".join(c for c in ar if not 0xD800 <= ord(c) <= 0xDFFF and c not in "\r\x85")
    if not is_visible(clean) or not source.strip():
        return
    merged = merge_catalogue(
        [Sentence("p1s1", source)], None, answers((source, clean, "test, day"))
    )
    path.write_text(f"{merged}\n", encoding="utf-8", newline="")
    assert read_memory(str(path), "x").by_text[source].en == clean


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('msgid "a"\nmsgstr "b\n', "x.en.po:2:"),
        ("<html>not a PO file</html>", "not a readable PO file"),
        (
            'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
            "x.en.po:4: the entry “a” already exists",
        ),
    ],
)
def test_a_broken_file_is_said_and_left(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "x.en.po"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BriefingError) as raised:
        read_memory(str(path), "seeds/x.en.po")
    assert words in str(raised.value)
    assert str(tmp_path) not in str(raised.value)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("path", sorted((ARTICLES / "seeds").glob("*.en.po")), ids=lambda p: p.stem)
def test_the_projects_memories_are_stable(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    polib.pofile(str(copy), wrapwidth=0, encoding="utf-8").save()
    assert copy.read_bytes().rstrip() == path.read_bytes().rstrip()


def entry(context: str, ar: str, en: str) -> polib.POEntry:
    return polib.POEntry(msgctxt=context, msgid=ar, msgstr=en)


def test_two_translations_of_one_sentence_both_survive() -> None:
    old = polib.POFile()
    old.header = "by the desk"
    old.extend([entry("p1s1", A.ar, "First."), entry("p2s1", A.ar, "Firstly.")])
    merged = merge_catalogue([A], old, {})
    assert [(e.msgstr, e.obsolete) for e in merged] == [("First.", False), ("Firstly.", True)]
    assert merged.header == "by the desk"


def test_an_edited_sentence_keeps_its_translation_as_fuzzy_with_the_old_source() -> None:
    was = "أعلنت الحكومة خطة جديدة للمياه في الجنوب تشمل مئة قرية."
    now = Sentence("p1s1", was.replace("مئة", "مئتي"))
    old = polib.POFile()
    old.append(entry("p1s1", was, "A plan for a hundred villages."))
    merged = merge_catalogue([now], old, {})
    assert len(merged) == 1
    assert (merged[0].msgid, merged[0].previous_msgid) == (now.ar, was)
    assert merged[0].fuzzy


def test_the_same_text_as_another_segment_or_as_obsolete_is_no_duplicate(tmp_path: Path) -> None:
    path = tmp_path / "x.en.po"
    old = polib.POFile()
    old.extend([entry("p1s1", A.ar, "First."), entry("p2s1", A.ar, "Firstly.")])
    old.append(polib.POEntry(msgctxt="p1s1", msgid=A.ar, msgstr="Long ago.", obsolete=True))
    path.write_text(f"{old}\n", encoding="utf-8")
    assert [found.en for found in read_memory(str(path), "x").entries] == ["First.", "Firstly."]


def test_of_two_edited_sentences_each_takes_the_entry_most_like_it() -> None:
    pattern = "أعلنت الحكومة خطة جديدة للمياه في {} تشمل مئة قرية."
    nineveh, basra = pattern.format("نينوى"), pattern.format("البصرة")
    old = polib.POFile()
    old.extend([entry("p1s1", nineveh, "Nineveh."), entry("p1s2", basra, "Basra.")])
    edited = [basra.replace("مئة", "مئتي"), nineveh.replace("مئة", "ألف")]
    merged = merge_catalogue([Sentence(f"p1s{n}", ar) for n, ar in enumerate(edited, 1)], old, {})
    rows = [(e.msgid, e.msgstr, e.previous_msgid) for e in merged]
    assert rows == [(edited[0], "Basra.", basra), (edited[1], "Nineveh.", nineveh)]


def test_an_edited_sentence_takes_the_translation_of_two_entries_with_its_text() -> None:
    was = "أعلنت الحكومة خطة جديدة للمياه في الجنوب تشمل مئة قرية."
    old = polib.POFile()
    old.append(polib.POEntry(msgctxt="p1s1", msgid=was, tcomment="note"))
    old.append(entry("p2s1", was, "A plan."))
    merged = merge_catalogue([Sentence("p1s1", was.replace("مئة", "مئتي"))], old, {})
    assert [(e.msgstr, e.obsolete) for e in merged] == [("A plan.", False), ("", True)]


def test_an_edited_sentence_keeps_comments_and_an_accepted_one_its_flags() -> None:
    was = "أعلنت الحكومة خطة جديدة للمياه في الجنوب تشمل مئة قرية."
    old = polib.POFile()
    old.append(entry("p1s1", was, "A plan."))
    old.append(entry("p1s2", A.ar, "First."))
    old[0].comment, old[0].tcomment, old[1].flags = "machine: x, day", "by hand", ["no-wrap"]
    merged = merge_catalogue(
        [Sentence("p1s1", was.replace("مئة", "مئتي")), Sentence("p1s2", A.ar)], old, {}
    )
    assert (merged[0].comment, merged[0].tcomment) == ("machine: x, day", "by hand")
    assert merged[1].flags == ["no-wrap"]


# Work that grows with the size of a memory and no faster -----------------------------------------

WORDS = ["الحكومة", "خطة", "المياه", "الجنوب", "قرية", "الوزير", "السوق", "الشارع", "مدرسة", "نهر"]


def sentences(count: int, extra: str = "") -> list[Sentence]:
    """Return sentences of some words that many share, and some that few do."""
    made = []
    for n in range(count):
        words = [WORDS[n % 10], WORDS[n // 10 % 10], "في", "من", f"ب{n}", f"ج{n}", f"د{n // 3}"]
        made.append(Sentence(f"p{n}s1", " ".join([*words, extra]).strip()))
    return made


def memory_file(count: int) -> polib.POFile:
    po = polib.POFile(wrapwidth=0)
    po.extend(entry(sentence.id, sentence.ar, "English.") for sentence in sentences(count))
    return po


def work(step: Callable[[], object]) -> float:
    """Return the processor's seconds for a step, the least of three: other load does not count."""
    spent = []
    for _ in range(3):
        start = time.thread_time()
        step()
        spent.append(time.thread_time() - start)
    return min(spent)


FEW, MANY = 150, 1200
MOST_GROWTH = 3 * MANY / FEW
"""Eight times the entries are eight times the work, sixty-four times if each meets every other."""


def test_reading_a_memory_grows_with_its_size(tmp_path: Path) -> None:
    def reading(count: int) -> Callable[[], object]:
        path = tmp_path / f"{count}.en.po"
        path.write_text(f"{memory_file(count)}\n", encoding="utf-8")
        return lambda: read_memory(str(path), "x")

    assert work(reading(MANY)) < MOST_GROWTH * work(reading(FEW))


@pytest.mark.parametrize("kind", ["unchanged", "moved", "new", "edited"])
def test_merging_a_memory_grows_with_its_size(kind: str) -> None:
    def merging(count: int) -> Callable[[], object]:
        segments = sentences(count, "اليوم" if kind == "edited" else "")
        if kind == "moved":
            segments = [replace(s, id=f"q{s.id}") for s in segments]
        if kind == "new":
            segments = [Sentence(s.id, f"{s.id} {s.id[::-1]}") for s in segments]
        old = memory_file(count)
        return lambda: merge_catalogue(segments, copy.deepcopy(old), {})

    assert work(merging(MANY)) < MOST_GROWTH * work(merging(FEW))
