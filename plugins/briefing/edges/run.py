"""One run of Pelican: its site takes its place as a whole, and its exit status tells how it went.

Pelican empties the site's folder before it writes, ends with 0 on Ctrl-C, and stops at whatever an
article makes a template raise. Here `Pelican.run` is called with a folder of its own to write to.
"""

from __future__ import annotations

import atexit
import gc
import logging
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from os.path import relpath
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican.log import FatalLogger

from ..clock import today
from ..errors import SETTINGS_FILE, Problem, error_at
from ..fingerprint import code_key, digest
from ..settings import read_settings, split_names
from .archive_file import ARCHIVE, write_archive
from .files import files_in, only_one, remove_unfinished, write_atomically
from .mistakes import problems_of
from .outputs import KeyOf, Outputs, made_anew
from .record import BuildRecord, changed_by_others, is_final, read_sources, sources_key
from .site_folder import is_site, replaced_site
from .store import Store
from .terminal import INTERRUPTED, report, say
from .workers import Workers

_CONTENT_LOGGERS = ("pelican.generators", "pelican.contents", "pelican.utils")
"""Where Pelican tells of a person's own post that it leaves out."""


@dataclass
class Build:
    """One run as far as it has come: the folder of its seeds, and the problems that were told.

    `unlisted` are the paths of drafts and hidden pages, which nothing may lead to. `store` has what
    earlier builds have made, `outputs` the files of this site and the one before, `workers` the
    processors that the run may use; `settings` is the key of those that pages follow from, empty
    where it has none. `wrote` has the digests of what the run has written besides the site, by
    path, ``None`` for what it has removed; `converted` are the posts as HTML until Pelican reads
    them, `texts` what it has read of them, `authors` whom they name (see reader.py).
    While Pelican watches, `look` shows what has changed since the last build before all is built
    (see first_look.py).
    """

    seeds: Path = Path("seeds")
    problems: list[Problem] = field(default_factory=list)
    unlisted: set[str] = field(default_factory=set)
    store: Store = field(default_factory=lambda: Store(None))
    outputs: Outputs = field(default_factory=Outputs)
    workers: Workers = field(default_factory=lambda: Workers(1))
    settings: str = ""
    key_of: KeyOf = field(default=made_anew)
    wrote: dict[str, str | None] = field(default_factory=dict)
    converted: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    is_watching: bool = False
    look: Any = None
    authors: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def add(self, problems: Iterable[Problem]) -> None:
        """Tell problems that were not told yet, and keep them for the end of the run."""
        found = [problem for problem in dict.fromkeys(problems) if problem not in self.problems]
        report(found)
        self.problems += found

    def write(self, path: Path, data: bytes) -> bool:
        """Write a file as `write_atomically` does, and know that it was this run."""
        self.wrote[str(path)] = digest(data)
        return write_atomically(path, data)

    def remove(self, path: Path) -> None:
        """Remove a file, and know that it was this run."""
        self.wrote[str(path)] = None
        path.unlink()

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.error for problem in self.problems)


def run_whole(pelican: Any, run: Callable[[], None], build: Build) -> None:
    """Run Pelican, and let the site take its place if the run came to its end.

    Errors in single articles end it with status 1 after that. What leaves no site to publish ends
    it before, in one line; under ``pelican -r`` the run goes on watching instead.
    """
    output, content = Path(pelican.settings["OUTPUT_PATH"]), Path(pelican.settings["PATH"])
    # With a mistake in them, which ends the run before anything is made, all are defaults.
    settings, _ = read_settings(pelican.settings)
    build.seeds = content.parent / settings.seeds
    # Pelican hands plugins no sign that it rebuilds on change; its own loop is on the call stack.
    callers = (frame for frame, _ in traceback.walk_stack(None))
    build.is_watching = watching = any(
        caller.f_code.co_name == "autoreload" and caller.f_globals.get("__name__") == "pelican"
        for caller in callers
    )
    build.problems = []
    build.key_of = made_anew
    # Pelican watches the static paths and has no other list. During a run the seeds must not be
    # among them, or they would be copied to the site.
    static = [p for p in pelican.settings["STATIC_PATHS"] if p != str(build.seeds)]
    pelican.settings["STATIC_PATHS"] = static
    try:
        plugins = (content.parent / "plugins", *pelican.settings["PLUGIN_PATHS"])
        sources = (build.seeds, pelican.settings["THEME"], *plugins)
        folders = (content, *map(Path, sources))
        _check_folders(output, content, folders)
        _check_cache(settings.cache_folder(content.parent), (output, *folders))
        wait = partial(say, "waiting: another build of this project is running")
        output.resolve().parent.mkdir(parents=True, exist_ok=True)
        # An earlier day is built from posts elsewhere, and perhaps into the same folder.
        both = only_one(content, wait), only_one(output.resolve().parent, wait)
        remembered = _remembered(pelican, build, output.resolve())
        with both[0], both[1], remembered as is_unchanged:
            if is_unchanged:
                # Where Pelican says how much it has processed.
                sys.stdout.write(f"Done: nothing has changed, {_what_is_left(output)}.\n")
            else:
                with _rarely_collected():
                    _build_anew(pelican, run, build, output)
    except KeyboardInterrupt:
        if watching:
            raise
        say(f"stopped: {_what_is_left(output)}")
        raise SystemExit(INTERRUPTED) from None
    except Exception as error:
        if pelican.settings.get("DEBUG"):
            raise
        build.add(problems_of(error, content.parent))
        if is_site(output):
            say(f"failed: {_what_is_left(output)}")
    finally:
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(output)
        if watching:
            static.append(str(build.seeds))
            # Pelican keeps every article for as long as it watches, with all that it was made in.
            for kept in (Content.get_content, Content.get_summary):
                kept.cache.clear()
    if build.failed and not watching:
        raise SystemExit(1)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Within the block, look for unreachable values a hundred times more rarely than usual.

    Nearly all that a build makes lives until it ends, and is looked through for nothing: without
    that, composing the explainers of 1,000 articles was a fifth to a third faster.
    """
    # What does become unreachable, cycles of parsed pages, is still found.
    usual = gc.get_threshold()
    # Python would look through all of it once more when the process ends: a twelfth of a build.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    gc.set_threshold(usual[0] * 100, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _build_anew(pelican: Any, run: Callable[[], None], build: Build, output: Path) -> None:
    """Run Pelican, and let what it has written take the place of the site before."""
    with replaced_site(output) as new_site:
        remove_unfinished(Path(pelican.settings["PATH"]))
        remove_unfinished(build.seeds)
        # Other plugins ask for the folder in either place.
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(new_site)
        pelican.delete_outputdir = False
        build.outputs.building = new_site
        with _own_posts_heard(Path(pelican.settings["PATH"]), build):
            run()
        # Settings that cannot be read have ended the run.
        settings, _ = read_settings(pelican.settings)
        build.outputs.take_over_same(files_in(new_site))
        if "zip" in split_names(settings.downloads):
            write_archive(new_site, build.unlisted, build.outputs, build.workers.count)
            build.outputs.take_over_same([ARCHIVE])


@contextmanager
def _remembered(pelican: Any, build: Build, site: Path) -> Iterator[bool]:
    """Yield whether the site is as a build of the same sources left it, and so need not be built.

    Within the block, `build` knows what earlier builds have made; what this one makes is kept.
    """
    # With a mistake in them they end the run before anything is made.
    settings, _ = read_settings(pelican.settings)
    build.store = Store(settings.cache_folder(Path(pelican.settings["PATH"]).parent))
    build.workers = Workers(settings.workers, settings.executor)
    build.wrote = {}
    key = build.store.key("site", str(site))
    record: BuildRecord = build.store.get(key) or BuildRecord()
    # It holds all that the last build has made, which this one would hold beside its own.
    look, build.look = build.look, None
    build.outputs = Outputs(Path(), site, record.files)
    # Another engine may have what is missing, and another limit may be passed.
    others = (code_key(), settings, "" if pelican.settings["WITH_FUTURE_DATES"] else today())
    # Before anything is read, so that a change during the run is one for the next.
    before = read_sources(pelican.settings, settings)
    sources = sources_key(build.settings, before, *others)
    try:
        if look:
            look.show(build.seeds, site, build.store)
            look = None
        if record.is_of(sources, site):
            build.add(record.problems)
            yield True
            return
        yield False
        # A run that was changed under its hands is done again next time.
        after = read_sources(pelican.settings, settings)
        changed = changed_by_others(before, after, build.wrote)
        is_known = not changed and is_final(build.problems)
        made_of = sources_key(build.settings, after, *others) if is_known else ""
        # What is made of seeds has the key of what was read of them. Templates and posts are read
        # when a page is made, perhaps after they were looked at for its key.
        if not all(Path(path).is_relative_to(build.seeds) for path in changed):
            build.outputs.forget_keys()
        files = build.outputs.written(site)
        build.store.put(key, BuildRecord(made_of, tuple(build.problems), files))
    finally:
        build.store.save()
        build.store.close()


def _what_is_left(output: Path) -> str:
    return f"the site in {output.name}/ is as it was" if is_site(output) else "no site was made"


def _check_folders(output: Path, content: Path, sources: Iterable[Path]) -> None:
    """Raise `BriefingError` for a missing `content`, and an `output` that no site may replace."""
    site, root = output.resolve(), content.parent.resolve()
    place, hint = f"OUTPUT_PATH: {relpath(site, root)}", "Name a folder of its own, as output/"
    if not content.is_dir():
        raise error_at(content.name, "no such folder", hint="Make it, or name another as PATH")
    if site == root or site in root.parents or output.is_file():
        raise error_at(place, "not a folder for a site", hint)
    # Where PATH is not set, it is the folder of the project itself.
    if (content / SETTINGS_FILE).is_file():
        raise error_at(
            SETTINGS_FILE, "PATH is the folder of the whole project", 'Set PATH = "content"'
        )
    if overlap := _overlap(site, sources):
        message = f"it is, holds or lies in {overlap.name}/, which is not a site"
        raise error_at(place, message, hint)


def _check_cache(cache: Path | None, others: Iterable[Path]) -> None:
    """Raise `BriefingError` for a folder in which builds cannot keep anything, or should not."""
    if cache is None:
        return
    hint = "Name a folder of its own, as cache, or leave it empty"
    if overlap := _overlap(cache.resolve(), others):
        message = f"“BRIEFING_CACHE” is, holds or lies in {overlap.name}/"
        raise error_at(SETTINGS_FILE, message, hint)
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"“BRIEFING_CACHE”: the folder cannot be made ({error.strerror})"
        raise error_at(SETTINGS_FILE, message, hint) from None


def _overlap(folder: Path, others: Iterable[Path]) -> Path | None:
    """Return the first of other folders that a folder is, holds or lies in."""
    for other in (one.resolve() for one in others):
        if folder == other or folder in other.parents or other in folder.parents:
            return other
    return None


def _reason(message: str, names: list[str], raised: BaseException | None) -> tuple[str, str]:
    """Return why Pelican leaves out a person's own post, and what to do."""
    if isinstance(raised, UnicodeDecodeError):
        return f"not UTF-8 (byte {raised.start})", "Save it as UTF-8"
    if "break out" in str(raised) or "outside output" in message:
        return "its address lies outside the site", "Mend the lines Slug, Lang and Save_as"
    if raised:
        return str(raised), "Mend it, or move it away"
    if "status" in message:
        return f"its status is “{names[0]}”", "Use published, draft or hidden"
    if "could not find information" in message:
        missing = names[-1]
        return f"it has no {missing}", f"Write a line “{missing.capitalize()}: …” at its head"
    return message, "Mend it, or move it away"


@contextmanager
def _own_posts_heard(content: Path, build: Build) -> Iterator[None]:
    """Within the block, what Pelican logs of a person's own posts is one line and an error.

    Pelican's ``--fatal errors`` would end the run with the first; the status at its end says it.
    """

    def heard(record: logging.LogRecord) -> bool:
        # Two posts at one address are told in own_content.py, of whatever language they are.
        if record.levelno != logging.ERROR or record.name == "pelican.utils":
            return "with slug" not in record.getMessage()
        arguments = record.args if isinstance(record.args, tuple) else ()
        names = [str(argument) for argument in arguments]
        path = next((name for name in names if (content / name).is_file()), "")
        place = (content / path).relative_to(content.parent).as_posix()
        # Of an edited post that is not readable, the build has spoken before.
        if all(problem.path != place for problem in build.problems):
            # Pelican logs from where it caught what a post made a reader raise.
            message, hint = _reason(record.getMessage(), names, sys.exc_info()[1])
            build.add([Problem(place, f"left out: {message}", hint)])
        return False

    fatal = FatalLogger.fatal_lvl
    if fatal == logging.ERROR:
        FatalLogger.fatal_lvl = logging.CRITICAL + 1
    loggers = [logging.getLogger(name) for name in _CONTENT_LOGGERS]
    for logger in loggers:
        logger.addFilter(heard)
    try:
        yield
    finally:
        FatalLogger.fatal_lvl = fatal
        for logger in loggers:
            logger.removeFilter(heard)
