"""Documentation that cannot rot: every setting, key and string is where a reader looks for it."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
import subprocess
import sys
import textwrap
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from pelican.plugins.briefing.edges.command import main
from pelican.plugins.briefing.edges.generator import TEMPLATE_FUNCTIONS
from pelican.plugins.briefing.edges.pelican_defaults import THEME_DEFAULTS
from pelican.plugins.briefing.editors.glossary_file import (
    AdjectiveTable,
    EntryTable,
    GlossaryFile,
    OfficeTable,
)
from pelican.plugins.briefing.editors.schema import keys_of
from pelican.plugins.briefing.editors.sidecar import Copy, Found, Sidecar
from pelican.plugins.briefing.editors.sources import FeedSource, Sources
from pelican.plugins.briefing.editors.topics import (
    Contested,
    FigureSpec,
    Question,
    Side,
    TimelineStatement,
    Topic,
)
from pelican.plugins.briefing.render.addresses import Page
from pelican.plugins.briefing.render.l10n import PLURALS
from pelican.plugins.briefing.render.site import Site
from pelican.plugins.briefing.settings import Settings
from pelican.plugins.briefing.translate.engines import ENGINE_NAMES
from support import ROOT

FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
STRUCTURES = {
    Sidecar: "Sidecar",
    Found: "Sidecar",
    Copy: "Sidecar",
    Sources: "Sources",
    FeedSource: "Sources",
    Topic: "Topic",
    Question: "Topic",
    Contested: "Topic",
    FigureSpec: "Topic",
    Side: "Topic",
    TimelineStatement: "Topic",
    GlossaryFile: "Glossary",
    EntryTable: "Glossary",
    OfficeTable: "Glossary",
    AdjectiveTable: "Glossary",
}
"""What people write, and the section of docs/formats.md on it."""


PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    if path.name not in {"CHANGELOG.md", "decisions.md"}  # these tell of former days, too
}
"""What there is to read, by its path."""
CODE = {
    name: re.findall(r"```\w*\n(.*?)```|`([^`]+)`", text, re.DOTALL) for name, text in PAGES.items()
}
"""What of it is code: the blocks, and what is between backticks."""


def words_in_code(text: str) -> set[str]:
    """Return the names that a text in Markdown has between backticks."""
    names: set[str] = set()
    for code in re.findall(r"`([^`]+)`", text):
        names |= set(re.findall(r"[a-z][a-z_]*", code))
    return names


def section(title: str) -> str:
    """Return a section of docs/formats.md."""
    return FORMATS.split(f"\n## {title}: ")[1].split("\n## ")[0]


def first_column(text: str) -> dict[str, str]:
    """Return the rows of the tables in Markdown that begin with code, by that code."""
    return dict(re.findall(r"(?m)^\| (`[^|]+`) \| (.*) \|$", text))


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"(?m)^\| `(BRIEFING_\w+)` \| (.*?) \|", SETTINGS))
    keys = keys_of(Settings)
    assert rows == {
        name: f"`{key.default}`" if key.default != "" else "empty" for name, key in keys.items()
    }
    assert set(ENGINE_NAMES) <= set(re.findall(r"[a-z]+", SETTINGS))


def test_every_default_of_the_theme_is_documented() -> None:
    rows = re.findall(r"(?m)^\| ((?:`[A-Z_]+`(?:, )?)+) \| ([^|]*) \|$", SETTINGS)
    shown = {name: value for names, value in rows for name in re.findall(r"[A-Z_]+", names)}
    del shown["MARKDOWN"]  # told in words
    texts = {name: str(value) or "empty" for name, value in THEME_DEFAULTS.items()}
    del texts["MARKDOWN"]
    assert {name: value.strip("`") for name, value in shown.items()} == texts


@pytest.mark.parametrize("structure", [*STRUCTURES, Settings], ids=lambda kind: kind.__name__)
def test_every_key_has_its_sentence(structure: type) -> None:
    described: set[str] = set()
    for base in structure.__mro__[:-1]:
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0].body
        for field, sentence in pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(sentence, ast.Expr):
                assert ast.literal_eval(sentence.value).endswith(".")
                described.add(ast.unparse(field.target))
    aliases = {field.alias: name for name, field in structure.__pydantic_fields__.items()}
    assert {aliases.get(key, key) for key in keys_of(structure)} == described


@pytest.mark.parametrize("structure", STRUCTURES, ids=lambda kind: kind.__name__)
def test_every_key_is_documented_in_its_section(structure: type) -> None:
    assert keys_of(structure).keys() - words_in_code(section(STRUCTURES[structure])) == set()


def test_no_other_key_is_documented() -> None:
    documented = words_in_code(" ".join(first_column(section("Sidecar"))))
    assert documented == keys_of(Sidecar).keys()
    rows = first_column(section("Topic"))
    tables = {"question": Question, "dispute": Contested, "figure": FigureSpec, "side": Side}
    tables["timeline"] = TimelineStatement
    assert rows.keys() == {f"`[[{name}]]`" for name in tables}
    for name, table in tables.items():
        assert words_in_code(rows[f"`[[{name}]]`"]) - {"true"} == keys_of(table).keys()


def catalogue(lang: str) -> dict[str, object]:
    path = ROOT / "theme" / "translations" / f"{lang}.toml"
    return flat(tomllib.loads(path.read_text(encoding="utf-8")))


def flat(table: dict[str, object], prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict) and not set(value) <= set(PLURALS):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value
    return found


def test_both_catalogues_have_the_same_strings() -> None:
    assert catalogue("ar").keys() == catalogue("en").keys()


def test_plurals_are_complete() -> None:
    for lang, forms in (("ar", set(PLURALS)), ("en", {"one", "other"})):
        tables = {k: v for k, v in catalogue(lang).items() if isinstance(v, dict)}
        assert {key: set(table) for key, table in tables.items()} == dict.fromkeys(tables, forms)


def test_every_string_a_template_names_exists_and_none_is_unused() -> None:
    strings = catalogue("en")
    # Books have templates of other kinds.
    templates = (ROOT / "theme" / "templates").rglob("*.*")
    sources = [p.read_text(encoding="utf-8") for p in templates if p.is_file()]
    sources += [p.read_text(encoding="utf-8") for p in (ROOT / "plugins").rglob("*.py")]
    text = "\n".join(sources)
    named = set(re.findall(r"\b(?:t|words)\(\s*[\"']([a-z_.]+[a-z_])[\"']", text))
    named |= set(re.findall(r"self\(\s*[\"']([a-z_.]+)[\"']", text))
    built = set(re.findall(r"\b(?:t|self)\(\s*f?[\"']([a-z_]+\.)(?:[\"'] ~|\{)", text))
    built |= {f"{name}.title" for name in re.findall(r"[\"']([a-z]+)[\"']", text)}
    assert named - strings.keys() == set()
    used = {k for k in strings if k in named or any(k.startswith(start) for start in built)}
    assert strings.keys() - used == set()


def test_no_template_has_words_of_its_own() -> None:
    words = re.compile(r">\s*[A-Za-z\u0621-\u064a]{3,}[^<{]*<")
    own = []
    for path in (ROOT / "theme" / "templates").rglob("*.html"):
        if path.parent.name != "about":
            text = re.sub(r"\{[%#].*?[%#]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            own += [(path.name, found) for found in words.findall(text)]
    allowed = ("RSS", "Atom", "JSON")
    assert [o for o in own if not any(name in o[1] for name in allowed)] == []


def test_messages_send_nobody_to_pages_that_the_wheel_lacks() -> None:
    package = ROOT / "plugins" / "briefing"
    texts = [path.read_text("utf-8") for path in package.rglob("*.txt")]
    for path in package.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            # Docstrings stand alone, and are for readers of a checkout.
            children = [] if isinstance(node, ast.Expr) else ast.iter_child_nodes(node)
            for child in children:
                if isinstance(child, ast.Constant) and isinstance(child.value, str):
                    texts.append(child.value)
    assert [text for text in texts if "docs/" in text or "the documentation" in text] == []


def code_lines() -> list[tuple[str, str]]:
    """Return every line of code of the pages, without its comment, with the name of its page."""
    lines = []
    for name, found in CODE.items():
        for block, span in found:
            whole = block or " ".join(span.split())
            lines += [(name, line.split(" # ")[0]) for line in whole.splitlines()]
    return lines


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return capsys.readouterr().out


@pytest.fixture
def options(capsys: pytest.CaptureFixture[str]) -> dict[str, set[str]]:
    """Return what `pelican-briefing` can do, each with its options, as its help has them."""
    names = re.findall(r"\{([\w,]+)\}\n", help_of(capsys))[0]
    found = {}
    for name in names.split(","):
        found[name] = set(re.findall(r"--[a-z-]+", help_of(capsys, name))) - {"--help"}
    return found


def test_every_command_and_option_is_in_the_reference(options: dict[str, set[str]]) -> None:
    text = PAGES["docs/command.md"]
    documented = {}
    for part in text.split("\n## ")[1:]:
        if name := re.match("`pelican-briefing ([a-z]+)", part):
            documented[name[1]] = set(re.findall(r"^\| `(--[a-z-]+)` \|", part, re.MULTILINE))
    assert documented == options
    assert re.search(r"^\| `--root` \|", text.split("\n## ")[0], re.MULTILINE)


def test_every_command_that_a_page_names_is_there(options: dict[str, set[str]]) -> None:
    wrong, named = [], set()
    for page, line in code_lines():
        for call in re.findall(r"pelican-briefing ([^|&;]+)", line):
            words = re.sub(r"--root \S+ ", "", call).split()
            name = words[0]
            # What is in brackets or in capitals stands for something.
            given = set(re.findall(r"--[a-z-]+", call)) - {"--root", "--help"}
            if name not in options or given - options[name]:
                wrong.append((page, call))
            named.add(name)
    assert wrong == []
    assert named == options.keys()


def test_every_target_that_a_page_names_is_there() -> None:
    sample = ROOT / "plugins" / "briefing" / "edges" / "sample" / "Makefile.sample"
    targets: set[str] = set()
    for path in (ROOT / "Makefile", sample):
        targets |= set(re.findall(r"^([a-z-]+):", path.read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        (page, target)
        for page, line in code_lines()
        for target in re.findall(r"(?<![\w/])make (?:-\w )?([a-z][a-z-]*)", line)
    }
    assert {target for _, target in named} >= {"html", "publish", "docs"}
    assert [(page, target) for page, target in sorted(named) if target not in targets] == []


def test_every_setting_that_a_page_names_is_there() -> None:
    known = {*keys_of(Settings)}
    for page, text in PAGES.items():
        named = re.findall(r"BRIEFING_[A-Z]+(?:_[A-Z]+)*(?![_*A-Z])", text)
        assert set(named) - known == set(), page


def test_what_a_template_may_use_is_in_the_reference() -> None:
    text = PAGES["docs/templates.md"]
    parts = {part.splitlines()[0]: part for part in text.split("\n## ")[1:]}
    names = {heading: words_in_code(" ".join(first_column(p))) for heading, p in parts.items()}
    # Arguments stand in parentheses.
    called = {h: words_in_code(re.sub(r"\([^)]*\)", "", p)) for h, p in parts.items()}
    public = {name for name in dir(Site) if not name.startswith("_")}
    public |= {field.name for field in dataclasses.fields(Site)}
    assert public - called["`site`"] == set()
    assert names["`page`"] == {"x_default", *(field.name for field in dataclasses.fields(Page))}
    functions = words_in_code(re.sub(r"\([^)]*\)", "", " ".join(first_column(parts["Functions"]))))
    assert functions == {"url", "page_of", "card_of", *TEMPLATE_FUNCTIONS}
    folder = ROOT / "theme" / "templates"
    assert names["The templates"] == {path.stem for path in folder.glob("*.html")} - {"404"}
    base = (folder / "base.html").read_text(encoding="utf-8")
    assert names["Blocks of every page"] == set(re.findall(r"\{% block (\w+)", base))


def test_every_key_of_the_export_is_in_the_reference() -> None:
    schema = ROOT / "plugins" / "briefing" / "render" / "briefing.schema.json"
    kinds = json.loads(schema.read_text(encoding="utf-8"))["$defs"]
    for part in PAGES["docs/export.md"].split("\n## A ")[1:]:
        kind = part.split()[0]
        rows = words_in_code(" ".join(first_column(part)))
        assert rows == kinds[kind]["properties"].keys()
        inner = set(re.findall(r'"properties": \{(.*?)\}', json.dumps(kinds[kind])))
        keys = {key for text in inner for key in re.findall(r'"(\w+)": \{', text)}
        assert keys - words_in_code(part) - {"ar", "en"} == set()


def test_every_decision_is_in_the_index_once() -> None:
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    index = text.split("\n## Where to look\n")[1].split("\n## ")[0]
    found = re.findall(r"(?m)^## (\d+)\. (.+)\n\S+ · (?:replaced by (\d+))?", text)
    # Anchors as GitHub makes them.
    anchors = {
        number: re.sub(r"[^\w -]", "", f"{number} {title}".lower()).replace(" ", "-")
        for number, title, _ in found
    }
    links = re.findall(r"\[(\d+)\]\(#([^)]+)\)", index)
    assert sorted(links) == sorted(anchors.items())
    marked = dict(re.findall(r"(?m)^  \[(\d+)\].* \(now (\d+)\)", index))
    assert marked == {number: other for number, _, other in found if other}


def test_links_to_files_lead_somewhere() -> None:
    """Links between the pages of docs/ are the next test's."""
    dead = []
    for page, text in PAGES.items():
        for target in re.findall(r"\]\((?!https?:|#|')([^)#]+)", text):
            if not ((ROOT / page).parent / target).exists():
                dead.append((page, target))
    assert dead == []


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    """No dead link or anchor, every page in the menu, nothing loaded from elsewhere."""
    command = [sys.executable, "-m", "properdocs", "build", "--strict"]
    command += ["--config-file", str(ROOT / "properdocs.yml"), "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    # Not quiet: it would count no warning.
    assert done.returncode == 0, done.stderr
    made = {path.stem for path in (tmp_path / "site").glob("*.html")} - {"404"}
    assert made == {path.stem for path in (ROOT / "docs").glob("*.md")}
    for path in (tmp_path / "site").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"<(?:script|img|link)[^>]+(?:src|href)=\"(?:https?:)?//", text) == []
