"""What an editor's sidecar says of a story's sentences: which sum it up, and remarks on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..editors.sidecar import Sidecar
from ..errors import Problem
from ..model import Bilingual, Story
from .summary import summarise

DATE = "date"
"""Key of the remark on how the day of publication is known."""


def with_knowledge(story: Story, sidecar: Sidecar) -> Story:
    """Return a story with its summary, the editor's own if there is one, and the remarks."""
    ids = {DATE, *_body_ids(story)}
    noted = replace(story, notes={k: v for k, v in sidecar.notes.items() if k in ids})
    own = sidecar.summary
    if isinstance(own, Bilingual):
        return replace(summarise(noted), editor_summary=own)
    known = tuple(one for one in own or () if one in _body_ids(story))
    return replace(noted, summary=known, headline=known[0]) if known else summarise(noted)


def lost_ids(story: Story, sidecar: Sidecar, path: str) -> Iterator[Problem]:
    """Yield a problem for every sentence a sidecar names and the story's body does not have."""
    ids = _body_ids(story)
    summary = () if isinstance(sidecar.summary, Bilingual) else sidecar.summary or ()
    notes = [one for one in sidecar.notes if one != DATE]
    for key, named in (("summary", summary), ("notes", notes)):
        for one in named:
            if one not in ids:
                hint = "Name one of its body, as the parallel page shows them, or take it out"
                yield Problem(path, f"“{key}” names the sentence “{one}”, which is not there", hint)


def _body_ids(story: Story) -> frozenset[str]:
    return frozenset(sentence.id for _, sentence in story.body())
