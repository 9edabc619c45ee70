"""Stories of texts that need not be articles, and explainers of stories alone."""

from __future__ import annotations

from collections.abc import Iterable

from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.editors.topics import Topic
from pelican.plugins.briefing.explain.facts import ReadStory
from pelican.plugins.briefing.explain.page import Explainer
from pelican.plugins.briefing.explain.sections import compose, facts_of
from pelican.plugins.briefing.model import Seed, Story
from pelican.plugins.briefing.story.parse import build_story
from pelican.plugins.briefing.story.roles.cascade import classify


def parse_story(seed: Seed, sidecar: Sidecar) -> Story:
    """Return the Arabic story of a seed, also of one in which there is no article."""
    return build_story(seed, sidecar, classify(seed))


def read_all(stories: Iterable[Story], glossary: Glossary) -> list[ReadStory]:
    """Return stories with what they say."""
    return [ReadStory(story, facts_of(story, glossary)) for story in stories]


def composed(topic: Topic, stories: Iterable[Story], glossary: Glossary) -> Explainer:
    """Return the explainer of a topic, composed of nothing but stories."""
    return compose(topic, read_all(stories, glossary), glossary)
