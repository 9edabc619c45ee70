"""While Pelican watches: corrected English is on its pages before the rest of the site is made.

A whole build of a thousand articles takes many seconds, and an editor waits for one sentence. The
build that follows writes the same pages again, and everything else that shows the sentence.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pelican.writers import Writer

from ..edition import Inputs, MadeStory
from ..model import LANGS, Lang, Story
from ..render.markdown_ext import SentenceIndex
from ..render.pages import parallel_page
from ..render.posts import story_post
from ..render.site import Site
from ..translate.memory import memory_path
from .article_files import read_memories
from .outputs import state_of
from .reader import PostConverter, decompressed_text, finding_sentences
from .store import Store
from .terminal import say

LOGGER = logging.getLogger(__name__)
MOST_STORIES = 3
"""So many articles are shown at once; more are a change of another kind, a pull from elsewhere."""


@dataclass
class FirstLook:
    """What a build knows that the next one of the same process can show pages with.

    `make` makes the stories of inputs, and `inputs` are those of that build. `states` has the size
    and time of each memory by its seed's stem, as they were when it was read. `generator` is that
    of the site's pages. It comes later, and without it nothing is shown.
    """

    make: Callable[[Inputs, Store], list[MadeStory]]
    inputs: Inputs
    states: Mapping[str, tuple[int, int]]
    generator: Any = None

    def show(self, seeds: Path, site: Path, store: Store) -> None:
        """Write the pages of articles whose memory has changed into the site, each whole.

        What cannot be shown is left to the build that follows, which tells what is wrong.
        """
        now = memory_states(seeds, self.inputs)
        # A memory that is gone may be on its way: the build says what is lost.
        there = [stem for stem in now if now[stem][0] >= 0]
        changed = [stem for stem in there if now[stem] != self.states.get(stem)]
        if self.generator is None or not 1 <= len(changed) <= MOST_STORIES:
            return
        # Nothing here may keep that build from its work.
        try:
            for story in self._made(seeds, changed, store, self.generator.site):
                _write(self.generator, story, site)
                memory = f"{self.inputs.folder}/{story.stem}.en.po"
                say(f"{memory}: its pages show it; the rest of the site follows")
        except Exception as error:  # noqa: BLE001 - as above
            LOGGER.debug("no first look: %s", error)

    def _made(self, seeds: Path, changed: list[str], store: Store, site: Site) -> Iterator[Story]:
        """Yield the changed stories that have pages of the build's alone."""
        shown = {story.stem: story for story in site.stories}
        of_changed = tuple(seed for seed in self.inputs.seeds if seed.stem in changed)
        memories = {**self.inputs.memories, **read_memories(seeds, of_changed, [], store)}
        inputs = replace(self.inputs, seeds=of_changed, memories=memories)
        for one in self.make(inputs, store):
            old = shown.get(one.story.stem) if one.story else None
            if one.story is None or old is None or old.withheld:
                continue
            # A post that somebody has edited shows what they wrote.
            if not any((old.slug, lang) in site.edited for lang in LANGS):
                yield one.story


def _write(generator: Any, story: Story, folder: Path) -> None:
    # Templates read the site from the context.
    generator.site = generator.context["site"] = generator.site.with_story(story)
    for lang in LANGS:
        article = _article(generator, story, lang)
        values = {"article": article, "category": article.category, "url": article.url}
        # As Pelican writes its articles, and our generator its pages.
        values |= {"blog": True, "relative_urls": generator.settings["RELATIVE_URLS"]}
        _render(generator, folder, article.save_as, "article", **values)
        made = parallel_page(generator.site, story, lang)
        values = {"page": made, "story": story, "relative_urls": True}
        _render(generator, folder, made.path, "parallel", **values)


def _article(generator: Any, story: Story, lang: Lang) -> Any:
    """Return Pelican's article of a story with its text as it is now."""
    site, settings = generator.site, generator.settings
    text = story_post(story, lang, site.glossary, site.catalogues[lang])
    markdown = finding_sentences(settings["MARKDOWN"], SentenceIndex([story]), is_guest=False)
    post = PostConverter({**settings, "MARKDOWN": markdown}, {}).convert(text)
    article = copy(generator.article(f"{lang}/{story.slug}.html"))
    article._content = decompressed_text(post.html)  # noqa: SLF001 - Pelican has no other name for it
    article.title = post.head["title"][0]
    article.metadata = {**article.metadata, **post.formatted}
    return article


def _render(generator: Any, folder: Path, path: str, template: str, **values: Any) -> None:
    # Beside the page, and then in its place: nobody is served half of it.
    unfinished = f"{path}.tmp"
    Writer(str(folder), generator.settings).write_file(
        unfinished, generator.get_template(template), generator.context, **values
    )
    (folder / unfinished).replace(folder / path)


def memory_states(seeds: Path, inputs: Inputs) -> dict[str, tuple[int, int]]:
    """Return the size and time of the memory of each seed, by its stem."""
    return {seed.stem: state_of(memory_path(seeds / seed.name)) for seed in inputs.seeds}
