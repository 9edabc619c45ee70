"""What sources dispute in substance, as the editor of a topic set it out."""

from __future__ import annotations

from collections.abc import Sequence

from ..editors.topics import Contested
from ..model import Dispute, Story
from .answers import reliable, resolve_cites

FEWEST_VIEWS = 2


def disputes_of(contested: Sequence[Contested], stories: Sequence[Story]) -> tuple[Dispute, ...]:
    """Return the disputes of which two views at least can be cited, each view with its excerpts."""
    found = []
    for one in contested:
        views = (reliable(resolve_cites(view, stories)) for view in one.views)
        known = tuple(view for view in views if view)
        if len(known) >= FEWEST_VIEWS:
            found.append(Dispute(one.text, known))
    return tuple(found)
