"""Texts of others made safe: as Markdown, in attributes and front matter, and in their order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape
from pelican.plugins.briefing.render.direction import IN_LEFT_TO_RIGHT, LEFT_TO_RIGHT
from pelican.plugins.briefing.render.text import cut_at_word, isolate_title, neutral
from render_support import (
    CASES,
    displayable,
    escape_inline,
    escape_line,
    escape_metadata,
    isolate_html,
    isolate_markdown,
)


def isolated(text: str) -> str:
    """Return a text in which square brackets stand for the isolating element."""
    return text.replace("[", '<bdi dir="ltr">').replace("]", "</bdi>")


LINES = (CASES / "direction.txt").read_text(encoding="utf-8").splitlines()[1:]
RUNS = [tuple(line.split(" → ")) for line in LINES]
NUMBER = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*")


@pytest.mark.parametrize(("text", "shown"), RUNS)
def test_what_runs_left_to_right_is_isolated(text: str, shown: str) -> None:
    assert isolate_markdown(text) == isolated(shown)
    assert isolate_html(text) == isolated(shown)
    assert isinstance(isolate_html(text), Markup)


@given(
    st.lists(
        st.one_of(
            st.integers(0, 10**7).map("{:,}".format),
            st.decimals(0, 10**4, places=2).map(str),
            st.sampled_from(["15:30", "7/2/2024", "1,500", "2014", "$", "%", "#", "@", "و", "("]),
            st.sampled_from([" ", "-", " - ", "–", "+", "−", "جندي", "F", ".", "،", "C++", "Jr."]),
        ),
        max_size=12,
    ).map("".join)
)
def test_no_number_is_ever_divided(text: str) -> None:
    whole = [match.span() for match in NUMBER.finditer(text)]
    for match in LEFT_TO_RIGHT.finditer(text):
        for start, end in whole:
            inside = match.start() <= start and end <= match.end()
            outside = end <= match.start() or match.end() <= start
            assert inside or outside, (text, match.group())
    shown = str(isolate_html(text)).replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert shown == str(escape(displayable(text)))


@given(st.text("ab 05.,:/٫٬-+−±~≈×–—$€£¥₪%٪‰@#_\\[]()’وبل", max_size=30))
def test_what_is_isolated_has_a_mark_that_tells_of_it(text: str) -> None:
    assert all(IN_LEFT_TO_RIGHT.search(match.group()) for match in LEFT_TO_RIGHT.finditer(text))


def test_where_no_markup_can_stand_characters_isolate() -> None:
    assert isolate_title("In بغداد today", "en") == "In \u2067بغداد\u2069 today"
    assert isolate_title("بين 2014-2019 <", "ar") == "بين \u20662014-2019\u2069 &lt;"
    assert neutral(isolate_title("2014-2019", "ar")) == "\u20662014-2019\u2069"


def test_html_is_escaped_round_what_is_isolated() -> None:
    shown = '&lt;<bdi dir="ltr">1-2</bdi>&gt; &amp; <bdi dir="ltr">@a</bdi>&#34;'
    assert isolate_html('<1-2> & \u202e@a"') == shown


def test_a_handle_is_isolated_with_its_underscores() -> None:
    assert isolate_markdown(escape_inline("@_omar_")) == '<bdi dir="ltr">@\\_omar\\_</bdi>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\r\n\nc\u2028d\u2029e\x85f\x1cg", "a b c d e f g"),
        ("a\x00\x08b\x1bc\x7fd\x9f", "a\ufffd\ufffdb\ufffdc\ufffdd\ufffd"),
        # XML allows neither, and feeds are XML.
        ("a\ufffeb\uffff", "a\ufffdb\ufffd"),
        ("\u202aa\u202e \u2066b\u2069", "a b"),
        ("\u200fنص\u200e", "\u200fنص\u200e"),
    ],
)
def test_what_would_disguise_a_text_is_not_shown(text: str, shown: str) -> None:
    assert displayable(text) == shown


HTML = [
    ("<p>a</p>\n\n<pre>\tb\r\n</pre>", None),
    ("a\u202eb\u202cc", "abc"),
    ("a\x07b\x9bc\ufffed", "a\ufffdb\ufffdc\ufffdd"),
    ("a\x0bb\x1cc\x85d\u2028e", "a b c d e"),
    # An isolate that is closed shows no more than its own text in another order.
    ("\u2067a\u2066b\u2069\u2069", None),
    ("\u2067a", "a"),
    ("a\u2069b\u2067c", "abc"),
    # A reference is the character that it names, in every way to write it.
    ("&#x202e;a&#8238;b&#X0000202Ez&#8238 d", "abz d"),
    ("&#7;a&#x1b;b&#8232;c", "\ufffda\ufffdb c"),
    ("&#x2067;a&#x2069;", "\u2067a\u2069"),
    ("&#x2067;a", "a"),
    # Letters, line ends and direction marks; 155 is a letter to browsers; what names no character.
    ("&#1575;&#10;&#8206;&#160;&#155;&#xd800;&#x110000;&#9999999999;&amp;#x202e;", None),
    # Taken out, these would leave a reference to another.
    ("&#x20\u202e2e;a&#x20\u202a2\u202be;b", "&amp;#x202e;a&amp;#x202e;b"),
    ("&#x20&#x20&#x202e;2e;2e;", "&#x20&amp;#x202e;2e;"),
]


@pytest.mark.parametrize(("html", "shown"), HTML)
def test_html_keeps_its_lines_and_loses_what_disguises_or_steers(
    html: str, shown: str | None
) -> None:
    printed = neutral(Markup(html))  # noqa: S704 - a constant
    assert printed == (html if shown is None else shown)
    assert isinstance(printed, Markup)


def test_whatever_a_template_prints_is_neutral() -> None:
    """Text keeps its lines: where a theme escapes nothing, it may be HTML with a `pre`."""

    class Tag:
        def __str__(self) -> str:
            return "a\u202eb\x07"

    assert neutral("a\u202eb\x07\u2066\tc\nd") == "ab\ufffd c\nd"
    assert neutral("&#x202e;") == "&#x202e;"
    assert not isinstance(neutral("a"), Markup)
    environment = Environment(autoescape=True, finalize=neutral)
    shown = environment.from_string("{{ a }}|{{ b }}|{{ lacking }}|{{ a ~ '<' }}|{{ c|safe }}")
    assert shown.render(a=Tag(), b=7, c="<b>\u202e") == "ab\ufffd|7||ab\ufffd&lt;|<b>"


@pytest.mark.parametrize(
    ("text", "inside", "at_the_start"),
    [
        ("a *b* `c` [d] {e} \\", r"a \*b\* \`c\` \[d\] \{e\} " + "\\\\", None),
        ("a_b _c_ d_", r"a_b \_c\_ d\_", None),
        ("AT&T & &lt; &#60;", "AT&amp;T & &amp;lt; &amp;#60;", None),
        ("<b> | c", "&lt;b> &#124; c", None),
        ("1. a", "1. a", "1\\. a"),
        ("2023.", "2023.", "2023\\."),
        ("1.5 a", "1.5 a", None),
        ("a 1. b", "a 1. b", None),
        ("# a", "# a", "\\# a"),
        ("> a", "> a", "\\> a"),
        ("+ a", "+ a", "\\+ a"),
        ("-- a", "-- a", "\\-- a"),
        ("a # b > c", "a # b > c", None),
        ("= a", "= a", "&#61; a"),
        ("~~~", "~~~", "&#126;~~"),
        (": a", ": a", "&#58; a"),
        ("  - a ", "  - a ", "\\- a"),
    ],
)
def test_only_what_would_be_markup_is_escaped(
    text: str, inside: str, at_the_start: str | None
) -> None:
    assert escape_inline(text) == inside
    assert escape_line(text) == (inside if at_the_start is None else at_the_start)


def test_front_matter_is_one_line_of_text() -> None:
    assert escape_metadata(' a\nb & "c" <d>* ') == 'a b &amp; "c" &lt;d&gt;*'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two three four", "one two three four"),
        ("one two three four five", "one two three four\u00a0…"),
        ("He said: “We agreed on it.”", "He said: “We agreed\u00a0…”"),
        ('He said: "We agreed on it."', 'He said: "We agreed\u00a0…"'),
        ("قال: «اتفقنا على كل ذلك».", "قال: «اتفقنا على كل\u00a0…»"),
        ("He “said” it, and left.", "He “said” it, and\u00a0…"),
        ("one two three four, five", "one two three four\u00a0…"),
        ('The 24" screen costs very much', 'The 24" screen costs\u00a0…'),
        ("قال إن «خطة “الماء القديمة” كاملة»", "قال إن «خطة “الماء\u00a0…”»"),
        ("He said, finally: “We agreed.”", "He said, finally: “We\u00a0…”"),
        ("He said so, “ we agreed ”.", "He said so\u00a0…"),
        ("جولة مباحثات أميركية - بغداد وواشنطن", "جولة مباحثات أميركية\u00a0…"),
    ],
)
def test_a_text_is_cut_between_words_and_its_quotation_closed(text: str, expected: str) -> None:
    assert cut_at_word(text, 4) == expected


def test_of_a_few_words_nothing_is_cut() -> None:
    assert cut_at_word("one two three four five", 3, 3) == "one two three four five"
    assert cut_at_word("one two three four five six", 3, 3) == "one two three\u00a0…"
