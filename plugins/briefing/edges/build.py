"""What is done in a run of Pelican: from the seeds to the posts, and to the site's generator."""

from __future__ import annotations

import ctypes
import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain, product
from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator
from pelican.readers import MarkdownReader

from .. import pipeline
from ..clock import today
from ..edition import Edition, Inputs
from ..editors.sidecar import Sidecar
from ..errors import SETTINGS_FILE, BriefingError, Problem
from ..fingerprint import key_of
from ..model import LANGS, Seed
from ..render.markdown_ext import SentenceIndex
from ..render.shortened import shortened
from ..render.site import Site
from ..render.text import neutral
from ..rights import without_withheld
from ..settings import Settings, read_settings, split_names
from ..translate.engines import make_engines
from ..translate.fill import Job, fill_memories
from .article_files import read_memories
from .build_state import Build
from .files import alone_with
from .first_look import FirstLook, memory_states
from .generator import BriefingGenerator
from .inputs import read_inputs
from .making import StoryMaker
from .outputs import made_anew
from .own_content import lost_targets, paths_of, settle_own_content
from .owner import owner_of, owners_files
from .page_keys import SourceKeys
from .pelican_defaults import EXAMPLE_ADDRESS, is_guest
from .pelican_pages import pass_over_lists
from .posts import (
    Posts,
    in_full,
    lost_citations,
    misplaced_articles,
    read_posts,
    remove_stale_posts,
    write_posts,
)
from .reader import PostConverter, PostReader, finding_sentences, pack_articles
from .templates import prepare_templates
from .terminal import say, shown_progress
from .themes import authors_of, catalogues_of


def make_content(pelican: Any, build: Build) -> type[BriefingGenerator]:
    """Read the seeds, write the posts, and return the generator of the other pages.

    Raise `BriefingError` for what leaves nothing to build.
    """
    settings = _settings_of(pelican.settings, build)
    content = Path(pelican.settings["PATH"])
    root = content.parent
    # Before anything is made: titles that a person wrote into posts are those of stories.
    posts = read_posts(content)
    build.add(misplaced_articles(content, pelican.settings["STATIC_PATHS"], settings.seeds))
    # A site to which the plugin was added a moment ago; else a folder is missed (inputs.py).
    if "BRIEFING_SEEDS" not in pelican.settings and not posts.slugs:
        if not (root / settings.seeds).is_dir():
            message, hint = "no such folder yet: it was made", "Put articles into it"
            build.add([Problem(settings.seeds, message, hint, error=False)])
        (root / settings.seeds).mkdir(exist_ok=True)
    # Only who asks for it has a site that changes with the day, which for Pelican is the zone's.
    day = today(str(pelican.settings["TIMEZONE"]))
    latest = "" if pelican.settings["WITH_FUTURE_DATES"] else f"{day:%Y-%m-%d}"
    inputs, edition, keys = read_edition(build, root, settings, posts, latest)

    def is_withheld(stem: str) -> bool:
        own = inputs.sidecars.get(stem, Sidecar()).full_text
        return not (settings.full_text if own is None else own)

    # A site that shows what it may not is worse than none.
    if problems := tuple(in_full(posts, edition.unparsed | inputs.unread, content, is_withheld)):
        raise BriefingError(*problems)
    edition = without_withheld(edition, is_withheld)
    # What is left of such an article follows from settings, and from what cites it.
    reduced = [story for story in edition.stories if is_withheld(story.stem)]
    keys = {**keys, **{story.seed: key_of(keys[story.seed], story) for story in reduced}}
    _refuse_to_lose_posts(inputs, edition, posts)
    site = _site_of(edition, inputs, posts, pelican.settings, settings)
    build.add(edition.problems)
    read = inputs.sidecars.keys() - edition.unparsed | {f"topics/{slug}" for slug in inputs.drafts}
    write_posts(content, site, keys, posts, build)
    remove_stale_posts(content, site, read, build)
    index = SentenceIndex(edition.stories)
    _prepare_templates(pelican.settings, index)
    # A post names its seed, and by that its sentences are found in it.
    by_seed = {story.seed: keys[story.seed] for story in edition.stories}
    build.posts.authors = authors_of(site) if is_guest(pelican.settings) else {}
    converter = PostConverter(pelican.settings, by_seed)
    build.posts.converted = converter.convert_all(content, build.store, build.workers)
    return BriefingGenerator.of(
        lambda: build.add(lost_citations(posts.edited, site, index, inputs.folder)),
        build.add,
        edition=edition,
        site=site,
        # An earlier day is built from a folder outside its root, whose full path nobody is shown.
        options=replace(settings, seeds=inputs.folder),
        sources=SourceKeys(build.settings, key_of(inputs.topics, inputs.glossary.key), keys),
        owners_files=dict(owners_files(site.owner, settings, root)),
    )


def _settings_of(pelican: Mapping[str, Any], build: Build) -> Settings:
    """Return the settings; raise `BriefingError` for a mistake in them, and tell what is odd."""
    settings, problems = read_settings(pelican)
    told = problems or tuple(_mistakes_for_our_theme(pelican))
    if any(problem.error for problem in told):
        raise BriefingError(*told)
    build.add(told)
    return settings


def _refuse_to_lose_posts(inputs: Inputs, edition: Edition, posts: Posts) -> None:
    """Raise `BriefingError` where a build would rewrite or delete the posts of all articles."""
    # Without its names every post would be rewritten, and wrong.
    if any(p.error and p.path.endswith("glossary.toml") for p in inputs.problems):
        raise BriefingError(*inputs.problems)
    # Every post would be deleted, and then every page.
    if inputs.seeds and edition.unparsed.issuperset(seed.stem for seed in inputs.seeds):
        raise BriefingError(*edition.problems)
    if not inputs.seeds and not inputs.sidecars and posts.slugs:
        message = "no article in it, but content/ has posts of articles"
        hint = "Put them back, or delete the posts too if the site is to have none"
        raise BriefingError(*inputs.problems, Problem(inputs.folder, message, hint))


def _site_of(
    edition: Edition,
    inputs: Inputs,
    posts: Posts,
    pelican: Mapping[str, Any],
    settings: Settings,
) -> Site:
    return Site(
        stories=edition.stories,
        explainers=tuple(map(shortened, edition.explainers)),
        glossary=inputs.glossary,
        catalogues=catalogues_of(pelican, settings),
        title={"ar": settings.title_ar, "en": settings.title_en},
        about={"ar": settings.about_ar, "en": settings.about_en},
        origin=str(pelican["SITEURL"]).rstrip("/") or EXAMPLE_ADDRESS,
        edited=frozenset(posts.edited),
        remarks=edition.remarks,
        owner=owner_of(pelican, settings, Path(pelican["PATH"]).parent),
        page_size=int(pelican["DEFAULT_PAGINATION"] or 0),
        feed_id=settings.feed_id,
        hub=settings.websub,
        downloads=split_names(settings.downloads),
        named=edition.named,
    )


def _prepare_templates(pelican: dict[str, Any], index: SentenceIndex) -> None:
    """Let templates escape as their theme expects, and Pelican's Markdown link the sentences."""
    # Whatever prints it: each of Pelican's generators makes an environment of its own of these.
    # Another theme is written for Pelican's own way, in which templates escape nothing; ours leaves
    # all escaping to it.
    options = {"finalize": neutral, "autoescape": not is_guest(pelican)}
    pelican["JINJA_ENVIRONMENT"] = {**pelican["JINJA_ENVIRONMENT"], **options}
    # Those of this run, and no longer those of an earlier one.
    markdown = pelican["MARKDOWN"]
    markdown |= finding_sentences(markdown, index, is_guest=is_guest(pelican))


def _mistakes_for_our_theme(pelican: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with settings of Pelican's that another theme may have otherwise."""
    if is_guest(pelican):
        return
    own = pelican["DEFAULT_LANG"]
    if own not in LANGS:
        message = f"“DEFAULT_LANG” is “{own}”, in which the theme has no pages"
        hint = "Write “ar” or “en”; a post of yours in another language has its line “Lang: …”"
        yield Problem(SETTINGS_FILE, message, hint)
    if pelican["THEME_STATIC_DIR"] != "theme" or "static" not in pelican["THEME_STATIC_PATHS"]:
        message = "pages find the theme's styles and scripts, its static/, at theme/ alone"
        hint = "Take THEME_STATIC_DIR out of the file, or put “static” into THEME_STATIC_PATHS"
        yield Problem(SETTINGS_FILE, message, hint)
    if not pelican["SITEURL"]:
        message = f"“SITEURL” is not set: feeds and canonical links lead to {EXAMPLE_ADDRESS}"
        hint = "Set it to the full address of the site before you publish it"
        yield Problem(SETTINGS_FILE, message, hint, error=False)


def read_edition(
    build: Build, root: Path, settings: Settings, posts: Posts, latest: str = ""
) -> tuple[Inputs, Edition, Mapping[str, str]]:
    """Return the inputs and the edition, after the engine has been asked for what is missing.

    With them come the keys of the stories, by the names of their seeds. What has a post that cannot
    be read is left out, and what is dated after the day `latest`: of neither would Pelican have a
    page.

    Raise `BriefingError` for an engine that cannot be used and for seeds that cannot be read.
    """
    engines, problems = make_engines(settings.engines(), os.environ)
    if problems:
        raise BriefingError(*problems)
    seeds = root / settings.seeds
    titles = {key: post.title for key, post in posts.edited.items()}
    maker = StoryMaker(build.store, build.workers)
    inputs = read_inputs(root, settings.seeds, build.store, posts.slugs, build.workers)
    drafts = {topic.slug for topic in inputs.topics if topic.draft}
    build.add(_drafts_left_out(inputs))
    left_out = {*drafts, *posts.unreadable}
    inputs = replace(
        inputs,
        topics=tuple(topic for topic in inputs.topics if topic.slug not in left_out),
        drafts=frozenset(drafts),
        as_of=settings.as_of,
        edited_titles=titles,
        latest=latest,
        unreadable=posts.unreadable,
    )
    if engines:
        # Finished once without the engine, since only what is pending goes to it.
        stories = pipeline.gather(inputs, maker.make(inputs)).stories
        job = Job(stories, engines, inputs.glossary, settings.engine_budget)
        inputs = _translated(job, inputs, seeds, build)
    if build.is_watching:
        build.look = FirstLook(maker.make_later, inputs, memory_states(seeds, inputs))
    edition = pipeline.gather(inputs, maker.make(inputs))
    # What stories are made of takes as much memory as they do, and explainers need as much again.
    if not build.is_watching:
        named = tuple(Seed(seed.name, seed.stem, "") for seed in inputs.seeds)
        inputs = replace(inputs, seeds=named, memories={})
        _settle_memory()
    edition = maker.explained(edition, inputs)
    if not build.is_watching:
        _settle_memory()
    return inputs, edition, maker.keys


def _drafts_left_out(inputs: Inputs) -> Iterator[Problem]:
    # Whoever is at work on one sees it on the desk, and by its command: readers are to see none.
    message, hint = "a draft, which is not published", "Take this line out to publish it"
    for topic in inputs.topics:
        if topic.draft:
            path = f"{inputs.folder}/topics/{topic.slug}.toml"
            yield Problem(path, message, hint, topic.line(("draft",)), error=False)


def _translated(job: Job, inputs: Inputs, seeds: Path, build: Build) -> Inputs:
    """Return the inputs with the memories as the engines have filled them."""
    # What leaves this machine is said before it leaves, and the log would hide it.
    shortfalls = fill_memories(
        job, seeds, say, write=build.write, progress=shown_progress, alone=alone_with
    )
    # Only the memories have changed: what was parsed is kept.
    wrong = [*inputs.problems, *shortfalls]
    memories = {**inputs.memories, **read_memories(seeds, inputs.seeds, wrong, build.store)}
    return replace(inputs, memories=memories, problems=tuple(wrong))


def _settle_memory() -> None:
    """Let Python and the system know that what is in use now is needed to the end of the run."""
    # Hardly anything of it becomes unreachable before, to be looked through again and again.
    gc.freeze()
    # What was freed between it stays with the process until GNU's library is asked for it: a sixth
    # of all, in copies of the process too.
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def settle_addresses(generators: list[Any], build: Build) -> None:
    """Leave out, with an error each, a person's own pages where the site has pages of its own."""
    for generator in generators:
        prepare_templates(generator)
        if isinstance(generator, ArticlesGenerator):
            pass_over_lists(generator)
        if isinstance(generator, BriefingGenerator):
            content, site = Path(generator.path), generator.site
            # What is wrong with one may have been said already.
            told = {problem.path for problem in build.problems if problem.error}
            slugs = [*(story.slug for story in site.stories), *(x.slug for x in site.explainers)]
            pages = [f"{lang}/{slug}" for lang, slug in product(LANGS, slugs)]
            posts = {f"{page}.html": f"{content.name}/{page}.md" for page in pages}
            posts = {page: post for page, post in posts.items() if post not in told}
            build.add(settle_own_content(generators, generator.paths(), content, posts))
            taken = paths_of(generators, is_listed=True)
            if not is_guest(generator.settings):
                old = [story.old_slugs for story in site.stories]
                old += [explainer.old_slugs for explainer in site.explainers]
                known = {f"{lang}/{slug}.html" for lang, slug in product(LANGS, chain(*old))}
                known |= {*taken, *generator.paths()}
                build.add(lost_targets(site.owner, known, content, build.outputs))
            keys = generator.settle(taken, build.store)
            # Another theme has no such pages.
            if build.look and not is_guest(generator.settings):
                build.look.generator = generator
            build.key_of = keys.key if keys else made_anew
    build.unlisted = paths_of(generators, is_listed=False)
    read = generators[0].context["generated_content"].values()
    pack_articles(filter(None, read), build.posts.texts)
    if not build.is_watching:
        _settle_memory()


def choose_reader(readers: Any, build: Build) -> None:
    """Let Pelican read Markdown with the reader of this run."""
    ours = PostReader.of(build.posts.converted, build.posts.authors, build.posts.texts)
    for ending, reader in readers.reader_classes.items():
        # Somebody else's stays.
        if reader is MarkdownReader:
            readers.reader_classes[ending] = ours
