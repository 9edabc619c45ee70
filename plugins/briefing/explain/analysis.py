"""What the sections of one explainer are built from: the topic, its stories, the facts in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..editors.glossary import Glossary
from ..editors.topics import Topic
from ..model import Answer, Comparison, Event, Excerpt, Figure, Quote, Story
from .claims import Claims

Groups = Mapping[str, int]
"""Cites that an editor says tell of one event, each to the number of its group."""


@dataclass(frozen=True)
class Analysis:
    """The facts of one topic; `stories` are those that bear on it, newest first.

    `claims` makes the page's claims; sections must ask it in the order of the page. `is_about`
    tells whether a sentence is on the topic's subject.
    """

    topic: Topic
    glossary: Glossary
    stories: tuple[Story, ...]
    groups: Groups
    answers: tuple[Answer, ...]
    comparison: tuple[Comparison, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    claims: Claims
    is_about: Callable[[Excerpt], bool]
