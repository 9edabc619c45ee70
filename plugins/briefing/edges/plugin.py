"""Connects the pipeline to a Pelican run. With generator.py the only importer of Pelican.

`get_generators` fires before Pelican reads any content and on every rebuild of ``pelican -r``;
posts are written there. Signals hold weak references, so only module-level functions are connected.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pelican import signals

from .. import pipeline
from ..errors import BriefingError, Problem
from ..inputs import Edition, Inputs
from ..model import LANGS, Lang
from ..render.explainers import explainer_post
from ..render.l10n import Catalogue, read_catalogue
from ..render.markdown_ext import SentenceExtension, SentenceIndex
from ..render.pages import Site
from ..render.posts import is_untouched, read_head, story_post
from ..settings import Settings, read_settings
from ..translate.engines import make_engines
from ..translate.fill import Job, fill_memories
from .files import read_if_there, remove_others, write_atomically
from .generator import BriefingGenerator
from .inputs import read_inputs, read_memories

LOGGER = logging.getLogger(__name__)


@dataclass
class Build:
    """One run as far as it has come: what `finish` needs to know at its end."""

    seeds: Path = Path("seeds")
    problems: list[Problem] = field(default_factory=list)
    generator: type[BriefingGenerator] | None = None


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
        _stop(error.problems)
    return BUILD.generator


def _make(pelican: Any) -> type[BriefingGenerator]:
    """Run the pipeline, write the posts, and return a generator that knows the edition."""
    settings, problems = read_settings(pelican.settings)
    content = Path(pelican.settings["PATH"])
    root = content.parent
    BUILD.seeds = root / settings.seeds
    if problems:
        raise BriefingError(*problems)
    _unwatch(pelican, BUILD.seeds)
    edited = edited_posts(content)
    inputs, edition = _read(root, settings, edited)
    _refuse_broken_glossary(inputs)
    BUILD.problems = list(edition.problems)
    index = SentenceIndex(edition.stories)
    _link_sentences(pelican.settings["MARKDOWN"], index)
    catalogues = _catalogues(Path(pelican.settings["THEME"]), settings)
    site = Site(
        stories=edition.stories,
        explainers=edition.explainers,
        glossary=inputs.glossary,
        catalogues=catalogues,
        title={"ar": settings.title_ar, "en": settings.title_en},
        about={"ar": settings.about_ar, "en": settings.about_en},
        origin=str(pelican.settings["SITEURL"]).rstrip("/"),
        edited=frozenset(edited),
    )
    _write_posts(content, site, inputs.sidecars.keys() - edition.unparsed)
    _report(edition.problems)

    class ThisBriefing(BriefingGenerator):
        """The generator of this run: Pelican makes its generators from classes."""

    ThisBriefing.edition, ThisBriefing.site = edition, site
    ThisBriefing.posts_read = staticmethod(lambda: _check_edited(content, site, index))
    return ThisBriefing


def _read(root: Path, settings: Settings, edited: EditedPosts) -> tuple[Inputs, Edition]:
    """Return the inputs and the edition, after the engine has been asked for what is missing."""
    engines, problems = make_engines(settings.engines(), os.environ)
    if problems:
        raise BriefingError(*problems)
    inputs = _inputs(root, settings, edited)
    parsed = pipeline.parse(Edition(), inputs)
    if engines:
        stories = pipeline.translate(parsed, inputs).stories
        job = Job(stories, engines, inputs.glossary, settings.engine_budget)
        shortfalls = fill_memories(job, root / settings.seeds, _say)
        # Only the memories have changed: what was parsed holds.
        filled = read_memories(root / settings.seeds, inputs.seeds)
        memories = {**inputs.memories, **filled}
        inputs = replace(inputs, memories=memories, problems=(*inputs.problems, *shortfalls))
    edition, _ = pipeline.run(inputs, parsed)
    return inputs, edition


def _inputs(root: Path, settings: Settings, edited: EditedPosts) -> Inputs:
    titles: dict[tuple[str, str], str] = {}
    for key, post in edited.items():
        titles[key] = post.title
    return replace(read_inputs(root, settings.seeds), as_of=settings.as_of, edited_titles=titles)


def _refuse_broken_glossary(inputs: Inputs) -> None:
    """Stop for a broken glossary: every post would be rewritten without its names."""
    broken = [p for p in inputs.problems if p.error and p.path.endswith("glossary.toml")]
    if broken:
        raise BriefingError(*inputs.problems)


def _link_sentences(markdown: dict[str, Any], index: SentenceIndex) -> None:
    """Have Pelican's Markdown link the sentences of this run, and no longer an earlier run's."""
    others = [e for e in markdown.get("extensions", []) if not isinstance(e, SentenceExtension)]
    markdown["extensions"] = [*others, SentenceExtension(index)]


def _unwatch(pelican: Any, seeds: Path) -> None:
    """Take back what `finish` did: between two runs the seeds are among the static paths.

    Pelican watches its settings, theme, content and static paths and has no other list; during a
    run the seeds must not be there, or they would be copied to the site.
    """
    paths = pelican.settings["STATIC_PATHS"]
    pelican.settings["STATIC_PATHS"] = [path for path in paths if path != str(seeds)]


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


# Posts a person has edited -----------------------------------------------------------------------


@dataclass(frozen=True)
class EditedPost:
    """A post that the build wrote and a person changed: its file, its title now, its seed."""

    path: Path
    title: str
    seed: str


EditedPosts = dict[tuple[str, Lang], EditedPost]


def edited_posts(content: Path) -> EditedPosts:
    """Return the posts that the build wrote and a person edited, by slug and language."""
    found: EditedPosts = {}
    for lang in LANGS:
        for path in sorted((content / lang).glob("*.md")):
            text = path.read_text(encoding="utf-8")
            if is_untouched(text):
                continue
            head = read_head(text)
            if head.get("Content-hash"):
                post = EditedPost(path, head.get("Title", ""), head.get("Seed", ""))
                found[head.get("Slug", path.stem), lang] = post
    return found


def _check_edited(content: Path, site: Site, index: SentenceIndex) -> None:
    """Report every cited sentence that a hand edit took out of its post or changed."""
    cited: dict[tuple[str, str], list[str]] = {}
    for explainer in site.explainers:
        for excerpt in explainer.cited:
            key = (excerpt.cite.slug, excerpt.cite.sentence)
            cited.setdefault(key, []).append(explainer.slug)
    problems = []
    for (slug, lang), post in edited_posts(content).items():
        story = site.story(slug)
        found = index.found.get((post.seed, lang))
        if story is None or found is None:
            continue
        for sentence in story.segments():
            topics = cited.get((slug, sentence.id), [])
            # The title is a line of the post's head: an edited one is the title everywhere.
            if sentence.id == "title" or not topics or sentence.id in found:
                continue
            where = f"{content.name}/{lang}/{post.path.name}"
            shown = (sentence.text(lang) or sentence.ar)[:LONGEST_QUOTED]
            message = (
                f"the sentence {sentence.id} (“{shown}…”) was changed or taken out by hand, "
                f"and {', '.join(topics)} cites it"
            )
            hint = f"Put it back, or change it in {site_memory(site, slug)} and delete the post"
            problems.append(Problem(where, message, hint))
    _report(problems)
    BUILD.problems += problems


LONGEST_QUOTED = 60
"""Characters of a sentence by which a message names it."""


def site_memory(site: Site, slug: str) -> str:
    """Return the file in which a story's English is corrected."""
    story = site.story(slug)
    return f"seeds/{story.stem}.en.po" if story else "its seed"


def _write_posts(content: Path, site: Site, parsed: Collection[str]) -> None:
    """Write every post that a person has not edited; delete those whose seed is gone."""
    for lang in LANGS:
        t, folder = site.catalogues[lang], content / lang
        posts = {}
        for story in site.stories:
            posts[f"{story.slug}.md"] = story_post(story, lang, site.glossary, t)
        for explainer in site.explainers:
            posts[f"{explainer.slug}.md"] = explainer_post(explainer, lang, site.words[lang])
        for name, text in posts.items():
            _write_post(folder / name, text, f"{content.name}/{lang}/{name}")
        for path in remove_others(folder, posts, lambda text: _is_stale(text, parsed)):
            LOGGER.info("%s: its seed is gone, deleted", path)


def _write_post(path: Path, text: str, name: str) -> None:
    old = read_if_there(path)
    if old is not None and not is_untouched(old):
        hint = "delete it to have it made anew"
        LOGGER.warning("%s was edited by hand and is left as it is; %s", name, hint)
        return
    write_atomically(path, text.encode())


def _is_stale(text: str, parsed: Collection[str]) -> bool:
    """Tell whether a post is ours and nothing in seeds/ is its source any more.

    That is so when its seed is gone, or was read and now has another slug or is skipped. The post
    of a seed that could not be read stays as an earlier build wrote it; `parsed` are the stems of
    those that could.
    """
    if not is_untouched(text):
        return False
    head = read_head(text)
    if "Seed" in head:
        path = BUILD.seeds / head["Seed"]
        return not path.is_file() or path.stem in parsed
    return not (BUILD.seeds / "topics" / f"{head.get('Topic')}.toml").is_file()


# What a person sees ------------------------------------------------------------------------------


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
    if not _is_watching() or BUILD.generator is None:
        raise SystemExit(1)


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
