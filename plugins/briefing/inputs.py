"""Everything a build starts from, as the files hand it to the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .editors.glossary import Glossary
from .editors.sidecar import Sidecar
from .editors.topics import Topic
from .errors import Problem
from .model import Seed
from .translate.memory import Memory


@dataclass(frozen=True)
class Inputs:
    """Everything a build starts from, already read: nothing else influences its result."""

    seeds: tuple[Seed, ...] = ()
    sidecars: Mapping[str, Sidecar] = field(default_factory=dict)
    memories: Mapping[str, Memory] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    topics: tuple[Topic, ...] = ()
    problems: tuple[Problem, ...] = ()
    as_of: str = ""
