"""Source text never becomes markup, whatever it holds, and posts align by construction."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from pelican.plugins.briefing.model import Block, BlockKind, Sentence, Story
from pelican.plugins.briefing.render.html_parts import for_elsewhere, front_and_body
from pelican.plugins.briefing.render.markdown_ext import SentenceExtension, SentenceIndex
from pelican.plugins.briefing.render.text import displayable, escape_inline, escape_line


def story(*blocks: tuple[BlockKind, tuple[str, ...]], deck: str | None = None) -> Story:
    """Return a story of the seed a.txt with these blocks."""
    made = []
    for number, (kind, texts) in enumerate(blocks, 1):
        sentences = tuple(Sentence(f"p{number}s{n}", text) for n, text in enumerate(texts, 1))
        made.append(Block(f"p{number}", kind, number, sentences))
    return Story(
        slug="a",
        seed="a.txt",
        stem="a",
        title=Sentence("title", "العنوان"),
        deck=Sentence("deck", deck) if deck else None,
        published=None,
        updated=None,
        publisher=None,
        author=None,
        dateline=None,
        blocks=tuple(made),
        set_aside=(),
    )


def rendered(post: str, *stories: Story) -> str:
    """Return the HTML of a post, in which the sentences of the stories are linked."""
    extension = SentenceExtension(SentenceIndex(stories))
    return Markdown(extensions=["extra", "meta", extension]).convert(post)


EXTENSIONS = {
    "plain": [],
    "extra": ["extra", "meta"],
    "ours": ["extra", "meta", SentenceExtension(SentenceIndex(()))],
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


HEAD = "Seed: a.txt\nLang: ar\n\n"


def test_lines_become_sentences_with_the_parsers_ids() -> None:
    post = (
        f"{HEAD}ديباجة\n{{: .deck }}\n\n*بغداد —*{{: .dateline }}\nجملة أولى.\nجملة ثانية.\n\n"
        "## عنوان\n\n> سطر\n> سطر آخر\n> {: .embed }\n\n- بند\n- بند آخر\n\nصورة\n{: .caption }\n"
    )
    made = story(
        ("paragraph", ("جملة أولى.", "جملة ثانية.")),
        ("heading", ("عنوان",)),
        ("embed", ("سطر", "سطر آخر")),
        ("item", ("بند",)),
        ("item", ("بند آخر",)),
        ("caption", ("صورة",)),
        deck="ديباجة",
    )
    html = rendered(post, made)
    ids = re.findall(r'id="(p\d+s\d+|deck)"', html)
    expected = ["deck", "p1s1", "p1s2", "p2s1", "p3s1", "p3s2", "p4s1", "p5s1", "p6s1"]
    assert ids == expected
    assert '<blockquote class="embed" id="p3">' in html or 'id="p3" class="embed"' in html


TWO = story(("paragraph", ("جملة أولى.", "جملة ثانية.")), ("paragraph", ("جملة أولى.",)))


def ids_of(html: str) -> dict[str, str]:
    """Return the text of each sentence by its id."""
    return dict(re.findall(r'<span class="s" id="(\w+)">(.*?)</span>', html, re.DOTALL))


def test_a_paragraph_added_by_hand_shifts_no_citation_and_has_none() -> None:
    post = f"{HEAD}فقرة من عندي.\n\nجملة أولى.\nجملة ثانية.\n\nجملة أولى.\n"
    html = rendered(post, TWO)
    assert ids_of(html) == {"p1s1": "جملة أولى.", "p1s2": "جملة ثانية.", "p2s1": "جملة أولى."}
    assert "<p>فقرة من عندي.</p>" in html


def test_a_line_added_to_a_paragraph_is_kept_without_an_id() -> None:
    html = rendered(f"{HEAD}جملة أولى.\nسطر من عندي.\nجملة ثانية.\n", TWO)
    assert ids_of(html) == {"p1s1": "جملة أولى.", "p1s2": "جملة ثانية."}
    assert "سطر من عندي." in plain(html)


def test_what_was_changed_or_taken_out_is_not_found() -> None:
    index = SentenceIndex([TWO])
    extension = SentenceExtension(index)
    post = f"{HEAD}جملة أولى معدلة.\nجملة ثانية.\n"
    Markdown(extensions=["extra", "meta", extension]).convert(post)
    assert index.found == {("a.txt", "ar"): {"p1s2"}}


@given(
    texts=st.lists(
        st.text(alphabet=MARKS, max_size=20).filter(lambda t: displayable(t).strip()),
        min_size=1,
        max_size=6,
    ),
    added=st.integers(min_value=0, max_value=6),
)
@settings(max_examples=200, deadline=None)
def test_every_sentence_is_found_whatever_its_text_and_whatever_was_added(
    texts: list[str], added: int
) -> None:
    made = story(*(("paragraph", (text,)) for text in texts))
    blocks = [escape_line(text) for text in texts]
    blocks.insert(min(added, len(blocks)), "سطر أضافه شخص بيده ولا يشبه غيره")
    index = SentenceIndex([made])
    post = HEAD + "\n\n".join(blocks) + "\n"
    Markdown(extensions=["extra", "meta", SentenceExtension(index)]).convert(post)
    assert index.found["a.txt", "ar"] == {sentence.id for _, sentence in made.body()}


def test_other_documents_are_left_alone() -> None:
    assert rendered("Title: x\n\nنص") == "<p>نص</p>"
    assert rendered("Seed: gone.txt\nLang: ar\n\nنص", TWO) == "<p>نص</p>"


@pytest.mark.parametrize(
    ("html", "elsewhere"),
    [
        (
            '<p id="p1"><a href="#p1s1">x</a></p>',
            '<p><a href="https://a.test/b.html#p1s1">x</a></p>',
        ),
        (
            '<p>no address: <a href="">x</a></p>',
            '<p>no address: <a href="https://a.test/b.html">x</a></p>',
        ),
        (
            '<p><a href="../c.html">x</a> <img src="/p.png"></p>',
            '<p><a href="https://a.test/c.html">x</a> <img src="https://a.test/p.png"></p>',
        ),
        ("a < b <p>x</p>", "a &lt; b<p>x</p>"),
    ],
)
def test_a_persons_post_is_whole_elsewhere(html: str, elsewhere: str) -> None:
    assert for_elsewhere(html, "https://a.test/b.html") == elsewhere


def test_text_before_the_first_block_of_a_post_is_shown() -> None:
    class Article:
        content = 'Hello <b>you</b>\n<p class="notice">n</p>'

    assert front_and_body(Article().content) == ("", 'Hello<b>you</b>\n<p class="notice">n</p>')
