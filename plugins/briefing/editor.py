"""What an editor's sidecar says of a story's sentences: which sum it up, and remarks on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .errors import Problem
from .model import Bilingual, Sidecar, Story
from .summarise import summarise

DATE = "date"
"""Key of the remark on how the day of publication is known."""


def with_knowledge(story: Story, sidecar: Sidecar) -> Story:
    """Return a story with its summary, the editor's own if there is one, and the remarks."""
    ids = {DATE, *(sentence.id for sentence in story.segments())}
    noted = replace(story, notes={k: v for k, v in sidecar.notes.items() if k in ids})
    own = sidecar.summary
    if isinstance(own, Bilingual):
        return replace(summarise(noted), editor_summary=own)
    known = tuple(one for one in own or () if one in ids)
    return replace(noted, summary=known, headline=known[0]) if known else summarise(noted)


def lost_ids(story: Story, sidecar: Sidecar, path: str) -> Iterator[Problem]:
    """Yield a problem for every sentence a sidecar names and the story does not have."""
    ids = {DATE, *(sentence.id for sentence in story.segments())}
    named = () if isinstance(sidecar.summary, Bilingual) else sidecar.summary or ()
    for key, wanted in (("summary", named), ("notes", sidecar.notes)):
        for one in wanted:
            if one not in ids:
                hint = "Name one that exists, as the parallel page shows them, or take it out"
                yield Problem(path, f"“{key}” names the sentence “{one}”, which is not there", hint)
