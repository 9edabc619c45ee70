"""What stands behind a noun that names a speaker: adjectives, a body, a person in apposition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..editors.glossary import Mention
from ..language.arabic import fold
from .english_names import Adjective, Tail, adjective, listed, people, plurals, split_noun, table
from .reporting_verbs import is_verb
from .utterance import QUOTATION, Token, Utterance

LONGEST = 14
"""Words of an office with its name ("the commander of …, Major General …")."""
LONGEST_NAME = 4
"""Words of a name that the glossary does not know."""
THAT = ("ان", "انه", "انها", "انهم", "بان", "بانه", "بانها")


@dataclass(frozen=True, slots=True)
class Names:
    """A sentence, the names the glossary finds in it, and the English of adjectives."""

    said: Utterance
    adjectives: Mapping[str, str]
    mentions: tuple[Mention, ...]

    def mention(self, n: int) -> Mention | None:
        """Return the name that begins in a token, behind no more than joined particles."""
        token = self.said.tokens[n]
        found = (m for m in self.mentions if token.start <= m.start <= token.start + 2)
        return next((m for m in found if not self._is_another(m)), None)

    def _is_another(self, mention: Mention) -> bool:
        """Tell whether a nationality behind a body's short name makes it another country's."""
        behind = self.said.token_at(mention.end)
        if mention.entry.kind != "organisation" or behind >= len(self.said.tokens):
            return False
        token = self.said.tokens[behind]
        nation = adjective(token.text, self.adjectives)
        if nation is None or self.said.outside[mention.end : token.start].strip():
            return False
        own = {adjective(word, self.adjectives) for word in fold(mention.entry.name.ar).split()}
        return token.text.startswith("ال") and nation not in own

    def is_name(self, n: int) -> bool:
        """Tell whether a token begins the name of a person, a body or a place."""
        found = self.mention(n) if n < len(self.said.tokens) else None
        return found is not None and found.entry.kind != "term"


def read_tail(names: Names, n: int, noun: str) -> Tail:
    """Return what stands behind a noun, up to a preposition, "that", a quotation or a verb."""
    tokens = names.said.tokens
    tail = Tail(tokens[n].end, tokens[n].end, definite=split_noun(tokens[n].text).definite)
    number = n + 1
    while number < min(len(tokens), n + LONGEST) and tail.person is None:
        step = _take(names, number, tail, noun)
        if step == 0:
            break
        number += step
    return tail


def titled(names: Names, n: int) -> Tail | None:
    """Return the tail of a personal title, ``None`` where no known name follows it."""
    if names.said.tokens[n].text not in listed("titles", "words"):
        return None
    tail = read_tail(names, n, "")
    return tail if tail.person else None


def _take(names: Names, number: int, tail: Tail, noun: str) -> int:
    """Take one part into a tail; return how many tokens it has, 0 where the phrase ends."""
    token = names.said.tokens[number]
    gap = names.said.outside[tail.stop : token.start].strip(" ()")
    if gap not in ("", "،", ",") or QUOTATION.match(token.text) or token.text in THAT:
        return 0
    if names.is_name(number):
        return _take_name(names, number, tail, noun, comma=bool(gap))
    if gap:
        return _take_titled(names, number, tail) or _take_strange(names, number, tail, noun)
    return _take_word(names, number, tail, noun)


def _take_name(names: Names, number: int, tail: Tail, noun: str, *, comma: bool) -> int:
    """Take a name: the person meant, or the body, place or person that the noun belongs to."""
    mention = names.mention(number)
    if mention is None:
        return 0
    joined = names.said.outside[names.said.tokens[number].start : mention.start]
    person = mention.entry.kind == "person" and not joined
    if not person and (comma or not _belongs(names, number, tail, noun, joined)):
        return 0
    if person and (comma or _is_apposed(names, number, tail)):
        tail.person = mention.entry
    elif tail.body is None:
        tail.body, tail.body_at = mention.entry, mention.start
    tail.end = tail.stop = mention.end
    return names.said.token_at(mention.end) - number


def _belongs(names: Names, number: int, tail: Tail, noun: str, joined: str) -> bool:
    """Tell whether a body is the one somebody belongs to, rather than one they talk to."""
    if joined in ("و", "ف", "ك"):
        return False
    if noun not in people():
        return joined != "ل" or tail.is_bare
    led = names.said.tokens[number - 1].text in ("في", "من", "لدي", "باسم")
    return led or joined == "ب" or (tail.is_bare and not joined)


def _is_apposed(names: Names, number: int, tail: Tail) -> bool:
    """Tell whether a person's name stands beside the noun, not in its genitive."""
    before = names.said.tokens[number - 1].text
    definite = split_noun(before).definite
    return definite or tail.body is not None or before in listed("between", "words")


def _take_titled(names: Names, number: int, tail: Tail) -> int:
    """Take a title with a name behind a comma."""
    behind = titled(names, number)
    if behind is None:
        return 0
    tail.person, tail.stop = behind.person, behind.stop
    return 1


def _take_strange(names: Names, number: int, tail: Tail, noun: str) -> int:
    """Take a name that nobody knows, if it is all there is between two commas."""
    inside, comma, _ = names.said.outside[names.said.tokens[number].start :].partition("،")
    parts = inside.split()
    no_name = listed("clauses", "prepositions") | listed("between", "words") | frozenset(THAT)
    plain = all(part.isalpha() and part not in no_name and not is_verb(part) for part in parts)
    named = noun in table("offices") or noun in people()
    if not (comma and named and plain and len(parts) <= LONGEST_NAME):
        return 0
    tail.name += parts
    tail.stop = names.said.tokens[number + len(parts) - 1].end
    return len(parts)


def _take_word(names: Names, number: int, tail: Tail, noun: str) -> int:
    """Take an adjective, a definite word, "for" or "of" a body, or a word of a name."""
    token = names.said.tokens[number]
    found = adjective(token.text, names.adjectives)
    aside = token.text in listed("between", "words") or token.text in listed("titles", "words")
    if (aside and not found) or _leads_to_name(names, number, noun):
        tail.stop = token.end
        return 1
    if _is_end(token, noun):
        return 0
    if not _take_known(token, tail, found) and not _take_unknown(token, tail, noun):
        return 0
    tail.stop = token.end
    tail.end = tail.end if tail.name else token.end
    return 1


def _is_end(token: Token, noun: str) -> bool:
    """Tell whether a word ends a phrase: a preposition, a verb, "to" the one who was told."""
    hearer = noun in people() and token.text.startswith("ل")
    return token.text in listed("clauses", "prepositions") or is_verb(token.text) or hearer


def _take_known(token: Token, tail: Tail, found: str | None) -> bool:
    """Take an adjective, by its English, or a definite word; tell whether it was one."""
    if tail.name:
        return False
    if found:
        tail.adjectives.append(Adjective(token.text, found))
        return True
    definite = split_noun(token.text).definite and not token.text.startswith("لل")
    if definite and tail.body is None:
        tail.qualifiers.append(token.text.removeprefix("و"))
    return definite


def _leads_to_name(names: Names, number: int, noun: str) -> bool:
    """Tell whether a word only leads to the body behind it: "for", "in", "forces of"."""
    text = names.said.tokens[number].text
    if not names.is_name(number + 1):
        return False
    if text in ("ل", "باسم"):
        return True
    return (noun in people() and text in ("في", "من", "لدي")) or split_noun(text).noun in table(
        "bodies"
    )


def _take_unknown(token: Token, tail: Tail, noun: str) -> bool:
    """Take a word that nothing knows: of the office ("of the armed forces"), else of a name."""
    office = noun in table("offices") or noun in table("heads")
    if not (office or noun in people()) or noun in plurals() or not _is_nameable(token, tail):
        return False
    genitive = office and tail.is_bare and not tail.definite
    (tail.qualifiers if genitive else tail.name).append(token.text)
    return True


def _is_nameable(token: Token, tail: Tail) -> bool:
    """Tell whether a word may be one of a name that nobody knows."""
    other = token.text.isdigit() or token.text.startswith("و") or token.text == "باسم"
    return not other and len(tail.name) < LONGEST_NAME
