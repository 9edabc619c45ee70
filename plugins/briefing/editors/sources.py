"""Sources: the feeds that ``pelican-briefing pull`` reads, in ``seeds/sources.toml``."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Annotated

from pydantic import Field, StrictBool, StrictFloat
from pydantic.dataclasses import dataclass

from ..model import Bilingual
from .schema import SCHEMA, WEB, Data, Mistake, Text, name_of, read_toml, rows_of, texts_in
from .topics import Count

SOURCES_FILE = "sources.toml"
PULLED_FILE = "pulled.tsv"
"""What pulls have taken, rejected articles too; pulls write it and people keep it."""


@dataclass(frozen=True, slots=True, config=SCHEMA)
class FeedSource:
    """One feed of an outlet, a ``[[source]]``."""

    feed: Annotated[str, WEB]
    """The feed's address: RSS, Atom or JSON Feed."""
    ar: Text
    """The outlet's name in Arabic."""
    en: Text
    """The outlet's name in English."""
    rights: Text | None = None
    """A line on rights, which goes into the sidecar of each of its articles."""
    full_text: StrictBool | None = None
    """Whether its texts may be republished; without it, what BRIEFING_FULL_TEXT says."""
    # Without cues and topics everything is: a feed may be on the one subject as it is.
    cues: tuple[Text, ...] = ()
    """Arabic words or phrases; an item whose title or summary has one of them is taken."""
    topics: tuple[Text, ...] = ()
    """Names of topics; an article that bears on one of them is taken."""
    accept: StrictBool = False
    """Whether its articles are on the site at once, without an editor's word."""
    limit: Count = 10
    """Articles that one pull takes from it."""

    @property
    def name(self) -> Bilingual:
        """Return the outlet's name."""
        return Bilingual(self.ar, self.en)


@dataclass(frozen=True, slots=True, config=SCHEMA)
class Sources:
    """The whole file."""

    sources: tuple[FeedSource, ...] = Field(default=(), alias="source")
    """The feeds, in the order in which an article that several have is looked for."""
    pause: Annotated[StrictFloat, Field(ge=0)] = 2.0
    """Seconds between two requests to one host."""
    timeout: Annotated[StrictFloat, Field(gt=0)] = 20.0
    """Seconds after which a feed or a page is given up."""


def read_feed_sources(text: str, path: str, known: Container[str]) -> Sources:
    """Return what the file says; raise `BriefingError` with every mistake and its line.

    `known` are the names of the topics that can be read.
    """

    def check(data: Data) -> Iterator[Mistake]:
        seen: dict[str, int] = {}
        for index, row in rows_of(data, "source"):
            feed = str(row.get("feed"))
            if feed in seen:
                place = ("source", index, "feed")
                message = f"{name_of(place, data)} is that of source {seen[feed]}"
                yield Mistake(place, message, "Join the two")
            seen.setdefault(feed, index + 1)
            for number, topic in texts_in(row, "topics"):
                if topic not in known:
                    message = f"there is no topic “{topic}”"
                    hint = "Name the file of a topic without its ending, or mend that file"
                    yield Mistake(("source", index, "topics", number), message, hint)

    return read_toml(Sources, text, path, check)
