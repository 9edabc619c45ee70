"""Which page has which card: the picture that other places show beside a link to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..model import LANGS, Lang, Story
from .addresses import Page
from .card_drawing import ACCENT, CardText
from .site import Site


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a page: its path from the site's root, and what it says."""

    path: str
    alt: str


def story_card_text(site: Site, story: Story, lang: Lang, accent: str = ACCENT) -> CardText:
    """Return what a story's card says; its title is Arabic where no English can be relied on."""
    words = site.words[lang]
    day = words.day(story) if story.published else ""
    publisher = site.publisher(story, lang) or ""
    return CardText(lang, publisher, words.title(story), day, site.title[lang], accent)


def card_texts(site: Site, accent: str = ACCENT) -> dict[str, CardText]:
    """Return what every card of the site says, by its path."""
    texts: dict[str, CardText] = {}
    for lang in LANGS:
        # Of a home page the sentence on the site, or its name alone.
        name, about = site.title[lang], site.about[lang]
        home = CardText(lang, "", about or name, "", name if about else "", accent)
        texts[card_path(lang, "index")] = home
        kicker = site.catalogues[lang]("home.explainer")
        for explainer in site.explainers:
            # A page that grows has no day.
            text = CardText(lang, kicker, explainer.title[lang], "", name, accent)
            texts[card_path(lang, explainer.slug)] = text
        for story in site.stories:
            texts[card_path(lang, story.slug)] = story_card_text(site, story, lang, accent)
    return texts


def card_path(lang: str, slug: str) -> str:
    """Return the path of a card from the site's root; a home page's slug is ``index``."""
    return f"cards/{lang}/{slug}.png"


def card_of(texts: Mapping[str, CardText], page: Page) -> Card | None:
    """Return the card of a page, ``None`` on a site without cards.

    Pages beside a story or an explainer have its card, all others that of their home page.
    """
    path = PurePosixPath(page.path)
    own = card_path(path.parent.as_posix(), path.name.split(".")[0])
    shown = own if own in texts else card_path(page.lang, "index")
    return Card(shown, texts[shown].alt) if shown in texts else None
