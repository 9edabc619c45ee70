"""What the plugin does in a run of Pelican, from the seeds to the generator of all other pages."""

from __future__ import annotations

import ctypes
import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator
from pelican.readers import MarkdownReader

from .. import pipeline
from ..edition import Edition, Inputs
from ..editors.glossary_file import GLOSSARY_FILE
from ..editors.sidecar import Sidecar
from ..errors import SETTINGS_FILE, BriefingError, Problem
from ..fingerprint import key_of
from ..model import LANGS, Seed
from ..render.markdown_ext import SentenceIndex
from ..render.redirects import redirects
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
    lost_citations,
    misplaced_articles,
    read_posts,
    remove_stale_posts,
    withheld_posts,
    write_posts,
)
from .reader import PostConverter, PostReader, compress_articles, finding_sentences
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
    # First of all: titles that a person edited in posts are those of the stories.
    posts = read_posts(content)
    build.add(misplaced_articles(content, pelican.settings["STATIC_PATHS"], settings.seeds))
    # A site to which the plugin was just added; in any other a missing folder is an error.
    is_new = "BRIEFING_SEEDS" not in pelican.settings and not posts.slugs
    if is_new and not (root / settings.seeds).is_dir():
        message, hint = "no such folder yet: it was made", "Put articles into it"
        build.add([Problem(settings.seeds, message, hint, error=False)])
        (root / settings.seeds).mkdir(exist_ok=True)
    inputs, edition, story_keys = read_edition(build, root, settings, posts)

    def is_withheld(stem: str) -> bool:
        own = inputs.sidecars.get(stem, Sidecar()).full_text
        return not (settings.full_text if own is None else own)

    # A site that shows what it may not is worse than none.
    lost = edition.unparsed | inputs.unread
    problems = tuple(withheld_posts(posts, lost, content, is_withheld))
    if problems:
        raise BriefingError(*problems)
    edition = without_withheld(edition, is_withheld)
    keys = dict(story_keys)
    for story in edition.stories:
        # What is left of a withheld one depends on what cites it, too: its text is in its key.
        if is_withheld(story.stem):
            keys[story.seed] = key_of(story_keys[story.seed], story)
    _refuse_to_lose_posts(inputs, edition, posts)
    site = _site_of(edition, inputs, posts, pelican.settings, settings)
    build.add(edition.problems)
    write_posts(content, site, keys, posts, build)
    drafts = {f"topics/{slug}" for slug in inputs.drafts}
    remove_stale_posts(content, site, (inputs.sidecars.keys() - edition.unparsed) | drafts, build)
    index = SentenceIndex(edition.stories)
    _prepare_templates(pelican.settings, index)
    build.posts.authors = authors_of(site) if is_guest(pelican.settings) else {}
    converter = PostConverter(pelican.settings, {s.seed: keys[s.seed] for s in edition.stories})
    build.posts.converted = converter.convert_all(content, build.store, build.workers)
    return BriefingGenerator.of(
        lambda: build.add(lost_citations(posts.edited, site, index, inputs.folder)),
        build.add,
        edition=edition,
        site=site,
        # Messages are not to show the full path of the temporary folder of an `--as-of` build.
        options=replace(settings, seeds=inputs.folder),
        sources=SourceKeys(build.settings_key, key_of(inputs.topics, inputs.glossary.key), keys),
        owners_files=dict(owners_files(site.owner, settings, root)),
    )


def _settings_of(pelican: Mapping[str, Any], build: Build) -> Settings:
    """Return the settings, and tell warnings of them; raise `BriefingError` for a mistake."""
    settings, problems = read_settings(pelican)
    told = problems or tuple(_mistakes_for_our_theme(pelican))
    if any(problem.error for problem in told):
        raise BriefingError(*told)
    build.add(told)
    return settings


def _refuse_to_lose_posts(inputs: Inputs, edition: Edition, posts: Posts) -> None:
    """Raise `BriefingError` where a build would rewrite or delete the posts of all articles."""
    # Without the glossary's names every post would be rewritten, and wrong.
    if any(p.error and p.path.endswith(GLOSSARY_FILE) for p in inputs.problems):
        raise BriefingError(*inputs.problems)
    # With no story at all every post would be deleted, and then every page.
    if inputs.seeds and edition.unparsed.issuperset(seed.stem for seed in inputs.seeds):
        raise BriefingError(*edition.problems)
    if not inputs.seeds and not inputs.sidecars and posts.slugs:
        message = "no article in it, but content/ has posts of articles"
        hint = "Put them back, or delete the posts too if the site is to have none"
        raise BriefingError(*inputs.problems, Problem(inputs.folder, message, hint))


def _site_of(
    edition: Edition, inputs: Inputs, posts: Posts, pelican: Mapping[str, Any], settings: Settings
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
    # Each of Pelican's generators makes its Jinja environment of these settings. Our theme relies
    # on autoescape; another one is written for Pelican's default, which escapes nothing.
    options = {"finalize": neutral, "autoescape": not is_guest(pelican)}
    pelican["JINJA_ENVIRONMENT"] = {**pelican["JINJA_ENVIRONMENT"], **options}
    # In place, and instead of the extension of an earlier run of the same process.
    markdown = pelican["MARKDOWN"]
    markdown |= finding_sentences(markdown, index, is_guest=is_guest(pelican))


def _mistakes_for_our_theme(pelican: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with settings of Pelican's for our theme; another may allow it."""
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
    build: Build, root: Path, settings: Settings, posts: Posts
) -> tuple[Inputs, Edition, Mapping[str, str]]:
    """Return the inputs, the edition, and the keys of its stories by the names of their seeds.

    Engines have then been asked for missing translations. Stories whose post cannot be read, or
    that are dated after the last day to show, are left out, as Pelican would show no page of them.

    Raise `BriefingError` for an engine that cannot be used and for seeds that cannot be read.
    """
    engines, problems = make_engines(settings.engines(), os.environ)
    if problems:
        raise BriefingError(*problems)
    seeds = root / settings.seeds
    maker = StoryMaker(build.store, build.workers)
    inputs = read_inputs(root, settings.seeds, build.store, posts.slugs, build.workers)
    build.add(_drafts_left_out(inputs))
    inputs = _to_publish(inputs, settings, posts, build.latest)
    if engines:
        # Stories are finished once without the engine, which gets what is pending then.
        stories = pipeline.gather(inputs, maker.make(inputs)).stories
        job = Job(stories, engines, inputs.glossary, settings.engine_budget)
        inputs = _translated(job, inputs, seeds, build)
    if build.is_watching:
        build.look = FirstLook(maker.make, inputs, memory_states(seeds, inputs))
    edition = pipeline.gather(inputs, maker.make(inputs))
    # Frees what the stories were made of, as much memory as they take, before explainers are made.
    if not build.is_watching:
        named = tuple(Seed(seed.name, seed.stem, "") for seed in inputs.seeds)
        inputs = replace(inputs, seeds=named, memories={})
        _settle_memory()
    edition = maker.explained(edition, inputs)
    if not build.is_watching:
        _settle_memory()
    return inputs, edition, maker.keys


def _to_publish(inputs: Inputs, settings: Settings, posts: Posts, latest: str) -> Inputs:
    """Return the inputs without topics that get no page, and with what posts and settings say."""
    drafts = frozenset(topic.slug for topic in inputs.topics if topic.draft)
    left_out = drafts | posts.unreadable.keys()
    return replace(
        inputs,
        topics=tuple(topic for topic in inputs.topics if topic.slug not in left_out),
        drafts=drafts,
        as_of=settings.as_of,
        edited_titles={key: post.title for key, post in posts.edited.items()},
        latest=latest,
        unreadable=posts.unreadable,
    )


def _drafts_left_out(inputs: Inputs) -> Iterator[Problem]:
    # Its editor sees a draft on the desk and by the command `topic`; readers are to see none.
    message, hint = "a draft, which is not published", "Take this line out to publish it"
    for topic in inputs.topics:
        if topic.draft:
            path = f"{inputs.folder}/topics/{topic.slug}.toml"
            yield Problem(path, message, hint, topic.line(("draft",)), error=False)


def _translated(job: Job, inputs: Inputs, seeds: Path, build: Build) -> Inputs:
    """Return the inputs with the memories as the engines have filled them."""
    # `say` and no log: a person is told before anything leaves this machine.
    shortfalls = fill_memories(
        job, seeds, say, write=build.write, progress=shown_progress, alone=alone_with
    )
    # Only the memories have changed, so nothing else is read again.
    wrong = [*inputs.problems, *shortfalls]
    memories = {**inputs.memories, **read_memories(seeds, inputs.seeds, wrong, build.store)}
    return replace(inputs, memories=memories, problems=tuple(wrong))


def _settle_memory() -> None:
    """Exclude from garbage collection what exists now, and give freed memory back to the system."""
    # Nearly all of it is needed to the end of the run, and need not be searched again and again.
    gc.freeze()
    # glibc keeps what was freed between live values, a sixth of all, and forked processes copy it.
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def settle_addresses(generators: list[Any], build: Build) -> None:
    """Leave out a person's own pages at addresses of the site's; then all pages have their keys."""
    for generator in generators:
        prepare_templates(generator)
        if isinstance(generator, ArticlesGenerator):
            pass_over_lists(generator)
        if isinstance(generator, BriefingGenerator):
            content, site = Path(generator.path), generator.site
            posts = _posts_by_page(site, content, build)
            build.add(settle_own_content(generators, generator.paths(), content, posts))
            taken = paths_of(generators, is_listed=True)
            if not is_guest(generator.settings):
                known = {*taken, *generator.paths()}
                known |= {redirect.old for redirect in redirects(site, known)}
                build.add(lost_targets(site.owner, known, content, build.outputs))
            keys = generator.settle(taken, build.store)
            # Another theme has no pages that a first look could write.
            if build.look and not is_guest(generator.settings):
                build.look.generator = generator
            build.key_of = keys.key if keys else made_anew
    build.unlisted = paths_of(generators, is_listed=False)
    read = generators[0].context["generated_content"].values()
    compress_articles(filter(None, read), build.posts.texts)
    if not build.is_watching:
        _settle_memory()


def _posts_by_page(site: Site, content: Path, build: Build) -> dict[str, str]:
    """Return the posts of stories and explainers by their pages, without those in errors so far."""
    told = {problem.path for problem in build.problems if problem.error}
    slugs = [*(story.slug for story in site.stories), *(x.slug for x in site.explainers)]
    pages = [f"{lang}/{slug}" for lang, slug in product(LANGS, slugs)]
    posts = {f"{page}.html": f"{content.name}/{page}.md" for page in pages}
    return {page: post for page, post in posts.items() if post not in told}


def choose_reader(readers: Any, build: Build) -> None:
    """Let Pelican read Markdown with the reader of this run."""
    ours = PostReader.of(build.posts.converted, build.posts.authors, build.posts.texts)
    for ending, reader in readers.reader_classes.items():
        # Another plugin may have put its own reader here.
        if reader is MarkdownReader:
            readers.reader_classes[ending] = ours
