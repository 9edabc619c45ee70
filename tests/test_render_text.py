"""Texts of others made safe: as Markdown, in attributes and front matter, and in their order."""

from __future__ import annotations

import pytest
from markupsafe import Markup
from render_support import (
    displayable,
    escape_attribute,
    escape_inline,
    escape_line,
    escape_metadata,
    isolate_html,
    isolate_markdown,
)


def isolated(text: str) -> str:
    """Return a text in which square brackets stand for the isolating element."""
    return text.replace("[", '<bdi dir="ltr">').replace("]", "</bdi>")


RUNS = [
    ("بين 2014-2019 فقط", "بين [2014-2019] فقط"),
    ("2014 – 2019", "[2014 – 2019]"),
    ("5+3", "[5+3]"),
    ("1-2-3 و4-5", "[1-2-3] و4-5"),
    ("كتب @omar_k: 1-2", "كتب [@omar_k]: [1-2]"),
    ("عام 2014 وحده", "عام 2014 وحده"),
    ("a@b.test", "a@b.test"),
    ("2024-07-24/1", "2024-07-24/1"),
    ("x1-2", "x1-2"),
    ("1-2x", "1-2x"),
    ("3.1-2", "3.1-2"),
    ("نص", "نص"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "shown"), RUNS)
def test_what_runs_left_to_right_is_isolated(text: str, shown: str) -> None:
    assert isolate_markdown(text) == isolated(shown)
    assert isolate_html(text) == isolated(shown)
    assert isinstance(isolate_html(text), Markup)


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


def test_attributes_and_front_matter_are_one_line_of_text() -> None:
    shown = "a b &amp; &quot;c&quot; &#60;&#62;&#91;&#93;&#123;&#125;&#42;&#95;&#96;&#124;&#92;"
    assert escape_attribute('a\nb & "c" <>[]{}*_`|\\') == shown
    assert escape_metadata(' a\nb & "c" <d>* ') == 'a b &amp; "c" &lt;d&gt;*'
