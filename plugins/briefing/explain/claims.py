"""A cited sentence read away from its article: its speaker, its antecedent, its relative dates."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ..dates.english import english_of, names_part
from ..dates.vocabulary import is_relative, month_name
from ..dates.when import When, lies_after
from ..language.arabic import content_stems, fold
from ..language.cohesion import continues, judges, refers_back, stands_alone, unnamed
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
from ..speech.vocabulary import english_nouns, split_noun
from .facts import BearingStory, OutOfContext, WorkedOut
from .matching import overlap
from .page import Claim, DateNote, Speaker

PASSED_OVER = ("pullquote", "caption")
"""Kinds of blocks that may come between two sentences of prose without parting them."""
REPORTS_SHOWN = 0.35
"""Share of the words shown that another report has to have to be cited beside them: fewer, and it
tells of another part of a long sentence. Read off the timelines of the five articles."""
DAYS_BEHIND = 7
"""Days between a sentence's article and the newest from which a reader has to know that."""
_NO_DATES: Mapping[Lang, tuple[DateNote, ...]] = dict.fromkeys(LANGS, ())
"""Shared by all claims without dates to explain: two of three claims of a large site."""


class Claims:
    """Makes the claims of pages, which ask for them in the order in which they are read.

    The order matters for two things: a speaker's office is given at the first mention on a page,
    and `is_shown` tells what the page has already.
    """

    def __init__(
        self, quotes: Sequence[Quote], sources: Mapping[str, BearingStory] | None = None
    ) -> None:
        self._introduced: set[tuple[Lang, str]] = set()
        self._shown: set[str] = set()
        self._sources = sources or {}
        self._newest: date | None = None
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
        *,
        dated: bool = False,
    ) -> Claim:
        """Return a sentence as a claim, or as `words` the part of it that is shown.

        `previous` is what the page says right before it and need not be repeated as its
        antecedent. `events` are what it is told for in a timeline: their other reports are cited
        too, and their dates are already above it. `dated` tells the day of its article where it has
        no time and far newer articles are there: how things stood then is not how they stand.
        """
        context = self._out_of_context(excerpt)
        speakers = self._speakers(excerpt, context)
        antecedent = None
        # Who speaks is told in brackets; else what "that" refers to, unless it stands right before.
        if context.antecedent and not speakers:
            cite = Cite(excerpt.cite.slug, context.antecedent)
            sentence = excerpt.story.sentence(context.antecedent)
            if sentence and not (previous and previous.cite == cite):
                antecedent = Excerpt(cite, sentence, excerpt.story)
        # What the page shows further up is only pointed to.
        is_above = antecedent is not None and self.is_shown(antecedent)
        self._shown.update(str(one.cite) for one in (excerpt, antecedent) if one)
        citations, readings = self._reports(excerpt, events, words)
        dates = {lang: _date_notes(excerpt, lang, context, events, words) for lang in LANGS}
        published = excerpt.story.published
        if dated and published and not context.times and self._is_behind(published.when):
            note = DateNote(published.when.without_clock(), None, is_day_of_article=True)
            dates = dict.fromkeys(LANGS, (note,))
        return Claim(
            excerpt,
            citations,
            antecedent,
            speakers,
            dates if any(dates.values()) else _NO_DATES,
            readings,
            words=words,
            is_judgement=context.is_judging and str(excerpt.cite) not in self._quotes,
            is_antecedent_above=is_above,
        )

    def quotation(self, quote: Quote) -> Claim:
        """Return somebody's words as a claim; the speaker is named with it, so needs no bracket."""
        excerpt = quote.excerpt
        context = self._out_of_context(excerpt)
        dates = {lang: _date_notes(excerpt, lang, context, (), quote.words) for lang in LANGS}
        return Claim(excerpt, (excerpt,), dates=dates, quote=quote, words=quote.words)

    def _is_behind(self, when: When) -> bool:
        """Tell whether the newest article that the page draws on is far newer than a day."""
        if self._newest is None:
            days = (s.story.published.when.end for s in self._sources.values() if s.story.published)
            self._newest = max(days, default=when.end)
        return (self._newest - when.end).days > DAYS_BEHIND

    def all(self, excerpts: Collection[Excerpt], *, dated: bool = False) -> tuple[Claim, ...]:
        """Return several sentences that are read one after another as claims."""
        claims: list[Claim] = []
        for excerpt in excerpts:
            previous = claims[-1].excerpt if claims else None
            claims.append(self.claim(excerpt, previous, dated=dated))
        return tuple(claims)

    def written(self, words: Bilingual, cited: tuple[Excerpt, ...], basis: str) -> Claim:
        """Return an editor's own words as a claim; `basis` is what they were accepted on."""
        return Claim(
            cited[0],
            cited,
            dates=_NO_DATES,
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
            for quote in self._quotes.get(str(excerpt.cite), ()):
                clause = quote.words.ar if quote.words else excerpt.sentence.ar
                if part is None or part in clause or clause in part:
                    here.add(quote.speaker.ar)
                    speakers.setdefault(quote.speaker.ar, Speaker(quote.speaker, quote.role))
            voices.append(here)
        is_one = bool(voices) and all(one == voices[0] and len(one) == 1 for one in voices)
        return speakers[next(iter(voices[0]))] if is_one else None

    def _out_of_context(self, excerpt: Excerpt) -> OutOfContext:
        """Return what has to be told of a sentence away from its article."""
        source = self._sources.get(excerpt.cite.slug)
        place = source.places.get(excerpt.cite.sentence) if source else None
        if source and place is not None:
            return source.facts.sentences[place].out_of_context
        # A title, a heading or a caption that an editor cites.
        story, sentence = excerpt.story, excerpt.sentence
        before, quotes = antecedents(story).get(sentence.id), self._quotes.get(str(excerpt.cite))
        speaker = quotes[0].speaker if quotes else None
        return out_of_context(story, sentence, excerpt.times(), before, speaker)

    def _speakers(self, excerpt: Excerpt, context: OutOfContext) -> dict[Lang, Speaker]:
        """Return by language who speaks in a sentence that says only "he added"."""
        found: dict[Lang, Speaker] = {}
        for lang in context.unnamed:
            # A sentence may have several speakers; the first is its subject.
            quote = self._quotes[str(excerpt.cite)][0]
            introduced = lang, quote.speaker[lang]
            is_first = introduced not in self._introduced
            found[lang] = Speaker(quote.speaker, quote.role if is_first else None)
            # Only an office that is known introduces its holder.
            if quote.role is not None:
                self._introduced.add(introduced)
        return found

    def _reports(
        self, excerpt: Excerpt, events: Sequence[Event], words: Bilingual | None
    ) -> tuple[tuple[Excerpt, ...], tuple[When | None, ...]]:
        """Return all sentences that tell what is shown, and the coarser date of those with one."""
        citations: dict[str, Excerpt] = {str(excerpt.cite): excerpt}
        readings: dict[str, When] = {}
        shown = self._content(excerpt) if events else frozenset()
        if events and words:
            shown = frozenset(content_stems(words.ar))
        for event in events:
            for report, reading in zip(event.excerpts, event.readings, strict=False):
                if overlap(shown, self._content(report), len(shown)) < REPORTS_SHOWN:
                    continue
                citations.setdefault(str(report.cite), report)
                if reading.iso != event.when.iso:
                    readings[str(report.cite)] = reading
        return tuple(citations.values()), tuple(readings.get(cite) for cite in citations)

    def _content(self, excerpt: Excerpt) -> tuple[str, ...]:
        source = self._sources.get(excerpt.cite.slug)
        place = source.places.get(excerpt.cite.sentence) if source else None
        if source and place is not None:
            return source.content(place)
        return content_stems(excerpt.sentence.ar)


def out_of_context(
    story: Story,
    sentence: Sentence,
    times: Sequence[Mention],
    antecedent: Sentence | None,
    speaker: Bilingual | None,
) -> OutOfContext:
    """Return what has to be told of a sentence away from its article.

    `times` are its time expressions, `speaker` is who speaks in it first.
    """
    published = story.published.when if story.published else None
    mentions = worked_out(times, published)
    english = english_of(sentence.en or "", mentions, published) if mentions else ()
    dates = []
    for mention, phrase in zip(mentions, english, strict=True):
        if mention.when:
            has_part = phrase is None or names_part(phrase)
            dates.append(WorkedOut(mention.text, phrase, mention.when.as_shown(), has_part))
    left_out: list[Lang] = []
    if speaker and continues(sentence.ar):
        # A translation may name the speaker whom its original leaves out.
        left_out = [lang for lang in LANGS if not _names(sentence, speaker, lang)]
    open_times = [m.text for m in times if (m.when is None or m.coarser) and is_relative(m.text)]
    return OutOfContext(
        is_alone=stands_alone(sentence.ar),
        is_unnamed=bool(unnamed(sentence.ar)),
        is_judging=judges(sentence.ar),
        unnamed=tuple(left_out),
        antecedent=antecedent.id if antecedent else None,
        dates=tuple(dates),
        times=len(times),
        open_times=tuple(open_times),
    )


def _names(sentence: Sentence, speaker: Bilingual, lang: Lang) -> bool:
    """Tell whether a sentence names a speaker in one language."""
    # By the surname; of "the joint statement" by the noun, which in Arabic comes first.
    words = speaker[lang].split()
    identifying = (words[0], words[-1]) if lang == "ar" else (words[-1],)
    # "The statement" is one of many that the joint one is told from by its adjective.
    if split_noun(speaker.ar.split()[0]).noun in english_nouns("documents"):
        identifying = (words[0],) if lang == "en" else (words[-1],)
    # As a word of its own, as one of several or with what Arabic writes onto it: an official is
    # among "officials", Ali not in "Alibaba".
    names = "|".join(map(re.escape, identifying))
    pattern = rf"(?<!\w)[وف]?[بلك]?(?:{names})(?:e?s|ون|ين|ان|ات)?(?!\w)"
    return re.search(pattern, sentence.text_or_original(lang)) is not None


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


def worked_out(times: Sequence[Mention], published: When | None) -> tuple[Mention, ...]:
    """Return the dates that a reader elsewhere cannot know without the day of their article.

    "Last April" is one, "April 2024" none; what is known more coarsely than it is put is left out.
    """
    found = []
    for mention in times:
        when = mention.when
        if when and not when.stated and not mention.coarser and not lies_after(when, published):
            found.append(mention)
    return tuple(found)


def basis_of(cited: Iterable[Excerpt]) -> str:
    """Return what an editor's words rest on as a short digest: the sentences in both languages."""
    texts = [(str(e.cite), e.sentence.ar, e.sentence.en or "") for e in cited]
    return hashlib.sha256(repr(texts).encode()).hexdigest()[:12]


def _date_notes(
    excerpt: Excerpt,
    lang: Lang,
    context: OutOfContext,
    events: Sequence[Event],
    words: Bilingual | None,
) -> tuple[DateNote, ...]:
    """Return what the relative dates of a sentence, or of the part shown, mean in one language.

    Nothing where its only one is among those of `events`, which are shown above it.
    """
    if not (context.dates or context.open_times):
        return ()
    notes: list[DateNote] = []
    for told in context.dates:
        if words is not None and told.arabic not in words.ar:
            continue
        note = DateNote(told.when, told.arabic)
        if lang == "en":
            # "The beginning of" is told only where the words shown name a part of the period too.
            when = told.when if told.has_part else replace(told.when, part=None)
            note = DateNote(when, told.english)
        if note not in notes:
            notes.append(note)
    if len({note.when for note in notes}) == 1:
        date = notes[0].when
        # Most events are of another day, which their ISO dates tell at once.
        if any(one.when.iso == date.iso and one.when.as_shown() == date for one in events):
            return ()
    # A bracket after a sentence attaches to its last date unless it repeats the words it explains.
    # Where the sentence has one date only, and the note repeats its words anyway, it need not.
    if context.times == 1 and all(_is_plain(note, lang) for note in notes):
        notes = [DateNote(note.when, None) for note in notes]
    # "This week" of an article of which only the month is known means no week that can be named:
    # it is told against which day the reader has to take it.
    open_times = [text for text in context.open_times if words is None or text in words.ar]
    published = excerpt.story.published
    if published and open_times and not notes:
        notes.append(DateNote(published.when.without_clock(), None, is_day_of_article=True))
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
