"""The pages in docs/ name what is there: folders, modules, imports, decisions, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from support import ROOT, load_script

DOCS = ROOT / "docs"
PLUGIN = ROOT / "plugins" / "briefing"
ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")
GLOSSARY = (DOCS / "glossary.md").read_text(encoding="utf-8")
NEVER_USED = re.compile(r"\b(?:passages?|furniture|surroundings|date lines?)\b", re.IGNORECASE)
"""Words that the glossary rules out and that have no other use here."""
PATH = re.compile(r"`([\w.{},*/-]*/[\w.{},*/-]*|\w+\.(?:py|toml|md))`")
"""What is in backticks and has a slash or a file's ending."""
EXAMPLE = re.compile(r"\bname\.|slug|^/|^\.docx$|^google/|^en\.toml$")
"""Paths that stand for others."""
MADE_BY_A_BUILD = ("output/", "content/")


def below(heading: str, text: str) -> str:
    """Return a section of a page, up to the next heading of its level."""
    return text.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]


def first_cells(table: str) -> list[str]:
    """Return the first cell of each row of the tables in a text, the headings left out."""
    rows = re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
    return [cell for cell in rows if cell.startswith("`")]


def paths_in(text: str) -> Iterator[str]:
    for path in PATH.findall(text):
        if not EXAMPLE.search(path) and not path.startswith(MADE_BY_A_BUILD):
            yield path


def is_there(path: str) -> bool:
    """Tell whether a path leads somewhere from the project's root or from the plugin."""
    pattern = re.sub(r"\{[^}]*\}", "*", path).rstrip("/")
    return any(next(folder.glob(pattern), None) for folder in (ROOT, PLUGIN))


def test_every_path_in_the_architecture_is_there() -> None:
    assert [path for path in paths_in(ARCHITECTURE) if not is_there(path)] == []


def test_the_architecture_names_every_folder_of_the_package_and_module_at_its_top() -> None:
    parts = {f"{path.parent.relative_to(PLUGIN)}/" for path in PLUGIN.rglob("*/__init__.py")}
    parts |= {path.name for path in PLUGIN.glob("*.py")} - {"__init__.py"}
    assert [part for part in sorted(parts) if f"`{part}`" not in ARCHITECTURE] == []


@pytest.fixture(scope="module")
def imports() -> set[tuple[str, str]]:
    """Return which part of the package imports which other, by folder or module."""
    style = load_script("style")
    pairs = set()
    for module, targets in style.Code(PLUGIN).imports.items():
        for target in targets:
            pairs.add((module.split(".")[0], target.split(".")[0]))
    return {(importer, other) for importer, other in pairs if importer and importer != other}


def test_imports_go_upwards_in_the_table_of_folders(imports: set[tuple[str, str]]) -> None:
    section = below("What each folder knows, and what it may import", ARCHITECTURE)
    order = [re.sub(r"`|/|\.py", "", cell) for cell in first_cells(section) if " " not in cell]
    exceptions = set(re.findall(r"^\| `(\w+)` from `(\w+)` \|", section, re.MULTILINE))
    downwards = {
        (importer, other)
        for importer, other in imports
        if order.index(other) > order.index(importer)
    }
    assert downwards == exceptions


def test_pelican_is_imported_where_the_architecture_says() -> None:
    found = set()
    for path in PLUGIN.rglob("*.py"):
        if re.search(r"^\s*(?:from|import) pelican\b", path.read_text("utf-8"), re.MULTILINE):
            found.add(path.relative_to(PLUGIN).as_posix())
    names = "build first_look generator left_out own_content pelican_defaults plugin reader run"
    assert found == {f"edges/{name}.py" for name in (*names.split(), "templates", "writer")}


@pytest.fixture(scope="module")
def terms() -> list[list[str]]:
    """Return the rows of the glossary: term, meaning, where, words not used."""
    rows = []
    for line in GLOSSARY.splitlines():
        if line.startswith("| ") and not line.startswith("| term |"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_the_glossary_has_each_term_once_and_in_full(terms: list[list[str]]) -> None:
    assert [row for row in terms if len(row) != 4 or not row[1]] == []
    names = [re.sub(r"[*]| \(.*", "", row[0]) for row in terms]
    assert sorted(names) == sorted(set(names))


def test_what_the_glossary_names_is_there(terms: list[list[str]]) -> None:
    assert [path for row in terms for path in paths_in(row[2]) if not is_there(path)] == []
    for name, path in re.findall(r"`(\w+)` in `([\w/]+\.py)`", GLOSSARY):
        text = (PLUGIN / path).read_text(encoding="utf-8")
        assert re.search(rf"^(?:class|def) {name}\b|^{name}\b", text, re.MULTILINE), name


def test_the_pages_use_the_terms_of_the_glossary() -> None:
    found = set()
    for path in [*DOCS.glob("*.md"), *ROOT.glob("*.md")]:
        if path.name not in {"glossary.md", "CHANGELOG.md"}:
            text = path.read_text(encoding="utf-8")
            found |= {(path.name, word) for word in NEVER_USED.findall(text)}
    assert found == set()


def test_decisions_are_numbered_dated_and_have_a_status() -> None:
    text = (DOCS / "decisions.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\d+)\. (.+)$", text, re.MULTILINE)
    numbers = [int(number) for number, _ in headings]
    assert numbers == list(range(1, len(numbers) + 1))
    statuses = re.findall(
        r"^## \d+\. .+\n\d{4}-\d\d-\d\d · (accepted(?:, extended by \d+)?|replaced by \d+)\n\n\S",
        text,
        re.MULTILINE,
    )
    assert len(statuses) == len(numbers)
    for status in statuses:
        named = re.findall(r"\d+", status)
        assert all(int(number) in numbers for number in named), status
