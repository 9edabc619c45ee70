"""Clauses of a long sentence, the same in both languages.

Of what happened only the head of a sentence is taken, up to a mark that closes a clause in both
languages, and only where nothing in what is left turns its meaning: no "but", no "according to".
The two parts then have to pass the checks that translations pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from ..language.arabic import fold, words
from ..language.lexicon import any_word, load
from ..language.reporting_verbs import verb_forms
from ..language.sentences import split_sentences
from ..model import Bilingual, Lang, Mention, Sentence

LONGEST_CLAUSE = 25
"""Words of a clause, in each language: what is read at a glance."""
SHORTEST_CLAUSE = 6
"""Words of meaning and grammar below which a head is no clause."""
LENGTHS_DIFFER = 0.25
"""How far the share of the sentence that the two parts have may differ. Of all pairs of heads that
pass the checks in the five articles those read as one another's translation lie within 0.2."""
LABEL = re.compile(r"\w+(?: \w+){0,2}: ")
_CLOSING = re.compile(r"(?=[،,؛;]\s|\s[–—-]\s)")


def head_clause(
    sentence: Sentence, differ: Callable[[str, str], object], times: Sequence[Mention] = ()
) -> Bilingual | None:
    """Return the head of a sentence that stands for it in both languages, ``None`` without one.

    `differ` tells, of an Arabic and an English text, whether they are not the same; `times` are the
    sentence's time expressions.
    """
    if sentence.en is None:
        return None
    # "Adopted the council, on Friday, a resolution": a time between commas parts verb and object.
    commas_of_times: set[int] = set()
    for one in times:
        lead, comma, word = sentence.ar[: one.start].rpartition("،")
        is_aside = comma and len(word.split()) <= 1
        if is_aside and sentence.ar[one.end :].lstrip().startswith("،"):
            commas_of_times |= {len(lead.rstrip()), one.end}
    # A label of the source's own layout ("Know more:") is no part of the clause.
    label_ar, label_en = LABEL.match(sentence.ar), LABEL.match(sentence.en)
    start_ar, start_en = (label_ar.end(), label_en.end()) if label_ar and label_en else (0, 0)
    best, least_apart = None, LENGTHS_DIFFER
    for arabic in _heads(sentence.ar[start_ar:]):
        if start_ar + len(arabic) in commas_of_times:
            continue
        for english in _heads(sentence.en[start_en:]):
            apart = abs(len(arabic) / len(sentence.ar) - len(english) / len(sentence.en))
            is_nearer = apart < least_apart or (best is None and apart == least_apart)
            if is_nearer and not differ(arabic, english):
                best, least_apart = Bilingual(arabic, english), apart
    return best


def clauses_of(sentence: Sentence, differ: Callable[[str, str], object]) -> list[Bilingual]:
    """Return the main clauses of a sentence in both languages, none where they do not pair.

    `differ` as in `head_clause`.
    """
    arabic, whole = _pattern("joints", "ar").split(sentence.ar), sentence.en or ""
    found = []
    # A translation may give each clause a sentence of its own.
    for english in (_pattern("joints", "en").split(whole), split_sentences(whole)):
        clauses = [Bilingual(*pair) for pair in zip(arabic, english, strict=False)]
        if len(arabic) == len(english) and not any(differ(one.ar, one.en) for one in clauses):
            found.append(clauses)
    # Where two pairings pass, nobody can say which is right.
    return found[0] if found and found[0] == found[-1] else []


def _heads(text: str) -> Iterator[str]:
    """Yield the heads of a sentence that end with a clause and whose rest does not turn them."""
    for closing in _CLOSING.finditer(text):
        head, rest = text[: closing.start()].rstrip(), text[closing.end() :]
        is_paired = all(head.count(a) == head.count(b) for a, b in ("“”", "«»", "()"))
        # What a colon announces is the news: a head may neither end with one nor behind it.
        is_whole = is_paired and head.count('"') % 2 == 0 and ": " not in head
        if not is_whole or not SHORTEST_CLAUSE <= len(head.split()) <= LONGEST_CLAUSE:
            continue
        # What limits the head, or says whose words it is, turns it.
        arabic, english = _pattern("turning", "ar"), _pattern("turning", "en")
        is_limited = arabic.search(fold(rest)) or english.search(rest)
        # "He announced yesterday …, that": what he announced is not in the head.
        behind = words(rest)
        is_open = "".join(behind[:1]) in load("events")["complements"]
        if not (is_limited or is_open or any(word in verb_forms() for word in behind)):
            yield head


@cache
def _pattern(name: str, lang: Lang) -> re.Pattern[str]:
    """Return the pattern of what parts two clauses ("joints"), or of what limits ("turning")."""
    words = load("events")[name][lang]
    if name == "joints":
        signs, comma = (r"[؛;:]", "،") if lang == "ar" else ("[;:]", ",")
        return re.compile(rf"{signs}\s|{comma}\s(?=(?:{any_word(words)})(?!\w))")
    if lang == "ar":
        return re.compile(rf"(?<!\w)[وف]?(?:{any_word(map(fold, words))})(?!\w)")
    return re.compile(rf"\b(?:{any_word(words)})\b", re.IGNORECASE)
