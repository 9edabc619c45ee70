"""Stories of texts that need not be articles."""

from __future__ import annotations

from pelican.plugins.briefing.editors.sidecar import Sidecar
from pelican.plugins.briefing.model import Seed, Story
from pelican.plugins.briefing.story.parse import build_story
from pelican.plugins.briefing.story.roles.cascade import classify


def parse_story(seed: Seed, sidecar: Sidecar) -> Story:
    """Return the Arabic story of a seed, also of one in which there is no article."""
    return build_story(seed, sidecar, classify(seed))
