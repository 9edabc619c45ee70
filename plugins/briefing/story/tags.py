"""What a story is about, in glossary terms."""

from __future__ import annotations

from ..editors.glossary import Glossary
from ..model import Story

MOST_TAGS = 6
"""More tags than a reader takes in at a glance help nobody."""
FEWEST_MENTIONS = 2
"""A name that occurs once is not what the story is about."""
TITLE_WEIGHT = 3
"""A name in the title counts as so many mentions."""


def choose_tags(story: Story, glossary: Glossary) -> tuple[str, ...]:
    """Return the ids of the people, bodies, places and terms a story names most, most first."""
    counts = glossary.counts(sentence.ar for sentence in story.segments())
    for entry_id, number in glossary.counts([story.title.ar]).items():
        counts[entry_id] += number * (TITLE_WEIGHT - 1)
    often = [(-n, entry_id) for entry_id, n in counts.items() if n >= FEWEST_MENTIONS]
    return tuple(entry_id for _, entry_id in sorted(often)[:MOST_TAGS])
