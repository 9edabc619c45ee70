"""Connects the pipeline to a Pelican run. With generator.py the only importer of Pelican.

`get_generators` fires before Pelican reads any content and on every rebuild of ``pelican -r``;
posts are written there. Signals hold weak references, so only module-level functions are connected.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican import signals

from .. import pipeline
from ..errors import BriefingError, Problem
from ..inputs import Inputs
from ..model import LANGS, Edition
from ..render.explainer_post import explainer_post
from ..render.l10n import Catalogue, read_catalogue
from ..render.markdown_ext import SentenceExtension
from ..render.pages import Site
from ..render.posts import is_untouched, story_post
from ..settings import Settings, read_settings
from ..translate.engines import make_engines
from ..translate.fill import Job, fill_memories
from .files import Reader, read_if_there, remove_others, write_atomically
from .generator import BriefingGenerator
from .progress import shown_progress

LOGGER = logging.getLogger(__name__)


class Build:
    """One run: its settings, its inputs and the problems met; kept for the end of the run."""

    problems: tuple[Problem, ...] = ()
    seeds: Path = Path("seeds")
    generator: type[BriefingGenerator] | None = None


def make_content(pelican: Any) -> type[BriefingGenerator] | None:
    """Read the seeds, write the posts, and return the generator of the other pages.

    What leaves nothing to build ends the run with one line; under ``pelican -r`` the last good
    site is built again instead, and the run goes on watching.
    """
    try:
        Build.generator = _make(pelican)
    except BriefingError as error:
        _stop((error.problem,))
    except _Stopped as stopped:
        _stop(stopped.problems)
    return Build.generator


class _Stopped(Exception):  # noqa: N818 - it is no error of the program's
    """Carries the problems that leave nothing to build."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def _make(pelican: Any) -> type[BriefingGenerator]:
    settings, problems = read_settings(pelican.settings)
    root = Path(pelican.settings["PATH"]).parent
    Build.seeds = root / settings.seeds
    if problems:
        raise _Stopped(problems)
    _unwatch(pelican, Build.seeds)
    _add_sentences(pelican.settings["MARKDOWN"])
    inputs, edition = _read(root, settings)
    _refuse_broken_names(inputs)
    Build.problems = edition.problems
    catalogues = _catalogues(Path(pelican.settings["THEME"]), settings)
    site = _site(edition, inputs, settings, catalogues, pelican.settings)
    _write_posts(Path(pelican.settings["PATH"]), Build.seeds, site, inputs)
    _report(edition.problems)
    return type("ThisBriefing", (BriefingGenerator,), {"edition": edition, "site": site})


def _read(root: Path, settings: Settings) -> tuple[Inputs, Edition]:
    """Return the inputs and the edition, after the engine has been asked for what is missing."""
    engines, problems = make_engines(settings.engines(), os.environ)
    if problems:
        raise _Stopped(problems)
    inputs = _inputs(root, settings)
    if engines:
        stories = pipeline.translated(inputs)
        job = Job(stories, engines, inputs.glossary, settings.engine_budget)
        told = fill_memories(
            job, root / settings.seeds, _say, write=write_atomically, progress=shown_progress
        )
        inputs = _inputs(root, settings)
        inputs = replace(inputs, problems=(*inputs.problems, *told))
    edition, _ = pipeline.run(inputs)
    return inputs, edition


def _inputs(root: Path, settings: Settings) -> Inputs:
    return replace(Reader(root, settings.seeds).read(), as_of=settings.as_of)


def _refuse_broken_names(inputs: Inputs) -> None:
    """Stop for a broken glossary: every post would be rewritten without its names."""
    broken = [p for p in inputs.problems if p.error and p.path.endswith("glossary.toml")]
    if broken:
        raise _Stopped(inputs.problems)


def _add_sentences(markdown: dict[str, Any]) -> None:
    """Have Pelican's Markdown make sentences linkable; once, however often the site is rebuilt."""
    extensions = markdown.setdefault("extensions", [])
    if not any(isinstance(known, SentenceExtension) for known in extensions):
        extensions.append(SentenceExtension())


def _unwatch(pelican: Any, seeds: Path) -> None:
    """Take back what `finish` did: between two runs the seeds stand among the static paths.

    Pelican watches its settings, theme, content and static paths and has no other list; during a
    run the seeds must not be there, or they would be copied to the site.
    """
    paths = pelican.settings["STATIC_PATHS"]
    pelican.settings["STATIC_PATHS"] = [path for path in paths if path != str(seeds)]


def _catalogues(theme: Path, settings: Settings) -> dict[str, Catalogue]:
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


def _site(
    edition: Edition,
    inputs: Inputs,
    settings: Settings,
    catalogues: dict[str, Catalogue],
    pelican: Any,
) -> Site:
    return Site(
        stories=edition.stories,
        explainers=edition.explainers,
        glossary=inputs.glossary,
        catalogues=catalogues,
        title={"ar": settings.title_ar, "en": settings.title_en},
        about={"ar": settings.about_ar, "en": settings.about_en},
        origin=str(pelican["SITEURL"]).rstrip("/"),
    )


def _write_posts(content: Path, seeds: Path, site: Site, inputs: Inputs) -> None:
    """Write every post that a person has not edited; delete those whose seed is gone."""
    for lang in LANGS:
        t, folder = site.catalogues[lang], content / lang
        posts = {f"{s.slug}.md": story_post(s, lang, site.glossary, t) for s in site.stories}
        posts |= {
            f"{e.slug}.md": explainer_post(e, lang, site.glossary, t) for e in site.explainers
        }
        for name, text in posts.items():
            _write_post(folder / name, text, f"{content.name}/{lang}/{name}")
        for path in remove_others(folder, posts, lambda text: _is_stale(text, seeds, inputs)):
            LOGGER.info("%s: its seed is gone, deleted", path)


def _write_post(path: Path, text: str, name: str) -> None:
    old = read_if_there(path)
    if old is not None and not is_untouched(old):
        hint = "delete it to have it made anew"
        LOGGER.warning("%s was edited by hand and is left as it is; %s", name, hint)
        return
    write_atomically(path, text.encode())


def _is_stale(text: str, seeds: Path, inputs: Inputs) -> bool:
    """Tell whether a post is ours and nothing in seeds/ stands behind it any more.

    Nothing does when its seed is gone, or was read and now has another slug or is skipped. The
    post of a seed that could not be read stays as an earlier build wrote it.
    """
    if not is_untouched(text):
        return False
    head = text.split("\n\n", maxsplit=1)[0].split("\n")
    fields = dict(line.split(": ", 1) for line in head if ": " in line)
    if "Seed" in fields:
        path = seeds / fields["Seed"]
        return not path.is_file() or path.stem in inputs.sidecars
    return not (seeds / "topics" / f"{fields.get('Topic')}.toml").is_file()


def _say(text: str) -> None:
    """Print what leaves this machine before it leaves."""
    print(text, file=sys.stderr)  # noqa: T201 - the log hides it


def _report(problems: Iterable[Problem]) -> None:
    """Print each problem in one line on standard error, errors in the words of a person."""
    for problem in problems:
        label = "error" if problem.error else "warning"
        print(f"{label}: {problem}", file=sys.stderr)  # noqa: T201 - the log would wrap and style it


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


def _stop(problems: Iterable[Problem]) -> None:
    """End the run for problems that leave nothing to build; a watching run goes on, if it can."""
    _report(problems)
    if not _is_watching() or Build.generator is None:
        raise SystemExit(1)


def finish(pelican: Any) -> None:
    """Make the run fail at its end if there were errors; what could be built is there."""
    if _is_watching():
        pelican.settings["STATIC_PATHS"].append(str(Build.seeds))
    elif any(problem.error for problem in Build.problems):
        raise SystemExit(1)


def register() -> None:
    """Connect to Pelican. Called again on every settings reload; connecting twice is harmless."""
    signals.get_generators.connect(make_content)
    signals.finalized.connect(finish)
