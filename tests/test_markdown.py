"""Source text never becomes markup, whatever it holds, and posts align by construction."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from pelican.plugins.briefing.render.markdown_ext import SentenceExtension
from pelican.plugins.briefing.render.markdown_text import displayable, escape_inline, escape_line

EXTENSIONS = {
    "plain": [],
    "extra": ["extra", "meta"],
    "ours": ["extra", "meta", SentenceExtension()],
}
MARKS = "#*_`[]{}()<>&\\|~^=:!+-.1٣ abاب\"'\u2028\u202e\x02\x03$%@/"
NASTY = [
    "#العربية في أول السطر",
    "2023. ثم",
    "١. بند",
    "---",
    "===",
    "***",
    "> اقتباس",
    "- بند",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](y)",
    "http://example.org",
    "a_b_c _x_ __y__",
    "&lt;b&gt; &amp; AT&T &#60;",
    "| a | b |",
    "*[HTML]: x",
    "[^1]: note",
    "[x]: y",
    ": تعريف",
    "{: .c }",
    "{filename}x |filename|y",
    "~~~",
    "```",
    "\\* \\",
    "klzzwxh:0000",
]


def plain(html: str) -> str:
    """Return the text of an HTML fragment."""
    return "".join(ET.fromstring(f"<x>{html}</x>").itertext())  # noqa: S314 - our own output


@pytest.mark.parametrize("name", EXTENSIONS)
@given(text=st.text(alphabet=MARKS, max_size=40).filter(lambda t: displayable(t).strip()))
@settings(max_examples=300, deadline=None)
def test_a_line_renders_to_its_text(name: str, text: str) -> None:
    check_line(name, text)


@pytest.mark.parametrize("name", EXTENSIONS)
@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_line_renders_to_its_text(name: str, text: str) -> None:
    check_line(name, text)


def check_line(name: str, text: str) -> None:
    html = Markdown(extensions=EXTENSIONS[name]).convert(f"أول\n\n{escape_line(text)}\n\nآخر\n")
    wanted = f"أول {displayable(text)} آخر"
    assert " ".join(plain(html).split()) == " ".join(wanted.split())
    assert set(re.findall(r"<(\w+)", html)) == {"p"}


@given(text=st.text(alphabet=MARKS, max_size=40).filter(lambda t: displayable(t).strip()))
@settings(max_examples=300, deadline=None)
@example(text="a|b")
def test_inline_text_holds_inside_a_sentence(text: str) -> None:
    html = Markdown(extensions=["extra"]).convert(f"كلمة {escape_inline(text)} كلمة")
    wanted = f"كلمة {displayable(text)} كلمة"
    assert " ".join(plain(html).split()) == " ".join(wanted.split())


def test_lines_become_sentences_with_the_parsers_ids() -> None:
    post = (
        "Seed: a.txt\n\nديباجة\n{: .deck }\n\n*بغداد —*{: .dateline }\nجملة أولى.\nجملة ثانية.\n\n"
        "## عنوان\n\n> سطر\n> سطر آخر\n> {: .embed }\n\n- بند\n- بند آخر\n\nصورة\n{: .caption }\n"
    )
    html = Markdown(extensions=["extra", "meta", SentenceExtension()]).convert(post)
    ids = re.findall(r'id="(p\d+s\d+|deck)"', html)
    expected = ["deck", "p1s1", "p1s2", "p2s1", "p3s1", "p3s2", "p4s1", "p5s1", "p6s1"]
    assert ids == expected
    assert '<blockquote class="embed" id="p3">' in html or 'id="p3" class="embed"' in html


def test_other_documents_are_left_alone() -> None:
    html = Markdown(extensions=["extra", "meta", SentenceExtension()]).convert("Title: x\n\nنص")
    assert html == "<p>نص</p>"
