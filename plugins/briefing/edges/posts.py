"""The posts in content/: which of them a person has edited, what is written, what is deleted.

The head of a post has the hash of its text as the build wrote it. If the hash does not match, a
person has edited the post; without a hash it is a person's own. Neither is overwritten or deleted.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..errors import Problem, one_file
from ..fingerprint import digest, key_of
from ..model import LANGS, Lang
from ..render.explainers import explainer_post
from ..render.markdown_ext import SentenceIndex
from ..render.posts import is_untouched, read_head, story_post
from ..render.site import Site
from .build_state import Build
from .files import write_atomically
from .store import Store

LOGGER = logging.getLogger(__name__)
LONGEST_QUOTED = 60
"""Characters of a sentence that a message quotes."""


@dataclass(frozen=True)
class EditedPost:
    """A post that the build wrote and a person changed: its file, its title now, its seed."""

    path: Path
    title: str
    seed: str


@dataclass(frozen=True)
class _Post:
    """A post that the site is to have: its file, what makes its text, and the key of that.

    The key is empty where the text has to be made to be known.
    """

    path: Path
    key: str
    make_text: Callable[[], str]

    @property
    def name(self) -> str:
        """What messages call its file."""
        return "/".join(self.path.parts[-3:])


@dataclass
class Posts:
    """The posts in content/ before a build.

    `edited` are those that a person has changed, by slug and language, `untouched` has the digest
    of each of the others by its file. `unreadable` says by slug what is wrong with posts that
    cannot be read; `slugs` are those of articles, by the stems of their seeds.
    """

    edited: dict[tuple[str, Lang], EditedPost] = field(default_factory=dict)
    untouched: dict[Path, str] = field(default_factory=dict)
    unreadable: dict[str, Problem] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)


def read_posts(content: Path) -> Posts:
    """Return the posts that builds have written into content/, as they are now."""
    found = Posts()
    for lang in LANGS:
        for path in sorted((content / lang).glob("[!.]*.md")):
            name = f"{content.name}/{lang}/{path.name}"
            try:
                # A person's own post may be in another encoding, which is no error.
                text = path.read_text(encoding="utf-8-sig", errors="replace")
            except OSError as error:
                message = f"cannot be read ({error.strerror})"
                found.unreadable[path.stem] = Problem(name, message, "Look at its permissions")
                continue
            head = read_head(text)
            slug = head.get("Slug", path.stem)
            if "Seed" in head:
                found.slugs[Path(head["Seed"]).stem] = slug
            if is_untouched(text):
                found.untouched[path] = digest(text.encode())
            elif head.get("Content-hash"):
                if "\ufffd" in text and "\ufffd".encode() not in path.read_bytes():
                    hint = "Save it as UTF-8, or delete it"
                    found.unreadable[slug] = Problem(name, "it is not UTF-8", hint)
                post = EditedPost(path, head.get("Title", ""), head.get("Seed", ""))
                found.edited[slug, lang] = post
    return found


def misplaced_articles(content: Path, static: Collection[str], seeds: str) -> Iterator[Problem]:
    """Yield a warning for each article that was put into content/ instead of the seeds' folder."""
    for folder in (content, *(content / lang for lang in LANGS)):
        for path in sorted(folder.glob("[!.~]*.*")):
            name = path.relative_to(content).as_posix()
            # A static file is meant to be there, since Pelican copies it.
            is_static = name in static or folder.name in static
            if path.suffix.lower() in (".txt", ".docx") and not is_static:
                message = f"not read: articles are in {seeds}/"
                hint = f"Move it into {seeds}/, or name it in STATIC_PATHS to have it on the site"
                yield Problem(f"{content.name}/{name}", message, hint, error=False)


def write_posts(
    content: Path, site: Site, keys: Mapping[str, str], posts: Posts, build: Build
) -> None:
    """Write every post that a person has not edited; add what goes wrong with one to `build`.

    `keys` has the key of each story by the name of its seed, `posts` are those there before.
    """
    problems: list[Problem] = []
    waiting: list[_Post] = []
    for post in _posts(content, site, keys, build.store):
        path, known = post.path, posts.untouched.get(post.path)
        # The file has the text that this key stands for: it need not be made to be compared.
        if known and post.key and build.store.get(post.key) == known:
            continue
        with one_file(problems, post.name, "written"):
            # Read once more: somebody may have edited it since this build began.
            old = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else None
            if old is not None and not is_untouched(old):
                message, hint = "edited by hand, and left as it is", "Delete it to have it anew"
                problems.append(Problem(post.name, message, hint, error=False))
            else:
                waiting.append(post)

    def write(post: _Post) -> tuple[str, list[Problem]]:
        told: list[Problem] = []
        with one_file(told, post.name, "written"):
            data = post.make_text().encode()
            write_atomically(post.path, data)
            return digest(data), told
        return "", told

    # Making the text takes longer than writing it.
    results = build.workers.share(write, waiting, "writing")
    for post, (made, told) in zip(waiting, results, strict=True):
        problems += told
        if made:
            build.wrote[str(post.path)] = made
            if post.key:
                build.store.put(post.key, made)
    build.add(problems)


def _posts(content: Path, site: Site, keys: Mapping[str, str], store: Store) -> Iterator[_Post]:
    """Yield every post that the site is to have."""
    for lang in LANGS:
        t = site.catalogues[lang]
        words = key_of(site.glossary.key, str(t.locale), sorted(t.strings.items()))
        for story in site.stories:
            # The text of a withheld story depends on what explainers cite of it: no key.
            made_of = "" if story.withheld else keys.get(story.seed)
            key = store.key("text", lang, made_of, words) if made_of else ""
            make = partial(story_post, story, lang, site.glossary, t)
            yield _Post(content / lang / f"{story.slug}.md", key, make)
        for x in site.explainers:
            make = partial(explainer_post, x, lang, site.words[lang])
            yield _Post(content / lang / f"{x.slug}.md", "", make)


def remove_stale_posts(content: Path, site: Site, readable: Collection[str], build: Build) -> None:
    """Remove posts of builds whose seed is gone, now has another slug, is skipped or a draft.

    `readable` are the stems of seeds that could be read, and of drafts (``topics/…``): the post of
    one that could not be read stays.
    """
    slugs = {story.slug for story in site.stories} | {x.slug for x in site.explainers}
    for path in sorted(content.glob("*/*.md")):
        if path.parent.name not in LANGS or path.stem in slugs:
            continue
        # A post that cannot be read stays; that was told already.
        with suppress(OSError):
            found = path.read_text(encoding="utf-8-sig", errors="replace")
            head = read_head(found)
            seed = head.get("Seed", f"topics/{head.get('Topic')}.toml")
            is_stale = not (build.seeds / seed).is_file() or seed.rpartition(".")[0] in readable
            if is_untouched(found) and is_stale:
                build.remove(path)
                LOGGER.info("%s: its seed is gone, deleted", path)


def withheld_posts(
    posts: Posts, lost: Collection[str], content: Path, is_withheld: Callable[[str], bool]
) -> Iterator[Problem]:
    """Yield an error for each post that may show the text of an article that must be withheld.

    `is_withheld` tells by the stem of a seed whether it must be; `lost` are the stems of seeds that
    cannot be read.
    """
    for (_, lang), post in posts.edited.items():
        if post.seed and is_withheld(Path(post.seed).stem):
            name = f"{content.name}/{lang}/{post.path.name}"
            message = "a hand-edited post of an article whose text may not be republished"
            yield Problem(name, message, "Delete it, or write full_text = true into the sidecar")
    # Where a seed cannot be read its earlier post stays, which may have the full text.
    for stem in sorted(posts.slugs.keys() & set(lost)):
        if is_withheld(stem):
            name = f"{content.name}/{posts.slugs[stem]}.md"
            message = "a post of an article that may not be republished and cannot be read now"
            yield Problem(name, message, "Mend its seed, or delete the post in both languages")


def lost_citations(
    edited: Mapping[tuple[str, Lang], EditedPost], site: Site, index: SentenceIndex, folder: str
) -> Iterator[Problem]:
    """Yield a problem for every cited sentence that a hand edit changed or took out of its post.

    To be called when Pelican has read all posts, which fills `index`; `folder` is what messages
    call that of the seeds.
    """
    cited: dict[tuple[str, str], list[str]] = {}
    for explainer in site.explainers:
        for excerpt in explainer.cited:
            key = (excerpt.cite.slug, excerpt.cite.sentence)
            cited.setdefault(key, []).append(explainer.slug)
    for (slug, lang), post in edited.items():
        story = site.story(slug)
        found = index.found.get((post.seed, lang))
        if story is None or found is None:
            continue
        for sentence in story.segments():
            topics = cited.get((slug, sentence.id), [])
            # Not the title: it is in the post's head, and an edited one is shown everywhere.
            if sentence.id == "title" or not topics or sentence.id in found:
                continue
            where = f"{post.path.parent.parent.name}/{lang}/{post.path.name}"
            shown = sentence.text_or_original(lang)[:LONGEST_QUOTED]
            message = (
                f"the sentence {sentence.id} (“{shown}…”) was changed or taken out by hand, "
                f"and {', '.join(topics)} cites it"
            )
            memory = f"{folder}/{story.stem}.en.po"
            hint = f"Put it back, or change it in {memory} and delete the post"
            yield Problem(where, message, hint)
