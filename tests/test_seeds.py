"""The five articles are parsed by general rules into what an editor would say they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import pytest
from pelican.plugins.briefing.edition import Edition
from pelican.plugins.briefing.model import Story
from support import ARTICLES

BYTES = {
    "000_50c1e03c49b27c1e": "523d12f80c6a6ca7b903f1bfe07e6d97f9a5a47afbd667ddf1612f46c4e0793f",
    "001_ef74772261834a6f": "bc7f1955772bec4f7afaf601153f7652cd97ec136beae2bd37ed398679911a04",
    "002_8ecf67e340a3ef32": "e9015c365ee7ea97094c393e7e1ab84fc09c9b62ff47489718208103ce6f102d",
    "003_f5240d6ea8a64e90": "9029eca5256352ff1e3449eff8927f06fc6d12444b47e151310be2e27e160f09",
    "004_6f041456d930ca44": "52443db0b3b7f4ad12c3b768c56ff21225d5805fec20633aa321d944fa2cf64a",
}
"""SHA-256 of each seed as it was given; seeds are kept byte for byte."""


@dataclass
class Expected:
    """What an editor reads in one seed; lines are the seed's, kinds not listed are paragraphs."""

    title: int
    published: tuple[str, str, bool]
    updated: str | None = None
    publisher: str | None = None
    dateline: str | None = None
    deck: int | None = None
    kinds: dict[int, str] = field(default_factory=dict)
    aside: dict[int, str] = field(default_factory=dict)
    evidence: tuple[int, ...] = ()


EXPECTED = {
    "000": Expected(
        1,
        ("2024-07-24", "day", False),
        dateline="واشنطن",
        deck=3,
        kinds={5: "caption", 17: "pullquote", 29: "pullquote", 41: "pullquote"},
        aside={55: "counter"},
        evidence=(4, 7),
    ),
    "001": Expected(
        1,
        ("2021-12-12T15:10Z", "minute", False),
        updated="2021-12-12T16:22Z",
        publisher="عربي بوست",
        kinds={
            6: "caption",
            12: "heading",
            28: "caption",
            29: "caption",
            39: "heading",
            49: "caption",
            57: "heading",
            65: "heading",
        },
        aside={75: "navigation"},
        evidence=(3, 4, 5),
    ),
    "002": Expected(
        1,
        ("2024-02", "month", True),
        kinds={4: "heading", 8: "embed", 15: "heading"},
        aside={19: "related", 20: "related", 21: "related"},
    ),
    "003": Expected(1, ("2021-07-24", "day", False), dateline="بغداد", evidence=(2,)),
    "004": Expected(
        3,
        ("2024-07", "month", True),
        dateline="واشنطن",
        deck=5,
        kinds={6: "caption"},
        aside={1: "navigation"},
        evidence=(8,),
    ),
}


def _story(edition: Edition, key: str) -> Story:
    return next(story for story in edition.stories if story.seed.startswith(key))


def _line(story: Story, number: int) -> str:
    text = (ARTICLES / "seeds" / story.seed).read_text(encoding="utf-8")
    return text.split("\n")[number - 1].strip()


@pytest.mark.parametrize("stem", BYTES)
def test_seed_is_kept_byte_for_byte(stem: str) -> None:
    data = (ARTICLES / "seeds" / f"{stem}.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == BYTES[stem]


@pytest.mark.parametrize("key", EXPECTED)
def test_title_and_deck(edition: Edition, key: str) -> None:
    story, expected = _story(edition, key), EXPECTED[key]
    assert story.title.ar == _line(story, expected.title)
    deck = _line(story, expected.deck) if expected.deck else None
    assert (story.deck.ar if story.deck else None) == deck


@pytest.mark.parametrize("key", EXPECTED)
def test_dates_publisher_and_dateline(edition: Edition, key: str) -> None:
    story, expected = _story(edition, key), EXPECTED[key]
    published = story.published
    assert (published.when.iso, published.when.precision, published.inferred) == expected.published
    assert published.evidence in (ARTICLES / "seeds" / story.seed).read_text(encoding="utf-8")
    assert (story.updated.when.iso if story.updated else None) == expected.updated
    assert (story.publisher.name if story.publisher else None) == expected.publisher
    assert (story.dateline.ar if story.dateline else None) == expected.dateline


@pytest.mark.parametrize("key", EXPECTED)
def test_kind_of_every_line(edition: Edition, key: str) -> None:
    story, expected = _story(edition, key), EXPECTED[key]
    kinds = {block.line: block.kind for block in story.blocks}
    assert {n: k for n, k in kinds.items() if k != "paragraph"} == expected.kinds
    assert {s.line: s.kind for s in story.set_aside} == expected.aside
    assert tuple(sorted(line.number for line in story.evidence)) == expected.evidence


def test_a_tweet_is_one_embed_of_two_lines(edition: Edition) -> None:
    embeds = [b for b in _story(edition, "002").blocks if b.kind == "embed"]
    assert [len(block.sentences) for block in embeds] == [2]


def test_labels_inside_paragraphs_stay_in_the_body(edition: Edition) -> None:
    body = " ".join(sentence.ar for _, sentence in _story(edition, "004").body())
    assert "سبب أهميتها:" in body
    assert "اعرف المزيد:" in body


def test_every_segment_has_reviewed_english(edition: Edition) -> None:
    missing = [
        f"{story.seed}#{segment.id}"
        for story in edition.stories
        for segment in story.segments()
        if not segment.en or segment.state != "reviewed"
    ]
    assert len(edition.stories) == len(EXPECTED)
    assert missing == []


def test_summaries_have_four_to_six_sentences(edition: Edition) -> None:
    counts = [len(story.summary) for story in edition.stories]
    assert len(counts) == len(EXPECTED)
    assert [count for count in counts if not 4 <= count <= 6] == []
