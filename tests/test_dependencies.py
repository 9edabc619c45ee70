"""Imports, declarations, pins and docs/dependencies.md say the same of every library."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions
from pathlib import Path

import pytest
from support import ROOT

PLUGIN = ROOT / "plugins" / "briefing"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
KINDS = ("", "-test", "-bench", "-docs")
PINS = {kind: (ROOT / f"requirements{kind}.txt").read_text("utf-8") for kind in KINDS}


def normalised(name: str) -> str:
    """Return the name of a distribution as indexes compare it: ``lxml-html-clean``."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    found = set()
    for requirement in requirements:
        match = re.match(r"[\w.-]+", requirement)
        assert match, requirement
        found.add(normalised(match[0]))
    return found


DECLARED = names(PROJECT["project"]["dependencies"])
EXTRAS = names([r for rs in PROJECT["project"]["optional-dependencies"].values() for r in rs])
TEST_GROUP = names(PROJECT["dependency-groups"]["test"])
BENCH_GROUP = names(PROJECT["dependency-groups"]["bench"])
DOCS_GROUP = names(PROJECT["dependency-groups"]["docs"])


def sections() -> dict[str, dict[str, list[str]]]:
    """Return the tables of docs/dependencies.md by heading: each row's other cells by library."""
    tables: dict[str, dict[str, list[str]]] = {}
    for line in (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            table = tables.setdefault(line.removeprefix("## "), {})
        elif line.startswith("| `"):
            name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            table[name.strip("`")] = cells
    return tables


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the top level of each absolute import of a file, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).split(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant))


def imports_below(folder: Path) -> dict[str, set[str]]:
    """Return the libraries that a folder's files import, each with the parts that import it.

    A part is the folder or module right below the given one.
    """
    libraries = packages_distributions()
    found: dict[str, set[str]] = defaultdict(set)
    for path in folder.rglob("*.py"):
        if "node_modules" in path.parts:
            continue
        part = path.relative_to(folder).with_suffix("").parts[0]
        for module in imported_modules(path):
            if module not in sys.stdlib_module_names:
                # Pelican's plugins all have modules under `pelican`, which is Pelican's own name. A
                # module that belongs to no installed library goes by its name, too.
                owners = libraries.get(module, [module])
                found[normalised(module if module in owners else owners[0])].add(part)
    return found


def test_every_import_of_the_plugin_is_declared() -> None:
    assert imports_below(PLUGIN).keys() - DECLARED - EXTRAS == set()


@pytest.mark.parametrize("folder", ["tests", "scripts", "bench"])
def test_every_import_of_the_tests_and_scripts_is_declared(folder: str) -> None:
    own = {normalised(path.stem) for path in (ROOT / "tests").rglob("*.py")}
    own |= {path.parent.name for path in (ROOT / "tests").rglob("*.py")}
    for scripts in ("scripts", "bench"):
        own |= {normalised(path.stem) for path in (ROOT / scripts).glob("*.py")}
    assert imports_below(ROOT / folder).keys() - DECLARED - TEST_GROUP - own == set()


@pytest.mark.parametrize("name", ["pelicanconf.py", "publishconf.py"])
def test_every_import_of_the_settings_is_declared(name: str) -> None:
    modules = set(imported_modules(ROOT / name)) - sys.stdlib_module_names - {"pelicanconf"}
    assert modules - DECLARED == set()


def test_what_builds_the_wheel_is_among_what_the_tests_need() -> None:
    assert names(PROJECT["build-system"]["requires"]) - TEST_GROUP == set()


CALLED = {
    "check-jsonschema": ("tests/test_publishing.py", '"check_jsonschema"'),
    "brotli": ("scripts/fonts.py", 'flavor = "woff2"'),
    "properdocs": ("Makefile", "/bin/properdocs build --strict"),
    "properdocs-theme-mkdocs": ("properdocs.yml", "name: mkdocs"),
    "pelican-theme-reflex": ("tests/test_themes.py", '"reflex"'),
    "hatchling": ("pyproject.toml", 'build-backend = "hatchling.build"'),
    "mypy": ("Makefile", "/bin/mypy"),
    "pytest-xdist": ("Makefile", "-m pytest -n auto"),
    "ruff": ("Makefile", "/bin/ruff check"),
}
"""What is run and not imported: the file that runs it, and how."""


def test_what_the_measurements_need_is_run() -> None:
    text = (ROOT / "bench" / "yardsticks.py").read_text(encoding="utf-8")
    assert [name for name in BENCH_GROUP if f'files("{name}")' not in text] == []


def test_what_the_documentation_needs_is_run() -> None:
    assert DOCS_GROUP - CALLED.keys() == set()


def test_what_the_tests_need_is_imported_or_run() -> None:
    used = {
        name for name, (path, call) in CALLED.items() if call in (ROOT / path).read_text("utf-8")
    }
    used |= {f"types-{name}" for name in DECLARED | TEST_GROUP}
    for folder in ("tests", "scripts", "bench", "plugins/briefing"):
        used |= imports_below(ROOT / folder).keys()
    assert TEST_GROUP - used == set()


@pytest.mark.parametrize(
    ("heading", "declared"),
    [
        ("What the plugin needs", DECLARED),
        ("Extras", EXTRAS),
        ("What the tests need", TEST_GROUP),
        ("What the measurements need", BENCH_GROUP),
        ("What the documentation needs", DOCS_GROUP),
    ],
)
def test_the_page_has_every_declared_library(heading: str, declared: set[str]) -> None:
    assert sections()[heading].keys() == declared


def test_the_page_says_where_each_library_is_imported() -> None:
    imports = imports_below(PLUGIN)
    page = sections()
    rows = page["What the plugin needs"] | page["Extras"]
    documented = {}
    for name, cells in rows.items():
        where = cells[-1]
        # A dash and its reason stand where nothing imports the library.
        documented[name] = set() if where.startswith("– ") else set(where.split(", "))
    assert documented == {name: imports.get(name, set()) for name in rows}


LICENCES = {
    "Apache Software License": ("Apache-2.0",),
    "BSD License": ("BSD-2-Clause", "BSD-3-Clause"),
    "GNU Affero General Public License v3 or later (AGPLv3+)": ("AGPL-3.0-or-later",),
    "GNU General Public License v2 or later (GPLv2+)": ("GPL-2.0-or-later",),
    "MIT License": ("MIT",),
    "Mozilla Public License 2.0 (MPL 2.0)": ("MPL-2.0",),
}
"""What the classifiers of an index mean as SPDX writes it; one of them does not say which."""
NOT_INSTALLED = {"openai", *BENCH_GROUP}
"""What `make test` does without."""


def licences_of(name: str) -> set[str]:
    """Return the licences that an installed distribution may be said to have, by its metadata."""
    found = metadata(name)
    # Since 2024 an expression says it; before, a text of any form or classifiers did.
    if expression := found.get("License-Expression"):
        return {expression}
    allowed = {found["License"]} if "License" in found else set()
    for classifier in found.get_all("Classifier") or ():
        allowed |= set(LICENCES.get(classifier.removeprefix("License :: OSI Approved :: "), ()))
    return allowed


def test_the_page_has_the_licence_that_each_library_says_it_has() -> None:
    wrong, missing = {}, set()
    for table in sections().values():
        for name, (licence, *_) in table.items():
            try:
                allowed = licences_of(name)
            except PackageNotFoundError:
                missing.add(name)
                continue
            if licence not in allowed:
                wrong[name] = allowed
    assert wrong == {}
    assert missing <= NOT_INSTALLED


@pytest.mark.parametrize("kind", KINDS)
def test_the_pins_are_compiled_from_the_declarations(kind: str) -> None:
    asked = {"": DECLARED, "-test": DECLARED | TEST_GROUP, "-bench": BENCH_GROUP}.get(
        kind, DOCS_GROUP
    )
    # uv notes under each pin who asked for it.
    pins = re.split(r"\n(?=\S)", PINS[kind].strip())
    from_project = {normalised(p.split("==")[0]) for p in pins if "(pyproject.toml" in p}
    assert from_project == asked, "run: make requirements"
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_pins_name_no_index() -> None:
    for text in PINS.values():
        assert re.findall(r"^-.*|\w+://\S+", text, re.MULTILINE) == []


def test_the_tests_run_with_the_pins_of_the_build() -> None:
    pinned = {}
    for kind, text in PINS.items():
        pinned[kind] = set(re.findall(r"^\S+==\S+", text, re.MULTILINE))
    assert pinned[""] - pinned["-test"] == set()
