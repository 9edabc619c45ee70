"""The command ``pelican-briefing``: the same calls as the build, for a terminal."""

from __future__ import annotations

import argparse
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from .. import pipeline
from ..clock import today
from ..edition import Edition, Inputs
from ..editors.basis import with_basis
from ..editors.topics import read_topic
from ..errors import BriefingError, Problem, error_at, one_file, some_of
from ..explain.draft.topic import draft_topic
from ..explain.statements import new_digests, statement_name
from ..formats.file_types import type_of_name
from ..model import Story
from ..settings import Settings, is_day, read_settings
from ..translate.engines import make_engines
from ..translate.fill import Job, fill_memories, plan
from ..translate.memory import memory_path
from ..translate.review import complaints, review
from .add import read_article, source_of, write_article
from .files import alone_with, change_text, only_one, taken_names, write_atomically
from .init import make_site
from .inputs import read_inputs
from .making import make_edition
from .network import refuse_taken_port
from .posts import read_posts
from .pull.known import refuse_known
from .pull.run import Outcome, pull
from .settings_file import problems_before_a_build, run_settings_file
from .site_folder import is_site
from .store import Store
from .terminal import INTERRUPTED, report, say, show_table, shown_progress

HIGHEST_PORT = 65_535

Options = argparse.Namespace


@dataclass(frozen=True)
class Project:
    """A project's folder, its settings and the folder of its posts."""

    root: Path
    settings: Settings
    content: Path

    @property
    def seeds(self) -> Path:
        """Return the folder of its seeds."""
        return self.root / self.settings.seeds

    def read(self) -> tuple[Inputs, Edition]:
        """Return what its seeds hold, and the edition made of it."""
        settings = self.settings
        with closing(Store(settings.cache_folder(self.root))) as store:
            posts = read_posts(self.content)
            inputs = read_inputs(self.root, settings.seeds, store, posts.slugs)
            edition = make_edition(inputs, store, settings.workers)
            store.flush()
        return inputs, edition


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 if anything is wrong, 130 if interrupted, 141 if unread."""
    options = _parser().parse_args(arguments)
    run: Callable[[Project, Options], int] = options.run
    root = Path(options.root).resolve()
    # Closed by whoever called this, as by `>&-`: nobody wants to read it.
    sys.stdout = sys.stdout or io.StringIO()
    try:
        # The one command that needs no project is the one that makes it.
        project = Project(root, Settings(), root) if run is _init else _project(root)
        code = run(project, options)
        # As long as it can be caught that nobody reads on, as after `| head`.
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_output()
        # The status that shells expect.
        return 141
    except OSError as error:
        # A file has a name, of which more was said where it was read; the output has none.
        if error.filename:
            raise
        _give_up_output()
        hint = "Make room there, or send it elsewhere"
        return report([Problem("standard output", str(error.strerror).lower(), hint)])
    except BriefingError as error:
        return report(error.problems)
    except KeyboardInterrupt:
        print("stopped; what was answered is kept", file=sys.stderr)
        return INTERRUPTED
    return code


def _give_up_output() -> None:
    # Python tries once more to write what is left when it ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _project(root: Path) -> Project:
    conf = root / "pelicanconf.py"
    if not conf.is_file():
        raise error_at(conf.name, "not in this folder", "Run it there or give --root")
    values = run_settings_file(conf)
    settings, problems = read_settings(values)
    if problems:
        raise BriefingError(*problems)
    return Project(root, settings, root / str(values.get("PATH", ".")))


def _parser() -> argparse.ArgumentParser:
    text = "A bilingual briefing of a folder of Arabic articles: what a build does, for a terminal."
    parser = argparse.ArgumentParser("pelican-briefing", description=text)
    parser.add_argument("--root", default=".", help="the project's folder (with pelicanconf.py)")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(run: Callable[[Project, Options], int]) -> argparse.ArgumentParser:
        # A function and its command have one name and one description, kept in one place.
        text = (run.__doc__ or "").strip(".")
        made = commands.add_parser(run.__name__.strip("_"), help=text, description=text)
        made.set_defaults(run=run)
        return made

    status, translate, check = command(_status), command(_translate), command(_check)
    for made in (status, translate, check):
        made.add_argument("stem", nargs="*", help="a seed's name without ending; default: all")
    nothing_sent = "say what would be sent where, and send nothing"
    translate.add_argument("--dry-run", action="store_true", help=nothing_sent)
    strict = "status 1 also on a finding (in reviewed English, too), on English that is missing or "
    strict += (
        "unreviewed, and on words of yours whose sentences have changed or were never accepted"
    )
    check.add_argument("--strict", action="store_true", help=strict)
    build = command(_build)
    build.add_argument("--as-of", type=_day, metavar="DATE", help="the day, YYYY-MM-DD")
    build.add_argument("--output", help="where to; default: output-DATE")
    new_name = "the new topic's file name: a-z, digits and hyphens"
    command(_topic).add_argument("name", help=new_name)
    add = command(_add)
    add.add_argument("source", help="a file, a web address, or - for standard input")
    add.add_argument("--name", help="the name in seeds/; default: the source's")
    again = "add it also where its text or its address is there already"
    add.add_argument("--again", action="store_true", help=again)
    command(_accept).add_argument("name", nargs="*", help="a topic's name; default: all")
    desk = command(_review)
    desk.add_argument("--port", type=_port, default=0, help="where to listen; default: a free one")
    no_browser = "print the address alone, and open no browser"
    desk.add_argument("--no-browser", action="store_true", help=no_browser)
    private = "fetch from this machine and from private networks, too"
    for fetching in (add, command(_pull)):
        fetching.add_argument("--allow-private", action="store_true", help=private)
    command(_settings).add_argument("file", nargs="?", help="default: pelicanconf.py")
    command(_init).add_argument("folder", type=Path, metavar="DIR", help="the new site's folder")
    return parser


def _status(project: Project, options: Options) -> int:
    """Print how much of each story is in English, reviewed, stale or failing a check."""
    inputs, edition = project.read()
    stories, problems = _chosen(project, edition, options.stem)
    # The columns are right-aligned and the names, which may be long, come last.
    names = ("reviewed", "machine", "missing", "stale", "failing")
    if stories:
        print(*(f"{name:>8}" for name in names), " seed")
    for row in review(stories):
        counts = (row.reviewed, row.machine, row.pending, row.stale, row.failing)
        print(*(f"{count:8}" for count in counts), f" {row.story.seed}")
    if lacking := _without_memory(project, stories):
        print(f"no memory yet, which pelican-briefing translate makes: {some_of(lacking)}")
    for topic in inputs.topics:
        if topic.draft:
            print(f"{topic.slug} is a draft: no build publishes it")
        written = [one for _, one in topic.statements() if one.is_written]
        if written:
            print(f"{len(written)} statements of the editor’s in {topic.slug}")
            for problem in edition.outdated.get(topic.slug, ()):
                print(f"  {problem}")
    # The table is what was asked for; warnings are for a build and for `check`.
    return report([problem for problem in problems if problem.error])


def _check(project: Project, options: Options) -> int:
    """Print what the checks find in the translations; exit 1 on an error."""
    _, edition = project.read()
    stories, problems = _chosen(project, edition, options.stem)
    found = complaints(review(stories), project.settings.seeds, strict=options.strict)
    # What an editor wrote may no longer be so: with --strict nothing goes out that nobody has read.
    stale = set(chain.from_iterable(edition.outdated.values())) if options.strict else set()
    every = dict.fromkeys([*problems, *edition.remarks])
    told = [replace(problem, error=problem.error or problem in stale) for problem in every]
    return report([*told, *_ahead(project, stories), *found])


def _ahead(project: Project, stories: Sequence[Story]) -> Iterator[Problem]:
    """Yield the articles of a day to come: a slip mostly, and above all others till then."""
    # It may be tomorrow already where the article appeared.
    tomorrow = today() + timedelta(days=1)
    for story in stories:
        if story.published and story.published.when.start > tomorrow:
            message = f"its day of publication, {story.published.when.iso_date}, is still to come"
            hint = f"If that is wrong, write date in {story.stem}.toml"
            yield Problem(f"{project.settings.seeds}/{story.seed}", message, hint, error=False)


def _translate(project: Project, options: Options) -> int:
    """Enter new segments into the memories and translate them if an engine is set."""
    inputs, edition = project.read()
    stories, problems = _chosen(project, edition, options.stem)
    engines, unusable = make_engines(project.settings.engines(), os.environ)
    job = Job(stories, engines, inputs.glossary, project.settings.engine_budget)
    if unusable:
        return report([*problems, *unusable])
    lacking = _without_memory(project, stories)
    if options.dry_run:
        print("\n".join(plan(job, project.seeds)) or "nothing would be sent")
        if lacking:
            print(f"memories would be made for {some_of(lacking)}")
        return report(problems)
    # Two at once would send the same texts, and pay for them, twice.
    with only_one(project.seeds, partial(say, "waiting: another run is translating")):
        write, progress = write_atomically, shown_progress
        shortfalls = fill_memories(
            job, project.seeds, print, write=write, progress=progress, alone=alone_with
        )
    if made := sorted({*lacking}.difference(_without_memory(project, stories))):
        print(f"memories made for {some_of(made)}")
    # An engine that failed is an error only where no other had what it left.
    left = bool(plan(job, project.seeds))
    problems += [replace(problem, error=problem.error or left) for problem in shortfalls]
    return report(problems)


def _without_memory(project: Project, stories: Sequence[Story]) -> list[str]:
    return [one.seed for one in stories if not memory_path(project.seeds / one.seed).exists()]


def _chosen(
    project: Project, edition: Edition, stems: Sequence[str]
) -> tuple[list[Story], list[Problem]]:
    """Return the stories of these seeds (of all, without stems), and the problems."""
    chosen = [story for story in edition.stories if not stems or story.stem in stems]
    problems = list(edition.problems)
    for stem in sorted(set(stems) - {story.stem for story in edition.stories}):
        path, hint = f"{project.settings.seeds}/{stem}", "Name it without its ending"
        problems.append(Problem(path, "no such seed", hint))
    return chosen, problems


def _topic(project: Project, options: Options) -> int:
    """Draft an explainer's plan from the articles, for a person to finish."""
    inputs, edition = project.read()
    name = options.name
    path = project.seeds / "topics" / f"{name}.toml"
    shown = f"{project.settings.seeds}/topics/{name}.toml"
    text = draft_topic(name, edition.stories, inputs.glossary)
    # A name that a build would refuse is refused here, before anything is written.
    read_topic(name, text, shown)
    if any(story.slug == name for story in edition.stories):
        raise error_at(shown, "an article has this address", "Choose another name")
    # A draft is made to be finished by hand: whatever has the name may be somebody's work.
    if path.exists():
        raise error_at(shown, "it is there already", "Choose another name or delete it")
    problems = list(edition.problems)
    with one_file(problems, shown, "written"):
        write_atomically(path, text.encode())
        print(shown)
    return report(problems)


def _accept(project: Project, options: Options) -> int:
    """Note what the sentences say on which the editor's words in topics rest."""
    inputs, edition = project.read()
    problems: list[Problem] = [problem for problem in edition.problems if problem.error]
    known = {topic.slug: topic for topic in inputs.topics}
    for name in (name.removesuffix(".toml") for name in options.name or known):
        path = project.seeds / "topics" / f"{name}.toml"
        shown = f"{project.settings.seeds}/topics/{path.name}"
        if name not in known:
            hint = "Name it without its ending, or mend its file"
            problems.append(Problem(shown, "no such topic", hint))
            continue
        topic, unsound = pipeline.sound_topic(known[name], edition, inputs)
        digests = dict(new_digests(known[name], topic, edition.stories))
        with one_file(problems, shown, "written"):
            if digests:
                change_text(path, partial(with_basis, digests=digests))
            for place in digests:
                print(f"{shown}: {statement_name(known[name], place)}")
        problems += unsound
    return report(list(dict.fromkeys(problems)))


def _review(project: Project, options: Options) -> int:
    """Open the editor's desk in the browser, for this machine alone."""
    if not find_spec("werkzeug"):
        install = "pip install 'pelican-briefing[review]'"
        hint = f"Run {install}, or in a checkout .venv/bin/pip install werkzeug"
        raise BriefingError(Problem("pelican-briefing review", "an extra is missing", hint))
    refuse_taken_port(options.port, "pelican-briefing review")
    # Loaded when it is asked for: nothing else needs a web server.
    open_desk = import_module(".desk.working_copy", __package__).open_desk
    of_project = project.root, project.settings, project.content
    open_desk(*of_project, options.port, browser=not options.no_browser)
    return 0


def _add(project: Project, options: Options) -> int:
    """Bring an article into seeds/, with a sidecar to edit."""
    settings, shown, seeds = project.settings, project.settings.seeds, project.seeds
    problems: list[Problem] = []
    with one_file(problems, shown, "written"):
        # As in a build: where there were articles before, a folder is missed (inputs.py).
        if shown == Settings().seeds and not read_posts(project.content).slugs:
            seeds.mkdir(exist_ok=True)
        inputs = read_inputs(project.root, shown)
        source = source_of(options.source, seeds, allow_private=options.allow_private)
        article = read_article(source)
        if not options.again:
            # What pulls know of the seeds need not be found out anew.
            with closing(Store(settings.cache_folder(project.root, "pull"))) as store:
                refuse_known(article.story, source.url, inputs, store, shown)
        name, known = options.name or source.name, {"url": source.url}
        if type_of_name(name):
            name = Path(name).stem
        stem = write_article(article, name, seeds, taken_names(seeds), known)
        print(f"{shown}/{stem}{source.ending}\n{shown}/{stem}.toml")
    return report(problems)


def _port(text: str) -> int:
    """Return a port; raise what argparse makes a message of for what is none."""
    if not text.isdecimal() or int(text) > HIGHEST_PORT:
        message = f"“{text}” is not a port. Use one of 0 to {HIGHEST_PORT}."
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _day(text: str) -> str:
    """Return a day as it is written; raise what argparse makes a message of for what is none."""
    if not is_day(text):
        message = f"“{text}” is not a date. Write it as 2024-07-24."
        raise argparse.ArgumentTypeError(message)
    return text


def _init(_: Project, options: Options) -> int:
    """Make a new site, with a short article, its English and one topic."""
    print(*(options.folder / name for name in make_site(options.folder)), sep="\n")
    # A command of a checkout is none that the new site's Makefile finds.
    if shutil.which("pelican-briefing") is None:
        print("First: pip install pelican-briefing (or the folder of its checkout)")
    print(f"Now: cd {shlex.quote(str(options.folder))} && make html")
    return 0


def _settings(project: Project, options: Options) -> int:
    """Say what in the settings would end a build before it begins."""
    conf = Path(options.file or project.root / "pelicanconf.py").resolve()
    return report(tuple(problems_before_a_build(conf)))


def _pull(project: Project, options: Options) -> int:
    """Bring in what the feeds of seeds/sources.toml have, to wait for an editor."""
    settings, seeds = project.settings, project.seeds
    # Apart from what builds keep: how often there was a build says nothing of feeds.
    store = Store(settings.cache_folder(project.root, "pull"))
    # Two at once would take the same articles twice.
    with only_one(seeds, partial(say, "waiting: another run is at work in the seeds")):
        inputs = read_inputs(project.root, settings.seeds)
        private = options.allow_private
        outcomes, problems = pull(seeds, settings.seeds, inputs, store, allow_private=private)
    if outcomes:
        show_table([name.replace("_", " ") for name in Outcome._fields], outcomes)
    return report(problems)


def _build(project: Project, options: Options) -> int:
    """Build the site as it was on an earlier day, beside the site."""
    root, day = project.root, options.as_of
    if day is None:
        option, hint = "--as-of", "`make html` builds the site of today"
        raise error_at(option, "no day is given", hint)
    output = Path(options.output or root / f"output-{day}").resolve()
    # Beside content/ and seeds/ it may be, but not in them. Other files than those of a site built
    # before may be anybody's.
    holds_project = output == root or output in root.parents
    is_inside = root in output.parents and output.parent != root
    is_free = not output.exists() or (output.is_dir() and not any(output.iterdir()))
    if holds_project or is_inside or not (is_free or is_site(output)):
        shown = output.relative_to(root) if root in output.parents else output.name or "/"
        hint = "Name a new folder, or one that an earlier build made"
        raise error_at(str(shown), "not a folder to build into", hint)
    settings = {"BRIEFING_AS_OF": day, "BRIEFING_SEEDS": str(project.seeds.resolve())}
    # A look back must not send anything, nor enter anything into the memories of today.
    settings["BRIEFING_ENGINE"] = "none"
    # Posts of an earlier day must not replace those of today: they are written somewhere else.
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        content.mkdir()
        if problems := tuple(problems_before_a_build(root / "pelicanconf.py", content)):
            raise BriefingError(*problems)
        command = [sys.executable, "-m", "pelican", str(content), "-o", str(output)]
        command += ["-s", str(root / "pelicanconf.py"), "--fatal", "errors", "-e"]
        command += [f"{name}={json.dumps(value)}" for name, value in settings.items()]
        code = subprocess.run(command, cwd=root, check=False).returncode  # noqa: S603 - our own command
    if code == 0:
        print(f"{output}/index.html")
    return code


if __name__ == "__main__":
    sys.exit(main())
