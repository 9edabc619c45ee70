"""Alignment of extracted lines with the text of their page, and what of the page they leave.

Extraction returns the lines of an article without saying where they stood. Here a *line* is always
an extracted one, and a *run* is one line of the page's visible text. Most lines equal a run. The
others are several runs joined, or a part of one; they are searched piece by piece in what is left
of the page, near the line before, so that cost stays linear in the page's size. White space is
never compared, since extraction changes it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from operator import neg
from typing import NamedTuple

# The sizes count visible characters. On 300 pages of mixed markup made at random, least was left
# over with a probe of 12 to 24; with 1 it was 4 % more, with 120 it was 3 %. The limits change
# nothing there above 2,500, 1,000 and 6: they keep the cost linear and leave room for long menus.
_PROBE = 12
"""What must agree before a piece counts as found: two or three words."""
_SEARCH_REACH = 20_000
"""How far from the line before the next one is searched: beyond a long menu."""
_WIDEST_GAP = 2_000
"""What extraction may leave out inside one line: a gallery, a form."""
_COMPARED_AT_ONCE = 4_096
"""Characters of a line that are looked for in one piece."""
_MOST_OCCURRENCES = 50
"""Occurrences of one piece that are tried; a page that repeats itself without end has more."""


class Alignment(NamedTuple):
    """Where extracted lines begin in a page, and what of the page none of them has.

    `starts` has for each line the index of the run it begins in, ``None`` where the page has no
    such text. `leftovers` has for each run its parts that are in no line: the run itself as the
    only part where no line touches it, nothing where lines have all of it.
    """

    starts: tuple[int | None, ...]
    leftovers: tuple[tuple[str, ...], ...]


def align(lines: Sequence[str], runs: Sequence[str]) -> Alignment:
    """Return where lines extracted from runs of text begin, and what they leave of the runs.

    >>> align(["b c", "d"], ["a", "b", "c", "d e"])
    Alignment(starts=(1, 3), leftovers=(('a',), (), (), ('e',)))
    """
    starts = _match_whole_runs(lines, runs)
    matched = set(starts)
    remainder = _Remainder(["" if i in matched else run for i, run in enumerate(runs)])
    previous = 0
    for i, line in enumerate(lines):
        start = starts[i]
        if start is None:
            start = starts[i] = remainder.take(line, previous)
        if start is not None:
            previous = start
    leftovers = tuple(remainder.leftovers(i) for i in range(len(runs)))
    return Alignment(tuple(starts), leftovers)


def _visible(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def _word_offsets(text: str) -> list[int]:
    """Return where each word begins among the visible characters, and at last their number."""
    return list(accumulate((len(_visible(word)) for word in text.split()), initial=0))


def _match_whole_runs(lines: Sequence[str], runs: Sequence[str]) -> list[int | None]:
    """Return for each line the run that it equals, each run once; ``None`` for other lines."""
    # Indices of the unmatched runs by their text. They fall, since the first run of a text is
    # taken most often, and a list gives up its last item cheaply.
    free: dict[str, list[int]] = {}
    for i in reversed(range(len(runs))):
        free.setdefault(_visible(runs[i]), []).append(i)
    free.pop("", None)
    keys = [_visible(line) for line in lines]
    starts: list[int | None] = [None] * len(keys)

    # A text that is there once on both sides is certain.
    occurrences = Counter(keys)
    for i, key in enumerate(keys):
        if occurrences[key] == 1 and len(free.get(key, ())) == 1:
            starts[i] = free[key].pop()

    # Menus above the article repeat its headline. So the lines above the first certain one are
    # matched upwards from it, each with the nearest run above that of the line below.
    first_certain = next((i for i, start in enumerate(starts) if start is not None), 0)
    for i in reversed(range(first_certain)):
        below, candidates = starts[i + 1], free.get(keys[i], [])
        if below is not None:
            position = bisect_right(candidates, -below, key=neg)
            if position < len(candidates):
                starts[i] = candidates.pop(position)

    # Other repeated texts are matched downwards, as the article is read: each with the next run
    # below that of the line before, or else with the nearest above, for rows in another order.
    previous = -1
    for i, key in enumerate(keys):
        start, candidates = starts[i], free.get(key, [])
        if start is None and candidates:
            position = bisect_left(candidates, -previous, key=neg)
            start = starts[i] = candidates.pop(max(0, position - 1))
        if start is not None:
            previous = start
    return starts


class _Remainder:
    """The visible characters of the runs that equal no line, as one string.

    `run_starts` has the offset in `text` at which each run begins, and the length of the whole.
    `word_starts` flags the offsets at which a word begins, `taken` the characters that are in a
    line; both have one place more than the text, so that its end, too, counts as a word's start.
    """

    def __init__(self, runs: Sequence[str]) -> None:
        self.runs = runs
        self.text = _visible("".join(runs))
        self.run_starts = list(accumulate((len(_visible(run)) for run in runs), initial=0))
        self.word_starts = bytearray(len(self.text) + 1)
        for offset in _word_offsets(" ".join(runs)):
            self.word_starts[offset] = 1
        self.taken = bytearray(len(self.text) + 1)

    def take(self, line: str, previous_run: int) -> int | None:
        """Take the pieces of a line, and return the run of the first; ``None`` if there is none."""
        key, offsets = _visible(line), _word_offsets(line)
        position, reach = self.run_starts[previous_run], _SEARCH_REACH
        first: int | None = None
        done = 0  # how much of the line has been looked for
        while done < len(key):
            piece = key[done : done + _COMPARED_AT_ONCE]
            found, length = self._find(piece, position, reach)
            if found < 0 and first is None:
                # Extraction puts the rows of nested tables into another order: look above, too.
                above = max(0, position - _SEARCH_REACH)
                found, length = self._find(piece, above, _SEARCH_REACH)
            if length == 0:
                # The page has not this word here; perhaps the piece begins with the next one.
                done = offsets[bisect_right(offsets, done)]
                continue
            # Taken characters match no further line: a sentence that is there twice is two.
            self.taken[found : found + length] = b"\1" * length
            if first is None:
                first = bisect_right(self.run_starts, found) - 1
            done += length
            position, reach = found + length, _WIDEST_GAP
        return first

    def _find(self, piece: str, start: int, reach: int) -> tuple[int, int]:
        """Return where a piece begins in what is not taken, and how much of it is there; or -1, 0.

        That much is in whole words of the page; it is 0 where a word begins like the piece alone.
        """
        # Only from the start of a word: a probe may be short at the end of a line, and a word of
        # two letters is in the middle of many others.
        found = start - 1
        for _ in range(_MOST_OCCURRENCES):
            found = self.text.find(piece[:_PROBE], found + 1, start + reach)
            if found < 0:
                return -1, 0
            if self.word_starts[found] and not self.taken[found]:
                break
        else:
            return -1, 0
        end = found
        for ours, theirs in zip(piece, self.text[found : found + len(piece)], strict=False):
            if ours != theirs or self.taken[end]:
                break
            end += 1
        # Back to the last start of a word, so that what is left over has no halves of words.
        return found, self.word_starts.rfind(1, found, end + 1) - found

    def leftovers(self, index: int) -> tuple[str, ...]:
        """Return the parts of a run that no line has taken, in whole words."""
        start, end = self.run_starts[index], self.run_starts[index + 1]
        run = self.runs[index]
        if start == end:
            return ()
        if self.taken.find(1, start, end) < 0:
            return (run,)
        parts: list[list[str]] = [[]]
        for word, offset in zip(run.split(), _word_offsets(run), strict=False):
            if self.taken[start + offset]:
                parts.append([])
            else:
                parts[-1].append(word)
        texts = [" ".join(words) for words in parts]
        return tuple(text for text in texts if _visible(text))
