"""Where on its page each extracted line stands, and what of the page no line has taken.

Extraction gives back text without its place. Lines that are a run of the page are found by their
whole text. The others are runs put together, or parts of one: they are looked for word by word in
what is left, near the line before, so that cost stays linear in the page's size.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, takewhile
from operator import itemgetter, neg
from typing import NamedTuple

GRAM = 12
"""Visible characters that must agree where a part of a line is found: two or three words."""
REACH = 20_000
"""Visible characters from the line before in which the next one is looked for: a long menu."""
WIDEST_HOLE = 2_000
"""Visible characters that extraction may leave out inside one line: a gallery, a form."""
STRETCH = 4_096
"""Characters compared at once."""
MOST_TRIES = 50
"""Places looked at for one part; a page that repeats itself without end has more."""


class Aligned(NamedTuple):
    """For each line the run it begins in, ``None`` where the page has no such text.

    `left` has for each run the parts that no line has taken; a run nobody took is one part.
    """

    runs: tuple[int | None, ...]
    left: tuple[tuple[str, ...], ...]


def align(lines: Sequence[str], runs: Sequence[str]) -> Aligned:
    """Return where lines extracted from runs of text stand; white space does not matter.

    >>> align(["b c", "d"], ["a", "b", "c", "d e"])
    Aligned(runs=(1, 3), left=(('a',), (), (), ('e',)))
    """
    wanted = [visible(text) for text in lines]
    found = _whole_runs(wanted, [visible(text) for text in runs])
    taken = {run for run in found if run is not None}
    rest = _rest(["" if run in taken else text for run, text in enumerate(runs)])
    before = 0
    for i, key in enumerate(wanted):
        if found[i] is None:
            found[i] = rest.take(key, _word_offsets(lines[i]), before)
        before = _or(found[i], before)
    return Aligned(tuple(found), tuple(rest.left(run) for run in range(len(runs))))


def visible(text: str) -> str:
    """Return the characters of a text that can be seen."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def _word_offsets(text: str) -> list[int]:
    """Return where words begin among the visible characters of a text, and where the last ends."""
    return list(accumulate((len(visible(word)) for word in text.split()), initial=0))


def _whole_runs(wanted: Sequence[str], keys: Sequence[str]) -> list[int | None]:
    """Return for each line the run that has just its text, each run once.

    Texts that stand once are sure. Of others the nearest place behind the line before is taken,
    and at the top, where menus repeat the headline, the nearest above the first sure line.
    """
    places: dict[str, list[int]] = {}
    for run in reversed(range(len(keys))):
        places.setdefault(keys[run], []).append(run)
    places.pop("", None)
    counts = Counter(wanted)
    found: list[int | None] = [
        places[key].pop() if counts[key] == len(places.get(key, ())) == 1 else None
        for key in wanted
    ]
    top = next((i for i, run in enumerate(found) if run is not None), 0)
    for i in reversed(range(top)):
        found[i] = _pop_above(places.get(wanted[i], []), found[i + 1])
    before = -1
    for i, key in enumerate(wanted):
        if found[i] is None:
            found[i] = _pop_below(places.get(key, []), before)
        before = _or(found[i], before)
    return found


def _or(run: int | None, other: int) -> int:
    return other if run is None else run


def _pop_above(falling: list[int], near: int | None) -> int | None:
    """Take the greatest below `near` out of a falling list, if there is one."""
    place = len(falling) if near is None else bisect_right(falling, -near, key=neg)
    return falling.pop(place) if place < len(falling) else None


def _pop_below(falling: list[int], near: int) -> int | None:
    """Take the least above `near` out of a falling list, or else the greatest below it."""
    place = bisect_left(falling, -near, key=neg)
    return falling.pop(max(0, place - 1)) if falling else None


@dataclass
class _Rest:
    """The runs that no line is the whole of, as one string of visible characters.

    `begins` has where each run begins in it and where the last ends, `words` and `used` mark the
    places where words begin and the characters that lines have taken.
    """

    runs: Sequence[str]
    text: str
    begins: list[int]
    words: bytearray
    used: bytearray

    def take(self, key: str, offsets: Sequence[int], before: int) -> int | None:
        """Take what a line has of these runs, part by part; return the run it begins in."""
        at, reach, done = self.begins[before], REACH, 0
        first: int | None = None
        while done < len(key):
            place = self._find(key[done : done + GRAM], at, reach)
            if place < 0 and first is None:  # tables in tables come out in another order
                place = self._find(key[done : done + GRAM], max(0, at - REACH), REACH)
            count = self._agreeing(key, done, place) if place >= 0 else 0
            if count:
                self.used[place : place + count] = b"\1" * count
                first = place if first is None else first
                at, reach, done = place + count, WIDEST_HOLE, done + count
            else:
                done = offsets[bisect_right(offsets, done)] if done < offsets[-1] else len(key)
        return None if first is None else bisect_right(self.begins, first) - 1

    def _find(self, part: str, at: int, reach: int) -> int:
        """Return where a part begins a word that nobody has taken, -1 if it does not."""
        place = at - 1
        for _ in range(MOST_TRIES):
            place = self.text.find(part, place + 1, at + reach)
            if place < 0 or (self.words[place] and not self.used[place]):
                return place
        return -1

    def _agreeing(self, key: str, done: int, place: int) -> int:
        """Return how many characters agree from there on, in whole words of the page."""
        pairs = zip(key[done : done + STRETCH], self.text[place : place + STRETCH], strict=False)
        count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        taken = self.used.find(1, place, place + count)
        end = place + count if taken < 0 else taken
        return self.words.rfind(1, place, end + 1) - place

    def left(self, run: int) -> tuple[str, ...]:
        """Return the parts of a run that no line has taken, in whole words."""
        start, end = self.begins[run], self.begins[run + 1]
        if start == end:
            return ()
        if self.used.find(1, start, end) < 0:
            return (self.runs[run],)
        return tuple(self._left_words(self.runs[run], start))

    def _left_words(self, text: str, start: int) -> Iterator[str]:
        words = text.split()
        marked = zip(words, (self.used[start + at] for at in _word_offsets(text)), strict=False)
        for used, group in groupby(marked, key=itemgetter(1)):
            part = " ".join(word for word, _ in group)
            if not used and visible(part):
                yield part


def _rest(runs: Sequence[str]) -> _Rest:
    begins, words = [0], bytearray()
    for text in runs:
        offsets = _word_offsets(text)
        words.extend(bytes(offsets[-1]))
        for offset in offsets[:-1]:
            if offset < offsets[-1]:
                words[begins[-1] + offset] = 1
        begins.append(begins[-1] + offsets[-1])
    text = visible("".join(runs))
    return _Rest(runs, text, begins, words + b"\1", bytearray(len(text) + 1))
