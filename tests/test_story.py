"""From lines to a story: each threshold and each branch of the rules, on texts without meaning."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product

import pytest
from casefile import cases
from pelican.plugins.briefing.editors.glossary import Entry, build_glossary
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.errors import BriefingError
from pelican.plugins.briefing.explain.sections import facts_of
from pelican.plugins.briefing.explain.story_facts import dated_reports
from pelican.plugins.briefing.language.phrases import read_credit
from pelican.plugins.briefing.model import (
    Bilingual,
    Block,
    Line,
    PageMeta,
    Seed,
    Sentence,
    Story,
    UnextractedLine,
)
from pelican.plugins.briefing.story.dateline import read_dateline
from pelican.plugins.briefing.story.editorial import add_editorial, choose_tags, unknown_ids
from pelican.plugins.briefing.story.joined_lines import join_labels
from pelican.plugins.briefing.story.lines import is_prose, is_sentence, link_kind
from pelican.plugins.briefing.story.parse import further_articles, parse_article
from pelican.plugins.briefing.story.roles import (
    body,
    boilerplate,
    head,
    title,
    whole_page,
)
from pelican.plugins.briefing.story.summary import best_points, can_be_point, summarise
from story_support import parse_story

LETTERS = "بتجحخدرزسشصطعغقكم"


def text(count: int, start: int = 0, end: str = "") -> str:
    """Return so many words that nothing knows; those from another start share no stem with them."""
    made = islice(product("جحخدرزس", LETTERS, LETTERS, LETTERS), start, start + count)
    return " ".join(map("".join, made)) + end


def page(*texts: str) -> tuple[Line, ...]:
    """Return lines, an empty line before each that begins with a bar."""
    lines = []
    for number, line in enumerate(texts, 1):
        lines.append(Line(number, line.removeprefix("|"), line.startswith("|")))
    return tuple(lines)


def story_of(*lines: str, sidecar: Sidecar | None = None, **seed: object) -> Story:
    return parse_story(Seed("x.txt", "x", "\n".join(lines), **seed), sidecar or Sidecar())


# Lines: how long is what.


@pytest.mark.parametrize(
    ("question", "count", "end", "answer"),
    [
        (is_prose, 40, "", False),
        (is_prose, 41, "", True),
        (is_prose, 2, ".", True),
        (is_sentence, 3, ".", False),
        (is_sentence, 4, ".", True),
        (is_sentence, 4, "", False),
        (is_sentence, 25, "", False),
        (is_sentence, 26, "", True),
        (link_kind, 3, "", "navigation"),
        (link_kind, 4, "", "related"),
    ],
)
def test_length_of_lines(question: object, count: int, end: str, answer: object) -> None:
    assert question(text(count, end=end)) == answer


@pytest.mark.parametrize(("title", "given", "expected"), cases("datelines"))
def test_datelines(title: str, given: str, expected: list[str]) -> None:
    found = read_dateline(given)
    row = "no dateline"
    if found:
        row = f"{found.text} | {found.place} | {found.date or '-'} | {given[found.end :]}"
    assert [row] == expected, title


@pytest.mark.parametrize(("title", "given", "expected"), cases("credits"))
def test_credits(title: str, given: str, expected: list[str]) -> None:
    found = read_credit(given)
    parts = (found.author, found.place, found.outlet) if found else ()
    assert [" | ".join(part or "-" for part in parts) or "no credit"] == expected, title


@pytest.mark.parametrize(("title", "given", "expected"), cases("heads"))
def test_heads(title: str, given: str, expected: list[str]) -> None:
    story = story_of(*given.split("\n"))
    named = [stated.name if stated else "-" for stated in (story.author, story.publisher)]
    shown = [sentence.ar if sentence else "-" for sentence in (story.dateline, story.deck)]
    assert [" | ".join([*named, *shown])] == expected, title


# Blocks of the body.

LONG = text(30, 1000, ".")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # A post's signature with its text right above, apart from it, or with a tag.
        ([text(5), "— قناة (@chan) 17 فبراير 2024"], [0, 1]),
        ([text(5), "|— قناة (@chan) 17 فبراير 2024"], [1]),
        ([text(5) + " #وسم", "|— قناة (@chan) 17 فبراير 2024"], [0, 1]),
        ([text(5) + " https://t.co/abc", "|— قناة (@chan) 17 فبراير 2024"], [0, 1]),
        (["— قناة (@chan) 17 فبراير 2024"], [0]),
        # A line with a link to a post, up to 79 words.
        ([text(78) + " pic.twitter.com/abc"], [0]),
        ([text(79) + " pic.twitter.com/abc"], []),
        ([text(5)], []),
    ],
)
def test_embeds(texts: list[str], expected: list[int]) -> None:
    assert sorted(body.embeds(page(*texts), {})) == expected


def test_a_signature_takes_no_line_that_has_a_role() -> None:
    lines = page(text(5), "— قناة (@chan) 17 فبراير 2024")
    assert body.embeds(lines, {0: "title"}) == {1: "embed"}


def test_list_items_are_next_to_one_another() -> None:
    lines = page("- " + text(3), text(4), "- " + text(3), "2. " + text(3), text(3), "• " + text(2))
    assert body.list_items(lines, {}) == {2: "item", 3: "item"}


@pytest.mark.parametrize(
    ("quote", "around", "expected"),
    [
        (text(13), LONG, True),  # too long for a heading
        (text(12), LONG, False),
        (text(8, 1000), LONG, True),  # repeats the body
        (text(7, 1000), LONG, False),
        (text(8, 1000) + " " + text(2), LONG, True),  # 8 of 10 stems
        (text(8, 1000) + " " + text(3), LONG, False),
        (text(8, 1000, "،"), LONG, False),
        (text(8, 1000, "."), LONG, False),
    ],
)
def test_pull_quotes(quote: str, around: str, *, expected: bool) -> None:
    lines = page(text(3), around, quote, text(20, 2000, "."), around)
    assert body.pull_quotes(lines, {}) == ({2: "pullquote"} if expected else {})


def test_where_paragraphs_have_no_stops_a_missing_one_tells_nothing() -> None:
    stopped = [text(20, n * 30, ".") for n in range(3)]
    # Three of four long lines with a stop are just enough.
    assert body.pull_quotes(page(*stopped, text(13, 500), text(3)), {}) == {3: "pullquote"}
    # A line of twelve words is not long.
    lines = page(*stopped, text(12, 700), text(13, 500), text(3))
    assert body.pull_quotes(lines, {}) == {4: "pullquote"}
    lines = page(*stopped[:2], text(13, 500), text(3))
    assert body.pull_quotes(lines, {}) == {}


@pytest.mark.parametrize(("distance", "expected"), [(39, True), (40, False)])
def test_pull_quotes_repeat_what_is_near(distance: int, *, expected: bool) -> None:
    rest = [text(3, 100)] * (distance - 1)
    lines = page(text(3), text(8, 1000), *rest, LONG, text(3))
    assert (1 in body.pull_quotes(lines, {})) == expected
    lines = page(text(3), LONG, *rest, text(3), text(8, 1000), text(3))
    assert body.pull_quotes(lines, {}) == ({distance + 2: "pullquote"} if distance == 39 else {})


def test_the_first_and_the_last_line_are_no_pull_quotes() -> None:
    lines = page(text(8, 1000), LONG, text(8, 1000))
    assert body.pull_quotes(lines, {}) == {}


@pytest.mark.parametrize(
    ("heading", "below", "role", "expected"),
    [
        (text(5), text(12, 99), None, True),
        (text(5), text(11, 99), None, False),
        (text(5), text(6, 99, "."), None, True),
        (text(5), text(5, 99, "."), None, False),
        (text(7), text(14, 99), None, True),
        (text(7), text(13, 99), None, False),
        (text(12), text(24, 99), None, True),
        (text(13), text(30, 99), None, False),
        (text(5, end="،"), text(12, 99), None, False),
        ("- " + text(5), text(12, 99), None, False),
        (text(5), text(2), "item", True),
        (text(5), text(12), "caption", False),
    ],
)
def test_headings(heading: str, below: str, role: str | None, *, expected: bool) -> None:
    roles = {1: role} if role else {}
    found = body.headings(page(heading, below, text(1)), roles)
    assert (found == {0: "heading"}) == expected


# Boilerplate.


@pytest.mark.parametrize(("title", "given", "expected"), cases("boilerplate"))
def test_boilerplate(title: str, given: str, expected: list[str]) -> None:
    lines = page(*given.split("\n"))
    found = boilerplate.boilerplate(lines, {})
    assert [found.get(i, "-") for i in range(len(lines))] == expected, title


@pytest.mark.parametrize(("title", "given", "expected"), cases("related_links"))
def test_related_links(title: str, given: str, expected: list[str]) -> None:
    lines = page(*given.split("\n"))
    roles = boilerplate.boilerplate(lines, {})
    found = roles | boilerplate.related_links(lines, roles)
    assert [found.get(i, "-") for i in range(len(lines))] == expected, title


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (text(18), True),
        (text(19), False),
        ("و" + text(12), False),
        ("و" + text(11), True),
        (text(10) + "، " + text(2, 99), False),
        (text(9) + "، " + text(2, 99), True),
        (text(12, end="؟"), True),
        (text(13, end="؟"), False),
        (text(5, end="."), False),
        (text(5, end=":"), False),
        (text(5, end="…"), False),
        ("- " + text(5), True),
        ("- " + text(5, end="."), False),
    ],
)
def test_links_to_other_articles(link: str, *, expected: bool) -> None:
    found = boilerplate.related_links(page("اقرأ المزيد", link), {0: "related"})
    assert found == ({1: "related"} if expected else {})


def test_lines_that_extraction_left_out() -> None:
    aside = (
        UnextractedLine(1, "شارك", 1),
        UnextractedLine(2, text(3), 1, is_link=True, adjoins=True),
        UnextractedLine(3, text(4), 1, is_link=True, adjoins=True),
        UnextractedLine(4, text(4), 1),
        UnextractedLine(5, "2024/07/24", 1),
        UnextractedLine(6, "اقرأ المزيد", 1),
        UnextractedLine(7, text(5), 1, adjoins=True),
    )
    found = boilerplate.classify_unextracted(aside)
    assert [entry.line.number for entry in found] == [1, 2, 3, 4, 5, 6, 7]
    assert not any(entry.extracted for entry in found)
    kinds = ["share", "navigation", "related", "other", "timestamp", "related", "related"]
    assert [entry.role for entry in found] == kinds


# Captions.


@pytest.mark.parametrize(("title", "given", "expected"), cases("captions"))
def test_captions(title: str, given: str, expected: list[str]) -> None:
    lines = page(*given.split("\n"))
    found = body.credited_captions(lines, {})
    assert min(found, default=0) >= 0
    assert [found.get(i, "-") for i in range(len(lines))] == expected, title


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("رويترز - " + text(5), False),
        (text(5) + " (رويترز)", True),
        (text(5) + " (غيتي)", True),
        (text(5) + " (بغداد)", False),
        ("جانب من: " + text(5), True),
        (text(5) + " في صورة من أرشيف رويترز.", True),
        ("جانب من، " + text(5), True),
        ("جانب من " + text(5), False),
        (text(5) + " (الشرق الأوسط).", True),
        (text(5) + " - الشرق الأوسط", False),
        (text(5) + "/غيتي", True),
        (text(5) + " بحسب وكالة/غيتي", False),
        (text(39) + " - غيتي", False),
        (text(38) + " - غيتي", True),
        (text(5), False),
    ],
)
def test_what_is_a_caption(line: str, *, expected: bool) -> None:
    assert body.has_credit(line) == expected


def test_what_is_attributed_is_near_the_end() -> None:
    assert body.has_credit("بحسب " + text(30) + "/غيتي")


# The head.

DAY = "2024/07/24"
PROSE = text(20, 0, ".")
LABELLED = "تم النشر: 2024/07/24"


@pytest.mark.parametrize(
    ("before", "line", "expected"),
    [
        (15, LABELLED, "date"),
        (16, LABELLED, "timestamp"),
        (15, DAY, "date"),
        (16, DAY, None),
    ],
)
def test_date_lines_are_near_the_title(before: int, line: str, expected: str | None) -> None:
    lines = page(text(5), *[text(3)] * before, line)
    assert head.publication_lines(lines, {0: "title"}).get(before + 1) == expected


def test_below_two_lines_of_prose_a_bare_date_is_the_bodys() -> None:
    prose = text(5, end=".")
    assert head.publication_lines(page(prose, prose, DAY), {0: "title"}) == {2: "date"}
    assert head.publication_lines(page(prose, prose, prose, DAY), {0: "title"}) == {}
    # Prose above the title does not count.
    assert head.publication_lines(page(prose, prose, text(5), DAY), {2: "title"}) == {3: "date"}


@pytest.mark.parametrize(("between", "expected"), [(2, True), (3, False)])
def test_a_date_at_the_foot(between: int, *, expected: bool) -> None:
    lines = page(text(5), text(5, end="."), *[text(3)] * between, DAY, text(2))
    found = head.publication_line_at_end(lines, {0: "title"})
    assert found == ({2 + between: "date"} if expected else {})


def test_the_only_labelled_date_of_a_page_is_its_storys() -> None:
    far = page(
        text(5), text(5, end="."), *[text(3)] * 5, LABELLED, text(3), "آخر تحديث: 2024/07/25"
    )
    assert head.publication_line_at_end(far, {0: "title"}) == {7: "date"}
    assert head.publication_line_at_end(page(*[text(3)] * 2, LABELLED), {}) == {2: "date"}
    two = page(text(5), text(5, end="."), *[text(3)] * 5, LABELLED, LABELLED)
    assert head.publication_line_at_end(two, {0: "title"}) == {}
    assert head.publication_line_at_end(far, {0: "title", 1: "date"}) == {}


@pytest.mark.parametrize(
    ("texts", "roles", "expected"),
    [
        # Up to the paragraph with a dateline, within reach.
        ([text(5), text(3), "بغداد - " + text(9, end=".")], {0: "title"}, [1]),
        ([text(5), *[text(3)] * 14, "بغداد - " + text(9)], {0: "title"}, [*range(1, 15)]),
        ([text(5), *[text(3)] * 15, "بغداد - " + text(9)], {0: "title"}, []),
        # Up to the first prose below the last date line; without prose, to the date line.
        ([text(5), DAY, text(3), text(9, end=".")], {0: "title", 1: "date"}, [2]),
        ([text(5), DAY, text(3), text(4)], {0: "title", 1: "date"}, []),
        ([text(5), text(3), DAY, text(4)], {0: "title", 2: "date"}, [1]),
        ([text(5), PROSE, DAY, text(3), PROSE], {0: "title", 2: "date"}, [1, 3]),
        ([text(5), DAY, text(3), DAY, text(9, end=".")], {0: "title", 1: "date", 3: "date"}, [2]),
        # Without either there is no head below the title.
        ([text(2), text(5), text(3), text(9, end=".")], {1: "title"}, [0]),
    ],
)
def test_how_far_the_head_reaches(
    texts: list[str], roles: dict[int, str], expected: list[int]
) -> None:
    assert head.head_positions(page(*texts), roles) == expected


def test_publisher_and_bylines() -> None:
    lines = page(text(5), "رويترز", "الجزيرة", "بقلم: محمد أحمد", DAY, text(9, end="."))
    found = head.publisher_and_author(lines, {0: "title", 4: "date"})
    assert found == {1: "publisher", 3: "author"}


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("محمد أحمد - القاهرة", True),
        ("القاهرة: محمد أحمد", True),
        ("محمد أحمد علي سالم حسن - القاهرة", False),
        (text(4), False),
    ],
)
def test_bylines_with_a_place(byline: str, *, expected: bool) -> None:
    lines = page(text(5), byline, text(3), text(9, end="."))
    assert head.publisher_and_author(lines, {0: "title"}) == ({1: "author"} if expected else {})
    # Only in the two lines above the prose.
    lines = page(text(5), byline, text(3), text(3), text(9, end="."))
    assert head.publisher_and_author(lines, {0: "title"}) == {}


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (text(15), {2: "caption"}),
        (text(16), {2: "deck"}),
        (text(5, end="."), {2: "deck"}),
        ("- " + text(5), {2: "deck"}),
        ("Reuters photo.", {2: "caption"}),
    ],
)
def test_captions_below_the_date(below: str, expected: dict[int, str]) -> None:
    lines = page(text(5), DAY, below, "بغداد - " + text(9, end="."))
    assert head.deck_and_captions(lines, {0: "title", 1: "date"}) == expected


def test_names_labels_and_captions_around_the_date() -> None:
    """Few words are a name or a label; where paragraphs have no stops, nothing is known."""
    lines = page(
        text(5), text(3, 50), DAY, text(3, 60), text(4, 70), text(20, 80, "."), text(3, 90)
    )
    found = {1: "other", 3: "other", 4: "caption"}
    assert head.deck_and_captions(lines, {0: "title", 2: "date"}) == found
    assert head.deck_and_captions(lines, {0: "title", 2: "other"}) == {}
    assert head.deck_and_captions(lines, {0: "title", 6: "date"}) == {4: "deck"}
    unstopped = page(*(line.text.rstrip(".") for line in lines), text(20, 200))
    assert head.deck_and_captions(unstopped, {0: "title", 2: "date"}) == {}
    between = page(text(5), DAY, "12", text(6, 50), "13", text(20, 80, "."))
    boilerplate_around = {0: "title", 1: "date", 2: "other", 4: "other"}
    assert head.deck_and_captions(between, boilerplate_around) == {3: "other"}
    twice = page(text(5), DAY, text(8, 50, "."), text(8, 50, "."), text(20, 80, "."))
    assert head.deck_and_captions(twice, {0: "title", 1: "date"}) == {2: "caption", 3: "caption"}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("الحرة - واشنطن", "publisher"),
        ("سكاي نيوز عربية - أبوظبي", "publisher"),
        ("«القدس العربي» (لندن)", "publisher"),
        ("أ ف ب - واشنطن", "dateline"),
        (text(4) + " - " + text(1, 50), None),
        ("الحرة - " + text(5), None),
    ],
)
def test_an_outlet_with_a_place_is_no_deck(line: str, role: str | None) -> None:
    lines = page(text(5), line, DAY, text(9, end="."))
    assert head.publisher_and_author(lines, {0: "title", 2: "date"}).get(1) == role


def test_a_short_line_above_the_date_is_the_deck() -> None:
    lines = page(text(5), text(4), DAY, text(9, end="."))
    assert head.deck_and_captions(lines, {0: "title", 2: "date"}) == {1: "deck"}
    lines = page(text(5), DAY, text(4), text(9, end="."))
    assert head.deck_and_captions(lines, {0: "title", 1: "date"}) == {2: "caption"}


def test_the_deck_is_below_the_title_and_in_arabic() -> None:
    lines = page(text(2), text(5), "Photo", text(6), text(7), DAY, text(9, end="."))
    found = {2: "other", 3: "deck", 4: "caption"}
    assert head.deck_and_captions(lines, {1: "title", 5: "date"}) == found
    known = {1: "title", 3: "caption", 4: "caption", 5: "date"}
    assert head.deck_and_captions(lines, known) == {2: "other"}


# The title.


@pytest.mark.parametrize(("name", "given", "expected"), cases("sections"))
def test_sections(name: str, given: str, expected: list[str]) -> None:
    lines = page(*given.split("\n"))
    found = title.section_names(lines, {})
    assert [found.get(i, "-") for i in range(len(lines))] == expected, name


def test_sections_are_in_the_head_and_above_the_title() -> None:
    headline = "الوزير يعلن الخطة الجديدة"
    trail = "كلام أول من الكلام > سياسة > " + headline
    lines = page(*[text(4)] * 15, trail, trail, headline)
    # The headline itself is out of reach for trails.
    assert title.section_names(lines, {}) == {}
    lines = page(headline, *[text(4)] * 14, trail, trail)
    assert title.section_names(lines, {}) == {15: "navigation"}
    assert title.section_names(page("اقتصاد", text(5), text(6)), {1: "title"}) == {}


@pytest.mark.parametrize(("count", "expected"), [(4, True), (40, True), (3, False), (41, False)])
def test_a_section_is_above_a_headline(count: int, *, expected: bool) -> None:
    found = title.section_names(page("جحخ", text(count), text(9, end=".")), {})
    assert found == ({0: "navigation"} if expected else {})


@pytest.mark.parametrize(("count", "expected"), [(3, {0: "navigation"}), (4, {})])
def test_names_in_a_row_are_short(count: int, expected: dict[int, str]) -> None:
    row = f"{text(1)} > {text(count, 9)}"
    assert title.section_names(page(row, text(5, 50), text(9, 90, ".")), {}) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([text(25), PROSE], {0: "title"}),
        ([text(26), PROSE], {}),
        ([DAY, "بقلم: محمد أحمد", "رويترز", text(5), PROSE], {3: "title"}),
        (["A title of seven words in Latin", text(5), PROSE], {1: "title"}),
    ],
)
def test_titles(texts: list[str], expected: dict[int, str]) -> None:
    assert title.title(page(*texts), {}) == expected


def test_a_known_title_is_the_only_one() -> None:
    assert title.title(page(text(5), PROSE), {1: "title"}) == {}


# A whole page.

MENU = [text(3, 3000 + 10 * n) for n in range(30)]
HEADLINE = text(8)
STORY = [text(20, 20 * n, ".") for n in range(3)]


def test_a_whole_page() -> None:
    footer = [text(3, 3500 + 10 * n) for n in range(6)]
    lines = page(*MENU[:9], HEADLINE, DAY, *STORY, "شارك", *footer)
    above = {**dict.fromkeys(range(9), "navigation"), 9: "title"}
    assert whole_page.whole_page(lines, {14: "share"}) == above
    below = dict.fromkeys(range(15, 21), "navigation")
    assert whole_page.below_story(lines, {**above, 14: "share"}) == below


@pytest.mark.parametrize("above", [0, 1, 2, 9])
def test_lines_without_a_word_of_the_story_are_no_title(above: int) -> None:
    lines = page(*MENU[:above], HEADLINE, *STORY)
    menu = dict.fromkeys(range(above), "navigation")
    assert whole_page.whole_page(lines, {}) == {**menu, above: "title"}


def test_above_a_known_title_is_no_story() -> None:
    lines = page(text(5, 900), HEADLINE, *STORY)
    assert whole_page.whole_page(lines, {1: "title"}) == {0: "related", 1: "title"}


HEADING = text(12, 700)


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        # One line may be the last paragraph without its stop, unless it is short.
        ([text(6, 700)], [3]),
        ([text(7, 700)], []),
        # Several are a list, unless one is long or a label opens them.
        ([HEADING, text(6, 800)], [3, 4]),
        ([HEADING + " ت", text(6, 800)], []),
        ([text(3, 700, ":"), HEADING, text(6, 800)], []),
        (["- " + text(3, 700), "- " + text(3, 800)], []),
        # "And …" begins a paragraph.
        (["و" + HEADING, text(6, 800)], [4]),
        (["وزير " + HEADING, text(6, 800)], []),
        (["وزير " + text(9, 700), text(6, 800)], [3, 4]),
        (["في المقابل " + text(7, 700), text(6, 800)], [4]),
        # What ends in a stop is the story's, and what is above it.
        ([text(6, 700), text(4, 800, "."), text(3, 900)], [5]),
        ([text(6, 700), text(9, 800, "؟")], [3, 4]),
    ],
)
def test_lines_beside_a_story(below: list[str], expected: list[int]) -> None:
    lines = page(*STORY, *below)
    assert sorted(whole_page.below_story(lines, {})) == expected
    # Where paragraphs have no stops, the last one has none, either.
    unstopped = page(STORY[0], *(text(20, 1000 + 20 * n) for n in range(3)), STORY[1], *below)
    assert whole_page.below_story(unstopped, {}) == {}


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (["شارك", text(6, 700)], [4]),
        (["شارك", text(7, 700)], []),
        (["شارك", text(7, 700), text(7, 800)], [4, 5]),
        # The label of a field of a form, and that of a list of the story.
        (["شارك", text(3, 700, ":")], [4]),
        (["شارك", text(4, 700, ":")], []),
        # Prose stays, unless it is far below and of something else.
        (["شارك", *MENU[:10], text(9, 5000, ".")], []),
        (["شارك", *MENU[:11], text(9, 5000, ".")], [*range(4, 16)]),
        (["شارك", *MENU[:11], text(9, 0, ".")], []),
        # Headlines without a space between them are as long as a paragraph.
        (["اقرأ أيضا", text(30, 700)], [4]),
    ],
)
def test_lines_below_a_button(below: list[str], expected: list[int]) -> None:
    kind = "related" if below[0] == "اقرأ أيضا" else "share"
    assert sorted(whole_page.below_story(page(*STORY, *below), {3: kind})) == expected


@pytest.mark.parametrize(("count", "expected"), [(6, 6), (5, 0)])
def test_without_stops_only_a_list_is_set_aside(count: int, expected: int) -> None:
    story = [STORY[0], *(text(20, 1000 + 20 * n) for n in range(3)), STORY[1]]
    found = whole_page.below_story(page(*story, "شارك", *MENU[:count]), {5: "share"})
    assert len(found) == expected


@pytest.mark.parametrize(
    ("links", "count", "expected"),
    [(1, 60, {0: "related"}), (2, 80, {0: "related"}), (2, 79, {}), (3, 80, {})],
)
def test_headlines_in_one_line_seldom_go_on_as_sentences(
    links: int, count: int, expected: dict[int, str]
) -> None:
    row = " ".join([text(count - links, 1000), *["الذي"] * links])
    story = page(row, text(40, 20, "."), text(20, 100, "."))
    assert whole_page.tickers(story, {}) == expected


def test_captions_are_no_titles() -> None:
    texts = [*MENU[:9], text(8, 20) + " (رويترز)", HEADLINE, *STORY]
    assert whole_page.whole_page(page(*texts), {})[10] == "title"


def test_the_own_lines_of_a_title_stay() -> None:
    texts = [DAY, *MENU[:10], "رويترز", DAY, HEADLINE, *STORY]
    found = whole_page.whole_page(page(*texts), {})
    assert (found[0], found[13]) == ("timestamp", "title")
    assert not {11, 12} & set(found)
    texts = [*MENU[:10], DAY, MENU[10], MENU[11], HEADLINE, *STORY]
    assert whole_page.whole_page(page(*texts), {})[10] == "timestamp"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (text(9, 700, "."), False),
        (text(8, 700, "."), True),
        (text(9, 700, "؟"), True),
        (text(24, 700), True),
        (text(25, 700), False),
        (text(3, 700, ":"), False),
        (text(3, 700, "،"), False),
    ],
)
def test_prose_is_never_set_aside(line: str, *, expected: bool) -> None:
    texts = [line, *MENU[:18], HEADLINE, *STORY]
    assert (0 in whole_page.whole_page(page(*texts), {})) == expected


@pytest.mark.parametrize(("gap", "role"), [(5, "title"), (6, None)])
def test_runs_of_prose(gap: int, role: str | None) -> None:
    """The story is the run with the most words; a wide gap ends one."""
    other = [text(9, 700, "."), *MENU[:12], HEADLINE, STORY[0], *MENU[14 : 14 + gap]]
    texts = [*other, STORY[1], text(60, 100, "."), text(8, 60)]
    found = whole_page.whole_page(page(*texts), {})
    assert found.get(13) == role


def test_what_is_there_twice_is_no_prose_of_a_story() -> None:
    caption = text(25, 700)
    texts = [caption, *MENU[:9], HEADLINE, *STORY[:2], *MENU[10:16], caption, caption]
    assert whole_page.whole_page(page(*texts), {})[10] == "title"


def best(*above: str) -> int | None:
    """Return which of the lines above a story is its title."""
    lines = page(*above, *STORY)
    positions = range(len(lines))
    return whole_page._best_title(lines, positions[: len(above)], positions[len(above) :])  # noqa: SLF001


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ([text(8, 900)], None),
        ([text(1) + " " + text(7, 900)], 0),
        # Four to thirty words, no item, no ticker, no date, not in Latin letters.
        ([text(4)], 0),
        ([text(3)], None),
        ([text(30)], 0),
        ([text(31)], None),
        (["- " + text(8)], None),
        (["12:30 " + text(8)], None),
        # The share of stems that the story has.
        ([text(8), text(6) + " " + text(2, 900)], 0),
        ([text(5) + " " + text(3, 900), text(8)], 1),
        # Near a date.
        ([text(8, 900), text(8), DAY, text(8)], 1),
        # Of equal ones the higher.
        ([text(8), text(8, 8)], 0),
        # A stop, many or few words.
        ([text(8, end="."), text(8, 8)], 1),
        ([text(17), text(8, 8)], 1),
        ([text(16), text(8, 8)], 0),
        ([text(5), text(8, 8)], 1),
        ([text(6), text(8, 8)], 0),
    ],
)
def test_the_best_title(above: list[str], expected: int | None) -> None:
    assert best(*above) == expected


# Lines among which a title is: of eight words that the story has, or six of them and two others;
# others as long that have one word of it or none, and one too short for a title.
SHARED, LESS = text(8, 20), text(6) + " " + text(2, 900)
RIVAL, OTHER, SHORT = text(1, 59) + " " + text(11, 950), text(8, 950), text(3, 990)


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        # At most three lines above a date, or right below one.
        ([RIVAL, LESS, OTHER, OTHER, DAY, OTHER, SHARED], 1),
        ([RIVAL, LESS, OTHER, OTHER, OTHER, DAY, OTHER, SHARED], 7),
        # Right under its date only where what is above that is no title: else it is a caption.
        ([RIVAL, SHARED, OTHER, OTHER, OTHER, DAY, LESS], 1),
        ([RIVAL, SHARED, OTHER, OTHER, SHORT, DAY, LESS], 6),
        ([RIVAL, SHARED, OTHER, OTHER, OTHER, DAY, OTHER, LESS], 1),
        # Within reach of the prose.
        ([RIVAL, SHARED, *[OTHER] * 25], 1),
        ([RIVAL, SHARED, *[OTHER] * 26], None),
        # The first for some lines.
        ([RIVAL, *[SHORT] * 7, LESS, SHARED], 9),
        ([RIVAL, *[SHORT] * 8, LESS, SHARED], 9),
        ([text(1, 59) + " " + text(4, 950), LESS, SHARED], 1),
        ([text(1, 59) + " " + text(5, 950), LESS, SHARED], 2),
        ([OTHER, LESS, SHARED], 1),
        # The more others are below it, the more words of the story it needs, up to a share.
        ([text(1) + " " + text(7, 900), OTHER], 0),
        ([text(1) + " " + text(7, 900), OTHER, OTHER], None),
        ([text(3) + " " + text(7, 900), *[OTHER] * 9], 0),
        # A stop costs more than a question, many words as much, few words less.
        ([RIVAL, text(4, 20) + " " + text(4, 900), SHARED + "."], 1),
        ([RIVAL, text(3, 20) + " " + text(5, 900), SHARED + "."], 2),
        ([RIVAL, text(4, 20) + " " + text(4, 900), SHARED + "؟"], 2),
        ([RIVAL, text(4, 20) + " " + text(4, 900), text(17)], 1),
        ([RIVAL, text(3, 20) + " " + text(5, 900), text(17)], 2),
        ([RIVAL, LESS, text(5)], 1),
        ([RIVAL, text(5) + " " + text(3, 900), text(5)], 2),
        ([RIVAL, LESS, text(6)], 2),
        # Stems are shared with a first paragraph that has no stop, too.
        ([OTHER, text(8, 5000), text(9) + " " + text(8, 5000)], 1),
        ([OTHER, text(8, 5000), text(8) + " " + text(8, 5000)], 2),
    ],
)
def test_evidence_of_a_title(above: list[str], expected: int | None) -> None:
    assert best(*above) == expected


# The cascade.


def test_markup_knows_better_than_wording() -> None:
    lines = [text(5), text(20, 100, "."), text(5, 200, "."), "تسجيل الدخول", text(20, 300, ".")]
    marks = {2: "heading", 3: "item", 4: "heading"}
    story = story_of(*lines, marks=marks)
    assert [block.kind for block in story.blocks] == ["heading", "item", "paragraph"]
    assert [aside.kind for aside in story.set_aside] == ["navigation"]


WRAPPED = [
    "وزارة الزراعة تعلن بدء موسم الحصاد في الجنوب",
    "أعلنت وزارة الزراعة بدء موسم الحصاد في أربع محافظات من",
    "محافظات الجنوب، وقالت إن المحصول يكفي السوق. وكانت قد",
    "حذرت من الجفاف في نيسان من العام الماضي، حين جف النهر في",
    "موسم 2023.",
    "في المحافظات",
    "وقال الوزير إن المزارعين ينتظرون المطر في كل عام منذ",
    "سنين، وإن السدود الجديدة تكفي وحدها.",
]


def test_paragraphs_broken_at_a_width_are_whole() -> None:
    story = story_of(*WRAPPED)
    paragraphs = [(1 + WRAPPED.index(story.title.ar), ["title"])]
    paragraphs += [(block.line, [block.kind]) for block in story.blocks]
    assert [line for line, _ in paragraphs] == [1, 2, 6, 7]
    assert (
        story.blocks[0].sentences[0].ar
        == f"{WRAPPED[1]} محافظات الجنوب، وقالت إن المحصول يكفي السوق."
    )


@pytest.mark.parametrize(
    "lines",
    [
        # Verse and headlines: no line ends within a phrase.
        [line.rsplit(" ", 1)[0] + " المطر" for line in WRAPPED],
        # A page with long lines has its paragraphs whole, whatever one line ends in.
        [*WRAPPED, text(30, 100, ".")],
        # Most lines end in stops: the others are links and buttons.
        [*WRAPPED, *[text(6, start, ".") for start in range(100, 150, 10)]],
    ],
)
def test_other_lines_are_not_joined(lines: list[str]) -> None:
    assert len(story_of(*lines).blocks) == len(lines) - 1


def test_the_heads_of_printed_pages_are_set_aside() -> None:
    pages = [
        text(20, 100, "."),
        "تقرير الحصاد، الصفحة 1",
        text(20, 200, "."),
        "تقرير الحصاد، الصفحة 2",
    ]
    story = story_of(text(5), *pages, text(20, 300, "."), "صفحة 3", text(20, 400, "."))
    assert [aside.line for aside in story.set_aside] == [3, 5, 7]
    alone = story_of(text(5), text(20, 100, "."), "تقرير الحصاد في الصفحة 1", text(20, 200, "."))
    assert alone.set_aside == ()


def test_a_marked_heading_ends_a_list_of_links() -> None:
    lines = [text(5), text(20, 100, "."), "اقرأ المزيد", text(5, 200), text(5, 300)]
    lines = [*lines, text(20, 400, ".")]
    assert [aside.line for aside in story_of(*lines).set_aside] == [3, 4, 5]
    for place, expected in (5, [3, 4]), (4, [3]), (3, [3, 4, 5]):
        story = story_of(*lines, marks={place: "heading"})
        assert [aside.line for aside in story.set_aside] == expected


def test_the_title_that_a_page_names() -> None:
    lines = [text(5), text(6, 50), text(20, 100, ".")]
    story = story_of(*lines, meta=PageMeta(title=lines[1]))
    assert story.title.ar == lines[1]
    assert [block.sentences[0].ar for block in story.blocks] == [lines[2]]
    assert [line.text for line in story.set_aside] == [lines[0]]
    story = story_of(*lines, meta=PageMeta(title="عنوان آخر"))
    assert story.title.ar == "عنوان آخر"
    assert [block.sentences[0].ar for block in story.blocks] == lines


def test_a_publication_at_the_end_of_a_title() -> None:
    story = story_of(text(5) + " | صحيفة الضفة", text(20, 100, "."))
    assert story.title.ar == text(5)
    assert (story.publisher.name, story.publisher.evidence) == ("صحيفة الضفة", "| صحيفة الضفة")
    named = story_of(text(5) + " | صحيفة الضفة", "رويترز", DAY, text(20, 100, "."))
    assert (named.title.ar, named.publisher.name) == (text(5), "رويترز")
    assert [(aside.kind, aside.text) for aside in named.set_aside] == [("other", "| صحيفة الضفة")]
    assert story_of(text(5) + " | كلام", text(20, 100, ".")).title.ar == text(5) + " | كلام"


def test_a_section_before_the_title_is_no_part_of_it() -> None:
    story = story_of(f"وطنية - {text(5)}", text(20, 100, "."))
    assert story.title.ar == text(5)
    assert [aside.text for aside in story.set_aside] == ["وطنية -"]
    assert story_of(f"بغداد - {text(5)}", text(20, 100, ".")).title.ar == f"بغداد - {text(5)}"


def test_a_section_behind_the_title_is_no_part_of_it() -> None:
    story = story_of(f"{text(5)} – أخبار السعودية", text(20, 100, "."))
    assert (story.title.ar, story.publisher) == (text(5), None)
    assert [aside.text for aside in story.set_aside] == ["– أخبار السعودية"]
    kept = f"{text(5)} – أخبار سارة جدا"
    assert story_of(kept, text(20, 100, ".")).title.ar == kept


@pytest.mark.parametrize("mark", ["بقلم:محمد أحمد", "| حوار: محمد أحمد"])
def test_a_byline_behind_the_title_is_no_part_of_it(mark: str) -> None:
    story = story_of(f"{text(5)} {mark}", text(20, 100, "."))
    assert (story.title.ar, story.author.name) == (text(5), "محمد أحمد")


@pytest.mark.parametrize("end", ["بقلم رصاص أحمر", "بقلم: حبر", "| حوار مع محمد أحمد"])
def test_what_only_looks_like_a_byline_stays_in_the_title(end: str) -> None:
    assert story_of(f"{text(5)} {end}", text(20, 100, ".")).title.ar == f"{text(5)} {end}"


def test_a_byline_behind_a_line_of_the_text_stays_there() -> None:
    book = "الطريق الطويل إلى البحر القديم بقلم: محمد أحمد"
    story = story_of(text(5), text(20, 100, "."), book, text(20, 200, "."))
    assert book in [sentence.ar for block in story.blocks for sentence in block.sentences]
    assert story.author is None
    # The title above the article once more is cut wherever it is.
    named = story_of(text(5), text(20, 100, "."), text(5), f"{text(5)} بقلم: محمد أحمد")
    assert f"{text(5)} بقلم: محمد أحمد" not in [line.text for line in named.set_aside]


def test_a_section_is_cut_off_a_headline_and_not_off_less() -> None:
    titles = {head: story_of(head, text(20, 100, ".")).title.ar for head in ("المياه - العالم",)}
    titles |= {head: story_of(head, PROSE).title.ar for head in (f"{text(5)} - رياضة",)}
    assert titles == {"المياه - العالم": "المياه - العالم", f"{text(5)} - رياضة": text(5)}


def test_the_name_and_the_day_of_a_page_behind_the_title_are_no_part_of_it() -> None:
    copied = "- المورد 7, اليوم الثلاثاء 11 نوفمبر 2025 03:03 صباحاً"
    story = story_of(f"{text(6)} {copied}", text(20, 100, "."))
    assert (story.title.ar, [aside.text for aside in story.set_aside]) == (text(6), [copied])
    kept = f"{text(6)} - الوزير, اليوم الذي غير كل شيء"
    assert story_of(kept, text(20, 100, ".")).title.ar == kept


def test_a_timestamp_may_be_the_storys_own_date() -> None:
    labelled = [text(5), text(20, 100, "."), *[text(20, 200, ".")] * 18, LABELLED]
    story = story_of(*labelled)
    assert story.published.when.iso == "2024-07-24"


def test_lines_that_extraction_left_out_are_where_the_page_has_them() -> None:
    aside = (
        UnextractedLine(1, "شارك", 1, rank=0),
        UnextractedLine(3, "محمد", 2, rank=2),
        UnextractedLine(9, "3", 3, rank=4),
    )
    meta = PageMeta(title=text(5), author="محمد", publisher="الضفة")
    places, ranks = {1: 2, 2: 4}, {1: 1, 2: 3}
    story = story_of(
        text(5), text(20, 100, "."), meta=meta, places=places, ranks=ranks, aside=aside
    )
    assert [(entry.line, entry.kind) for entry in story.set_aside] == [(1, "share"), (9, "counter")]
    # The author, whom markup names, is shown: so its line is evidence.
    assert story.evidence == (Line(3, "محمد"),)
    assert (story.author.name, story.publisher.name) == ("محمد", "الضفة")
    assert story.blocks[0].line == 4


# Metadata.


def test_when_a_story_appeared() -> None:
    body_ = text(20, 100, ".")
    meta = PageMeta(date="2024-01-02", modified="2024-01-09", evidence={"date": "tag"})
    editor = Sidecar(date="2024-01-05", date_evidence="رسالة")
    dated = [text(5), "آخر تحديث: 2024/07/26", "2024/07/25", LABELLED, body_]

    both = story_of(*dated, meta=meta, sidecar=editor)
    assert both.published.when.iso == "2024-01-05"
    assert (both.published.evidence, both.published.inferred) == ("رسالة", True)
    coarse = replace(editor, date_precision="month")
    assert story_of(*dated, sidecar=coarse).published.when.iso == "2024-01"
    assert story_of(*dated, sidecar=Sidecar(date="2024-01-05")).published.evidence == ""

    # What the editor found is what the page says, time of day and all.
    same = story_of(*dated, sidecar=Sidecar(date="2024-07-24"))
    assert same.published == story_of(*dated).published
    found = Sidecar(date="2024-08-14", date_evidence="14.08.2024 | 16:05 GMT")
    read = story_of(body_, sidecar=found).published
    assert (read.when.iso, read.inferred) == ("2024-08-14T16:05Z", False)
    assert read.evidence == found.date_evidence
    assert story_of(*dated, sidecar=replace(found, date="2024-08-13")).published.inferred

    marked = story_of(*dated, meta=meta)
    assert (marked.published.when.iso, marked.published.evidence) == ("2024-01-02", "tag")
    assert (marked.updated.when.iso, marked.updated.evidence) == ("2024-01-09", "")
    assert not marked.published.inferred

    # A line with a label before one without.
    stated = story_of(*dated)
    assert (stated.published.when.iso, stated.updated.when.iso) == ("2024-07-24", "2024-07-26")
    assert not stated.published.inferred

    changed = story_of(text(5), "آخر تحديث: 2024/07/26 10:30", body_)
    assert (changed.published.when.iso, changed.published.inferred) == ("2024-07-26", True)

    filed = story_of(text(5), "بغداد 12 ماي 2023 (رويترز) - " + body_)
    assert (filed.published.when.iso, filed.published.inferred) == ("2023-05-12", True)
    assert filed.published.evidence == "بغداد 12 ماي 2023 (رويترز) -"
    assert story_of(text(5), "بغداد 12 ماي (رويترز) - " + body_).published is None
    assert story_of(text(5), body_).published is None

    # Last of all the day in the page's address, if no other line is one with a day in it.
    address, other = (f"https://news.example/{day}/slug" for day in ("ar/2024/2/21", "2020-12-30"))
    named = story_of(text(5), body_, address)
    assert (named.published.when.iso, named.published.inferred) == ("2024-02-21", True)
    assert [line.text for line in named.evidence] == [address]
    assert story_of(text(5), body_, address, other).published is None
    assert story_of(text(5), body_, "https://news.example/2024/13/40/slug").published is None
    assert story_of(text(5), address, DAY, body_).published.evidence == DAY
    # One within the text, behind what opens it or below links is of something else.
    assert story_of(text(5), body_, address, body_).published is None
    assert story_of(text(5), body_, "المصدر:", address).published is None
    assert story_of(text(5), body_, "اقرأ أيضا", text(4), address).published is None

    # The first paragraph may say of a day that it is today, but not in somebody's words.
    for today in ("اليوم الأحد (2 آذار 2025)", "اليوم الأحد ( 2 آذار 2025 )"):
        told = story_of(text(5), f"أعلن الوزير {today} أن الخطة جاهزة.", body_)
        assert (told.published.when.iso, told.published.inferred) == ("2025-03-02", True)
        assert told.published.evidence == today
    for other_day in (
        "أعلن الوزير اليوم الاثنين (2 آذار 2025) أن الخطة جاهزة.",
        "قال الوزير: «اجتمعنا اليوم الأحد (2 آذار 2025) في بغداد».",
        "في مثل هذا اليوم 2 آذار 2025 أعلن الوزير الخطة.",
        "يصادف اليوم العالمي للمياه 22 آذار 2025 هذا العام.",
        "يجتمع الوفد يوم الأحد (2 آذار 2025) في بغداد.",
    ):
        assert story_of(text(5), other_day, body_).published is None
    assert story_of(text(5), DAY, "أعلن اليوم الأحد 2 آذار 2025 الخطة.").published.evidence == DAY

    # What says that a report ends is no part of its last sentence.
    for mark in ("(النهاية) ا ب خ / ن و ف", "/نهاية الخبر/", "// انتهى // 21:25ت م 0215 a.b/1"):
        ended = story_of(text(5), DAY, body_, f"قال الوزير إن الخطة جاهزة. {mark}")
        assert [line.text for line in ended.set_aside] == [mark]
    kept = story_of(text(5), DAY, body_, "قال الوزير إن للفيلم عنوانا آخر (النهاية) في مصر.")
    assert not kept.set_aside


@pytest.mark.parametrize("mark", ["بترا", "(بترا)", "--(بترا)", "انتهى"])
def test_an_agency_behind_the_last_stop_is_no_sentence(mark: str) -> None:
    story = story_of(text(5), DAY, text(20, 100, "."), f"قال الوزير إن الخطة جاهزة. {mark}")
    assert [line.text for line in story.set_aside] == [mark]
    assert story.blocks[-1].sentences[-1].ar == "قال الوزير إن الخطة جاهزة."
    # Whose picture it is, and an agency in a sentence.
    for kept in ("القوات في الميدان. رويترز", f"{text(20, 200)} وكالة {mark}."):
        lines = (text(5), DAY, text(20, 100, "."), kept, text(20, 300, "."))
        assert kept in [block.sentences[0].ar for block in story_of(*lines).blocks]


@pytest.mark.parametrize(
    "last",
    ["إما أن ننجو أو نغرق. معا", "ما لغتك المفضلة؟ العربية", "أين عملت قبل ذلك؟ بترا"],
)
def test_a_common_word_or_an_answer_behind_the_last_stop_is_the_text_s(last: str) -> None:
    story = story_of(text(5), DAY, text(20, 100, "."), last)
    assert last.rpartition(" ")[2] not in [line.text for line in story.set_aside]


def test_an_agency_in_the_middle_of_a_text_is_its_own() -> None:
    told = "قال الوزير إن الخطة جاهزة. بترا"
    story = story_of(text(5), DAY, text(20, 100, "."), told, text(20, 200, "."))
    assert not story.set_aside


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("بقلم: محمد أحمد", "محمد أحمد"),
        ("كتبت فاطمة علي", "فاطمة علي"),
        ("| بقلم محمد أحمد |", "محمد أحمد"),
        ("محمد أحمد - القاهرة", "محمد أحمد"),
    ],
)
def test_who_wrote_a_story(line: str, name: str) -> None:
    story = story_of(text(5), line, DAY, text(20, 100, "."))
    assert (story.author.name, story.author.evidence) == (name, line)


def test_who_published_and_wrote_it_by_whom() -> None:
    lines = [text(5), "رويترز", "بقلم: محمد أحمد", DAY, text(20, 100, ".")]
    meta = PageMeta(publisher="الضفة", author="سالم", evidence={"author": "tag"})
    editor = Sidecar(publisher="الدار", author="علي")
    story = story_of(*lines, meta=meta, sidecar=editor)
    assert (story.publisher.name, story.publisher.evidence) == ("الدار", "x.toml")
    assert (story.author.name, story.author.evidence) == ("علي", "x.toml")
    story = story_of(*lines, meta=meta)
    assert (story.publisher.name, story.publisher.evidence) == ("الضفة", "")
    assert (story.author.name, story.author.evidence) == ("سالم", "tag")
    story = story_of(*lines)
    assert (story.publisher.name, story.author.name) == ("رويترز", "محمد أحمد")
    assert [line.text for line in story.evidence] == lines[1:4]
    assert story.set_aside == ()


def test_a_date_with_its_time_written_onto_it_is_evidence() -> None:
    story = story_of(text(5), "آخر تحديث: 18/3/202506:40 م", text(20, 100, "."))
    assert story.updated.when.iso == "2025-03-18"
    assert [line.text for line in story.evidence] == ["آخر تحديث: 18/3/202506:40 م"]


# The story.


def test_labels_of_dates_on_lines_of_their_own() -> None:
    lines = ["تاريخ النشر:", "12.11.2023 | 08:14 GMT", "آخر تحديث:", "13.11.2023 | 11:40 GMT"]
    story = story_of(*lines, text(5), text(20, 100, "."), "آخر تحديث:", text(20, 200, "."))
    assert (story.published.when.day, story.updated.when.day) == ("2023-11-12", "2023-11-13")
    assert [line.number for line in story.evidence] == [2, 3]
    assert [aside.line for aside in story.set_aside] == [1]
    assert len(story.blocks) == 3


@pytest.mark.parametrize(("words", "is_article"), [(3, False), (4, True)])
def test_a_story_has_a_sentence(words: int, *, is_article: bool) -> None:
    seed = Seed("x.txt", "x", f"{text(5)}\n{text(words, 50, '.')}")
    if is_article:
        assert parse_article(seed, Sidecar(), "seeds/x.txt").title.ar == text(5)
    else:
        with pytest.raises(BriefingError, match=r"seeds/x.txt.*only menus and headlines"):
            parse_article(seed, Sidecar(), "seeds/x.txt")


@pytest.mark.parametrize(
    ("opening", "is_article"),
    [("وأضافت", True), ("أضافت", False), ("وزير", False), ("وملعقة", False)],
)
def test_a_story_without_stops_goes_on_with_and_said(opening: str, *, is_article: bool) -> None:
    lines = text(5), f"أعلنت البلدية {text(9)}", f"{opening} البلدية {text(11)}"
    seed = Seed("x.txt", "x", "\n\n".join(lines))
    if is_article:
        assert len(parse_article(seed, Sidecar(), "seeds/x.txt").blocks) == len(lines) - 1
    else:
        with pytest.raises(BriefingError, match="only menus and headlines"):
            parse_article(seed, Sidecar(), "seeds/x.txt")


@pytest.mark.parametrize(("words", "place"), [(4, "بغداد"), (3, None)])
def test_a_dateline_is_before_a_sentence(words: int, place: str | None) -> None:
    story = story_of(text(5), "بغداد - " + text(words, 50, "."))
    assert (story.dateline.ar if story.dateline else None) == place
    sentence = text(words, 50, ".") if place else "بغداد - " + text(words, 50, ".")
    assert [sentence_.ar for _, sentence_ in story.body()] == [sentence]
    assert story.blocks[0].line == 2


def test_only_the_first_paragraph_has_a_dateline() -> None:
    story = story_of(text(5), *apart(2), "بغداد - " + text(9, 800, "."))
    assert story.dateline is None
    line = "بغداد-العراق-24-7-2021"
    placed = story_of(text(5), line, text(9, 50, "."))
    assert (placed.dateline.ar, placed.dateline.evidence) == ("بغداد", line)


def test_a_story_without_a_title_has_its_first_words() -> None:
    story = story_of(text(41, end="."))
    assert story.title.ar == text(12) + " …"


def test_blocks_and_sentences() -> None:
    lines = [
        text(5),
        f"{text(9, 100, '.')} {text(9, 200, '.')}",
        "Only in English it is.",
        "#وسم pic.twitter.com/abc",
        "— قناة (@chan) 17 فبراير 2024",
        "- " + text(3, 300),
        "- " + text(3, 400),
        text(9, 500, "."),
    ]
    story = story_of(
        *lines, sidecar=Sidecar(slug="own", rights="لنا", url="https://a.b", tags=("t",))
    )
    rows = [(block.id, block.kind, block.line, len(block.sentences)) for block in story.blocks]
    assert rows == [
        ("p1", "paragraph", 2, 2),
        ("p2", "paragraph", 3, 1),
        ("p3", "embed", 4, 2),
        ("p4", "item", 6, 1),
        ("p5", "item", 7, 1),
        ("p6", "paragraph", 8, 1),
    ]
    ids = [sentence.id for _, sentence in story.body()]
    assert ids == ["p1s1", "p1s2", "p2s1", "p3s1", "p3s2", "p4s1", "p5s1", "p6s1"]
    assert [s.id for _, s in story.body() if s.lang == "en"] == ["p2s1"]
    assert (story.slug, story.rights, story.url, story.tags) == (
        "own",
        "لنا",
        "https://a.b",
        ("t",),
    )
    assert (story.seed, story.stem, story.deck) == ("x.txt", "x", None)
    marked = story_of(*lines, meta=PageMeta(url="https://c.d", tags=("u",)))
    assert (marked.slug, marked.url, marked.tags) == ("x", "https://c.d", ("u",))


def test_what_an_editor_overrules_is_set_aside() -> None:
    lines = [text(5), "رويترز", DAY, text(9, 100, ".")]
    editor = Sidecar(title="عنوان", date="2023", publisher="دار")
    story = story_of(*lines, sidecar=editor)
    rows = [(aside.line, aside.kind, aside.text) for aside in story.set_aside]
    assert rows == [(1, "other", text(5)), (2, "other", "رويترز"), (3, "timestamp", DAY)]
    assert (story.title.ar, story.evidence) == ("عنوان", ())


# Key points, tags and notes.


def sentences(*texts: str) -> list[Sentence]:
    return [Sentence(f"p{n}s1", line) for n, line in enumerate(texts, 1)]


def apart(count: int, words: int = 25, start: int = 0) -> list[str]:
    """Return sentences that share no stem."""
    return [text(words, start + 100 * n, ".") for n in range(count)]


def place_of(changed: str, at: int, count: int = 10) -> int:
    """Return how many sentences are better than one that is put among others."""
    texts = apart(count)
    texts[at] = changed
    return best_points(sentences(*texts), count).index(at)


def test_the_earlier_sentence_is_the_better() -> None:
    assert best_points(sentences(*apart(10)), 10) == list(range(10))
    assert best_points(sentences(*apart(10)), 4) == [0, 1, 2, 3]
    assert best_points(sentences(*apart(3)), 4) == [0, 1, 2]
    assert best_points([], 4) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        # Words of no list, and one more than what makes a sentence short.
        (text(25, 5000, "."), 0),
        (text(10, 5000, "."), 0),
        (text(9, 5000, "."), 5),
        # A sentence that looks back, one that leans on what is before it.
        ("وكان قد " + text(23, 5000, "."), 1),
        ("وأضاف " + text(24, 5000, "."), 6),
        (text(60, 5000, "."), 0),
        (text(75, 5000, "."), 1),
    ],
)
def test_what_the_form_of_a_sentence_costs(changed: str, expected: int) -> None:
    assert place_of(changed, 0) == expected


@pytest.mark.parametrize(
    ("changed", "at", "expected"),
    [
        # After two points, a short sentence gains and a long one loses.
        (text(12, 5000, "."), 7, 4),
        (text(20, 5000, "."), 6, 4),
        (text(12, 5000, "."), 4, 2),
        (text(50, 5000, "."), 2, 9),
        # What is said already is worth less.
        (text(25, 0, "."), 1, 8),
        (text(12, 0) + " " + text(13, 5000, "."), 1, 3),
    ],
)
def test_the_worth_of_further_points(changed: str, at: int, expected: int) -> None:
    assert place_of(changed, at) == expected


def test_a_sentence_in_the_words_of_the_others_is_central() -> None:
    texts = apart(10)
    texts[9] = " ".join(line.split()[0] for line in texts[:9]) + " " + text(2, 5000, ".")
    assert best_points(sentences(*texts), 10).index(9) == 4


@pytest.mark.parametrize(
    ("count", "words", "expected"),
    [
        (3, 10, 3),
        (20, 10, 4),
        (25, 10, 5),
        (30, 10, 6),
        (60, 10, 6),
        (20, 45, 4),  # 180 words
        (20, 46, 3),
        (20, 200, 1),
    ],
)
def test_how_many_key_points(count: int, words: int, expected: int) -> None:
    story = summarise(story_of(text(5, 7000), *apart(count, words, 100)))
    assert len(story.summary) == expected
    assert story.headline == story.summary[0] == "p1s1"


@pytest.mark.parametrize(
    ("opening", "is_point"), [("وكانت حصيلة سابقة", False), ("وكانت حصيلة الموسم", True)]
)
def test_a_count_that_holds_no_more_is_no_point(opening: str, is_point: bool) -> None:  # noqa: FBT001 - a case
    sentence = Sentence("p1s1", f"{opening} قد بلغت 15 قتيلا في الميناء القديم.")
    assert can_be_point(Block("p1", "paragraph", 1, (sentence,)), sentence) == is_point


def test_a_point_that_no_longer_fits_is_passed_over() -> None:
    texts = apart(4, 60, 100)
    texts[3] = text(20, 5000, ".")
    assert summarise(story_of(text(5, 7000), *texts)).summary == ("p1s1", "p2s1", "p4s1")


def told(*lines: str, title: str = "عنوان", deck: str | None = None) -> Story:
    """Return a story of these sentences with its key points."""
    made = story_of("عنوان من أربع كلمات", *lines)
    named = Sentence("deck", deck) if deck else None
    return summarise(replace(made, title=Sentence("title", title), deck=named))


TALKS = "بدأت الشركة والنقابة محادثات بشأن أجور العمال في المصنع الكبير قبل أسبوعين."
STOPPED = "وعلقت الشركة المحادثات مع النقابة بعد حادث في المصنع الكبير يوم الأحد."
RESUMED = "ثم استأنفت الشركة والنقابة محادثات الأجور في فندق وسط المدينة القديمة."
HE_ADDED = "وأضاف أن عدد العمال في المصنع الكبير يبلغ نحو ألف عامل من القرى."


def test_a_state_that_has_ended_is_not_told_without_its_end() -> None:
    others = apart(24, 40, 300)
    story = told(TALKS, STOPPED, *others, RESUMED)
    assert {"p2s1", "p27s1"} <= set(story.summary)
    # Of another subject nothing has ended.
    other = told(TALKS, STOPPED, *others, "ثم استأنفت مدارس الجبل دروسها هذا الصباح باكرا.")
    assert "p2s1" in other.summary
    assert "p27s1" not in other.summary


def test_no_point_leans_on_a_sentence_that_is_absent() -> None:
    texts = apart(12, 20, 300)
    texts[2] = HE_ADDED
    story = told(TALKS, *texts)
    assert "p4s1" not in story.summary or "p3s1" in story.summary


def test_no_point_leaves_open_which_body_it_is_of() -> None:
    body = "وتقول المنظمة إن العمال في المصنع الكبير بلا أجور منذ شهر."
    # The sentence right before is no point; one that is may name it in other words.
    other = "شرح هذا ناطق."
    assert told(TALKS, other, body).summary == ("p1s1",)
    title = "منظمة العمل: المصنع بلا أجور"
    assert told(TALKS, other, body, title=title).summary == ("p1s1", "p3s1")
    named = f"{TALKS[:-1]} بوساطة منظمة العمل."
    assert told(named, other, body).summary == ("p1s1", "p3s1")


def test_a_point_that_gives_a_reason_has_what_it_is_for() -> None:
    reason = "فالمدينة في أسفل الوادي، والعمال في المصنع الكبير من قراها."
    assert told(TALKS, reason).summary == ("p1s1", "p2s1")
    # A sentence too short to be a point is none that could be above it.
    assert told(TALKS, f"السبب قديم. {reason}").summary == ("p1s1",)


def test_the_sentence_with_the_news_is_among_the_points() -> None:
    scene = "وقف رجال كثيرون أمام البوابة الحديدية في الصباح الباكر ينتظرون خبرا."
    news = "أقر مجلس المدينة بناء جسر جديد فوق النهر الكبير قرب السوق."
    story = told(scene, news, *apart(20, 20, 300), title="المجلس يقر بناء جسر فوق النهر")
    assert "p2s1" in story.summary
    assert story.headline == "p2s1"


def test_what_the_news_leans_on_is_among_the_points_with_it() -> None:
    scene = "تنتشر فرق المدينة منذ سنوات قرب السوق وعلى ضفتي النهر الكبير."
    news = "وقال مصدر في البلدية: أقر مجلس المدينة بناء جسر جديد فوق النهر."
    story = told(scene, news, *apart(20, 20, 300), title="المجلس يقر بناء جسر فوق النهر")
    assert {"p1s1", "p2s1"} <= set(story.summary)


def test_below_a_deck_the_headline_says_something_else() -> None:
    news = "أقر مجلس المدينة بناء جسر جديد فوق النهر الكبير قرب السوق."
    title = "المجلس يقر بناء جسر فوق النهر"
    lines = (news, *apart(10, 20, 300))
    assert told(*lines, title=title).headline == "p1s1"
    assert told(*lines, title=title, deck=f"{news} اليوم").headline != "p1s1"
    assert told(news, title=title, deck=news).headline == "p1s1"


def test_a_sentence_that_is_there_twice_is_one_key_point() -> None:
    again = [text(5, 7000), text(40, 1), text(40, 1), text(40, 900), text(40, 1800), text(40, 2700)]
    assert not {"p1s1", "p2s1"} <= set(summarise(story_of(*again)).summary)


def test_a_story_without_prose_has_no_key_points() -> None:
    story = story_of(text(5), text(5, 50, "."))
    assert summarise(story) == story


def test_what_can_be_a_key_point() -> None:
    story = story_of(text(5), text(6, 50, "."), text(5, 80, "."), "In English it is so here.")
    answers = [can_be_point(block, sentence) for block, sentence in story.body()]
    assert answers == [True, False, False]
    # Without a stop a line of few words is a point only where it goes on with "and".
    story = story_of(text(5), LONG, text(12, 50), LONG, text(13, 80), LONG, "و" + text(6, 50), LONG)
    body_ = [replace(block, kind="paragraph") for block in story.blocks]
    answers = [can_be_point(block, block.sentences[0]) for block in body_]
    assert answers == [True, False, True, True, True, True, True]
    block, sentence = next(story.body())
    finding = replace(sentence, state="machine", findings=("finding",))
    assert not can_be_point(block, finding)
    assert not can_be_point(replace(block, kind="caption"), sentence)
    # Neither a question nor what is no part of the story: a credit, the number of a picture.
    long = text(14, 50)
    for said in ("هل " + long + "؟", f"«{long}؟»", f"ساهم في التقرير {long}.", f"(2 / 6) {long}."):
        assert not can_be_point(block, replace(sentence, ar=said)), said
    work = "شارك في إعداد"
    assert not can_be_point(block, replace(sentence, ar=f"{work} هذا التقرير {long}."))
    studies = (f"{work} مشروع القانون {long}.", f"ساهم في إعداد الدراسة {long}.")
    for said in (*studies, f"ساهم الوزير {long}.", f"سأل: «{long}؟» {long}."):
        assert can_be_point(block, replace(sentence, ar=said)), said


@pytest.mark.parametrize(
    ("opening", "is_point"),
    [
        ("تصحيح:", False),
        ("تنويه من هيئة التحرير:", False),
        ("تصحيح ورد في نسخة سابقة:", False),
        ("تصحيح المسار الاقتصادي:", True),
        ("توضيح من الوزارة:", True),
        ("توضيح", True),
        ("وقال في توضيح:", True),
    ],
)
def test_a_notice_on_the_text_is_no_key_point(opening: str, *, is_point: bool) -> None:
    story = story_of(text(5), f"{opening} {text(12, 50, '.')} {text(12, 90, '.')}", LONG)
    blocks = [pair for pair in story.body() if pair[0].id == "p1"]
    assert len(blocks) == 2
    assert [can_be_point(block, sentence) for block, sentence in blocks] == [is_point] * 2


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("تجاوز عدد النازحين 10 ملايين، بينهم من نزحوا منذ اندلاع الحرب في أبريل 2023.", []),
        ("نزح الملايين منذ اندلاع حرب الخرطوم بين الجيش والدعم في 15 أبريل 2023.", []),
        ("قال إن قواته «مستعدة للذهاب إلى جدة غدا»، واتهم غيرها.", []),
        ('وقال إن قواته "مستعدة للذهاب إلى جدة غدا" كما يقول دائما.', []),
        # The date is that of the clause itself.
        ("اندلعت الحرب بين الجيش والدعم في أبريل 2023.", ["2023-04"]),
        ("منذ اندلاع الحرب قصفت طائرات المدينة مرارا في أبريل 2023.", ["2023-04"]),
        ("ومنذ اندلاع الحرب، زار المبعوث المدينة في أبريل 2023.", ["2023-04"]),
        ("أعلن الوفدان بدء المحادثات في جدة في 6 مايو 2023.", ["2023-05-06"]),
        ("قال إن «الحرب اندلعت في أبريل 2023» وانتهت.", ["2023-04"]),
        ("غادر الوفد «منبر جدة» أمس.", ["2025-07-16"]),
    ],
)
def test_a_date_is_that_of_its_own_clause(sentence: str, days: list[str]) -> None:
    story = story_of("ارتفاع حصيلة الحريق", "17 يوليو 2025", sentence)
    assert [when.iso for _, when, _ in dated_reports(story)] == days


def test_a_notice_on_the_text_dates_no_event() -> None:
    notice = (
        "تصحيح: ذكرت نسخة سابقة أن الحريق وقع في 15 يوليو 2025، والصواب أنه وقع في 16 يوليو 2025."
    )
    news = "اندلع الحريق في مركز تجاري في المدينة في 16 يوليو 2025."
    story = story_of("ارتفاع حصيلة الحريق", "17 يوليو 2025", news, notice)
    assert [when.iso for _, when, _ in dated_reports(story)] == ["2025-07-16"]
    headline = "تصحيح المسار الاقتصادي: الحكومة رفعت الدعم عن الوقود في 14 يوليو 2025."
    story = story_of("ارتفاع حصيلة الحريق", "17 يوليو 2025", news, headline)
    assert [when.iso for _, when, _ in dated_reports(story)] == ["2025-07-16", "2025-07-14"]


def test_the_day_that_a_text_calls_today_may_correspond_to_its_date() -> None:
    news = "سجلت الأسعار اليوم، الأحد الموافق 2-3-2025، ارتفاعا."
    published = story_of(text(5), news, text(20, 100, ".")).published
    assert published
    assert published.when.iso == "2025-03-02"
    # A page without a title begins with it.
    published = story_of(
        f"بغداد اليوم - بغداد\n{news}", text(20, 100, "."), text(9, 200, ".")
    ).published
    assert published
    assert published.when.iso == "2025-03-02"


def test_the_year_of_a_law_dates_no_event() -> None:
    law = "واستند القرار إلى القانون رقم 9 لسنة 2020 والمرسوم عدد (55) لسنة 2022."
    news = "وقعت الوزارة الاتفاق سنة 2023 وأعلنت عدد المستفيدين لسنة 2021."
    story = story_of("قرار جديد", "17 يوليو 2025", law, news)
    assert [when.iso for _, when, _ in dated_reports(story)] == ["2023", "2021"]


PLACES = ["بغداد", "دمشق", "بيروت", "تونس", "طرابلس", "مسقط", "المنامة", "الدوحة"]


def glossary_of(names: list[str]) -> object:
    entries = {}
    for number, name in enumerate(names):
        entries[f"e{number}"] = Entry(f"e{number}", "place", Bilingual(name, f"Place {number}"))
    return build_glossary(entries)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([1, 2], ("e1",)),
        ([2, 3], ("e1", "e0")),
        ([2, 2], ("e0", "e1")),
        ([2] * 8, ("e0", "e1", "e2", "e3", "e4", "e5")),
    ],
)
def test_tags_are_what_a_story_names_most(named: list[int], expected: tuple[str, ...]) -> None:
    lines = []
    for name, times in zip(PLACES, named, strict=False):
        lines += [f"{text(9, 50)} {name} {text(9, 80)}."] * times
    story = story_of(text(5), *lines)
    assert choose_tags(story, glossary_of(PLACES)) == expected
    own = replace(story, tags=("own",))
    assert add_editorial(own, Sidecar(), glossary_of(PLACES)).tags == ("own",)
    assert add_editorial(story, Sidecar(), glossary_of(PLACES)).tags == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("قال نبيل برهان إن الجلسة قائمة.", "وأكد برهان موعدها."), ("a",)),
        (("قال نبيل برهان إن الجلسة قائمة.", "وتأكد موعدها."), ()),
        (("قال نبيل برهان وسامي برهان إن الجلسة قائمة.", "وأكد برهان موعدها."), ()),
        (("أكد برهان موعد الجلسة.", "وكرر برهان ذلك."), ()),
    ],
)
def test_a_surname_counts_for_the_one_who_is_named_in_full(
    lines: tuple[str, str], expected: tuple[str, ...]
) -> None:
    names = {
        "a": Bilingual("نبيل برهان", "Nabil Burhan"),
        "b": Bilingual("سامي برهان", "Sami Burhan"),
    }
    glossary = build_glossary({one: Entry(one, "person", name) for one, name in names.items()})
    assert choose_tags(story_of(text(5), *lines), glossary) == expected


@pytest.mark.parametrize(("times", "first"), [(2, "e0"), (3, "e0"), (4, "e1")])
def test_a_name_in_the_title_counts_three_times(times: int, first: str) -> None:
    lines = [f"{text(9, 50)} {PLACES[1]} {text(9, 80)}."] * times
    story = story_of(f"{text(5)} {PLACES[0]} {text(2, 9)}", *lines)
    assert choose_tags(story, glossary_of(PLACES))[0] == first


def test_what_an_editor_says_of_the_key_points() -> None:
    story = story_of(text(5), *apart(9, 10, 100))
    note = Bilingual("ملاحظة", "A remark")
    notes = {"p1s1": note, "p77s1": note, "date": note}

    chosen = Sidecar(summary=("p3s1", "p77s1", "p2s1"), notes=notes)
    edited = add_editorial(story, chosen, glossary_of([]))
    assert (edited.summary, edited.headline) == (("p3s1", "p2s1"), "p3s1")
    assert edited.notes == {"p1s1": note, "date": note}
    none = build_glossary({})
    problems = [problem.message for problem in unknown_ids(story, chosen, none, "seeds/x.toml")]
    assert problems == [
        "“summary” names the sentence “p77s1”, which is not there",
        "“notes” names the sentence “p77s1”, which is not there",
    ]

    written = Sidecar(summary=Bilingual("نص المحرر", "The editor's text"))
    edited = add_editorial(story, written, glossary_of([]))
    assert edited.editor_summary == written.summary
    assert edited.summary == summarise(story).summary
    assert list(unknown_ids(story, written, none, "seeds/x.toml")) == []

    edited = add_editorial(story, Sidecar(), glossary_of([]))
    assert (edited.summary, edited.editor_summary) == (summarise(story).summary, None)
    unknown = Sidecar(summary=("p77s1",))
    assert add_editorial(story, unknown, glossary_of([])).summary == summarise(story).summary


@pytest.mark.parametrize(
    ("below", "lines"),
    [
        # A headline, its date, and a paragraph that is filed from somewhere.
        ("{0}\n11 مارس 2025\nعمان (رويترز) - {1}", [5]),
        ("{0}\nنشر في: 11 مارس 2025\nبقلم: محمد علي\nعمان - {1}", [5]),
        # What a list of related articles has, and a text that goes on.
        ("{0}\n11 مارس 2025\n{1}", []),
        ("{0}\n11 مارس 2025", []),
        ("{0}\nعمان (رويترز) - {1}", []),
        ("{1}\n11 مارس 2025\nعمان (رويترز) - {1}", []),
    ],
)
def test_another_article_pasted_below_is_told(below: str, lines: list[int]) -> None:
    above = [text(5), "10 مارس 2025", text(15, 10, "."), text(15, 30, ".")]
    pasted = below.format(text(6, 50), text(15, 60, "."))
    found = further_articles(Seed("x.txt", "x", "\n".join([*above, pasted, text(9, 80, ".")])))
    assert [(problem.line, problem.error) for problem in found] == [(line, False) for line in lines]


def test_the_day_in_an_address_may_have_no_marks() -> None:
    address = "https://news.example/ar/{}/slug-1103.html"
    story = story_of(text(5), text(20, 100, "."), address.format("20240221"))
    assert story.published.when.iso == "2024-02-21"
    for number in ("20241340", "202402213", "2024-0221"):
        assert story_of(text(5), text(20, 100, "."), address.format(number)).published is None


@pytest.mark.parametrize(
    ("above", "joined"),
    [
        (["19", "AUGUST", "2025"], ["19 AUGUST 2025"]),
        (["3", "آذار", "2025"], ["3 آذار 2025"]),
        # The days of a table, years of a chronology and a day without its year stay alone.
        (["19", "20", "2025"], ["19", "20", "2025"]),
        (["19", "آذار", "20"], ["19", "آذار", "20"]),
        (["39", "آذار", "2025"], ["39", "آذار", "2025"]),
    ],
)
def test_a_date_in_three_lines_is_one(above: list[str], joined: list[str]) -> None:
    lines = join_labels(page(text(5), *above, text(9, end=".")))
    assert [line.text for line in lines] == [text(5), *joined, text(9, end=".")]
    # Below the text they are cells.
    lines = join_labels(page(text(9, end="."), *above))
    assert [line.text for line in lines] == [text(9, end="."), *above]


def test_a_page_without_a_title_is_called_after_its_first_sentence() -> None:
    story = story_of("photo", text(30, end="."), text(20, 100, "."))
    assert story.title.ar == f"{text(12)} …"


def test_marks_of_a_list_that_were_copied_as_lines_are_joined_to_their_items() -> None:
    alone = ["-", text(3), "-", text(4), "-", text(5)]
    joined = [line.text for line in join_labels(page(text(9, end="."), *alone))]
    assert joined == [text(9, end="."), f"- {text(3)}", f"- {text(4)}", f"- {text(5)}"]
    # One alone, and signs behind one another, are something else.
    for others in (["-", text(3)], ["•", "•", "•"], ["-", "*", text(4)]):
        assert [line.text for line in join_labels(page(*others))] == others


def test_the_number_of_a_law_or_register_counts_nothing() -> None:
    law = "صدر القانون رقم 147 وسجلت الوزارة 147 شركة."
    story = story_of("قرار جديد", "17 يوليو 2025", law)
    (law_told,) = facts_of(story, build_glossary({})).sentences
    assert [one.noun.split() for one in law_told.counted] == [["شرك"]]
    votes = story_of("نتائج", "17 يوليو 2025", "بلغ عدد الأصوات 306 والأوراق البيضاء 5 أوراق.")
    (told,) = facts_of(votes, build_glossary({})).sentences
    assert [one.noun.split()[0] for one in told.counted] == ["اصو", "اوراق"]
