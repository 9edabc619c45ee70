"""The sentences of a rendered post as places to link to: whole posts, and one line at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown import Markdown
from pelican.plugins.briefing.model import LANGS, Lang, Story
from pelican.plugins.briefing.render.markdown_ext import (
    SentenceExtension,
    SentenceIndex,
    shown_text,
)
from pelican.plugins.briefing.render.posts import story_post
from render_support import (
    CATALOGUES,
    COUNCIL,
    EVERY_KIND,
    GLOSSARY,
    block,
    check_whole,
    sentence,
    story,
)


def rendered(post: str, *stories: Story) -> str:
    """Return the HTML of a post in which the sentences of the stories are linked."""
    extension = SentenceExtension(SentenceIndex(stories))
    return Markdown(extensions=["extra", "meta", extension]).convert(post)


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_block_has_its_places(lang: Lang) -> None:
    post = story_post(EVERY_KIND, lang, GLOSSARY, CATALOGUES[lang])
    check_whole(f"story_{lang}.html", rendered(post, EVERY_KIND) + "\n")


@pytest.mark.parametrize("lang", LANGS)
def test_every_sentence_of_a_post_is_found(lang: Lang) -> None:
    index = SentenceIndex([EVERY_KIND, COUNCIL])
    markdown = Markdown(extensions=["extra", "meta", SentenceExtension(index)])
    markdown.convert(story_post(EVERY_KIND, lang, GLOSSARY, CATALOGUES[lang]))
    wanted = {s.id for s in EVERY_KIND.segments()} - {"title"}
    assert index.found == {(EVERY_KIND.seed, lang): wanted}


def test_a_sentence_is_known_by_what_is_shown_of_it() -> None:
    both, arabic = sentence("p1s1", "أ\t ب\u202e", "A  b"), sentence("p1s2", "ج")
    assert [shown_text(both, lang) for lang in LANGS] == ["أ ب", "A b"]
    assert [shown_text(arabic, lang) for lang in LANGS] == ["ج", "ج"]


def test_a_post_of_another_language_or_story_has_no_places() -> None:
    made = replace(COUNCIL, deck=sentence("deck", "يجتمع المجلس"))
    index = SentenceIndex([made])
    assert index.open("council.txt", "fr") is None
    assert index.open("flood.txt", "ar") is None
    assert index.found == {}
    found = index.open("council.txt", "ar")
    assert found
    assert found.take("يجتمع المجلس") == "deck"
    assert found.take("يجتمع المجلس") is None
    # The title is in the head of the post; a line of the body that repeats it is not the title.
    assert found.take("المجلس يقرر") is None
    assert found.take("لا شيء") is None
    assert index.found == {("council.txt", "ar"): {"deck"}}


HEAD = "Seed: x.txt\nLang: ar\n\n"


def one(*texts: str) -> Story:
    sentences = [sentence(f"p1s{n}", text) for n, text in enumerate(texts, 1)]
    return story("x", sentence("title", "عنوان"), block(1, "paragraph", *sentences))


@pytest.mark.parametrize(
    ("post", "html"),
    [
        ("أ *ب* ج", '<p id="p1"><span class="s" id="p1s1">أ <em>ب</em> ج</span>\n</p>'),
        ("*أ* ب *ج*", '<p id="p1"><span class="s" id="p1s1"><em>أ</em> ب <em>ج</em></span>\n</p>'),
        (
            "*أ —*{: .dateline }\nأ ب ج",
            (
                '<p id="p1"><span class="filed"><em class="dateline">أ —</em></span>\n'
                '<span class="s" id="p1s1">أ ب ج</span>\n</p>'
            ),
        ),
        (
            "عندي\nأ ب ج",
            '<p id="p1"><span>عندي</span>\n<span class="s" id="p1s1">أ ب ج</span>\n</p>',
        ),
        ("أ ب ج\n{: .notice }", '<p class="notice">أ ب ج</p>'),
        ("أ ب ج\n{: .deck }", '<p class="deck">أ ب ج</p>'),
        ("أ ب", "<p>أ ب</p>"),
        ("1. أ ب ج", '<ol>\n<li id="p1"><span class="s" id="p1s1">أ ب ج</span>\n</li>\n</ol>'),
        (
            "> أ ب ج\n> {: .embed }",
            (
                '<blockquote class="embed" id="p1">\n'
                '<p><span class="s" id="p1s1">أ ب ج</span>\n</p>\n</blockquote>'
            ),
        ),
        ("### أ ب ج", '<h3 id="p1"><span class="s" id="p1s1">أ ب ج</span>\n</h3>'),
        ("<b>أ</b> ب ج", '<p id="p1"><span class="s" id="p1s1"><b>أ</b> ب ج</span>\n</p>'),
    ],
)
def test_a_line_is_wrapped_with_all_that_is_in_it(post: str, html: str) -> None:
    assert sorted(rendered(HEAD + post, one("أ ب ج"))) == sorted(html)
    assert (
        rendered(HEAD + post, one("أ ب ج")).replace('id="p1s1" class="s"', 'class="s" id="p1s1"')
        == html
    )


def test_a_deck_is_found_by_its_text() -> None:
    made = replace(one("نص"), deck=sentence("deck", "خلاصة"))
    assert rendered(f"{HEAD}خلاصة\n{{: .deck }}", made) == '<p class="deck" id="deck">خلاصة</p>'
    # A sentence of the body that is shown as a deck is no place of the body.
    assert rendered(f"{HEAD}نص\n{{: .deck }}", made) == '<p class="deck">نص</p>'


def test_the_name_of_a_seed_is_read_as_it_was_written() -> None:
    made = replace(one("نص"), seed="a&b.txt")
    post = "Seed: a&amp;b.txt\nLang: ar\n\nنص"
    assert 'id="p1s1"' in rendered(post, made)
    assert rendered("Lang: ar\n\nنص", made) == "<p>نص</p>"
