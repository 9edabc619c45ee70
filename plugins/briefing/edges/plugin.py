"""Connects the pipeline to a Pelican run. With generator.py the only importer of Pelican.

`get_generators` fires before Pelican reads any content and on every rebuild of ``pelican -r``;
posts are written there. Signals hold weak references, so only module-level functions are connected.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from .. import pipeline
from ..edition import Edition, Inputs
from ..errors import BriefingError, Problem
from ..model import LANGS
from ..render.l10n import Catalogue, read_catalogue
from ..render.markdown_ext import SentenceExtension, SentenceIndex
from ..render.pages import Site
from ..settings import Settings, read_settings
from ..translate.engines import make_engines
from ..translate.fill import Job, fill_memories
from .files import read_if_there, write_atomically
from .generator import BriefingGenerator
from .inputs import read_inputs, read_memories
from .posts import EditedPosts, edited_posts, lost_citations, write_posts
from .terminal import report, shown_progress


@dataclass
class Build:
    """One run as far as it has come: what `finish` needs to know at its end."""

    seeds: Path = Path("seeds")
    problems: list[Problem] = field(default_factory=list)
    generator: type[BriefingGenerator] | None = None

    def add(self, problems: Iterable[Problem]) -> None:
        """Tell problems, and keep them for the end of the run."""
        found = list(problems)
        report(found)
        self.problems += found


BUILD = Build()
"""The run of this process; under ``pelican -r`` the last one until the next begins."""


def make_content(pelican: Any) -> type[BriefingGenerator] | None:
    """Read the seeds, write the posts, and return the generator of the other pages.

    What leaves nothing to build ends the run with one line; under ``pelican -r`` the last good
    site is built again instead, and the run goes on watching.
    """
    try:
        BUILD.generator = _make(pelican)
    except BriefingError as error:
        report(error.problems)
        if not _is_watching() or BUILD.generator is None:
            raise SystemExit(1) from None
    return BUILD.generator


def _make(pelican: Any) -> type[BriefingGenerator]:
    """Run the pipeline, write the posts, and return a generator that knows the edition."""
    settings, problems = read_settings(pelican.settings)
    content = Path(pelican.settings["PATH"])
    root = content.parent
    BUILD.seeds = root / settings.seeds
    if problems:
        raise BriefingError(*problems)
    # `finish` puts the seeds among the static paths, since Pelican watches these and has no other
    # list. During a run they must not be there, or they would be copied to the site.
    watched = pelican.settings["STATIC_PATHS"]
    pelican.settings["STATIC_PATHS"] = [path for path in watched if path != str(BUILD.seeds)]
    edited = edited_posts(content)
    inputs, edition = read_edition(root, settings, edited)
    # Without its names every post would be rewritten, and wrong.
    if any(p.error and p.path.endswith("glossary.toml") for p in inputs.problems):
        raise BriefingError(*inputs.problems)
    BUILD.problems = []
    site = Site(
        stories=edition.stories,
        explainers=edition.explainers,
        glossary=inputs.glossary,
        catalogues=_catalogues(Path(pelican.settings["THEME"]), settings),
        title={"ar": settings.title_ar, "en": settings.title_en},
        about={"ar": settings.about_ar, "en": settings.about_en},
        origin=str(pelican.settings["SITEURL"]).rstrip("/"),
        edited=frozenset(edited),
    )
    write_posts(content, BUILD.seeds, site, inputs.sidecars.keys() - edition.unparsed)
    BUILD.add(edition.problems)
    # Pelican's Markdown links the sentences of this run, and no longer those of an earlier one.
    index = SentenceIndex(edition.stories)
    markdown = pelican.settings["MARKDOWN"]
    others = [e for e in markdown.get("extensions", []) if not isinstance(e, SentenceExtension)]
    markdown["extensions"] = [*others, SentenceExtension(index)]
    return BriefingGenerator.of(
        edition, site, lambda: BUILD.add(lost_citations(edited, site, index))
    )


def read_edition(root: Path, settings: Settings, edited: EditedPosts) -> tuple[Inputs, Edition]:
    """Return the inputs and the edition, after the engine has been asked for what is missing.

    Raise `BriefingError` for an engine that cannot be used and for seeds that cannot be read.
    """
    engines, problems = make_engines(settings.engines(), os.environ)
    if problems:
        raise BriefingError(*problems)
    seeds = root / settings.seeds
    titles = {key: post.title for key, post in edited.items()}
    inputs = read_inputs(root, settings.seeds)
    inputs = replace(inputs, as_of=settings.as_of, edited_titles=titles)
    parsed = pipeline.parse(Edition(), inputs)
    if engines:
        stories = pipeline.translate(parsed, inputs).stories
        # What leaves this machine is said before it leaves, and the log would hide it.
        say = partial(print, file=sys.stderr)
        job = Job(stories, engines, inputs.glossary, settings.engine_budget)
        shortfalls = fill_memories(job, seeds, say, write=write_atomically, progress=shown_progress)
        # Only the memories have changed: what was parsed holds.
        wrong = [*inputs.problems, *shortfalls]
        memories = {**inputs.memories, **read_memories(seeds, inputs.seeds, wrong)}
        inputs = replace(inputs, memories=memories, problems=tuple(wrong))
    return inputs, pipeline.run(inputs, parsed)


def _catalogues(theme: Path, settings: Settings) -> dict[str, Catalogue]:
    """Return the theme's strings by language; raise `BriefingError` for a theme that lacks them."""
    catalogues: dict[str, Catalogue] = {}
    for lang in LANGS:
        path = theme / "translations" / f"{lang}.toml"
        text = read_if_there(path)
        if text is None:
            hint = "Use the theme that comes with the plugin or copy its translations/"
            raise BriefingError(Problem(f"translations/{lang}.toml", "the theme lacks it", hint))
        name = f"{theme.name}/translations/{lang}.toml"
        catalogues[lang] = read_catalogue(lang, text, settings.locale(lang), name)
    return catalogues


def _is_watching() -> bool:
    """Tell whether Pelican rebuilds on change (``-r``): then one bad seed must not end it.

    Pelican hands plugins no sign of it; its own loop is on the call stack.
    """
    frame = sys._getframe()  # noqa: SLF001 - inspect.stack() reads source files and is slow
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_code.co_name == "autoreload" and frame.f_globals.get("__name__") == "pelican":
            return True
    return False


def finish(pelican: Any) -> None:
    """Make the run fail at its end if there were errors; what could be built is there."""
    if _is_watching():
        pelican.settings["STATIC_PATHS"].append(str(BUILD.seeds))
    elif any(problem.error for problem in BUILD.problems):
        raise SystemExit(1)


def register() -> None:
    """Connect to Pelican. Called again on every settings reload; connecting twice is harmless."""
    signals.get_generators.connect(make_content)
    signals.finalized.connect(finish)
