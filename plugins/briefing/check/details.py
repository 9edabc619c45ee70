"""What a check saw, told in either language: the frames are those of ``findings.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..language.arabic import fold_with_offsets
from ..language.lexicon import load
from ..model import Bilingual, Lang


def as_written(text: str) -> Bilingual:
    """Return words of a text: they are shown as they are in either language."""
    return Bilingual(text, text)


def as_spelled(words: str, text: str) -> str:
    """Return folded words of an Arabic text as the text spells them."""
    folded = fold_with_offsets(text)
    pattern = r"[\W_]+".join(re.findall(r"\w+", words))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", folded.text, re.IGNORECASE)
    if found is None:
        return words
    start, end = folded.span(*found.span())
    return text[start:end]


def worded(frame: str, **values: str | int | Bilingual) -> Bilingual:
    """Return a frame with its values, those that are bilingual in the language of each."""

    def filled(lang: Lang) -> str:
        shown = {name: v[lang] if isinstance(v, Bilingual) else v for name, v in values.items()}
        return str(load("findings")[frame][lang]).format(**shown)

    return Bilingual(filled("ar"), filled("en"))


def only_in(lost: Iterable[Bilingual], added: Iterable[Bilingual]) -> Bilingual | None:
    """Return what only the Arabic and only the English has; ``None`` for nothing."""
    sides: list[Bilingual] = []
    for frame, words in (("only_in_arabic", list(lost)), ("only_in_english", list(added))):
        if words:
            sides.append(worded(frame, words=listed(words)))
    return listed(sides, "separator_of_sides") if sides else None


def listed(parts: Sequence[Bilingual], separator: str = "separator") -> Bilingual:
    """Return parts one after another, with a separator of `findings.toml` between them."""
    between = load("findings")[separator]
    return Bilingual(
        between["ar"].join(part.ar for part in parts), between["en"].join(part.en for part in parts)
    )
