"""Documentation that cannot rot: every setting, key and string is where a reader looks for it."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import tomllib
from itertools import pairwise

import pytest
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
from pelican.plugins.briefing.render.l10n import PLURALS
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
