"""All settings in one table, read from Pelican's settings and checked at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from .errors import Problem

ENGINES = ("none", "google")
"""What may translate a segment that memory lacks."""


def _setting(default: Any, about: str) -> Any:
    return field(default=default, metadata={"help": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """The plugin's settings; each is ``BRIEFING_`` and its name in capitals in pelicanconf.py."""

    seeds: str = _setting("seeds", "Folder of the source articles, from the project's root.")
    engine: str = _setting("none", f"What translates missing segments: {', '.join(ENGINES)}.")
    title_ar: str = _setting("موجز", "Name of the site in Arabic.")
    title_en: str = _setting("Briefing", "Name of the site in English.")
    about_ar: str = _setting("", "One sentence on the site in Arabic, under its name.")
    about_en: str = _setting("", "One sentence on the site in English, under its name.")
    locale_ar: str = _setting("ar", "CLDR locale for Arabic dates and numbers (ar, ar_IQ …).")
    locale_en: str = _setting("en_US", "CLDR locale for English dates and numbers.")

    def locale(self, lang: str) -> str:
        """Return the CLDR locale of a language of the site."""
        return self.locale_ar if lang == "ar" else self.locale_en


def read_settings(pelican: Mapping[str, Any]) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings and every mistake in them; a wrong value keeps its default."""
    known = {f"BRIEFING_{f.name.upper()}": f for f in fields(Settings)}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in sorted(k for k in pelican if str(k).startswith("BRIEFING_")):
        if name not in known:
            problems.append(_problem(name, "there is no such setting", "See docs/settings.md"))
        elif not isinstance(pelican[name], str):
            problems.append(_problem(name, "the value must be text", "Put it in quotes"))
        else:
            values[known[name].name] = pelican[name]
    if values.get("engine", "none") not in ENGINES:
        unknown = values.pop("engine")
        hint = f"Use one of {', '.join(ENGINES)}"
        problems.append(_problem("BRIEFING_ENGINE", f"unknown engine “{unknown}”", hint))
    if not re.match(r"^https?://[^/\s]+", str(pelican.get("SITEURL", ""))):
        hint = "Set it to the full address of the site, for feeds and canonical links"
        problems.append(_problem("SITEURL", "it must start with http:// or https://", hint))
    return Settings(**values), tuple(problems)


def _problem(name: str, message: str, hint: str) -> Problem:
    return Problem("pelicanconf.py", f"{name}: {message}", hint)
