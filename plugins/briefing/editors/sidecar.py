"""What an editor writes beside a seed: ``seeds/<stem>.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, get_args

from ..dates.iso import read_iso
from ..dates.when import Precision
from ..errors import fail
from ..formats.text import ARABIC_ENCODINGS, arabic_encoding
from ..language.slugs import SLUG
from ..model import Bilingual, Sidecar

KEYS: Mapping[str, type | tuple[type, ...]] = {
    "slug": str,
    "title": str,
    "date": (str, date, datetime),
    "date_precision": str,
    "date_evidence": str,
    "publisher": str,
    "url": str,
    "author": str,
    "tags": list,
    "summary": (dict, list),
    "rights": str,
    "skip": bool,
    "encoding": str,
    "notes": dict,
}
"""Every key and the type of its value."""
RESERVED = frozenset({"index", "archives", "about", "sources", "editors", "tags"})
"""Slugs the site's own pages use."""


def read_sidecar(text: str, path: str) -> Sidecar:
    """Return what a sidecar says; raise `BriefingError` naming key and line if it is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise fail(path, f"not valid TOML ({error})", "Mend the line it names") from None
    for key, value in data.items():
        _check(key, value, text, path)
    claimed = data.get("date_precision")
    if claimed and len(_iso(data.get("date", ""))) < LENGTHS[claimed]:
        message = f"“date_precision” claims a {claimed} the date does not give"
        line = _line_of("date_precision", text)
        raise fail(path, message, "Give the date as precisely or claim less", line)
    summary = data.get("summary")
    return Sidecar(
        **{k: data[k] for k in data if k in PLAIN},
        date=_iso(data["date"]) if "date" in data else None,
        tags=tuple(data.get("tags", ())),
        summary=_summary(summary),
        notes={key: Bilingual(n["ar"], n["en"]) for key, n in data.get("notes", {}).items()},
    )


PLAIN = frozenset(KEYS) - {"date", "tags", "summary", "notes"}


def _check(key: str, value: Any, text: str, path: str) -> None:
    line = _line_of(key, text)
    if key not in KEYS:
        raise fail(path, f"unknown key “{key}”", f"Use one of {', '.join(KEYS)}", line)
    if not isinstance(value, KEYS[key]):
        raise fail(path, f"“{key}” has the wrong type", "See docs/formats.md", line)
    problem = _wrong(key, value)
    if problem:
        raise fail(path, f"“{key}” {problem[0]}", problem[1], line)


Check = tuple[Callable[[Any], bool], str, str]
CHECKS: Mapping[str, Check] = {
    "slug": (
        lambda v: bool(SLUG.match(v)) and v not in RESERVED,
        "is no usable slug",
        "Use lower-case letters, digits and hyphens",
    ),
    "date": (
        lambda v: read_iso(_iso(v)) is not None,
        "is no date",
        'Write it as "2024-07-24", "2024-07" or "2024"',
    ),
    "date_precision": (
        lambda v: v in get_args(Precision),
        "is unknown",
        f"Use one of {', '.join(get_args(Precision))}",
    ),
    "title": (lambda v: bool(v.strip()), "is empty", "Write a title or take the line out"),
    "summary": (
        lambda v: _summary(v) is not None,
        "is neither {ar, en} nor sentence ids",
        'Write ["p1s1", …] or {ar = "…", en = "…"}',
    ),
    "notes": (
        lambda v: all(_is_bilingual(note) for note in v.values()),
        "has a remark without ar or en",
        'Write p3s1 = { ar = "…", en = "…" } under [notes]',
    ),
    "tags": (
        lambda v: all(isinstance(tag, str) and tag.strip() and tag.isprintable() for tag in v),
        "holds something else than words",
        "List glossary ids or words in quotes",
    ),
    "encoding": (
        lambda v: arabic_encoding(v) is not None,
        "is no encoding of Arabic",
        f"Use one of {', '.join(ARABIC_ENCODINGS.values())}, or save the seed as UTF-8",
    ),
    "url": (
        lambda v: bool(re.match(r"^https?://", v)),
        "is no web address",
        "Start it with https://",
    ),
}
"""For a key: what its value must be, what is wrong otherwise, and what to do."""


def _wrong(key: str, value: Any) -> tuple[str, str] | None:
    """Return what is wrong with one value and what to do, ``None`` if nothing is."""
    if key not in CHECKS:
        return None
    good, wrong, hint = CHECKS[key]
    return None if good(value) else (wrong, hint)


LENGTHS = {"minute": 16, "day": 10, "week": 10, "month": 7, "season": 7, "year": 4, "decade": 4}
"""Characters a date needs for each precision."""


def _iso(value: Any) -> str:
    """Return a date as text; of a TOML date with a clock, the day."""
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def _summary(value: Any) -> Bilingual | tuple[str, ...] | None:
    if isinstance(value, dict) and set(value) == {"ar", "en"}:
        return Bilingual(str(value["ar"]), str(value["en"]))
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    return None


def _is_bilingual(value: Any) -> bool:
    """Tell whether a value is a text in both languages, and nothing else."""
    texts = value.values() if isinstance(value, dict) and set(value) == {"ar", "en"} else (None,)
    return all(isinstance(text, str) and text.strip() for text in texts)


def _line_of(key: str, text: str) -> int | None:
    pattern = re.compile(rf"^\s*(?:\"?{re.escape(key)}\"?\s*[=.]|\[{re.escape(key)}\])")
    return next((n for n, line in enumerate(text.split("\n"), 1) if pattern.match(line)), None)
