"""All settings in one table, read from Pelican's settings and checked at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from .errors import Problem
from .translate.engines import ENGINE_NAMES, NONE, EngineSettings

URL = re.compile(r"^https?://[^/\s]+")


def _setting(default: Any, about: str) -> Any:
    return field(default=default, metadata={"help": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """The plugin's settings; each is ``BRIEFING_`` and its name in capitals in pelicanconf.py."""

    seeds: str = _setting("seeds", "Folder of the source articles, from the project's root.")
    engine: str = _setting(
        NONE,
        "What translates missing segments, one or several in the order they are tried: "
        f"{', '.join(ENGINE_NAMES)}.",
    )
    engine_url: str = _setting("", "Address of your own LibreTranslate, for the engine libre.")
    engine_model: str = _setting("", "Folder of the model for the engine local.")
    engine_workers: int = _setting(0, "Requests at once; 0 is what suits the engine.")
    engine_budget: int = _setting(
        200_000, "Characters that may be sent in one run, repeats included; 0 is no limit."
    )
    as_of: str = _setting(
        "", "Build the site as it was on this day, YYYY-MM-DD: later articles out."
    )
    title_ar: str = _setting("موجز", "Name of the site in Arabic.")
    title_en: str = _setting("Briefing", "Name of the site in English.")
    about_ar: str = _setting("", "One sentence on the site in Arabic, under its name.")
    about_en: str = _setting("", "One sentence on the site in English, under its name.")
    locale_ar: str = _setting("ar", "CLDR locale for Arabic dates and numbers (ar, ar_IQ …).")
    locale_en: str = _setting("en_US", "CLDR locale for English dates and numbers.")

    def locale(self, lang: str) -> str:
        """Return the CLDR locale of a language of the site."""
        return self.locale_ar if lang == "ar" else self.locale_en

    def engines(self) -> EngineSettings:
        """Return the engines that are wanted, in the order they are tried."""
        return EngineSettings(
            split_names(self.engine), self.engine_url, self.engine_model, self.engine_workers
        )


def split_names(engine: str) -> tuple[str, ...]:
    """Return the engines of a setting: ``deepl, google`` are two."""
    return tuple(name for name in re.split(r"[\s,]+", engine.strip()) if name and name != NONE)


def read_settings(pelican: Mapping[str, Any]) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings and every mistake in them; a wrong value keeps its default."""
    known = {f"BRIEFING_{f.name.upper()}": f for f in fields(Settings)}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in sorted(k for k in pelican if str(k).startswith("BRIEFING_")):
        wrong = _wrong(name, pelican[name], known)
        problems += [wrong] if wrong else []
        if not wrong:
            values[known[name].name] = pelican[name]
    problems += _wrong_values(values)
    if not URL.match(str(pelican.get("SITEURL", ""))):
        hint = "Set it to the full address of the site, for feeds and canonical links"
        problems.append(_problem("SITEURL", "it must start with http:// or https://", hint))
    return Settings(**values), tuple(problems)


def _wrong(name: str, value: Any, known: Mapping[str, Any]) -> Problem | None:
    """Return what is wrong with one setting by itself, ``None`` if nothing is."""
    if name not in known:
        return _problem(name, "there is no such setting", "See docs/settings.md")
    if isinstance(known[name].default, int):
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return None if whole else _problem(name, "the value must be 0 or more", "Write a number")
    is_text = isinstance(value, str)
    return None if is_text else _problem(name, "the value must be text", "Put it in quotes")


def _wrong_values(values: dict[str, Any]) -> list[Problem]:
    """Return what is wrong with engines and dates, and take the wrong values out."""
    problems = []
    for unknown in [n for n in split_names(values.get("engine", NONE)) if n not in ENGINE_NAMES]:
        hint = f"Use one or more of {', '.join(ENGINE_NAMES)}"
        problems.append(_problem("BRIEFING_ENGINE", f"unknown engine “{unknown}”", hint))
        values.pop("engine", None)
    if values.get("engine_url") and not _is_address(values["engine_url"]):
        hint = "Write it as http://127.0.0.1:5000"
        message = "it must start with http:// or https://"
        problems.append(_problem("BRIEFING_ENGINE_URL", message, hint))
        values.pop("engine_url")
    if values.get("as_of") and not is_day(values["as_of"]):
        hint = "Write it as 2024-07-24"
        problems.append(_problem("BRIEFING_AS_OF", f"“{values.pop('as_of')}” is no day", hint))
    return problems


def _is_address(text: str) -> bool:
    try:
        return bool(URL.match(text)) and urlsplit(text).port != 0
    except ValueError:  # a port or a bracket that is none
        return False


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _problem(name: str, message: str, hint: str) -> Problem:
    return Problem("pelicanconf.py", f"{name}: {message}", hint)
