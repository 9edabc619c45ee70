"""The project as the desk has it in memory, kept in step with the files; and the desk opened on it.

Loading this module takes the whole pipeline with it, so that only the command does, when asked.
"""

from __future__ import annotations

import gc
import secrets
import webbrowser
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from ... import pipeline
from ...edition import Edition, Inputs, MadeStory
from ...editors.glossary_file import GLOSSARY_FILE, read_glossary
from ...editors.topics import read_topic
from ...errors import Problem, one_file
from ...language.arabic import fold
from ...settings import Settings
from ...translate.memory import Memory
from ..article_files import read_memories
from ..inputs import read_inputs
from ..making import StoryMaker
from ..posts import read_posts
from ..store import Store
from ..terminal import say
from ..workers import Workers
from . import front, pages, topics  # noqa: F401 - their pages enter themselves
from .server import Desk, serve

_MEMORY = ".en.po"
_TOPICS = "topics/"


class WorkingCopy:
    """All articles and topics as their files are now; `refresh` makes anew what has changed.

    One thread at a time may use it.
    """

    def __init__(self, root: Path, settings: Settings, content: Path) -> None:
        self.root = root
        self._content = content
        self.settings = settings
        self.seeds = root / settings.seeds
        self.inputs = Inputs()
        self.edition = Edition()
        self._store = Store(settings.cache_folder(root))
        self._maker = StoryMaker(self._store, Workers(settings.workers))
        self._made: dict[str, MadeStory] = {}
        self._untranslated: dict[str, set[str]] = defaultdict(set)
        self._stamps: dict[str, tuple[int, int, int]] = {}
        self._is_explained = False
        self.explained()
        self._store.save()
        # From here on there are threads, and a process is not copied with those.
        self._maker.workers = Workers(1)

    def refresh(self) -> None:
        """Read what was changed since the last call, whoever did it."""
        # Before anything is read: what changes meanwhile is read once more.
        stamps = _stamps(self.seeds)
        both = stamps.keys() | self._stamps.keys()
        changed = {name for name in both if stamps.get(name) != self._stamps.get(name)}
        self._stamps = stamps
        if not changed:
            return
        self._is_explained = False
        stems = {name.removesuffix(_MEMORY) for name in changed if name.endswith(_MEMORY)}
        if len(stems) == len(changed) and stems <= self.inputs.memories.keys():
            self._read_memories(stems)
        elif all(name.startswith(_TOPICS) for name in changed) and self.inputs.topics:
            self._read_topics(changed)
        elif changed == {GLOSSARY_FILE} and self.inputs.glossary.entries:
            self._read_glossary()
        else:
            self._read_all()

    def explained(self) -> Edition:
        """Return the edition with its explainers as they are now."""
        self.refresh()
        if not self._is_explained:
            self.edition = self._maker.explained(self._gathered(), self.inputs)
            self._is_explained = True
        return self.edition

    def _read_all(self) -> None:
        posts = read_posts(self._content)
        self.inputs = read_inputs(self.root, self.settings.seeds, self._store, posts.slugs)
        made = self._maker.make(self.inputs)
        self._made = {seed.stem: one for seed, one in zip(self.inputs.seeds, made, strict=True)}
        self._untranslated = defaultdict(set)
        self._note_untranslated(self._made)
        self.edition = self._gathered()

    def _note_untranslated(self, stems: Iterable[str]) -> None:
        """Note what these stories lack: they may have it from any other one's memory."""
        for stem in stems:
            story = self._made[stem].story if stem in self._made else None
            for segment in pipeline.untranslated(story, self._memory(stem)) if story else ():
                self._untranslated[segment.ar].add(stem)

    def _read_memories(self, stems: set[str]) -> None:
        """Read these memories anew, and make the stories that take English from them."""
        seeds = [seed for seed in self.inputs.seeds if seed.stem in stems]
        before = {stem: set(self._memory(stem).entries) for stem in stems}
        # Of one that is broken, perhaps since it is just being written, the earlier one is kept.
        problems = self._problems_without(f"{stem}{_MEMORY}" for stem in stems)
        memories = read_memories(self.seeds, seeds, problems, self._store)
        memories = {**self.inputs.memories, **memories}
        self.inputs = replace(self.inputs, memories=memories, problems=tuple(problems))
        concerned = set(stems)
        for stem in stems:
            for entry in before[stem] ^ set(self._memory(stem).entries):
                concerned |= self._untranslated.get(entry.ar, set())
        self._make(concerned)
        self._note_untranslated(stems)
        self.edition = self._gathered()

    def _read_topics(self, names: Collection[str]) -> None:
        """Read these topics anew; the stories stay."""
        by_slug = {topic.slug: topic for topic in self.inputs.topics}
        problems = self._problems_without(names)
        for name in names:
            path, shown = self.seeds / name, f"{self.seeds.name}/{name}"
            by_slug.pop(path.stem, None)
            with one_file(problems, shown, "read"):
                if path.is_file():
                    text = path.read_text(encoding="utf-8-sig")
                    topic = read_topic(path.stem, text, shown, self.inputs.glossary.entries)
                    by_slug[path.stem] = topic
        ordered = tuple(by_slug[slug] for slug in sorted(by_slug))
        self.inputs = replace(self.inputs, topics=ordered, problems=tuple(problems))
        self.edition = self._gathered()

    def _read_glossary(self) -> None:
        """Read the glossary anew, and make the stories that may have one of the changed names."""
        before = glossary = self.inputs.glossary
        problems = self._problems_without([GLOSSARY_FILE])
        shown = f"{self.seeds.name}/{GLOSSARY_FILE}"
        # Of one that is broken the earlier one is kept, or every name would be gone.
        with one_file(problems, shown, "read"):
            text = (self.seeds / GLOSSARY_FILE).read_text(encoding="utf-8-sig")
            glossary = read_glossary(text, shown)
        self.inputs = replace(self.inputs, glossary=glossary, problems=tuple(problems))
        # Every form of a name whose entry is new, gone or another one.
        forms: set[str] = set()
        for one, other in ((before, glossary), (glossary, before)):
            for form, entry in one.by_name.items():
                if other.by_name.get(form) != entry:
                    forms.add(form)
        concerned = set()
        for stem, made in self._made.items():
            text = fold(" ".join(made.story.naming_texts())) if made.story else ""
            # More than have the name, and never fewer: letters may be written onto it.
            for form in forms:
                if all(word in text for word in form.split()):
                    concerned.add(stem)
                    break
        self._make(concerned)
        # Topics name entries, which may be new or gone.
        self._read_topics([f"{_TOPICS}{path.name}" for path in self.seeds.glob("topics/*.toml")])

    def _problems_without(self, names: Iterable[str]) -> list[Problem]:
        paths = {f"{self.seeds.name}/{name}" for name in names}
        return [problem for problem in self.inputs.problems if problem.path not in paths]

    def _make(self, stems: Iterable[str]) -> None:
        chosen = tuple(seed for seed in self.inputs.seeds if seed.stem in set(stems))
        made = self._maker.make(replace(self.inputs, seeds=chosen))
        self._made |= {seed.stem: one for seed, one in zip(chosen, made, strict=True)}

    def _memory(self, stem: str) -> Memory:
        return self.inputs.memories.get(stem, Memory())

    def _gathered(self) -> Edition:
        """Return the edition of the stories as they are, with the explainers there were."""
        made = [self._made[seed.stem] for seed in self.inputs.seeds]
        known = self.edition
        edition = pipeline.gather(self.inputs, made)
        return replace(edition, explainers=known.explainers, outdated=known.outdated)


def _stamps(seeds: Path) -> dict[str, tuple[int, int, int]]:
    """Return what changes of each file of a folder of seeds when somebody writes it, by name."""
    found = {}
    for path in (*seeds.glob("*"), *seeds.glob("topics/*.toml")):
        if path.name[0] != "." and path.is_file():
            known = path.stat()
            name = path.relative_to(seeds).as_posix()
            found[name] = (known.st_mtime_ns, known.st_size, known.st_ino)
    return found


def open_desk(root: Path, settings: Settings, content: Path, port: int, *, browser: bool) -> None:
    """Serve the desk of a project on this machine until Ctrl-C, and say its address."""
    say("reading the articles …")
    desk = Desk(WorkingCopy(root, settings, content), root / "output", secrets.token_urlsafe(24))
    # All of it lives as long as the desk does, and need not be looked through for what does not.
    gc.freeze()

    def opened(address: str) -> None:
        # On standard output, so that a script can take it; whoever has it may write.
        print(address, flush=True)  # noqa: T201 - as said
        say("the editor’s desk is open to this address on this machine alone; Ctrl-C ends it")
        if browser:
            webbrowser.open(address)

    serve(desk, port, opened)
