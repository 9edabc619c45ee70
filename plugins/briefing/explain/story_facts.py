"""What one story says, read for all topics: who speaks, what happened when, how many there were."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise, takewhile

from ..dates.when import When, lies_after
from ..editors.glossary import Glossary
from ..language.arabic import WORD, alternatives, fold, fold_with_offsets, folded_words, words
from ..language.cohesion import is_superseded, judges
from ..language.lexicon import any_word, load
from ..language.negation import negation_of
from ..language.numbers import Number, end_of_number, number_pattern, read_number
from ..language.phrases import opens_notice
from ..language.stated import is_no_total, stated_numbers
from ..model import PROSE_KINDS, Mention, Quote, Sentence, Story
from ..speech.attribution import attributions
from ..speech.vocabulary import is_preposition
from .claims import antecedents, out_of_context
from .clauses import LONGEST_CLAUSE, clauses_of, head_clause
from .facts import (
    SHOWN_KINDS,
    Changed,
    Counted,
    DatedReport,
    SentenceFacts,
    Spoken,
    StoryFacts,
    month_fact,
)
from .matching import citable, cite_sentence, padded_stems
from .rates import rate_before, without_percent

_OF_A_LAW = re.compile(r"(?:رقم|عدد)\s?\(?\d{1,5}\)?\s{1,3}ل\Z")
"""What precedes the year of a law, or of another paper with a number: "number 9 of"."""
_WHICH = re.compile(r"(?<!\w)و?ال(?:ذي|تي|ذين)(?!\w)")
_HAD = re.compile(r"(?<!\w)و?ال(?:ذي|تي|ذين)\s+كان(?:ت|وا)?\s+قد\s")
"""In a clause of a date: "which it had taken on 11 September" looks back from what is told."""
_AT = re.compile(
    r"(?:\A\W*|\s)(?:[وف]?(?:في|خلال|(?P<until>حتى|لغاية|إلى غاية))\s+"
    r"(?:(?:يوم|شهر|عام|سنة|العام|صباح|مساء)\s+)?|ب)\Z"
)
"""What comes before a time at which, or until which, something held or happened."""
_ADVERB = re.compile(r"(?<!قبل)(?<!بعد)(?<!منذ)(?:\A|\s)(?=يوم\s|(?:أول\s)?[أا]مس(?!\w))")
"""Before a day that stands without a preposition."""
_GOES_ON = re.compile(r"\d|(?<!\w)و")
"""From what is counted to "until": what is counted besides, or a further clause."""
_BEHIND_NOUN = re.compile(r"\s+[^\W\d]+(?:\s+[^\W\d]+(?:[^\W\dو]ا|[ةي]))?")
"""What a number counts, and an adjective; "30 soldiers who were born" ends as a verb does."""
_SAID = re.compile(r"[\s،]+(?:ب?أن|إن)(?:[\u064b-\u0652]|ها?|هم)*\s(?:[^،]|،\s+و(?=\d|\Z))*")
"""From a day to a number in what somebody said that day: in its clause, or joined with "and"."""
_SINCE = re.compile(r"(?<!\w)و?منذ\s+\Z")
_SINCE_SOMETHING = re.compile(r"(?<!\w)منذ\s+ال[^،؛.:]+\Z")
"""From "since the" to a year in the same clause."""
_JOINED = re.compile(r"(?<=\S)\s+و\S*\s*\Z")
"""Behind what a number counts: a last word that "and" joins to the next number."""
_CLAUSE_BEFORE = re.compile(rf"[؛.:]|،\s*(?=[وف]|{any_word(load('totals')['turns'])})")
"""What ends a clause before a number, but not "did not manage, all the same, to get"."""
_OUT_OF = re.compile(rf"(?<!\w)(?:{alternatives(load('totals')['whole'])})\s+$")
_ENDS_CLAUSE = re.compile(r"[،؛.:]\s")
_TOTALS = any_word(load("numbers")["verb_subjects"]["totals"])
_CLAUSE_END = re.compile(rf"[،؛.]|(?<=\s)و(?:ال)?(?:{_TOTALS})(?!\w)|\A\s?وال(?=\w)")
"""What ends the clause of a number; right behind it "and the" does ("306 and the blank ones 5")."""
_DOWN, _UP, _BY, _PART = (
    alternatives(load("figure_changes")[name]) for name in ("down", "up", "by", "parts")
)
_AMOUNT = rf"(?:{_BY})\s+(?:(?P<part>{_PART})|(?P<number>{number_pattern()}))(?!\w)"
_CHANGE = re.compile(
    rf"(?<!\w)و?(?:(?P<down>{_DOWN})|(?:{_UP}))(?!\w)(?P<what>[^،؛.]{{1,80}}?)\s{_AMOUNT}"
)
"""A change: the verb, what changed and by how much, in one clause and near one another."""
WINDOW = 40
"""Characters after a number that are searched for the noun it counts, and for a place."""
BACK = 30
"""Characters before a number that are searched for words that exclude it."""
WORDS_BEFORE_DATE = 3
"""Words before a date that are searched for those that put it into another clause."""
WORDS_BEFORE_MISSED = 8
"""Words before a number that are searched for those that say that it was not reached."""
WORDS_BEFORE_TOTAL = 4
"""Words before "the number of" that are searched for those that only expect it or aim at it."""
QUOTES = (("«", "»"), ("“", "”"))
"""Opening and closing quotation marks."""
WORDS_AFTER_DATE = 6
"""Words after a date that tell what is dated."""
SMALLEST_SHARED_NUMBER = 3
"""Smaller numbers are shared by chance."""
Differ = Callable[[str, str], object]
"""Returns something true where an Arabic and an English text are no translation of one another."""
_event_words = partial(folded_words, "events")
"""A list of words of events.toml, folded, by its name."""


def read_story(story: Story, glossary: Glossary, differ: Differ) -> StoryFacts:
    """Return what a story says; it depends on nothing else."""
    sentences = [sentence for _, sentence in citable(story)]
    places = {sentence.id: place for place, sentence in enumerate(sentences)}
    dated = []
    for sentence, when, after in dated_reports(story):
        dated.append(DatedReport(places[sentence.id], when, after and padded_stems(after)))
    with_dates = {report.place for report in dated}
    times: dict[str, list[Mention]] = defaultdict(list)
    for mention in story.times:
        times[mention.sentence].append(mention)
    before = antecedents(story)
    made = []
    glossary = glossary.for_story(sentence.ar for sentence in story.segments())
    spoken = spoken_in(story, glossary, differ)
    for place, (sentence, of_sentence) in enumerate(zip(sentences, spoken, strict=True)):
        dates = times[sentence.id]
        numbers = stated_numbers(sentence.ar)
        figures, facts = _comparable(numbers, dates)
        # A correction has the wrong number, too, and what was counted earlier counts no more.
        is_no_count = opens_notice(sentence.ar) or is_superseded(sentence.ar)
        counts = () if is_no_count else numbers
        entries = [glossary.usual(mention.entry) for mention in glossary.mentions(sentence.ar)]
        texts = sentence.ar, sentence.en or ""
        is_long = any(len(text.split()) > LONGEST_CLAUSE for text in texts)
        is_cut = is_long and place in with_dates
        first = of_sentence[0].speaker if of_sentence else None
        one = SentenceFacts(
            id=sentence.id,
            stems=padded_stems(sentence.ar),
            denies=negation_of(sentence.ar, "ar") == "outright",
            numbers=figures,
            facts=facts,
            counted=tuple(_counted(story, sentence, counts, dates)),
            changed=tuple(_changed(sentence, dates)),
            spoken=of_sentence,
            names=tuple(entry.id for entry in entries if entry.kind in SHOWN_KINDS),
            is_long=is_long,
            clause=head_clause(sentence, differ, dates) if is_cut else None,
            out_of_context=out_of_context(story, sentence, dates, before.get(sentence.id), first),
        )
        made.append(one)
    # Headings and captions have no stems here: they are cited only if an editor names one.
    prose = {sentence.id for block, sentence in story.body() if block.kind in PROSE_KINDS}
    failed = [one for one in story.segments() if one.doubtful]
    doubtful = tuple((one.id, padded_stems(one.ar) if one.id in prose else None) for one in failed)
    return StoryFacts(tuple(made), tuple(dated), doubtful)


def _comparable(
    numbers: Sequence[Number], dates: Sequence[Mention]
) -> tuple[frozenset[float], frozenset[str]]:
    """Return the figures of a sentence, and the same with the months of its dates as strings."""
    # The digits of a date are no figure.
    of_dates: set[int] = set()
    for mention in dates:
        of_dates.update(range(mention.start, mention.end))
    found = [number.value for number in numbers if number.start not in of_dates]
    figures = frozenset(value for value in found if value >= SMALLEST_SHARED_NUMBER)
    facts = {f"{value:g}" for value in figures}
    for mention in dates:
        if mention.when and mention.when.precision in ("day", "month"):
            facts.add(month_fact(mention.when))
    return figures, frozenset(facts)


# Who speaks --------------------------------------------------------------------------------------


def find_quotes(
    stories: Sequence[Story], glossary: Glossary, differ: Differ = lambda *_: None
) -> tuple[Quote, ...]:
    """Return the attributed sentences of the stories, in order of story and place, of no side."""
    quotes: list[Quote] = []
    for story in stories:
        sentences = [sentence for _, sentence in citable(story)]
        for sentence, spoken in zip(sentences, spoken_in(story, glossary, differ), strict=True):
            excerpt = cite_sentence(story, sentence)
            for one in spoken:
                quotes.append(Quote(one.speaker, one.role, one.is_direct, excerpt, words=one.words))
    return tuple(quotes)


def spoken_in(story: Story, glossary: Glossary, differ: Differ) -> list[tuple[Spoken, ...]]:
    """Return what is said in each sentence that may be cited, by whom, in order."""
    day = story.published.when.iso_date if story.published else None
    sentences = [sentence for _, sentence in citable(story)]
    found = []
    for sentence, attributed in zip(sentences, attributions(sentences, glossary, day), strict=True):
        # Where several speak, or the reporter judges as well, each speaker is given a clause.
        is_judged = bool(attributed) and judges(sentence.ar)
        is_shared = len(attributed) > 1 or is_judged
        clauses = clauses_of(sentence, differ) if is_shared else []
        spoken = []
        for one in attributed:
            # At the head of a clause as within it, but not "UN" in "under".
            name = one.speaker.name.en
            first = name[:1].upper() + name[1:]
            own = [clause for clause in clauses if name in clause.en or first in clause.en]
            words = own[0] if len(own) == 1 and len(clauses) > 1 else None
            # A judgement in a clause without quotation marks may be the reporter's own.
            if is_judged and not (words or one.direct):
                continue
            entry = glossary.entries[one.speaker.entry] if one.speaker.entry else None
            # The office held on the day of the article, not today.
            role = entry.role_on(day) if entry and day else None
            # "The spokesman of the coalition" has no entry: the coalition's is taken.
            entry_id = glossary.usual(entry).id if entry else one.speaker.represents or ""
            spoken.append(Spoken(one.speaker.name, role, one.direct, entry_id, words))
        found.append(tuple(spoken))
    return found


# What happened when ------------------------------------------------------------------------------


def dated_reports(
    story: Story, *, background: bool = False
) -> Iterator[tuple[Sentence, When, str | None]]:
    """Yield sentences that date an event, the date, and the words after it, in order of the dates.

    "Last year" beside a finer date is background unless its own clause is on the subject too: only
    then are there words after it to tell that, else ``None``. With `background` every date is
    yielded.
    """
    citable_here = {sentence.id: (block, sentence) for block, sentence in citable(story)}
    published = story.published.when if story.published else None
    fine = [one for one in story.times if one.when and one.when.precision in ("day", "month")]
    dated_finely = {mention.sentence for mention in fine}
    for mention in story.times:
        if mention.sentence not in citable_here or mention.when is None:
            continue
        (block, sentence), when = citable_here[mention.sentence], mention.when
        # A notice of correction dates its own mistake.
        if lies_after(when, published) or opens_notice(block.sentences[0].ar):
            continue
        if not _dates_an_event(mention, when, sentence.ar, background=background):
            continue
        is_coarser = when.precision == "year" and mention.sentence in dated_finely
        # "Voted on Tuesday, for the sixth time since the fall of the old town in 2003".
        if is_coarser and _SINCE_SOMETHING.search(sentence.ar, 0, mention.start):
            continue
        is_background = not background and is_coarser and not when.stated
        words_after = sentence.ar[mention.end :].split()
        after = " ".join(words_after[:WORDS_AFTER_DATE]) if is_background else None
        # A plan whose time was over when the article appeared is no plan any more.
        ahead = published is None or when.start >= published.start or when.contains(published)
        yield sentence, replace(when, planned=when.planned and ahead), after


def _dates_an_event(mention: Mention, when: When, text: str, *, background: bool) -> bool:
    """Tell whether a mention says when something happened, and not how things are or compare."""
    if when.precision == "decade":
        return False
    is_year = when.precision == "year"
    # "There are now 2500, in 2024": that is how things stand, not what happened.
    if is_year and not when.planned and any(mark in fold(text) for mark in _event_words("now")):
        return False
    if is_year and any(mark in fold(mention.text) for mark in _event_words("vague")):
        return when.planned
    if not background and mention.coarser:
        return False
    before = text[: mention.start]
    # "Tomorrow" in a quotation is what somebody intends, or a figure of speech.
    is_quoted = before.count('"') % 2 == 1 or any(
        before.rfind(opening) > before.rfind(closing) for opening, closing in QUOTES
    )
    clause = _ENDS_CLAUSE.split(before)[-1]
    is_beside = _is_beside(when, before, clause) or _dates_a_beginning(clause)
    is_beside |= bool(_HAD.search(fold(clause)))
    if not background:
        # "The toll of the storm that struck on Friday" dates the storm, and not the toll.
        told, *which = _WHICH.split(fold(clause), maxsplit=1)
        counted = {one.removeprefix("ال") for one, of in pairwise(told.split()) if of != "من"}
        measured = folded_words("numbers", "verb_subjects", "measures")
        measured |= folded_words("numbers", "verb_subjects", "totals")
        is_beside |= bool(which) and not counted.isdisjoint(measured)
    return not (is_beside or (is_quoted and fold(mention.text) in _event_words("spoken_days")))


def _is_beside(when: When, before: str, clause: str) -> bool:
    """Tell whether a date is of what its sentence only names; `before` is what precedes it."""
    is_fine = when.precision in ("day", "week")
    # "More than in 2014" compares, "after what happened in 2014" is about another clause, and
    # "signed in 2014" about what was signed.
    last_words = [word.removeprefix("و") for word in fold(before).split()[-WORDS_BEFORE_DATE:]]
    subordinate, near = _event_words("subordinate"), f" {' '.join(last_words)} "
    if not (subordinate | _event_words("compared")).isdisjoint(last_words):
        return True
    if not is_fine and any(f" {made} " in near for made in _event_words("made")):
        return True
    # Behind a comma "and which" has its own date, and so has what was before; what is to come is
    # told nowhere else.
    in_clause = fold(clause).split()
    if clause != before and not when.planned:
        is_own = not (is_fine or subordinate.isdisjoint(in_clause[:1]))
        if is_own or clause.startswith(("والتي ", "والذي ", "والذين ")):
            return True
    # "Law number 9 of 2020" and "the parties to the accord of 2015" say which it is; "in the
    # elections of 2015" says when.
    if when.precision != "year" or not before.endswith(" ل"):
        return False
    words_before = [word.removeprefix("و") for word in in_clause[:-1]]
    is_governed = any(is_preposition(word) and word != "في" for word in words_before)
    return is_governed or bool(_OF_A_LAW.search(before))


def _dates_a_beginning(before: str) -> bool:
    """Tell whether a date after these words is that of the beginning in "since the outbreak of …".

    All words behind "since" and a noun must belong to what began, and no verb does: definite nouns
    and prepositions ("the war in Sudan"), behind "outbreak" and the like other nouns before them.
    """
    clause = [word.removeprefix("و") for word in fold(before).split()]
    places = [place for place, word in enumerate(clause) if word in _event_words("since")]
    behind = clause[places[-1] + 1 :] if places else []
    if not behind:
        return False
    first, others = behind[0], behind[1:]
    within = _event_words("within_noun")
    is_of_it = [word.startswith(("ال", "لل", "بال")) or word in within for word in others]
    if first in _event_words("beginnings"):
        # From the first definite one on all are.
        begin = is_of_it.index(True) if any(is_of_it) else len(is_of_it)
        return all(is_of_it[begin:])
    is_noun = first.isalpha() and not first.startswith("ال") and first not in _event_words("spans")
    return is_noun and bool(others) and all(is_of_it)


# How many ----------------------------------------------------------------------------------------


def _counted(
    story: Story, sentence: Sentence, numbers: Sequence[Number], times: Sequence[Mention]
) -> Iterator[Counted]:
    """Yield the numbers of a sentence that may count something."""
    folded = fold_with_offsets(sentence.ar)
    last_end = 0
    changes = [folded.span(*found.span()) for found in _CHANGE.finditer(folded.text)]
    for place, number in enumerate(numbers):
        # A part, what is expected or feared is no count; what was added no total.
        is_change = any(start <= number.start < end for start, end in changes)
        is_date = any(number.start < date.end and date.start < number.end for date in times)
        is_none = not number.is_count or _is_no_reading(sentence.ar[: number.start])
        is_none = is_none or is_no_total(sentence.ar, number)
        # "One" in words stands behind what it counts.
        is_none = is_none or (number.value == 1 and not sentence.ar[number.start].isdigit())
        # A percentage counts nothing; it may tell how large a rate or a share is.
        rated = rate_before(sentence.ar, numbers, place)
        if is_none or is_change or (number.percent and not rated):
            last_end = last_end if number.is_count or is_date else number.end
            continue
        before = sentence.ar[: number.start][-BACK:]
        # The noun that a number counts is before the next number, in the same clause.
        next_start = numbers[place + 1].start if place + 1 < len(numbers) else len(sentence.ar)
        window = sentence.ar[number.end : min(next_start, number.end + WINDOW)]
        following = _CLAUSE_END.split(window)[0]
        # "30 people and injured 20": what the next number counts is joined to it.
        if following == window and next_start < number.end + WINDOW:
            following = _JOINED.sub("", following)
        # Between "the number of" and the number may be a date, but no other number.
        preceding = sentence.ar[last_end : number.start]
        noun, place_before = ("", "") if is_date else _counted_before(preceding, following)
        if rated:
            noun, place_before, following = rated, preceding, without_percent(window)
        last_end = last_end if is_date else number.end
        # A figure holds on the day of its article; with "then", on the last date before it, and
        # where a time that was over stands beside it or opens its sentence, then.
        day = story.published.when.without_clock() if story.published else None
        held = _held_at(number, sentence.ar, times)
        if day and held and held.end < day.start:
            day = held.as_shown()
        # An adjective may come between a number and its noun, seldom more; "49 pounds to the
        # dollar" counts no dollars.
        near = [] if rated else following.split()[:2]
        behind = takewhile(lambda word: not word.startswith("لل"), near)
        around = fold(sentence.ar[max(0, number.start - 2 * BACK) : number.end + WINDOW])
        if any(mark in around for mark in _event_words("then")):
            earlier = [mention for mention in times if mention.start < number.start]
            day = (earlier and earlier[-1].when) or day
        yield Counted(
            value=number.value,
            qualifier=number.qualifier,
            noun=padded_stems(" ".join(behind)) + padded_stems(noun),
            around=padded_stems(following) + padded_stems(place_before),
            before=padded_stems(before),
            beside=padded_stems(_own_clause(before)),
            day=day,
            is_part=bool(folded_words("drafts", "among").intersection(words(before)[-1:])),
            is_rate=bool(rated),
        )


def _held_at(number: Number, text: str, times: Sequence[Mention]) -> When | None:
    """Return the time beside a number ("300 soldiers in 2020"), else one that opens what has it."""
    held = None
    for time in times:
        at = _AT.search(text, max(0, time.start - BACK), time.start)
        at = at or _ADVERB.match(text, max(0, time.start - 1))
        opens = at and time is times[0] and not WORD.search(text, 0, at.start())
        is_before = time.end <= number.start and not WORD.search(text, time.end, number.start)
        between = text[number.end : at.start()] if at else ""
        is_behind = bool(at and _BEHIND_NOUN.fullmatch(between))
        if at and at.groupdict().get("until"):
            counted = between or text[time.end : number.start]
            is_behind |= not _GOES_ON.search(counted) and _is_one_clause(counted)
        if at and number.percent:
            is_behind = number.end <= at.start() and not without_percent(between)
            is_behind |= time.end <= number.start and _is_one_clause(text[time.end : number.start])
        # "The quake of 1960 (300 killed)", but not "since 1960 (300 killed)".
        is_since = _SINCE.search(text, max(0, time.start - BACK), time.start)
        in_bracket = not is_since and "(" in text[time.end : number.start]
        if (is_before and (at or in_bracket)) or is_behind:
            return time.when
        is_day = time.when and time.when.precision == "day" and not is_since
        if opens or (is_day and _SAID.fullmatch(text, time.end, number.start)):
            held = time.when
    return held


def _is_one_clause(text: str) -> bool:
    """Tell whether no other clause begins between two places with this text between them."""
    ends = folded_words("totals", "ends")
    return ends.isdisjoint(words(text)) and not _ENDS_CLAUSE.search(text)


def _counted_before(text: str, following: str) -> tuple[str, str]:
    """Return the noun that a number counts, and words of a place, where they precede the number.

    "The number of the displaced inside the country reached 11 million." `text` is what is between
    the last number and this one, `following` its clause after it. Both are empty if in doubt.
    """
    # The words after "the number of", or where there is none those up to a word that ends them.
    told: list[str] = []
    clause = words(_ENDS_CLAUSE.split(text)[-1])
    is_total = False
    while clause and not is_total:
        word = clause.pop()
        bare = word.removeprefix("و")
        is_total = bare.removeprefix("ال") in folded_words("numbers", "verb_subjects", "totals")
        is_joined = bare != word and not is_total and word not in folded_words("totals", "own")
        if is_joined or word in folded_words("totals", "ends"):
            break
        told.insert(0, word)
    # A place after the number is surer than one before it.
    place = "" if folded_words("totals", "places") & set(words(following)) else " ".join(told)
    told = told[1:] if is_total else told
    # What is denied, expected or aimed at is no count.
    outside = {*told, *clause[-WORDS_BEFORE_TOTAL:]}
    is_unsure = not outside.isdisjoint(folded_words("totals", "unsure"))
    is_other = bool(told) and told[-1] in folded_words("totals", "not_before")
    if not is_total or not told or told[0] == "من" or is_other or is_unsure:
        return "", place
    # A noun after the number ("in 3 days") is what it counts, and what rose by 20 is not 20.
    after = words(following)[:1]
    is_free = not after or after[0][0] == "و" or after[0] in folded_words("totals", "after")
    before = {*told, *(word.removeprefix("و") for word in clause[-1:])}
    is_sum = told[-1] in folded_words("totals", "up_to")
    has_moved = not (is_sum or before.isdisjoint(folded_words("totals", "moved")))
    return ("" if has_moved or not is_free else " ".join(told[:2])), place


def _is_no_reading(before: str) -> bool:
    """Tell whether a number after these words is the whole of a part, or was missed or needed.

    "44 votes out of 90", "he did not get 47 votes", "33 were needed"; "only 30 are left" counts.
    """
    clause = _own_clause(before)
    if _OUT_OF.search(fold(clause)):
        return True
    near = set(fold(clause).split()[-WORDS_BEFORE_MISSED:])
    is_missed = near & folded_words("totals", "missed") and near & folded_words("totals", "reached")
    return bool(is_missed) and near.isdisjoint(folded_words("totals", "only"))


def _own_clause(before: str) -> str:
    """Return the last clause of the words before a number."""
    return _CLAUSE_BEFORE.split(before)[-1]


def _changed(sentence: Sentence, times: Sequence[Mention]) -> Iterator[Changed]:
    """Yield by how much something is said to have changed: "cut by half", "raised by 500"."""
    folded = fold_with_offsets(sentence.ar)
    for found in _CHANGE.finditer(folded.text):
        before = folded.text[: found.start()].split()[-1:]
        before += [word.removeprefix("و") for word in before]
        # After "not", "may" and the like nothing has changed.
        if set(before) & folded_words("figure_changes", "unreal"):
            continue
        after = None
        value = load("figure_changes")["parts"].get(found["part"] or "")
        end = found.end()
        if found["number"]:
            end = end_of_number(folded.text, found.start("number"), end)
            # 500 metres or 20 percent are no number of soldiers.
            words = re.split(r"[،؛.]", folded.text[end:])[0].split()[:2]
            if words and words[0] not in folded_words("figure_changes", "after"):
                after = padded_stems(" ".join(words))
            value = read_number(folded.text[found.start("number") : end])
        if value:
            start, end = folded.span(found.start(), end)
            # Only a date in the same clause is that of the change.
            day = next((t.when for t in times if t.when and start <= t.start < end), None)
            yield Changed(padded_stems(found["what"]), value, after, day, bool(found["down"]))
