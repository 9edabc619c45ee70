"""A cited sentence read away from its article: its speaker, its antecedent, its relative dates."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ..dates.english import english_of, names_part
from ..dates.vocabulary import is_relative, month_name
from ..dates.when import When, lies_after
from ..language.arabic import content_stems, fold
from ..language.cohesion import continues, judges, refers_back
from ..language.english import lexicon
from ..model import (
    LANGS,
    PROSE_KINDS,
    Bilingual,
    Cite,
    Event,
    Excerpt,
    Lang,
    Mention,
    Quote,
    Sentence,
    Story,
)
from .matching import cite_sentence, overlap
from .page import Claim, DateNote, Speaker

PASSED_OVER = ("pullquote", "caption")
"""Kinds of blocks that may come between two sentences of prose without parting them."""


REPORTS_SHOWN = 0.35
"""Share of the words shown that another report has to have to be cited beside them: fewer, and it
tells of another part of a long sentence. Read off the timelines of the five articles."""


class Claims:
    """Makes the claims of pages, which ask for them in the order in which they are read.

    The order matters for two things: a speaker's office is given at the first mention on a page,
    and `is_shown` tells what the page has already.
    """

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._introduced: set[tuple[Lang, str]] = set()
        self._shown: set[str] = set()
        self._antecedents: dict[str, dict[str, Sentence]] = {}
        self._quotes: dict[str, list[Quote]] = defaultdict(list)
        for quote in quotes:
            self._quotes[str(quote.excerpt.cite)].append(quote)

    def begin_page(self) -> None:
        """Forget who was introduced and what was shown: another page begins."""
        self._introduced.clear()
        self._shown.clear()

    def is_shown(self, excerpt: Excerpt) -> bool:
        """Tell whether the page shows a sentence already, or a part of it."""
        return str(excerpt.cite) in self._shown

    def claim(
        self,
        excerpt: Excerpt,
        previous: Excerpt | None = None,
        events: Sequence[Event] = (),
        words: Bilingual | None = None,
    ) -> Claim:
        """Return a sentence as a claim, or as `words` the part of it that is shown.

        `previous` is what the page says right before it and need not be repeated as its
        antecedent. `events` are what it is told for in a timeline: their other reports are cited
        too, and their dates are already above it.
        """
        speakers = self._speakers(excerpt)
        antecedent = None
        # Who speaks is told in brackets; else what "that" refers to, unless it stands right before.
        if not speakers:
            story = excerpt.story
            if story.slug not in self._antecedents:
                self._antecedents[story.slug] = antecedents(story)
            before = self._antecedents[story.slug].get(excerpt.cite.sentence)
            if before and not (previous and previous.cite == Cite(story.slug, before.id)):
                antecedent = cite_sentence(story, before)
        # What the page shows further up is only pointed to.
        is_above = antecedent is not None and self.is_shown(antecedent)
        self._shown.update(str(one.cite) for one in (excerpt, antecedent) if one)
        shown = words.ar if words else excerpt.sentence.ar
        citations, readings = _reports(excerpt, events, shown)
        dates = {lang: _date_notes(excerpt, lang, events, words) for lang in LANGS}
        is_judgement = not self._quotes[str(excerpt.cite)] and judges(excerpt.sentence.ar)
        return Claim(
            excerpt,
            citations,
            antecedent,
            speakers,
            dates,
            readings,
            words=words,
            is_judgement=is_judgement,
            is_antecedent_above=is_above,
        )

    def quotation(self, quote: Quote) -> Claim:
        """Return somebody's words as a claim; the speaker is named with it, so needs no bracket."""
        excerpt = quote.excerpt
        dates = {lang: _date_notes(excerpt, lang, (), quote.words) for lang in LANGS}
        return Claim(excerpt, (excerpt,), dates=dates, quote=quote, words=quote.words)

    def all(self, excerpts: Collection[Excerpt]) -> tuple[Claim, ...]:
        """Return several sentences that are read one after another as claims."""
        claims: list[Claim] = []
        for excerpt in excerpts:
            previous = claims[-1].excerpt if claims else None
            claims.append(self.claim(excerpt, previous))
        return tuple(claims)

    def written(self, words: Bilingual, cited: tuple[Excerpt, ...], basis: str) -> Claim:
        """Return an editor's own words as a claim; `basis` is what they were accepted on."""
        return Claim(
            cited[0],
            cited,
            dates=dict.fromkeys(LANGS, ()),
            words=words,
            is_written=True,
            is_outdated=bool(basis) and basis != basis_of(cited),
        )

    def voice_of(self, claim: Claim) -> Speaker | None:
        """Return who alone speaks in all of a claim, ``None`` where several do or an article.

        In a part of a sentence that is whose clause it is.
        """
        part = claim.words.ar if claim.words and not claim.is_written else None
        voices: list[set[str]] = []
        speakers: dict[str, Speaker] = {}
        for excerpt in claim.citations:
            here: set[str] = set()
            for quote in self._quotes[str(excerpt.cite)]:
                clause = quote.words.ar if quote.words else excerpt.sentence.ar
                if part is None or part in clause or clause in part:
                    here.add(quote.speaker.ar)
                    speakers.setdefault(quote.speaker.ar, Speaker(quote.speaker, quote.role))
            voices.append(here)
        is_one = bool(voices) and all(one == voices[0] and len(one) == 1 for one in voices)
        return speakers[next(iter(voices[0]))] if is_one else None

    def _speakers(self, excerpt: Excerpt) -> dict[Lang, Speaker]:
        """Return by language who speaks in a sentence that says only "he added"."""
        quotes = self._quotes[str(excerpt.cite)]
        found: dict[Lang, Speaker] = {}
        if not quotes or not continues(excerpt.sentence.ar):
            return found
        # A sentence may have several speakers; the first is its subject.
        quote = quotes[0]
        for lang in LANGS:
            name = quote.speaker[lang]
            # A translation may name the speaker whom its original leaves out.
            shown = excerpt.sentence.text(lang) or excerpt.sentence.ar
            words = name.split()
            # By the surname; of "the joint statement" by the noun, which in Arabic comes first.
            identifying = (words[0], words[-1]) if lang == "ar" else (words[-1],)
            # As a word of its own, as one of several or with what Arabic writes onto it: an
            # official is among "officials", Ali not in "Alibaba".
            names = "|".join(map(re.escape, identifying))
            if re.search(rf"(?<!\w)[وف]?[بلك]?(?:{names})(?:e?s|ون|ين|ان|ات)?(?!\w)", shown):
                continue
            is_first = (lang, name) not in self._introduced
            found[lang] = Speaker(quote.speaker, quote.role if is_first else None)
            # Only an office that is known introduces its holder.
            if quote.role is not None:
                self._introduced.add((lang, name))
        return found


def basis_of(cited: Iterable[Excerpt]) -> str:
    """Return what an editor's words rest on as a short digest: the sentences in both languages."""
    texts = [(str(e.cite), e.sentence.ar, e.sentence.en or "") for e in cited]
    return hashlib.sha256(repr(texts).encode()).hexdigest()[:12]


def antecedents(story: Story) -> dict[str, Sentence]:
    """Return by a sentence's id the one before it, for those whose "that" refers to it.

    It is the sentence of prose right before. Where there is none, or nobody may rely on its
    translation, the sentence has no entry.
    """
    found: dict[str, Sentence] = {}
    before: Sentence | None = None
    for block, sentence in story.body():
        # A picture between two paragraphs does not come between "that" and what it means.
        if block.kind in PASSED_OVER:
            continue
        is_prose = block.kind in PROSE_KINDS
        usable = before is not None and not before.doubtful and before.lang == "ar"
        if before is not None and usable and is_prose and refers_back(sentence.ar):
            found[sentence.id] = before
        before = sentence if is_prose else None
    return found


def _reports(
    excerpt: Excerpt, events: Sequence[Event], shown: str
) -> tuple[tuple[Excerpt, ...], tuple[When | None, ...]]:
    """Return all sentences that tell what is shown, and the coarser date of those that have one."""
    citations: dict[str, Excerpt] = {str(excerpt.cite): excerpt}
    readings: dict[str, When] = {}
    words = content_stems(shown)
    for event in events:
        for report, reading in zip(event.excerpts, event.readings, strict=False):
            if overlap(words, content_stems(report.sentence.ar), len(set(words))) < REPORTS_SHOWN:
                continue
            citations.setdefault(str(report.cite), report)
            if reading.iso != event.when.iso:
                readings[str(report.cite)] = reading
    return tuple(citations.values()), tuple(readings.get(cite) for cite in citations)


def worked_out(story: Story, sentence_id: str) -> tuple[Mention, ...]:
    """Return the dates of a sentence that a reader elsewhere cannot know without its article's day.

    "Last April" is one, "April 2024" none; what is known more coarsely than it is put is left out.
    """
    published = story.published.when if story.published else None
    found = []
    for mention in story.times:
        when = mention.when
        if mention.sentence != sentence_id or when is None or when.stated or mention.coarser:
            continue
        if not lies_after(when, published):
            found.append(mention)
    return tuple(found)


def _date_notes(
    excerpt: Excerpt, lang: Lang, events: Sequence[Event], words: Bilingual | None = None
) -> tuple[DateNote, ...]:
    """Return what the relative dates of a sentence, or of the part shown, mean in one language.

    Nothing where its only one is among those of `events`, which are shown above it.
    """
    story = excerpt.story
    mentions = worked_out(story, excerpt.cite.sentence)
    phrases: Sequence[str | None] = [mention.text for mention in mentions]
    if lang == "en":
        published = story.published.when if story.published else None
        phrases = english_of(excerpt.sentence.en or "", mentions, published)
    notes: list[DateNote] = []
    for mention, phrase in zip(mentions, phrases, strict=True):
        if mention.when is None or (words and mention.text not in words.ar):
            continue
        when = mention.when.as_shown()
        # "The beginning of" is told only where the words shown name a part of the period too.
        if lang == "en" and phrase is not None and not names_part(phrase):
            when = replace(when, part=None)
        note = DateNote(when, phrase)
        if note not in notes:
            notes.append(note)
    dates = {note.when for note in notes}
    if len(dates) == 1 and dates <= {event.when.as_shown() for event in events}:
        return ()
    # A bracket after a sentence attaches to its last date unless it repeats the words it explains.
    # Where the sentence has one date only, and the note repeats its words anyway, it need not.
    times = [mention for mention in story.times if mention.sentence == excerpt.cite.sentence]
    if len(times) == 1 and all(_is_plain(note, lang) for note in notes):
        notes = [DateNote(note.when, None) for note in notes]
    # "This week" of an article of which only the month is known means no week that can be named:
    # it is told against which day the reader has to take it.
    open_times = [m for m in times if (m.when is None or m.coarser) and is_relative(m.text)]
    open_times = [m for m in open_times if words is None or m.text in words.ar]
    if story.published and open_times and not notes:
        notes.append(DateNote(story.published.when.without_clock(), None, is_day_of_article=True))
    return tuple(notes)


def _is_plain(note: DateNote, lang: Lang) -> bool:
    """Tell whether a date needs no words beside it: a numbered day, or a month by its name."""
    phrase = note.phrase
    if phrase is None:
        return True
    if note.when.precision == "day" and any(character.isdigit() for character in phrase):
        return True
    if lang == "ar":
        return month_name().fullmatch(fold(phrase).lower()) is not None
    return phrase.lower() in lexicon("months")
