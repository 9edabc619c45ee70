"""Runs the plugin over many sources and tells every regular expression that it compiled meanwhile.

``python recorded_expressions.py`` prints a line of JSON for each: pattern, flags, file, line. In a
Python of its own, since expressions that depend on the lexicon are compiled once and kept.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from pathlib import Path

import pelican.plugins
from casefile import cases

ROOT = Path(__file__).parent.parent
PLUGIN = ROOT / "plugins" / "briefing"
pelican.plugins.__path__.append(str(PLUGIN.parent))
found: dict[tuple[str, int, str, int], None] = {}
compiled = re._compile  # type: ignore[attr-defined]


def recorded(pattern: str | re.Pattern[str], flags: int) -> re.Pattern[str]:
    """Compile an expression as `re` does, and note for whom."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    path = Path(frame.f_code.co_filename)
    if PLUGIN in path.parents and isinstance(pattern, str):
        name = path.relative_to(PLUGIN).as_posix()
        found[name, frame.f_lineno, pattern, int(flags)] = None
    return compiled(pattern, flags)  # type: ignore[no-any-return]


def main() -> None:  # noqa: C901 - one run after another
    """Import all modules, and run what there is to run."""
    re._compile = recorded  # type: ignore[attr-defined]
    import pelican.plugins.briefing as package

    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    from pelican.plugins.briefing.check.checks import findings
    from pelican.plugins.briefing.check.no_answer import error_page
    from pelican.plugins.briefing.dates.arabic import find_mentions
    from pelican.plugins.briefing.edges.inputs import read_inputs
    from pelican.plugins.briefing.edges.making import make_edition
    from pelican.plugins.briefing.editors.glossary import Glossary
    from pelican.plugins.briefing.editors.sidecar import Sidecar
    from pelican.plugins.briefing.errors import BriefingError
    from pelican.plugins.briefing.explain.draft.topic import draft_topic
    from pelican.plugins.briefing.formats.file_types import decode
    from pelican.plugins.briefing.language.lexicon import load
    from pelican.plugins.briefing.model import Sentence
    from pelican.plugins.briefing.speech.attribution import attributions
    from pelican.plugins.briefing.story.parse import parse_article

    inputs = read_inputs(ROOT / "tests" / "articles", "seeds")
    edition = make_edition(inputs)
    draft_topic("draft", edition.stories, inputs.glossary)
    for folder in ("quality/pages", "quality/more_pages", "html", "golden/seeds"):
        for path in sorted((ROOT / "tests" / folder).rglob("*")):
            if path.suffix in (".txt", ".html", ".md"):
                try:
                    parse_article(decode(path.name, path.read_bytes()), Sidecar(), path.name)
                except BriefingError:
                    continue
    # Cases of speech have turns of phrase that articles lack.
    for case in cases("speech"):
        _, given, _ = case.values  # type: ignore[attr-defined]
        story = (Sentence(f"p{n}s1", line) for n, line in enumerate(given.split("\n"), 1))
        tuple(attributions(tuple(story), Glossary(), None))
    for case in cases("times"):
        _, given, _ = case.values  # type: ignore[attr-defined]
        find_mentions([Sentence(f"p{n}", line) for n, line in enumerate(given.split("\n"))], None)
    # Nor do the articles deny in every way, or tell all times.
    for name in ("dates", "figures", "negation", "sound", "words"):
        for case in cases(f"checks/{name}"):
            _, given, _ = case.values  # type: ignore[attr-defined]
            findings(*given.split("\n"), Glossary())
    # No article is a service's error, by which these are looked for.
    for saying in load("english")["errors"]["sayings"]:
        error_page("نص", saying)
    for name, line, pattern, flags in found:
        sys.stdout.write(json.dumps([pattern, flags, name, line]) + "\n")


if __name__ == "__main__":
    main()
