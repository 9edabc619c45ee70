"""What a reviewer needs to know of each story's English, as values for the command and the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..errors import Problem
from ..model import Finding, Sentence, Story
from .memory import OUTDATED


@dataclass(frozen=True, slots=True)
class Row:
    """The English of one story: counts of its segments; `findings` with the segment of each.

    `stale` are those of `machine` whose Arabic was edited since; `machine` and `pending` are what
    a reviewer has to look at.
    """

    story: Story
    reviewed: int
    machine: int
    pending: int
    stale: int
    findings: tuple[tuple[Sentence, Finding], ...]

    @property
    def failing(self) -> int:
        """Return how many segments failed a check."""
        return len({sentence.id for sentence, _ in self.findings})


def review(stories: Iterable[Story]) -> tuple[Row, ...]:
    """Return one row a story, in their order."""
    return tuple(_row(story) for story in stories)


def _row(story: Story) -> Row:
    segments = list(story.segments())
    states = [segment.state for segment in segments]
    return Row(
        story,
        reviewed=states.count("reviewed"),
        machine=states.count("machine"),
        pending=states.count("pending"),
        stale=sum(s.origin == OUTDATED for s in segments),
        findings=tuple((s, finding) for s in segments for finding in s.findings),
    )


def complaints(rows: Iterable[Row], folder: str, *, strict: bool) -> Iterator[Problem]:
    """Yield one problem a failed check, and with `strict` also for what is not reviewed.

    Strict is for a publisher who lets nothing out that nobody has read: every problem is an error.
    """
    for row in rows:
        memory = f"{folder}/{row.story.stem}.en.po"
        for sentence, finding in row.findings:
            message = f"{sentence.id}: {finding.kind}: {finding.detail}"
            yield Problem(memory, message, _hint(sentence), error=strict)
        if strict and row.machine + row.pending:
            message = f"{row.machine} passages unreviewed, {row.pending} missing"
            yield Problem(memory, message, "Accept or write them in a PO editor")


def _hint(sentence: Sentence) -> str:
    if sentence.state == "machine":
        return "Made by machine: mend it in a PO editor"
    return "Accepted by a person: look again, or add the name's form to the glossary"
