"""Prints how readable the plugin's code is, in figures with their targets; exit 1 if one is missed.

    make style

CONTRIBUTING.md says why each figure is measured, its function below what it counts. The targets
come from comparable code bases (markdown-it-py, htmldate, Babel, MkDocs).
"""

from __future__ import annotations

import ast
import io
import signal
import statistics
import sys
import tokenize
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "plugins" / "briefing"
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SHORT_MODULE = 50
SHARED_NAMES = frozenset({"LOGGER", "main", "register", "T"})
"""Names that mean the same wherever they are defined, or are asked for by a host."""


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name below the package, its text and syntax tree."""

    name: str
    text: str
    tree: ast.Module
    is_package: bool

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return len(self.text.splitlines())


class Code:
    """All modules of a package, with the counts that the figures share."""

    def __init__(self, folder: Path) -> None:
        self.modules: list[Module] = []
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            text = path.read_text(encoding="utf-8")
            self.modules.append(Module(name, text, ast.parse(text), is_package))

    def nodes(self) -> Iterator[ast.AST]:
        """Yield every syntax node of every module."""
        for module in self.modules:
            yield from ast.walk(module.tree)

    @cached_property
    def lines(self) -> int:
        """All lines of all modules."""
        return sum(module.lines for module in self.modules)

    @cached_property
    def imports(self) -> dict[str, set[str]]:
        """The modules of the package that each module imports, by dotted name."""
        names = {module.name for module in self.modules}
        found: dict[str, set[str]] = defaultdict(set)
        for module in self.modules:
            package = module.name.split(".") if module.name else []
            if not module.is_package:
                package = package[:-1]
            for node in ast.walk(module.tree):
                if not isinstance(node, ast.ImportFrom) or not node.level:
                    continue
                base = package[: len(package) - node.level + 1]
                target = ".".join([*base, *(node.module or "").split(".")]).strip(".")
                for alias in node.names:
                    full = f"{target}.{alias.name}".strip(".")
                    found[module.name].add(full if full in names else target)
        return found


def code_lines(code: Code) -> float:
    """Return the lines of all modules."""
    return code.lines


def multiple_for(code: Code) -> float:
    """Return the comprehensions with two or more ``for``."""
    found = (node for node in code.nodes() if isinstance(node, COMPREHENSIONS))
    return sum(len(node.generators) > 1 for node in found)


def nested_comprehensions(code: Code) -> float:
    """Return the comprehensions that hold another one."""
    count = 0
    for node in code.nodes():
        if isinstance(node, COMPREHENSIONS):
            inner = (child for child in ast.walk(node) if child is not node)
            count += any(isinstance(child, COMPREHENSIONS) for child in inner)
    return count


def comments(code: Code) -> float:
    """Return the comment tokens in a hundred lines, those for tools (noqa, type) left out."""
    count = 0
    for module in code.modules:
        for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
            text = token.string.lstrip("# ")
            if token.type == tokenize.COMMENT and not text.startswith(("noqa", "type:", "fmt:")):
                count += 1
    return 100 * count / code.lines


def import_chain(code: Code) -> float:
    """Return how many modules the longest chain of imports has."""
    return len(longest_chain(code))


def longest_chain(code: Code) -> tuple[str, ...]:
    """Return the longest chain of imports; a cycle is cut where it closes."""
    known: dict[str, tuple[str, ...]] = {}

    def chain(name: str, above: frozenset[str]) -> tuple[str, ...]:
        if name not in known:
            best: tuple[str, ...] = ()
            for imported in sorted(code.imports[name] - above - {name}):
                below = chain(imported, above | {name})
                if len(below) > len(best):
                    best = below
            known[name] = (name or "briefing", *best)
        return known[name]

    return max((chain(module.name, frozenset()) for module in code.modules), key=len)


def short_modules(code: Code) -> float:
    """Return the percentage of modules under 50 lines, packages' own left out."""
    modules = [module for module in code.modules if not module.is_package]
    return 100 * sum(module.lines < SHORT_MODULE for module in modules) / len(modules)


def names_used_once(code: Code) -> float:
    """Return the percentage of functions' names that are referred to exactly once."""
    defined: set[str] = set()
    references: Counter[str] = Counter()
    for node in code.nodes():
        if isinstance(node, FUNCTIONS) and not node.name.startswith("__"):
            defined.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            references[node.id] += 1
        elif isinstance(node, ast.Attribute):
            references[node.attr] += 1
    return 100 * sum(references[name] == 1 for name in defined) / len(defined)


def shared_names(code: Code) -> dict[str, list[str]]:
    """Return the public names that several modules define, with the modules."""
    places: dict[str, list[str]] = defaultdict(list)
    for module in code.modules:
        for name in sorted(set(_public_names(module))):
            places[name].append(module.name)
    return {name: found for name, found in sorted(places.items()) if len(found) > 1}


def _public_names(module: Module) -> Iterator[str]:
    for node in module.tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            targets = [node.targets[0]]
            if isinstance(targets[0], ast.Tuple):
                targets = list(targets[0].elts)
            names = [target.id for target in targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            continue
        yield from (n for n in names if not n.startswith("_") and n not in SHARED_NAMES)


def names_in_two_modules(code: Code) -> float:
    """Return how many public names more than one module defines."""
    return len(shared_names(code))


def function_length(code: Code) -> float:
    """Return the median length of a function in lines."""
    lengths = []
    for node in code.nodes():
        if isinstance(node, FUNCTIONS):
            lengths.append((node.end_lineno or node.lineno) - node.lineno + 1)
    return statistics.median(lengths)


FIGURES: tuple[tuple[str, Callable[[Code], float], float | None, float | None], ...] = (
    ("lines", code_lines, None, 13_000),
    ("comprehensions with two or more for", multiple_for, None, 5),
    ("nested comprehensions", nested_comprehensions, None, 0),
    ("comments in 100 lines", comments, 4, 12),
    ("longest import chain", import_chain, None, 10),
    ("modules under 50 lines, %", short_modules, None, 10),
    ("function names used once, %", names_used_once, None, 38),
    ("public names in two modules", names_in_two_modules, None, 0),
    ("lines of a function, median", function_length, None, None),
)
"""Each figure's name, what counts it, and the least and the most it should be."""


def main() -> int:
    """Print every figure with its target; return 1 if one is missed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE
    code = Code(folder)
    missed = 0
    for name, measure, least, most in FIGURES:
        value = measure(code)
        is_missed = (least is not None and value < least) or (most is not None and value > most)
        missed += is_missed
        bounds = f"{'' if least is None else f'{least:g} to '}{'' if most is None else f'{most:g}'}"
        print(f"{name:38} {value:9.1f}   {bounds:8} {'missed' if is_missed else ''}")
    print("chain:", " > ".join(longest_chain(code)))
    for name, places in shared_names(code).items():
        print(f"  {name}: {', '.join(places)}")
    return int(missed > 0)


if __name__ == "__main__":
    # `| head` ends it as it ends other tools.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
