"""Quantities followed over time and across sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..dates.when import When
from ..editors.topics import FigureSpec
from ..language.arabic import alternatives, fold, fold_with_offsets, folded_words
from ..language.lexicon import load
from ..language.numbers import Number, find_numbers, number_pattern, read_number
from ..model import Figure, FigureValue, Sentence, Story
from .analysis import Analysis
from .matching import citable, cite_sentence, has_any, matches
from .page import FigureRow, FiguresSection

WINDOW = 40
"""Characters after a number in which its counted noun and place stand."""
BACK = 30
"""Characters before a number in which an excluding word stands."""


def follow(spec: FigureSpec, stories: Sequence[Story]) -> Figure:
    """Return the readings of one quantity, oldest first; equal readings of one day are merged."""
    values: dict[tuple[object, ...], FigureValue] = {}
    for story in stories:
        for reading in (*_readings(spec, story), *_changes(spec, story)):
            day = reading.as_of
            as_of = (day.iso, day.iso_end, day.part) if day else None
            key = (reading.value, reading.qualifier, reading.change, as_of)
            known = values.get(key)
            # Sources that give one value for one day are one reading with several citations.
            cites = (*known.excerpts, *reading.excerpts) if known else reading.excerpts
            values[key] = replace(reading, excerpts=cites)
    oldest_first = sorted(
        values.values(),
        key=lambda reading: (
            reading.as_of.iso if reading.as_of else "",
            reading.change is None,
            reading.value,
            reading.qualifier or "",
        ),
    )
    return Figure(spec.id, spec.text, spec.unit, tuple(oldest_first))


def _readings(spec: FigureSpec, story: Story) -> Iterator[FigureValue]:
    """Yield the numbers of one story that count what a figure counts."""
    for _, sentence in citable(story):
        if spec.match and not matches(sentence.ar, spec.match):
            continue
        numbers = find_numbers(sentence.ar)
        folded = fold_with_offsets(sentence.ar)
        changes = [folded.span(*m.span()) for m in _change_pattern().finditer(folded.text)]
        for place, number in enumerate(numbers):
            # A quarter of the soldiers is no number of soldiers, nor are those that were added.
            is_change = any(start <= number.start < end for start, end in changes)
            if number.percent or is_change:
                continue
            # What is counted stands between a number and the next one, in its own clause.
            next_start = numbers[place + 1].start if place + 1 < len(numbers) else len(sentence.ar)
            window = sentence.ar[number.end : min(next_start, number.end + WINDOW)]
            following = re.split(r"[،؛.]", window)[0]
            before = sentence.ar[max(0, number.start - BACK) : number.start]
            # An adjective may come between a number and its noun, seldom more.
            counts = has_any(" ".join(following.split()[:2]), spec.nouns)
            is_here = not spec.near or has_any(following, spec.near)
            if counts and is_here and not has_any(before, spec.exclude):
                day = None if spec.once else _as_of(story, sentence, number)
                cite = cite_sentence(story, sentence)
                yield FigureValue(number.value, number.qualifier, day, (cite,))


def _changes(spec: FigureSpec, story: Story) -> Iterator[FigureValue]:
    """Yield by how much a figure is said to have changed: "cut by half", "raised by 500"."""
    for _, sentence in citable(story):
        folded = fold_with_offsets(sentence.ar)
        for found in _change_pattern().finditer(folded.text):
            what, before = found["what"], folded.text[: found.start()].split()[-1:]
            before += [word.removeprefix("و") for word in before]
            is_here = not spec.near or has_any(what, spec.near)
            if not is_here or not has_any(what, (*spec.nouns, *spec.near)):
                continue
            # What did not happen, or only may, changed nothing.
            if set(before) & folded_words("figure_changes", "unreal"):
                continue
            number = load("figure_changes")["parts"].get(found["part"] or "")
            if found["number"]:
                # 500 metres or 20 percent are no number of soldiers.
                after = re.split(r"[،؛.]", folded.text[found.end() :])[0].split()[:2]
                is_bare = not after or after[0] in folded_words("figure_changes", "after")
                is_counted = is_bare or has_any(" ".join(after), spec.nouns)
                number = read_number(found["number"]) if is_counted else None
            if number:
                start, end = folded.span(*found.span())
                # The date of the change stands in its clause, or nobody can say when it was.
                dates = [t for t in story.times if t.sentence == sentence.id and t.when]
                day = next((t.when for t in dates if start <= t.start < end), None)
                cite = cite_sentence(story, sentence)
                yield FigureValue(number, None, day, (cite,), "down" if found["down"] else "up")


@cache
def _change_pattern() -> re.Pattern[str]:
    """Return the pattern of a change over folded text: the verb, what changed, by how much."""
    lexicon = load("figure_changes")
    down, up = alternatives(lexicon["down"]), alternatives(lexicon["up"])
    by, part = alternatives(lexicon["by"]), alternatives(lexicon["parts"])
    amount = rf"(?:{by})\s+(?:(?P<part>{part})|(?P<number>{number_pattern()}))(?!\w)"
    # In one clause, and not further apart than a clause is long.
    return re.compile(
        rf"(?<!\w)و?(?:(?P<down>{down})|(?:{up}))(?!\w)(?P<what>[^،؛.]{{1,80}}?)\s{amount}"
    )


def _as_of(story: Story, sentence: Sentence, number: Number) -> When | None:
    """Return the day a figure held: the time told of if the text says "then", else publication."""
    around = fold(sentence.ar[max(0, number.start - 2 * BACK) : number.end + WINDOW])
    if any(fold(mark) in around for mark in load("events")["then"]):
        # "Then" points back, to the last date before the number.
        before = [t for t in story.times if t.sentence == sentence.id and t.start < number.start]
        if before and before[-1].when:
            return before[-1].when
    return story.published.when.without_clock() if story.published else None


def figures_section(analysis: Analysis) -> FiguresSection | None:
    """Return the readings of all figures, oldest first; equal neighbours are one span of time."""
    rows: list[FigureRow] = []
    for figure in analysis.figures:
        of_figure: list[FigureRow] = []
        for value in figure.values:
            last = of_figure[-1] if of_figure else None
            known = (last.value.value, last.value.qualifier, last.value.change) if last else None
            is_same = known == (value.value, value.qualifier, value.change)
            if last and is_same and last.last and value.as_of:
                citations = (*last.citations, *value.excerpts)
                of_figure[-1] = replace(last, last=value.as_of, citations=citations)
            else:
                of_figure.append(FigureRow(figure, value, value.as_of, value.as_of, value.excerpts))
        rows += of_figure
    return FiguresSection(tuple(rows)) if rows else None
