"""The plugin's settings, read from Pelican's and checked at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, StrictInt
from pydantic.dataclasses import dataclass

from .editors.schema import SCHEMA, Text, accept_if, read_data, refuse
from .errors import SETTINGS_FILE, Problem
from .pelican_settings import WEB_ADDRESS, pelican_mistakes
from .render.colours import is_readable, read_colour
from .translate.engines import ENGINE_NAMES, NONE, EngineSettings

DOWNLOADS = ("epub", "html", "zip")
"""What the site can be taken along as."""
_PREFIX = "BRIEFING_"


def split_names(names: str) -> tuple[str, ...]:
    """Return what a setting names: ``deepl, google`` are two, ``none`` is nothing."""
    return tuple(name for name in re.split(r"[\s,]+", names.strip()) if name and name != NONE)


def _names_of(called: str, known: Collection[str]) -> AfterValidator:
    """Return the validator of a setting that names some of those that are `known`."""

    def check(names: str) -> str:
        unknown = [f"“{name}”" for name in split_names(names) if name not in known]
        if unknown:
            refuse(f"names the unknown {called} {', '.join(unknown)}", f"Use {', '.join(known)}")
        return names

    return AfterValidator(check)


def _is_address(url: str) -> bool:
    try:
        # Asking for the port makes urlsplit look at it; it may be none, and so may a bracket.
        return not url or (bool(WEB_ADDRESS.match(url)) and urlsplit(url).port != 0)
    except ValueError:
        return False


def _cluster(address: str) -> str:
    # Any other would be another library's.
    if address and not re.fullmatch(r"dask://[^\s/:]+:\d+", address):
        refuse(
            f"is “{address}”, which is not the address of a cluster",
            "Write it as dask://127.0.0.1:8786",
        )
    return address


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar as ISO 8601 writes it."""
    try:
        # Since Python 3.11 other forms are read as well, as 20240724.
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _day(text: str) -> str:
    if text and not is_day(text):
        refuse(f"is “{text}”, which is not a date", "Write it as 2024-07-24")
    return text


def _colour(text: str) -> str:
    if text and read_colour(text) is None:
        refuse(f"is “{text}”, which is not a colour", "Write it as #0f5257")
    if text and not is_readable(text):
        refuse(f"is “{text}”, too pale to be read on the page", "Take a darker colour")
    return text


def _locale_of(lang: str) -> AfterValidator:
    """Return the validator of the locale of one language, whichever of its regions it is of."""

    def check(name: str) -> str:
        if re.split("[_-]", name)[0] != lang:
            refuse(f"is “{name}”, which is not a locale of this language", f"Write “{lang}”")
        return name

    return AfterValidator(check)


_ADDRESS = accept_if(
    _is_address, "must start with http:// or https://", "Write it as http://127.0.0.1:5000"
)
NotNegative = Annotated[StrictInt, Field(ge=0)]


@dataclass(
    frozen=True,
    slots=True,
    config=SCHEMA | ConfigDict(alias_generator=lambda name: f"{_PREFIX}{name.upper()}"),
)
class Settings:
    """Each setting is ``BRIEFING_`` and its name in capitals in pelicanconf.py."""

    seeds: Text = "seeds"
    """Folder of the source articles, from the project's root."""
    # Whether a known engine is installed and has its key is for `make_engines` to find out.
    engine: Annotated[str, _names_of("engine", ENGINE_NAMES)] = NONE
    """What translates missing segments, one or several in the order they are tried."""
    engine_url: Annotated[str, _ADDRESS] = ""
    """Address of your own LibreTranslate, for the engine libre."""
    engine_model: str = ""
    """Folder of the model for the engine local."""
    engine_workers: NotNegative = 0
    """Requests at once; 0 is what suits the engine."""
    engine_budget: NotNegative = 200_000
    """Characters that may be sent in one run, repeats included; 0 is no limit."""
    as_of: Annotated[str, AfterValidator(_day)] = ""
    """Build the site as it was on this day, YYYY-MM-DD: later articles out."""
    title_ar: str = "موجز"
    """Name of the site in Arabic."""
    title_en: str = "Briefing"
    """Name of the site in English."""
    about_ar: str = ""
    """One sentence on the site in Arabic, under its name."""
    about_en: str = ""
    """One sentence on the site in English, under its name."""
    explainer_words: NotNegative = 1_800
    """Words that an explainer shows at most before the build warns; 0 is no limit."""
    accent: Annotated[str, AfterValidator(_colour)] = ""
    """Colour of links and marks, #rrggbb; on dark paper a lighter shade of it is taken."""
    logo: str = ""
    """Picture beside the site's name, from the project's root."""
    user_css: str = ""
    """Style sheet read after the theme's, from the project's root."""
    footer_ar: str = ""
    """Text at the foot of Arabic pages, in place of the theme's."""
    footer_en: str = ""
    """Text at the foot of English pages, in place of the theme's."""
    contact: str = ""
    """Where readers write to: a mail address, a web address, or a path of the site."""
    imprint: str = ""
    """Who is responsible for the site: a web address, or a path of the site."""
    feed_id: str = ""
    """Name of the site in the ids of its feeds' items; whoever changes it makes all of them new."""
    websub: Annotated[str, _ADDRESS] = ""
    """Address of a WebSub hub that feeds name, if you tell one of your builds."""
    full_text: StrictBool = True
    """Whether the text of articles may be republished; else titles, key points and quotations."""
    cards: StrictBool = True
    """Draw a picture for each page that other places show beside a link to it."""
    downloads: Annotated[str, _names_of("kind", DOWNLOADS)] = ", ".join(DOWNLOADS)
    """What the site can be taken along as, one or several of epub, html and zip."""
    cache: str = "cache"
    """Folder, from the project's root, of what builds keep for the next one; empty for none."""
    workers: NotNegative = 0
    """Processes that work at once; 0 is one for each processor."""
    executor: Annotated[str, AfterValidator(_cluster)] = ""
    """Address of a Dask cluster that makes the stories, as dask://host:8786; empty for none."""
    locale_ar: Annotated[str, _locale_of("ar")] = "ar"
    """CLDR locale for Arabic dates and numbers (ar, ar_IQ …)."""
    locale_en: Annotated[str, _locale_of("en")] = "en_US"
    """CLDR locale for English dates and numbers."""

    def locale(self, lang: str) -> str:
        """Return the CLDR locale of a language of the site."""
        return self.locale_ar if lang == "ar" else self.locale_en

    def cache_folder(self, root: Path, *below: str) -> Path | None:
        """Return the folder of what builds of a project keep, ``None`` where nothing is kept."""
        return root.joinpath(self.cache, *below) if self.cache else None

    def engines(self) -> EngineSettings:
        """Return the engines that are wanted, in the order they are tried."""
        names = split_names(self.engine)
        return EngineSettings(names, self.engine_url, self.engine_model, self.engine_workers)


def read_settings(pelican: Mapping[str, Any]) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings and every mistake in them; with a mistake, all settings are defaults."""
    # What the plugin does not read is for others to check.
    ours = {name: value for name, value in pelican.items() if str(name).startswith(_PREFIX)}
    settings, mistakes = read_data(Settings, ours)
    told = [(message, hint) for _, message, hint in mistakes]
    told += pelican_mistakes(pelican)
    problems = [Problem(SETTINGS_FILE, message, hint) for message, hint in told]
    return settings or Settings(), tuple(problems)
