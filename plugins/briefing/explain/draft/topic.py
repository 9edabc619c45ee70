"""A topic drafted from the stories at hand, as TOML for a person to finish.

Everything in it is from the stories, the glossary, or the sentences of ``lexicon/drafts.toml``;
what a person must decide is a comment that begins with TODO.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...editors.glossary import Glossary
from ...model import Story
from .counted import find_counted
from .figures import figures
from .inventory import inventory
from .material import read_material
from .questions import questions
from .sides import sides
from .subject import subject


def draft_topic(name: str, stories: Sequence[Story], glossary: Glossary) -> str:
    """Return the TOML text of a topic called `name`, which loads as it is."""
    material = read_material(stories, glossary)
    counted = find_counted(material)
    parts = [
        *inventory(name, material),
        *subject(name, material),
        *sides(material),
        *questions(material, glossary, counted),
        *figures(counted),
    ]
    return "\n".join(parts).rstrip() + "\n"
