"""Connects the pipeline to a Pelican run.

`get_generators` fires before Pelican reads any content and on every rebuild of ``pelican -r``;
posts are written there. Signals hold weak references, so only module-level functions are connected.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from .. import pipeline
from ..clock import today
from ..edition import Edition, Inputs
from ..editors.sidecar import Sidecar
from ..errors import BriefingError, Problem
from ..render.beside import shortened
from ..render.markdown_ext import SentenceExtension, SentenceIndex
from ..render.site import Site
from ..render.text import neutral
from ..rights import without_withheld
from ..settings import Settings, read_settings, split_names
from ..translate.engines import make_engines
from ..translate.fill import Job, fill_memories
from .files import write_atomically
from .generator import BriefingGenerator
from .inputs import read_inputs, read_memories
from .own_content import paths_of, settle_own_content
from .owner import owner_of, owners_files
from .posts import Posts, in_full, lost_citations, read_posts, write_posts
from .run import Build, run_whole
from .terminal import say, shown_progress
from .themes import catalogues_of, is_guest

BUILD = Build()
"""The run of this process, or the last one."""


def prepare(pelican: Any) -> None:
    """Let every run of a Pelican be a whole one (see run.py)."""
    pelican.run = partial(run_whole, pelican, pelican.run, BUILD)


def make_content(pelican: Any) -> type[BriefingGenerator]:
    """Read the seeds, write the posts, and return the generator of the other pages.

    Raise `BriefingError` for what leaves nothing to build.
    """
    settings, problems = read_settings(pelican.settings)
    content = Path(pelican.settings["PATH"])
    root = content.parent
    if problems:
        raise BriefingError(*problems)
    posts = read_posts(content)
    # Only who asks for it has a site that changes with the day.
    latest = "" if pelican.settings["WITH_FUTURE_DATES"] else f"{today():%Y-%m-%d}"
    inputs, edition = read_edition(root, settings, posts, latest)

    def is_withheld(stem: str) -> bool:
        own = inputs.sidecars.get(stem, Sidecar()).full_text
        return not (settings.full_text if own is None else own)

    # A site that shows what it may not is worse than none.
    if problems := tuple(in_full(posts, edition.unparsed | inputs.unread, content, is_withheld)):
        raise BriefingError(*problems)
    edition = without_withheld(edition, is_withheld)
    # Without its names every post would be rewritten, and wrong.
    if any(p.error and p.path.endswith("glossary.toml") for p in inputs.problems):
        raise BriefingError(*inputs.problems)
    # Every post would be deleted, and then every page.
    if inputs.seeds and edition.unparsed.issuperset(seed.stem for seed in inputs.seeds):
        raise BriefingError(*edition.problems)
    if not inputs.seeds and not inputs.sidecars and posts.slugs:
        message = "no article in it, but content/ has posts of articles"
        hint = "Put them back, or delete the posts too if the site is to have none"
        raise BriefingError(*inputs.problems, Problem(settings.seeds, message, hint))
    site = Site(
        stories=edition.stories,
        explainers=tuple(map(shortened, edition.explainers)),
        glossary=inputs.glossary,
        catalogues=catalogues_of(pelican.settings, settings),
        title={"ar": settings.title_ar, "en": settings.title_en},
        about={"ar": settings.about_ar, "en": settings.about_en},
        origin=str(pelican.settings["SITEURL"]).rstrip("/"),
        edited=frozenset(posts.edited),
        remarks=edition.remarks,
        owner=owner_of(pelican.settings, settings, root),
        page_size=int(pelican.settings["DEFAULT_PAGINATION"] or 0),
        feed_id=settings.feed_id,
        hub=settings.websub,
        downloads=split_names(settings.downloads),
    )
    found = list(edition.problems)
    write_posts(content, BUILD.seeds, site, inputs.sidecars.keys() - edition.unparsed, found)
    BUILD.add(found)
    # Whatever prints it: each of Pelican's generators makes an environment of its own of these.
    options = pelican.settings["JINJA_ENVIRONMENT"]
    options = {**options, "finalize": neutral}
    # Another theme is written for Pelican's own way, in which templates escape nothing.
    if is_guest(pelican.settings):
        options["autoescape"] = False
    pelican.settings["JINJA_ENVIRONMENT"] = options
    # Pelican's Markdown links the sentences of this run, and no longer those of an earlier one.
    index = SentenceIndex(edition.stories)
    markdown = pelican.settings["MARKDOWN"]
    others = [e for e in markdown.get("extensions", []) if not isinstance(e, SentenceExtension)]
    extension = SentenceExtension(index, is_guest=is_guest(pelican.settings))
    markdown["extensions"] = [*others, extension]
    return BriefingGenerator.of(
        lambda: BUILD.add(lost_citations(posts.edited, site, index)),
        BUILD.add,
        edition=edition,
        site=site,
        options=settings,
        owners_files=dict(owners_files(site.owner, settings, root)),
    )


def read_edition(
    root: Path, settings: Settings, posts: Posts, latest: str = ""
) -> tuple[Inputs, Edition]:
    """Return the inputs and the edition, after the engine has been asked for what is missing.

    What has a post that cannot be read is left out, and what is dated after the day `latest`: of
    neither would Pelican have a page.
    Raise `BriefingError` for an engine that cannot be used and for seeds that cannot be read.
    """
    engines, problems = make_engines(settings.engines(), os.environ)
    if problems:
        raise BriefingError(*problems)
    seeds = root / settings.seeds
    titles = {key: post.title for key, post in posts.edited.items()}
    inputs = read_inputs(root, settings.seeds)
    topics = tuple(topic for topic in inputs.topics if topic.slug not in posts.unreadable)
    inputs = replace(
        inputs,
        topics=topics,
        as_of=settings.as_of,
        edited_titles=titles,
        earlier_slugs=posts.slugs,
        latest=latest,
    )
    parsed = pipeline.parse(Edition(), inputs)
    left_out = {story.stem for story in parsed.stories if story.slug in posts.unreadable}
    parsed = replace(
        parsed,
        stories=tuple(story for story in parsed.stories if story.stem not in left_out),
        unparsed=parsed.unparsed | left_out,
        problems=(*parsed.problems, *posts.unreadable.values()),
    )
    if engines:
        stories = pipeline.translate(parsed, inputs).stories
        # What leaves this machine is said before it leaves, and the log would hide it.
        job = Job(stories, engines, inputs.glossary, settings.engine_budget)
        shortfalls = fill_memories(job, seeds, say, write=write_atomically, progress=shown_progress)
        # Only the memories have changed: what was parsed holds.
        wrong = [*inputs.problems, *shortfalls]
        memories = {**inputs.memories, **read_memories(seeds, inputs.seeds, wrong)}
        inputs = replace(inputs, memories=memories, problems=tuple(wrong))
    return inputs, pipeline.run(inputs, parsed)


def settle_addresses(generators: list[Any]) -> None:
    """Leave out, with an error each, a person's own pages where the site has pages of its own."""
    for generator in generators:
        if isinstance(generator, BriefingGenerator):
            content = Path(generator.path)
            BUILD.add(settle_own_content(generators, generator.paths(), content))
            generator.take_own_content(paths_of(generators, is_listed=True))
    BUILD.unlisted = paths_of(generators, is_listed=False)


def register() -> None:
    """Connect to Pelican. Called again on every settings reload; connecting twice is harmless."""
    signals.initialized.connect(prepare)
    signals.get_generators.connect(make_content)
    signals.all_generators_finalized.connect(settle_addresses)
