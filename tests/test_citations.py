"""How a story is cited elsewhere: what is known, in forms that other programs read."""

from __future__ import annotations

from dataclasses import replace

from pelican.plugins.briefing.model import Bilingual, Stated
from pelican.plugins.briefing.render.citations import citation
from render_support import COUNCIL, FLOOD, HARBOUR, block, sentence, site, story


def test_a_story_is_cited_with_all_that_its_page_states() -> None:
    made = citation(site(), FLOOD, "en")
    assert made.text == (
        "علي <حسن>, “A *big* flood,” News Agency, July 24, 2024. "
        "On: Briefing, https://site.test/en/flood.html"
    )
    assert made.bibtex == (
        "@article{flood,\n"
        "  title = {A *big* flood},\n"
        "  author = {علي <حسن>},\n"
        "  journal = {News Agency},\n"
        "  year = {2024},\n"
        "  date = {2024-07-24},\n"
        "  url = {https://news.test/?a=1&b=2},\n"
        "  note = {On: Briefing, https://site.test/en/flood.html},\n"
        "  language = {english}\n"
        "}"
    )
    assert made.ris == (
        "TY  - NEWS\nTI  - A *big* flood\nAU  - علي <حسن>\nPB  - News Agency\nPY  - 2024\n"
        "DA  - 2024/07/24\nUR  - https://news.test/?a=1&b=2\nLA  - en\nER  - "
    )


def test_what_is_not_known_is_left_out() -> None:
    made = citation(site(), HARBOUR, "ar")
    assert made.text.startswith("«أخبار المرفأ»، التاريخ غير مذكور")
    for name in ("author", "journal", "year", "date", "note"):
        assert f"  {name} = " not in made.bibtex
    assert "\nAU" not in made.ris
    assert "\nPY" not in made.ris
    month = citation(site(), COUNCIL, "en")
    assert "  date = {2024-05},\n" in month.bibtex
    assert "DA  - 2024/05\n" in month.ris


def test_a_title_cannot_end_a_field() -> None:
    named = replace(
        FLOOD,
        title=sentence("title", "ع", "A } \\input{x} {title\nTI  - other"),
        publisher=Stated("{}", "{}"),
        editor_summary=Bilingual("", ""),
    )
    made = citation(site(), named, "en")
    inner = made.bibtex.split("title = {")[1].split("},\n")[0]
    assert "{" not in inner
    assert "}" not in inner
    assert "\\" not in made.bibtex
    assert made.ris.count("\nTI") == 1


def test_a_story_takes_a_minute_or_as_many_as_its_words_need() -> None:
    assert site().minutes(FLOOD, "en") == 1
    words = " ".join(["كلمة"] * 414)
    long = story("long", sentence("title", "ع"), block(1, "paragraph", sentence("p1s1", words)))
    assert site().minutes(long, "ar") == 3
    # Of a word without English the Arabic is read; 414 are more than a minute and a half.
    assert site().minutes(long, "en") == 2
