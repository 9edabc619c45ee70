"""Surnames that are nationalities, too: ``السوداني`` the prime minister, and the Sudanese."""

from __future__ import annotations

import re
from functools import cache

from .arabic import fold
from .lexicon import load

WORD = re.compile(r"\w+")
ENDS = re.compile(r"\s*(?:[^\w\s#@]|$)")
"""A mark or the end of the text right behind a word."""


def is_adjective_here(folded: str, start: int, end: int) -> bool:
    """Tell whether a name in a folded text must be read as an adjective where it stands.

    Only for one word that is a nationality's adjective with the article. It is one behind a
    definite noun (``الجيش السوداني``); behind a title (``رئيس الوزراء السوداني``) only if somebody
    else's name follows, and no particle or mark.
    """
    name = folded[start:end]
    if " " in name or name.removeprefix("ال") not in _nationalities():
        return False
    before = WORD.findall(folded[:start])[-1:]
    definite = bool(before) and before[0].lstrip("وفبك").startswith(("ال", "لل"))
    if not definite:
        return False
    return not _is_title(before[0]) or _name_follows(folded, end)


def _is_title(word: str) -> bool:
    return word.lstrip("وفبل") in _titles()


def _name_follows(folded: str, end: int) -> bool:
    """Tell whether a word follows that is no particle, so that it is somebody else's name."""
    if ENDS.match(folded, end):
        return False
    following = WORD.search(folded, end)
    return following is not None and following.group() not in _particles()


@cache
def _nationalities() -> frozenset[str]:
    return frozenset(fold(word) for word in load("nationalities")["adjectives"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(fold(word) for word in load("nationalities")["titles"])


@cache
def _particles() -> frozenset[str]:
    return frozenset(fold(word) for word in load("stopwords")["words"])
