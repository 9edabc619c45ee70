"""One run of Pelican: its site takes its place as a whole, and its exit status tells how it went.

Pelican empties the site's folder before it writes, ends with 0 on Ctrl-C, and stops at whatever an
article makes a template raise. Here `Pelican.run` is called with a folder of its own to write to.
"""

from __future__ import annotations

import atexit
import gc
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from pelican.contents import Content

from ..clock import today
from ..errors import error_at
from ..fingerprint import code_key
from ..settings import Settings, read_settings, split_names
from .archive_file import ARCHIVE, write_archive
from .build_state import Build
from .files import files_in, only_one, remove_unfinished
from .folders import check_cache, check_folders
from .left_out import own_posts_heard
from .mistakes import problems_of
from .outputs import Outputs, made_anew
from .record import BuildRecord, changed_by_others, is_final, read_sources, sources_key
from .site_folder import is_site, replaced_site
from .store import Store
from .terminal import INTERRUPTED, say
from .workers import Workers


def run_whole(pelican: Any, run: Callable[[], None], build: Build) -> None:
    """Run Pelican, and let the site take its place if the run came to its end.

    Errors in single articles end it with status 1 after that. What leaves no site to publish ends
    it before, in one line; under ``pelican -r`` the run goes on watching instead.
    """
    output, content = Path(pelican.settings["OUTPUT_PATH"]), Path(pelican.settings["PATH"])
    # With a mistake in them, which ends the run before anything is made, all are defaults.
    settings, _ = read_settings(pelican.settings)
    build.seeds = content.parent / settings.seeds
    build.is_watching = _is_watching()
    build.problems = []
    build.key_of = made_anew
    with _settings_kept(pelican, build):
        try:
            _check(pelican, settings, build.seeds)
            with _alone(output, content), _remembered(pelican, settings, build) as is_unchanged:
                if is_unchanged:
                    # Where Pelican says how much it has processed.
                    sys.stdout.write(f"Done: nothing has changed, {_what_is_left(output)}.\n")
                else:
                    _build_anew(pelican, settings, run, build)
        except KeyboardInterrupt:
            if build.is_watching:
                raise
            say(f"stopped: {_what_is_left(output)}")
            raise SystemExit(INTERRUPTED) from None
        except Exception as error:
            if pelican.settings.get("DEBUG"):
                raise
            build.add(problems_of(error, content.parent))
            if is_site(output):
                say(f"failed: {_what_is_left(output)}")
    if build.failed and not build.is_watching:
        raise SystemExit(1)


def _is_watching() -> bool:
    """Tell whether Pelican runs again and again; it hands plugins no sign of that."""
    # Its own loop is on the call stack.
    callers = (frame for frame, _ in traceback.walk_stack(None))
    return any(
        caller.f_code.co_name == "autoreload" and caller.f_globals.get("__name__") == "pelican"
        for caller in callers
    )


@contextmanager
def _settings_kept(pelican: Any, build: Build) -> Iterator[None]:
    """Within the block, Pelican's settings are those of one run; then they are as a user set them.

    Pelican watches the static paths and has no other list, so that between two runs of one that
    watches the seeds are among them. During a run they would be copied to the site.
    """
    output = pelican.settings["OUTPUT_PATH"]
    static = [p for p in pelican.settings["STATIC_PATHS"] if p != str(build.seeds)]
    pelican.settings["STATIC_PATHS"] = static
    try:
        yield
    finally:
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = output
        if build.is_watching:
            static.append(str(build.seeds))
            # Pelican keeps every article for as long as it watches, with all that it was made in.
            for kept in (Content.get_content, Content.get_summary):
                kept.cache.clear()


def _check(pelican: Any, settings: Settings, seeds: Path) -> None:
    """Raise `BriefingError` for folders from which, or into which, no site can be built."""
    output, content = Path(pelican.settings["OUTPUT_PATH"]), Path(pelican.settings["PATH"])
    plugins = (content.parent / "plugins", *pelican.settings["PLUGIN_PATHS"])
    folders = (content, *map(Path, (seeds, pelican.settings["THEME"], *plugins)))
    check_folders(output, content, folders)
    if content.resolve() == seeds.resolve():
        hint = "Name two folders, as content/ for PATH and seeds/"
        raise error_at(seeds.name, "the folder of articles, and that of posts, too", hint)
    check_cache(settings.cache_folder(content.parent), (output, *folders))


@contextmanager
def _alone(output: Path, content: Path) -> Iterator[None]:
    """Within the block, no other build has the posts or the site; before it, wait for others."""
    wait = partial(say, "waiting: another build of this project is running")
    folder = output.resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    # An earlier day is built from posts elsewhere, and perhaps into the same folder.
    with only_one(content, wait), only_one(folder, wait):
        yield


@contextmanager
def _remembered(pelican: Any, settings: Settings, build: Build) -> Iterator[bool]:
    """Yield whether the site is as a build of the same sources left it, and so need not be built.

    Within the block, `build` knows what earlier builds have made; what this one makes is kept.
    """
    site = Path(pelican.settings["OUTPUT_PATH"]).resolve()
    build.store = Store(settings.cache_folder(Path(pelican.settings["PATH"]).parent))
    build.workers = Workers(settings.workers, settings.executor)
    build.wrote = {}
    # Empty unless the owner asks for it: no other site changes with the day, Pelican's by its zone.
    day = today(str(pelican.settings["TIMEZONE"])).isoformat()
    build.latest = "" if pelican.settings["WITH_FUTURE_DATES"] else day
    key = build.store.key("site", str(site))
    record: BuildRecord = build.store.get(key) or BuildRecord()
    build.outputs = Outputs(Path(), site, record.files)
    # Before anything is read, so that a change during the run is one for the next.
    before = read_sources(pelican.settings, settings)
    # It holds all that the last build has made, which this one would hold beside its own.
    look, build.look = build.look, None
    try:
        if look:
            look.show(build.seeds, site, build.store)
            look = None
        if record.is_unchanged(_sources_key(before, settings, build), site):
            build.add(record.problems)
            yield True
        else:
            yield False
            after = read_sources(pelican.settings, settings)
            changed = changed_by_others(before, after, build.wrote)
            # What is made of seeds has the key of what was read of them. Templates and posts are
            # read when a page is made, perhaps after they were looked at for its key.
            if not all(Path(path).is_relative_to(build.seeds) for path in changed):
                build.outputs.forget_keys()
            # A run that was changed under its hands is done again next time.
            is_known = not changed and is_final(build.problems)
            made_of = _sources_key(after, settings, build) if is_known else ""
            files = build.outputs.written(site)
            build.store.put(key, BuildRecord(made_of, tuple(build.problems), files))
    finally:
        build.store.save()
        build.store.close()


def _sources_key(files: Mapping[str, str], settings: Settings, build: Build) -> str:
    """Return the key of all that a build is made of, `files` with their digests among it."""
    # Besides files: another engine may have what is missing, and another limit may be passed.
    return sources_key(build.settings_key, files, code_key(), settings, build.latest)


def _build_anew(pelican: Any, settings: Settings, run: Callable[[], None], build: Build) -> None:
    """Run Pelican, and let what it has written take the place of the site before."""
    output, content = Path(pelican.settings["OUTPUT_PATH"]), Path(pelican.settings["PATH"])
    with _rarely_collected(is_watching=build.is_watching), replaced_site(output) as new_site:
        remove_unfinished(content)
        remove_unfinished(build.seeds)
        # Other plugins ask for the folder in either place.
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(new_site)
        pelican.delete_outputdir = False
        build.outputs.building = new_site
        with own_posts_heard(content, build):
            run()
        build.outputs.reuse_identical(files_in(new_site))
        if "zip" in split_names(settings.downloads):
            write_archive(new_site, build.unlisted, build.outputs, build.workers.count)
            build.outputs.reuse_identical([ARCHIVE])


@contextmanager
def _rarely_collected(*, is_watching: bool) -> Iterator[None]:
    """Within the block, look for unreachable values a hundred times more rarely than usual.

    Nearly all that a build makes lives until it ends, and is looked through for nothing: without
    that, composing the explainers of 1,000 articles was a fifth to a third faster. What has lived
    long is looked through only by a process that builds again and again: for two explainers of
    10,000 articles that took 7 of 29 seconds, and found nothing.
    """
    # What does become unreachable, cycles of parsed pages, is found while it is young.
    usual = gc.get_threshold()
    # Python would look through all of it once more when the process ends: a twelfth of a build.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    oldest = usual[2] if is_watching else usual[2] * 1000
    gc.set_threshold(usual[0] * 100, usual[1], oldest)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _what_is_left(output: Path) -> str:
    return f"the site in {output.name}/ is as it was" if is_site(output) else "no site was made"
