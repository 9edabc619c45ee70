"""Cohesion of sentences: which can be read alone, and which lean on the sentence before."""

from __future__ import annotations

import re
from functools import cache

from .arabic import QUOTATION_MARK, alternatives, fold, folded_words, stem
from .lexicon import conjugations, load

REFERRING_WORDS = 8
"""Words at the head of a sentence in which a pronoun refers to the sentence before; further on it
rather refers to something in its own."""
_FIRST_WORD = re.compile(r"\w+")
_CONJUNCTION = re.compile(r"^[وف]")
_TO = fold("إلى")
"""It begins with the letters of the article, and is none."""
_SO_THE = re.compile(r"^\s?(فال\w{3,})")
"""``فالمدينة``: a reason for the sentence before; ``فالح`` and ``فالنسيا`` are names."""
_DEFINITE = re.compile(r"[وفبك]?ال")


@cache
def _opening(name: str) -> re.Pattern[str]:
    """Return the pattern of a list of ``stopwords.toml`` at the head of a folded sentence."""
    return re.compile(rf"^\s?(?:{alternatives(load('stopwords')[name])})(?!\w)")


@cache
def _without_subject() -> re.Pattern[str]:
    """Return the pattern of what shows that no subject is right behind a verb: what it reports."""
    # Between them only "in a statement", what that is like, and one word for whom it is to.
    likely = folded_words("speech", "words", "between") | folded_words("speech", "adjectives")
    said, occasions = (load("stopwords")[name] for name in ("without_subject", "occasions"))
    hearer = rf"(?:[\s،]+(?:{alternatives(likely)}))*(?:[\s،]+ل\w+)?[\s،]*"
    occasion = rf"(?:{alternatives(occasions)})(?!\w){hearer}"
    return re.compile(rf"^\s?(?:{occasion})?(?:{alternatives(said)})(?!\w)")


@cache
def _reporting_forms() -> tuple[frozenset[str], frozenset[str]]:
    """Return the finite forms of the reporting verbs with a subject, and participles, folded."""
    finite: set[str] = set()
    participles: set[str] = set()
    for form, _, mood in conjugations("always", "with_content"):
        (participles if mood == "participle" else finite).add(fold(form))
    impersonal = set(map(fold, load("reporting_verbs")["impersonal"]))
    return frozenset(finite - impersonal), frozenset(participles)


def continues(text: str) -> bool:
    """Tell whether a sentence goes on from the one before it: "he added", "in contrast".

    So does one whose first word reports and has no subject: "he announced that".
    """
    folded = fold(text)
    if _opening("dangling").match(folded):
        return True
    verb = _FIRST_WORD.match(folded)
    if verb is None or not _without_subject().match(folded[verb.end() :]):
        return False
    verbs, participles = _reporting_forms()
    # "Confirming that": of a whole sentence whoever does so is in the one before.
    parts = [part.split()[:1] for part in folded.split("،")]
    if all(part and part[0] in participles for part in parts):
        return True
    return not verbs.isdisjoint((verb[0], _CONJUNCTION.sub("", verb[0])))


def tells_of_itself(text: str) -> bool:
    """Tell whether a sentence is of the text, no part of its story: "X contributed to it"."""
    folded = fold(text)
    # Who prepares may prepare a bill or a study, too, which is not the text itself.
    work = _opening("prepares").match(folded)
    opening, rest = ("own_text", folded[work.end() :]) if work else ("of_itself", folded)
    return bool(_opening(opening).match(rest))


def is_background(text: str) -> bool:
    """Tell whether a sentence opens by looking back: "had", "it is worth recalling"."""
    return bool(_opening("background").match(fold(text)))


def is_superseded(text: str) -> bool:
    """Tell whether a sentence opens with a count that another has taken the place of."""
    return bool(_opening("earlier").match(fold(text)))


def judges(text: str) -> bool:
    """Tell whether a sentence judges by itself: "it seems", "most likely", "often".

    At its head, or after a long subject: "the statement, which …, seemed to …".
    """
    # "Began" differs from "seemed" by its hamza alone.
    text = text.replace("بدأ", "")
    if any(f"، {verb} " in fold(text) for verb in folded_words("stopwords", "seemed")):
        return True
    head = f" {' '.join(fold(text).split()[:REFERRING_WORDS])} "
    marks = folded_words("stopwords", "judgement")
    return any(f" {mark} " in head or f" و{mark} " in head for mark in marks)


def refers_back(text: str) -> bool:
    """Tell whether a sentence opens with a pronoun for something in the sentence before it.

    A demonstrative before a definite noun is none, nor one in an adverb ("besides that").
    """
    # A pronoun inside a quotation refers to what the speaker said, so the quotation is left out.
    head = fold(QUOTATION_MARK.split(text)[0]).split()[:REFERRING_WORDS]
    pronouns = folded_words("stopwords", "refers", "pronouns")
    adverbial = folded_words("stopwords", "refers", "adverbial")
    # "And" and "so" are written onto the word and would hide an adverb ("ومع ذلك").
    for i, word in enumerate(head):
        before = _CONJUNCTION.sub("", head[i - 1]) if i else ""
        after = head[i + 1] if i + 1 < len(head) else ""
        is_alone = after == _TO or not after.startswith("ال")
        if word in pronouns and before not in adverbial and is_alone:
            return True
    return False


def stands_alone(text: str) -> bool:
    """Tell whether a sentence can be read without the one before it."""
    reason = _SO_THE.match(fold(text))
    is_name = reason and reason[1].startswith(tuple(load("stopwords")["so_the_names"]))
    return not (continues(text) or refers_back(text) or (reason and not is_name))


@cache
def _bodies() -> frozenset[str]:
    """Return the stems of nouns that name a body or a paper only where it is told which."""
    return frozenset(map(stem, folded_words("stopwords", "refers", "bodies")))


def unnamed(text: str) -> frozenset[str]:
    """Return the stems of what a sentence takes as known: "these charges", "the ministry said".

    At its head, and in "according to the ministry"; what it has named itself is none.
    """
    told = fold(QUOTATION_MARK.split(text)[0])
    demonstratives = folded_words("stopwords", "refers", "demonstratives")
    times = folded_words("stopwords", "refers", "times")
    according = folded_words("stopwords", "refers", "according_to")
    opening = _opening("without_subject")
    found = set()
    earlier: list[str] = []
    for match in _FIRST_WORD.finditer(told):
        word, rest = match[0], told[match.end() :]
        earlier.append(word)
        if not _DEFINITE.match(word):
            continue
        before = _CONJUNCTION.sub("", "".join(earlier[-2:-1]))
        is_this = before in demonstratives and word.startswith("ال") and word not in times
        # Which one it is would follow at once: "the International Organisation", "Minister Ali".
        is_bare = not rest[:1].isspace() or bool(opening.match(rest))
        is_body = is_bare and word not in times and stem(word) in _bodies()
        is_read = len(earlier) <= REFERRING_WORDS or before in according
        if (is_this or is_body) and is_read and stem(word) not in map(stem, earlier[:-1]):
            found.add(stem(word))
    return frozenset(found)
