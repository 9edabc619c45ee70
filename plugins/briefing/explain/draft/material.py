"""What a topic is drafted from: the stories' sentences, with the names and words that recur."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ...editors.glossary import Entry, Glossary
from ...language.arabic import WORD, content_stems, fold_with_offsets, folded_words, stem, stems
from ...language.lexicon import load
from ...language.numbers import find_numbers
from ...language.reporting_verbs import reporting_words
from ...model import Bilingual, Excerpt, Story, newest_first
from ..matching import citable, cite_sentence

_OFTEN = 4
"""Times a word must recur where only one story has it."""
SHORTEST_JOINED = 2
"""Letters of a word up to which its first is no "and" or "so" written onto another."""
_TOGETHER = 0.7
"""Share of its occurrences in which a word stands beside another that makes both one name."""
Occurrences = list[tuple[str, Excerpt]]
"""Forms as written, each with its sentence."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What the stories speak of: its forms, how often, in which stories and sentences.

    `entry` is the glossary's, ``None`` for a word it does not have.
    """

    name: Bilingual
    forms: tuple[str, ...]
    count: int
    slugs: frozenset[str]
    cites: frozenset[str]
    entry: Entry | None = None

    @property
    def kind(self) -> str:
        """The glossary's kind, empty for a word it does not have."""
        return self.entry.kind if self.entry else ""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a draft is made of: stories the newest first, things the most frequent first."""

    stories: tuple[Story, ...]
    sentences: tuple[Excerpt, ...]
    entities: tuple[Thing, ...]
    recurring: tuple[Thing, ...]
    """Words that the glossary does not have."""

    def of_kind(self, *kinds: str) -> list[Thing]:
        """Return the entities of some kinds."""
        return [thing for thing in self.entities if thing.kind in kinds]

    def is_common(self, thing: Thing) -> bool:
        """Tell whether half of the stories name a thing."""
        return 2 * len(thing.slugs) >= len(self.stories)

    def telling(self) -> list[Thing]:
        """Return what tells a subject: names and terms that are no places, then other words."""
        return [*self.of_kind("organisation", "term", "person"), *self.recurring]

    def dated(self) -> dict[str, Excerpt]:
        """Return the sentences with a time that has a value, by their cites."""
        dated: dict[str, Excerpt] = {}
        for cited in self.sentences:
            if any(mention.when for mention in cited.times()):
                dated[str(cited.cite)] = cited
        return dated


def read_material(stories: Sequence[Story], glossary: Glossary) -> Material:
    """Return what the stories have for a draft."""
    ordered = sorted(stories, key=newest_first)
    sentences: list[Excerpt] = []
    for story in ordered:
        sentences += [cite_sentence(story, sentence) for _, sentence in citable(story)]
    # Nationalities say of what origin a thing is, not what a text is on; nor does "in percent".
    no_subject = set(map(stem, chain(glossary.adjectives(), folded_words("rates", "heads"))))
    no_subject.update(chain(*map(stems, load("numbers")["percent"]["words"])))
    by_entry: dict[str, Occurrences] = defaultdict(list)
    by_stem: dict[str, Occurrences] = defaultdict(list)
    pairs: dict[tuple[str, str], Occurrences] = defaultdict(list)
    # Nor does where something is, or which one of several it is.
    where = folded_words("drafts", "where") | folded_words("numbers", "ordinals")
    where |= folded_words("labels", "not_parts")
    for cited in sentences:
        text = cited.sentence.ar
        folded = fold_with_offsets(text)
        taken = [(mention.start, mention.end) for mention in cited.times()]
        for mention in glossary.mentions(text):
            first = mention.start
            # A prefix joined to the name is part of the form, as the match words have it.
            while WORD.fullmatch(folded.text, first - 1, first):
                first -= 1
            # A name whose letters are all folded away is found everywhere, as nothing.
            if mention.start < mention.end:
                start, end = folded.span(first, mention.end)
                by_entry[mention.entry.id].append((text[start:end], cited))
                taken.append((start, end))
        # Other words count where they are no part of a name or a date.
        last = ("", 0, 0)
        for word, start, end in written_words(text):
            is_taken = any(first < end and start < last for first, last in taken)
            # "And did not", "a thousand" and "so that" are no subject either.
            bare = word[1:] if word[0] in "وف" and len(word) > SHORTEST_JOINED else word
            is_empty = not (content_stems(word) and content_stems(bare)) or is_reporting_word(word)
            is_empty = is_empty or word.isdigit() or bool(find_numbers(bare))
            if not (is_taken or is_empty or bare in where or stem(word) in no_subject):
                by_stem[stem(word)].append((text[start:end], cited))
                if last[2] and not text[last[2] : start].strip():
                    pairs[last[0], stem(word)].append((text[last[1] : end], cited))
                last = (stem(word), start, end)
    _join(by_stem, pairs)
    entities = [thing_of(forms, glossary.entries[entry]) for entry, forms in by_entry.items()]
    words = [thing_of(forms) for forms in by_stem.values()]
    # A word of one sentence is no subject, unless the story comes back to it again and again.
    recurring = [word for word in words if len(word.slugs) > 1 or word.count >= _OFTEN]
    return Material(tuple(ordered), tuple(sentences), _ranked(entities), _ranked(recurring))


def _join(by_stem: dict[str, Occurrences], pairs: Mapping[tuple[str, str], Occurrences]) -> None:
    """Put the words of names of two ("Red Crescent") together, in place."""
    for (one, other), both in pairs.items():
        most = max(len(by_stem.get(word, ())) for word in (one, other))
        if len(both) >= max(_OFTEN, _TOGETHER * most) and {one, other} <= by_stem.keys():
            del by_stem[one], by_stem[other]
            by_stem[f"{one} {other}"] = both


def thing_of(occurrences: Occurrences, entry: Entry | None = None) -> Thing:
    """Return what has occurred; without an entry it is called by its most frequent form."""
    # The quotation marks show whoever finishes the draft that the word is not English yet.
    forms = distinct_forms(written for written, _ in occurrences)
    untranslated = load("drafts")["untranslated"].format(ar=forms[0])
    return Thing(
        entry.name if entry else Bilingual(forms[0], untranslated),
        forms,
        len(occurrences),
        frozenset(cited.story.slug for _, cited in occurrences),
        frozenset(str(cited.cite) for _, cited in occurrences),
        entry,
    )


def _ranked(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Return things in order: those of most stories first, then those most often named."""
    return tuple(sorted(things, key=lambda t: (-len(t.slugs), -t.count, t.name.ar, t.name.en)))


def distinct_forms(written: Iterable[str]) -> tuple[str, ...]:
    """Return the forms that differ for a match, the most frequent first."""
    counts = Counter(" ".join(form.split()) for form in written)
    # Match words are compared by their stems, so that of forms with equal stems one is enough.
    by_stems: dict[tuple[str, ...], str] = {}
    for form in sorted(counts, key=lambda form: (-counts[form], len(form), form)):
        by_stems.setdefault(tuple(stems(form)), form)
    return tuple(by_stems.values())


def is_reporting_word(word: str) -> bool:
    """Tell whether a folded word tells that something is said, with or without "and" or "so"."""
    return word in reporting_words() or (word[0] in "وف" and word[1:] in reporting_words())


def written_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text folded, with their ranges in it."""
    folded = fold_with_offsets(text)
    for match in WORD.finditer(folded.text):
        yield match.group(), *folded.span(*match.span())
