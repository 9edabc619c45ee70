"""Where a sentence attributes what is said: its verbs of speech and its "according to"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from ..language.arabic import fold
from ..language.lexicon import load
from .english_names import listed
from .utterance import QUOTATION, Token, Utterance

Kind = Literal["verb", "participle", "label", "according", "source", "appears", "relay"]
Form = Literal["m", "f", "p"]
WINDOW = 160
"""Characters behind a verb within which "that" follows it; the subject stands between."""
BESIDE = 8
"""Characters in front of a verb within which the quotation it attributes ends."""
BETWEEN = 70
"""Characters between "relayed" and "from"."""
THAT = re.compile(
    r"(?<!قبل )(?<!بعد )(?<!منذ )(?<!دون )(?<!يمكن )(?<!يجب )(?<!\w)"
    r"[وف]?ب?(?:ان|انه|انها|انهم|انهما|اننا|انني|اني)(?!\w)"
)
"""The conjunctions "that", less those of "before", "after" and "may"."""
COLON = re.compile(r":(?!\d)")
DAMMA = "\u064f"
SHADDA = "\u0651"


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where a sentence attributes: `start` is behind "and", `form` agrees with a subject.

    `content` is where what is said begins, ``None`` where nothing marks it; `joined` tells of an
    "and" or "so" in front; `like` of an "as" ("as he said").
    """

    kind: Kind
    start: int
    end: int
    form: Form | None = None
    content: int | None = None
    joined: str = ""
    like: bool = False
    impersonal: bool = False
    imperfect: bool = False

    @property
    def tells(self) -> bool:
        """Tell whether what is said follows a verb."""
        return self.kind in ("verb", "participle") and self.content is not None


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb of speech."""

    kind: Kind
    form: Form
    telling: bool
    imperfect: bool
    preposition: str | None = None


def find_cues(said: Utterance) -> tuple[Cue, ...]:
    """Return the cues of a sentence in order; those that tell of no speech are left out."""
    phrases = list(_phrases(said))
    taken = [range(cue.start, cue.end) for cue in phrases]
    verbs = [t for t in _verb_tokens(said) if not any(t[1].start in span for span in taken)]
    cues = [_verb_cue(said, *found, _end(said, verbs[n:])) for n, found in enumerate(verbs)]
    return tuple(sorted([*phrases, *filter(None, cues)], key=lambda cue: cue.start))


def _end(said: Utterance, verbs: Sequence[tuple[Verb, Token, str]]) -> int:
    """Return where what the first of some verbs tells ends: at the next that is not beside it."""
    for (_, before, _), (_, token, _) in pairwise(verbs):
        if said.outside[before.end : token.start].strip(" وف"):
            return token.start
    return len(said.outside)


def content_behind(said: Utterance, start: int, end: int) -> int | None:
    """Return where "that", a colon or a quotation follows within a range, ``None`` if nowhere."""
    patterns = (THAT, COLON, QUOTATION)
    found = (pattern.search(said.outside, start, end) for pattern in patterns)
    return min((match.start() for match in found if match), default=None)


def _verb_tokens(said: Utterance) -> list[tuple[Verb, Token, str]]:
    """Return the verbs of speech with their token and the conjunction before them."""
    found = []
    for n, token in enumerate(said.tokens):
        for joined in ("", token.text[:1]):
            verb = _forms().get(token.text.removeprefix(joined))
            if verb and joined in ("", "و", "ف") and _is_said(said, n, verb, joined):
                start = token.start + len(joined)
                found.append((verb, Token(token.text[len(joined) :], start, token.end), joined))
                break
    return found


def _is_said(said: Utterance, n: int, verb: Verb, joined: str) -> bool:
    """Tell whether a verb tells of something said: not negated, wished, passive, nor a noun."""
    before = said.tokens[n - 1].text if n and not joined else ""
    bare = before.removeprefix("و").removeprefix("ف")
    if (
        said.tokens[n].text[len(joined) :] in listed("before", "ambiguous")
        and n
        and not _is_doubled(said, n)
    ):
        return False
    if bare in listed("before", "undone") or (
        verb.imperfect and bare in listed("before", "wished")
    ):
        return False
    if verb.kind == "verb" and bare in listed("clauses", "prepositions"):
        return False
    return verb.kind != "verb" or verb.imperfect or not _is_passive(said, n, joined)


def _is_doubled(said: Utterance, n: int) -> bool:
    """Tell whether a word is written with the mark of a doubled letter."""
    token = said.tokens[n]
    return SHADDA in said.written[slice(*said.folded.span(token.start, token.end))]


def _is_passive(said: Utterance, n: int, joined: str) -> bool:
    """Tell whether a perfect is written with the vowel of the passive."""
    start = said.folded.offsets[said.tokens[n].start + len(joined)]
    return said.written[start + 1 : start + 2] == DAMMA


def _verb_cue(said: Utterance, verb: Verb, token: Token, joined: str, end: int) -> Cue | None:
    """Return the cue of a verb; ``None`` where what follows shows another sense of it."""
    reach = min(end, token.end + WINDOW)
    content = content_behind(said, token.end, reach)
    if content is None and verb.preposition:
        match = re.compile(rf"(?<!\w){verb.preposition}(?!\w)").search(
            said.outside, token.end, reach
        )
        content = match.start() if match else None
    cue = Cue(verb.kind, token.start, token.end, verb.form, content, joined)
    like, quoted = _is_like(said, token), _is_behind_quotation(said, token)
    if content is None and not (verb.telling or like or quoted):
        return None
    impersonal = token.text in listed("verbs", "impersonal")
    return replace(cue, like=like, impersonal=impersonal, imperfect=verb.imperfect)


def _is_like(said: Utterance, token: Token) -> bool:
    """Tell whether "as" stands before a verb: what it tells is the sentence."""
    before = said.outside[: token.start].split()[-1:]
    return bool(before) and before[0].removeprefix("و") in listed("before", "like")


def _is_behind_quotation(said: Utterance, token: Token) -> bool:
    before = said.outside[max(0, token.start - BESIDE) : token.start]
    return bool(QUOTATION.search(before))


def is_verb(word: str) -> bool:
    """Tell whether a folded word can be a verb of speech, with or without "and"."""
    return word in _forms() or (word[:1] in "وف" and word[1:] in _forms())


@cache
def _forms() -> dict[str, Verb]:
    """Return every form of the verbs of speech, folded."""
    forms: dict[str, Verb] = {}
    verbs = load("speech")["verbs"]
    for group in ("claiming", "telling"):
        for row in verbs[group]:
            forms.update(_conjugated(row, telling=group == "telling"))
    for row in verbs["with_object"]:
        forms.update(_with_object(row))
    return forms


def _conjugated(row: str, *, telling: bool) -> Iterator[tuple[str, Verb]]:
    perfect, imperfect, participle, *rest = row.split()
    preposition = fold(rest[0]) if rest else None
    for form, written in _perfect(perfect):
        yield fold(written), Verb("verb", form, telling, imperfect=False, preposition=preposition)
    for form, written in _imperfect(imperfect):
        yield fold(written), Verb("verb", form, telling, imperfect=True, preposition=preposition)
    for form, written in _participle(participle):
        yield (
            fold(written),
            Verb("participle", form, telling, imperfect=False, preposition=preposition),
        )


def _perfect(verb: str) -> Iterator[tuple[Form, str]]:
    if verb == "-":
        return
    stem = verb.removesuffix("ى")
    yield from (("m", verb), ("f", f"{stem}ت"), ("p", f"{stem}وا"), ("p", f"{stem}تا"))
    if stem == verb:
        yield "p", f"{verb}ا"


def _imperfect(verb: str) -> Iterator[tuple[Form, str]]:
    if verb == "-":
        return
    root = verb[1:]
    stem = root[:-1] if root.endswith(("ى", "ي")) else root
    yield from (("m", verb), ("f", f"ت{root}"), ("p", f"ي{stem}ون"), ("p", f"{verb}ان"))


def _participle(verb: str) -> Iterator[tuple[Form, str]]:
    if verb != "-":
        yield from (("m", f"{verb}ا"), ("f", f"{verb}ة"), ("p", f"{verb}ين"))


def _with_object(row: str) -> Iterator[tuple[str, Verb]]:
    """Yield the forms with "it" as object: what somebody called so, which somebody denied."""
    perfect, imperfect, _ = row.split()
    for form, written in (*_perfect(perfect), *_imperfect(imperfect)):
        stem = f"{written[:-1]}ا" if written.endswith("ى") else written.removesuffix("وا")
        for ending in ("ه", "ها", "هم"):
            label = Verb("label", form, telling=True, imperfect=False)
            yield fold(f"{stem}{'و' if stem + 'وا' == written else ''}{ending}"), label


def _phrases(said: Utterance) -> Iterator[Cue]:
    for kind, pattern in _phrase_patterns().items():
        for match in pattern.finditer(said.outside):
            if kind == "relay":
                yield from _relay(said, match)
            else:
                like = match.group(1).split()[0] in listed("before", "like")
                yield Cue(kind, match.start(1), match.end(), content=match.end(), like=like)


def _relay(said: Utterance, match: re.Match[str]) -> Iterator[Cue]:
    """Yield "relayed from": its end is behind the "from" that names who spoke."""
    source = re.compile(r"(?<!\w)عن\s+").search(said.outside, match.end(), match.end() + BETWEEN)
    if source:
        yield Cue("relay", match.start(1), source.end(), content=source.end())


@cache
def _phrase_patterns() -> dict[Kind, re.Pattern[str]]:
    phrases = load("speech")["phrases"]
    return {
        "according": _any_of(phrases["according"]),
        "source": _any_of(phrases["source"]),
        "appears": _any_of(phrases["appears"]),
        "relay": _any_of(phrases["relays"]),
    }


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of phrases; one that ends in "to" is joined to the name behind."""
    longest = sorted((fold(p) for p in phrases), key=len, reverse=True)
    parts = [
        re.escape(p).replace(r"\ ", r"\s+") + ("" if p.endswith(" ل") else r"(?!\w)\s*")
        for p in longest
    ]
    return re.compile(rf"(?<!\w)[وف]?((?:{'|'.join(parts)}))")
