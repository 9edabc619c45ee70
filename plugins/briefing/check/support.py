"""Whether an editor's own words are borne out by the sentences they cite, in each language.

Every figure, date, name and quotation of the words has to be in the sentences, nothing denied that
they assert or the other way round, and most of the words have to be theirs. What a paraphrase says
beyond that no program can tell: an editor answers for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from ..dates.arabic import find_mentions
from ..dates.when import When
from ..editors.glossary import Glossary
from ..language.arabic import QUOTATION_MARK, content_stems, fold, stems
from ..language.english import (
    english_content_stems,
    english_figures,
    english_months,
    english_weekdays,
    lexicon,
)
from ..language.negation import denied_stems, denying_words, negation_of
from ..language.stated import stated_numbers
from ..model import LANGS, Bilingual, Excerpt, Finding, Lang, Mention, Sentence
from .arabic import arabic_figures, arabic_months, arabic_weekdays
from .details import as_written, listed, worded
from .figures import date_names, shown_figure
from .omissions import name_pattern, names_of

WORDS_FOUND = 0.5
"""Share of the words of meaning that have to be in the sentences. Of the shipped editors' sentences
(tests/quality/test_claims.py) the lowest has 0.56; of the same with other sentences cited the
highest of nine in ten has less than 0.4."""
WORDS_OF_EACH = 0.08
"""Share of the words of meaning that each of the cited sentences has to have."""
WORDS_OF_A_SECOND = 0.3
"""The same of one that has no word which another has not, too."""
SURELY_DENIED: Mapping[Lang, int] = {"ar": 1, "en": 2}
"""Words of meaning after a negation that it surely denies: in Arabic the verb, after which its
subject follows; in English an adverb may come between ("has not formally requested")."""
MAYBE_DENIED = 4
"""The same of those that it may deny."""
_QUOTED = re.compile(r"“([^“”]+)”|«([^«»]+)»|\"([^\"]+)\"")
_CAPITALISED = re.compile(r"(?<=[\w,;:—–] )[A-Z][\w’'-]+")
_SPELLED = re.compile(r"[\w’'-]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s?(?:%|per ?cent)")


def unsupported(words: Bilingual, cited: Sequence[Excerpt], glossary: Glossary) -> list[Finding]:
    """Return what the sentences do not bear out; a finding's detail begins with its language.

    What has no English yet bears out no English.
    """
    found: list[Finding] = []
    days = list(chain.from_iterable(excerpt.days() for excerpt in cited))
    for lang in LANGS:
        text = words[lang]
        sentences = [excerpt.sentence.text(lang) or "" for excerpt in cited]
        for kind, missing in (
            ("figures", map(as_written, _figures(text, sentences, lang))),
            ("dates", _dates(text, sentences, days, lang)),
            ("names", map(as_written, _names(text, cited, glossary, lang))),
            ("quotes", map(as_written, _quotations(text, sentences))),
            ("negation", _negations(text, sentences, lang)),
            ("unlike", _unlike(text, sentences, lang)),
        ):
            found += [Finding(kind, worded(lang, detail=detail)) for detail in missing]
    return found


def _figures(text: str, sentences: Sequence[str], lang: Lang) -> Iterator[str]:
    """Yield the figures that no sentence has; dates are another matter."""
    text = _undated(text)
    figures_of = arabic_figures if lang == "ar" else english_figures
    known = [figures_of(sentence).all() for sentence in sentences]
    figures = figures_of(text)
    for value in sorted(figures.digits | figures.words):
        if not any(value in one for one in known):
            yield shown_figure(value)
    # "85" and "more than 85", "5" and "5 percent" are not the same.
    if lang == "ar":
        read = [(n.value, n.qualifier, n.percent) for s in sentences for n in stated_numbers(s)]
        for number in stated_numbers(text):
            told = (number.value, number.qualifier, number.percent)
            if told not in read and any(value == number.value for value, *_ in read):
                yield text[number.start : number.end]
    elif not set(_PERCENT.findall(text)) <= set(_PERCENT.findall(" ".join(sentences))):
        yield "%"


@lru_cache(maxsize=256)
def _dated_in(text: str) -> tuple[Mention, ...]:
    return tuple(m for m in find_mentions([Sentence("", text)], None) if m.when)


def _undated(text: str) -> str:
    """Return a text without its dates, which are looked for in their own way."""
    # From the last on, so that the offsets of those before still hold.
    for mention in reversed(_dated_in(text)):
        text = text[: mention.start] + text[mention.end :]
    return text


def _dates(
    text: str, sentences: Sequence[str], days: Sequence[When], lang: Lang
) -> Iterator[Bilingual]:
    """Yield the dates that are neither in a sentence nor the day of its article."""
    mentions = _dated_in(text)
    texts = {mention.when: mention.text for mention in mentions}
    named = Counter(mention.when for mention in mentions)
    for when, times in named.items():
        # Named twice where the sentences have it once, it stands where another one belongs.
        if when and sum(when.contains(day.narrowed()) for day in days) < times:
            yield as_written(texts[when])
    months_of = arabic_months if lang == "ar" else english_months
    weekdays_of = arabic_weekdays if lang == "ar" else english_weekdays
    months = {day.start.month for day in days} | {day.end.month for day in days}
    weekdays: set[int] = set()
    for sentence in sentences:
        months |= months_of(sentence)
        weekdays |= weekdays_of(sentence)
    yield from date_names("months", months_of(text) - months)
    yield from date_names("weekdays", weekdays_of(text) - weekdays)


def _names(text: str, cited: Sequence[Excerpt], glossary: Glossary, lang: Lang) -> Iterator[str]:
    """Yield the names that no sentence has."""
    known = set()
    for excerpt in cited:
        for mention in glossary.with_names(excerpt.story.names).mentions(excerpt.sentence.ar):
            known.add(glossary.usual(mention.entry).id)
    if lang == "en":
        yield from _english_names(text, cited, glossary, known)
        return
    spelled = f" {' '.join(stems(' '.join(excerpt.sentence.ar for excerpt in cited)))} "
    folded = fold(text)
    for mention in glossary.mentions(text):
        entry = mention.entry
        # "The coalition" is there where "the coalition led by the United States" is, too.
        is_there = f" {' '.join(stems(folded[mention.start : mention.end]))} " in spelled
        if entry.kind != "term" and glossary.usual(entry).id not in known and not is_there:
            yield entry.name.ar


def _english_names(
    text: str, cited: Sequence[Excerpt], glossary: Glossary, known: Collection[str]
) -> Iterator[str]:
    """Yield names of the glossary and words with a capital letter that no sentence has.

    `known` are the glossary's ids of the names in the Arabic.
    """
    english = " ".join(excerpt.sentence.en or "" for excerpt in cited)
    spelled = set(_SPELLED.findall(english))
    for entry in glossary.entries.values():
        if glossary.usual(entry).id in known:
            spelled.update(" ".join(names_of(entry)).split())
        elif entry.kind != "term":
            for form in names_of(entry):
                pattern = name_pattern(form)
                named = pattern.search(text)
                if named and not pattern.search(english):
                    yield named.group()
                    break
    calendar = {name.capitalize() for name in (*lexicon("months"), *lexicon("weekdays"))}
    bare = {_POSSESSIVE.sub("", word) for word in spelled} | calendar
    for match in _CAPITALISED.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        if word not in bare:
            yield word


def _quotations(text: str, sentences: Sequence[str]) -> Iterator[str]:
    """Yield the quotations that no sentence has word for word."""
    plain = [_plain(sentence) for sentence in sentences]
    for match in _QUOTED.finditer(text):
        quoted = next(filter(None, match.groups()))
        if not any(_plain(quoted).rstrip(" ,.،") in sentence for sentence in plain):
            yield f"“{quoted}”"


def _plain(text: str) -> str:
    return " ".join(QUOTATION_MARK.sub("", text).split())


def _negations(text: str, sentences: Sequence[str], lang: Lang) -> Iterator[Bilingual]:
    """Yield what the words deny and the sentences assert, and what is the other way round."""
    stems_of = content_stems if lang == "ar" else english_content_stems
    denied_there: set[str] = set()
    maybe_denied_there: set[str] = set()
    asserted_there: set[str] = set()
    for sentence in sentences:
        denied = denied_stems(sentence, lang, SURELY_DENIED[lang])
        denied_there.update(denied)
        maybe_denied_there.update(denied_stems(sentence, lang, MAYBE_DENIED))
        # A word may be denied in one clause of a sentence and stand in another.
        asserted_there.update(Counter(stems_of(sentence)) - Counter(denied))
    # Whoever "denies" or "rejects" something says that it is not so, and how far that reaches is
    # not known; what the sentences have of it is theirs.
    denying_there = set[str]().union(*(denying_words(sentence, lang) for sentence in sentences))
    denying = set(denying_words(text, lang)) - denying_there
    # The first word after "not" is surely denied, how far it reaches is not sure.
    wrongly_denied = set(denied_stems(text, lang, 1))
    if denying_there or any(negation_of(sentence, lang) for sentence in sentences):
        wrongly_denied &= asserted_there - maybe_denied_there
    else:
        wrongly_denied |= denying
    wrongly_asserted: set[str] = set()
    if not denying:
        asserted = set(stems_of(text)) - set(denied_stems(text, lang, MAYBE_DENIED))
        wrongly_asserted = asserted & (denied_there - asserted_there)
    # An editor looks for the word, of which the stem may be half.
    spelled: dict[str, str] = {}
    for word in _SPELLED.findall(text):
        spelled |= dict.fromkeys(stems_of(word), word)
    for what, found in (("denied", wrongly_denied), ("asserted", wrongly_asserted)):
        if found:
            words = sorted(spelled.get(stem, stem) for stem in found)
            yield worded(what, words=listed(list(map(as_written, words))))


def _unlike(text: str, sentences: Sequence[str], lang: Lang) -> Iterator[Bilingual]:
    """Yield how few of the words are those of the sentences, and a sentence that has none."""
    stems_of = content_stems if lang == "ar" else english_content_stems
    own = set(stems_of(_undated(text)))
    of_each = [own & set(stems_of(sentence)) for sentence in sentences]
    found = set().union(*of_each)
    if len(found) < WORDS_FOUND * len(own):
        yield worded("words_found", found=len(found), all=len(own))
    for number, shared in enumerate(of_each, 1):
        elsewhere = set().union(*of_each[: number - 1], *of_each[number:])
        # A sentence that bears out no word alone has to bear out much of what others do.
        needed = WORDS_OF_EACH if shared - elsewhere else WORDS_OF_A_SECOND
        if len(shared) < needed * len(own):
            yield worded("words_in_cite", found=len(shared), all=len(own), number=number)
