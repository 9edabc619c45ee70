"""What a build starts from, and what its stages make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .editors.glossary import Glossary
from .editors.sidecar import Sidecar
from .editors.sources import Sources
from .editors.topics import Topic
from .errors import Problem
from .explain.page import Explainer
from .model import Lang, PlainValue, Seed, Story
from .translate.memory import Memory


@dataclass(frozen=True)
class Inputs:
    """Everything a build starts from, already read: nothing else influences its result.

    `skipped` are the seeds that their sidecars leave out: those that wait for an editor, others.
    `sources` are the feeds of pulls, ``None`` where their list is missing or wrong.
    `edited_titles` are the titles of posts that a person has edited, by slug and language; `unread`
    are the stems of seeds of which a file cannot be read, and `earlier_slugs` say which slug a seed
    had in an earlier build, by its stem. `latest` is the last day of which articles are shown,
    empty for no such day. `unreadable` says by slug what is wrong with posts that cannot be read:
    their articles have no page. `drafts` are the slugs of topics that are left out as unfinished.
    `folder` is what messages call the folder of the seeds.
    """

    seeds: tuple[Seed, ...] = ()
    skipped: tuple[Seed, ...] = ()
    sidecars: Mapping[str, Sidecar] = field(default_factory=dict)
    memories: Mapping[str, Memory] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    topics: tuple[Topic, ...] = ()
    sources: Sources | None = None
    problems: tuple[Problem, ...] = ()
    as_of: str = ""
    edited_titles: Mapping[tuple[str, Lang], str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    earlier_slugs: Mapping[str, str] = field(default_factory=dict)
    latest: str = ""
    unreadable: Mapping[str, Problem] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()
    folder: str = "seeds"


@dataclass(frozen=True)
class Article:
    """What one story is made of besides the glossary.

    `memory` has its own translations, `others` what is taken from other stories' where it lacks
    one; `titles` are what a person wrote into its posts, by language, empty for nothing.
    """

    # All of it is small, and can be sent to another process.
    seed: Seed
    sidecar: Sidecar
    memory: Memory
    others: Memory = field(default_factory=Memory)
    titles: Mapping[Lang, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadeStory(PlainValue):
    """A story as far as it has been made, ``None`` where that failed, and the problems met.

    `named` has the ids of the glossary's entries that each of its sentences names, by the
    sentence's id, where the story is finished.
    """

    story: Story | None
    problems: tuple[Problem, ...] = ()
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition(PlainValue):
    """All that one build has made so far.

    `unparsed` are the stems of seeds that gave no story; `remarks` are for editors of topics;
    `outdated` those of them on an editor's words whose sentences changed, by topic. `named` has of
    each story, by its slug, which entries of the glossary its sentences name (see `MadeStory`).
    """

    stories: tuple[Story, ...] = ()
    explainers: tuple[Explainer, ...] = ()
    problems: tuple[Problem, ...] = ()
    unparsed: frozenset[str] = frozenset()
    remarks: tuple[Problem, ...] = ()
    outdated: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    named: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
