"""State of each story's English, for a reviewer: counts of segments, and what the checks find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..errors import Problem
from ..model import Finding, Sentence, Story
from .memory import OUTDATED


@dataclass(frozen=True, slots=True)
class ReviewTotals:
    """How many stories there are, and how many of their segments are in each state of a review."""

    count: int
    reviewed: int
    machine: int
    pending: int
    stale: int
    failing: int

    @classmethod
    def of(cls, reviews: Sequence[StoryReview]) -> ReviewTotals:
        """Return the counts of some stories together."""
        return cls(
            count=len(reviews),
            reviewed=sum(one.reviewed for one in reviews),
            machine=sum(one.machine for one in reviews),
            pending=sum(one.pending for one in reviews),
            stale=sum(one.stale for one in reviews),
            failing=sum(one.failing for one in reviews),
        )


@dataclass(frozen=True, slots=True)
class StoryReview:
    """The English of one story: counts of its segments; `findings` with the segment of each.

    `stale` are those of `pending` whose Arabic was edited since; `machine` and `pending` are what
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
        return len({segment.id for segment, _ in self.findings})


def review(stories: Iterable[Story]) -> tuple[StoryReview, ...]:
    """Return the state of each story's English, in their order."""
    reviews: list[StoryReview] = []
    for story in stories:
        counts: Counter[str] = Counter()
        findings: list[tuple[Sentence, Finding]] = []
        for segment in story.segments():
            counts[segment.state] += 1
            counts["stale"] += segment.origin == OUTDATED
            findings += [(segment, finding) for finding in segment.findings]
        reviewed, machine, pending = counts["reviewed"], counts["machine"], counts["pending"]
        state = StoryReview(story, reviewed, machine, pending, counts["stale"], tuple(findings))
        reviews.append(state)
    return tuple(reviews)


def complaints(reviews: Iterable[StoryReview], folder: str, *, strict: bool) -> Iterator[Problem]:
    """Yield one problem a failed check, and with `strict` also for what is not reviewed.

    Strict is for a publisher who lets nothing out that no person has read: every problem is an
    error.
    """
    for state in reviews:
        memory = f"{folder}/{state.story.stem}.en.po"
        for segment, finding in state.findings:
            message = f"{segment.id}: {finding.kind}: {finding.detail.en}"
            hint = "Accepted by a person: look again"
            if finding.kind == "names":
                hint += ", or add the name's form to the glossary"
            if segment.state == "machine":
                hint = "Made by machine: mend it in a PO editor"
            elif segment.state == "pending":
                hint = "The original was edited since: mend it in a PO editor"
            yield Problem(memory, message, hint, error=strict)
        # One line a story: a list of every segment would hide what failed.
        if strict and state.machine + state.pending:
            counts = f"{state.machine} segments unreviewed, {state.pending} missing"
            hint = "Run pelican-briefing translate, then accept or write them in a PO editor"
            yield Problem(memory, f"{counts}, and --strict allows none", hint)
