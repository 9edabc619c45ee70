"""Mutation testing: makes small faults in the code one at a time, and counts those a test notices.

    make mutants                                        a sample of each package
    make mutants MUTANTS="--package check --sample 0"   every fault in one package

Written for this project because neither known tool fits it. mutmut 3.8 takes a module's name from
its path (`plugins.briefing`), not from how it is imported (`pelican.plugins.briefing`), and leaves
out decorated functions, which all cached patterns are. cosmic-ray starts Python for each fault,
which takes seconds, and many of its faults change the `|` of type hints, which nothing can notice.

Here a package's tests run in a scratch copy of the project, in a process forked from one that has
the libraries loaded. Faults are of the classic kinds (see `_changes`); strings are left alone, as
nearly every changed pattern or key fails anything at once and would flatter the score.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path("plugins", "briefing")
COPIED = (
    "plugins", "tests", "theme", "docs", "scripts", "pelicanconf.py", "publishconf.py",
    "pyproject.toml",
)  # fmt: skip
TESTS: dict[str, tuple[str, ...]] = {
    "check": ("tests/test_checks.py", "tests/test_statements.py"),
    "dates": (
        "tests/test_parse_cases.py", "tests/test_dates.py", "tests/quality/test_recognizers.py",
        "tests/quality/test_gold.py", "tests/quality/test_pages.py", "tests/test_seeds.py",
    ),
    "story": (
        "tests/test_story.py", "tests/test_parse_cases.py", "tests/test_seeds.py",
        "tests/quality/test_pages.py", "tests/test_conservation.py",
        "tests/quality/test_whole_pages.py", "tests/quality/test_more_pages.py",
        "tests/test_pages_whole.py", "tests/test_explain.py",
    ),
    "render": (
        "tests/test_render_text.py", "tests/test_render_posts.py", "tests/test_render_pages.py",
        "tests/test_render_export.py", "tests/test_render_feeds.py",
        "tests/test_render_sentences.py",
        "tests/test_render_wording.py", "tests/test_render_explainers.py",
        "tests/test_markdown.py", "tests/test_render_search.py", "tests/test_cards.py",
        "tests/test_beside.py", "tests/test_books.py", "tests/test_themes.py",
        "tests/test_pages_html.py", "tests/test_own_content.py", "tests/test_citations.py",
    ),
    "language": (
        "tests/test_parse_cases.py", "tests/test_checks.py", "tests/test_story.py",
        "tests/test_glossary.py", "tests/test_explain.py", "tests/test_dates.py",
        "tests/test_seeds.py", "tests/test_inputs.py", "tests/test_speech_cases.py",
        "tests/quality/test_gold.py", "tests/test_statements.py", "tests/test_facts.py",
    ),
    "speech": (
        "tests/test_speech_cases.py", "tests/test_explain.py", "tests/test_seeds.py",
        "tests/quality/test_gold.py", "tests/test_statements.py", "tests/test_facts.py",
    ),
    "explain": (
        "tests/test_statements.py", "tests/test_explainer_page.py", "tests/test_draft.py",
        "tests/test_explain.py", "tests/test_render_explainers.py", "tests/quality/test_events.py",
        "tests/quality/test_gold.py", "tests/test_seeds.py", "tests/test_edition.py",
        "tests/quality/test_claims.py", "tests/test_facts.py",
    ),
}  # fmt: skip
"""The tests of each package, quick ones first: a fault's run ends with the first failure."""
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0")
LIBRARIES = (
    "pytest", "hypothesis", "pelican", "babel.support", "deep_translator", "hijridate", "html5lib",
    "jinja2", "jsonschema", "lxml.html", "markdown", "polib", "requests", "rich", "trafilatura",
)  # fmt: skip
"""Loaded once, before the forks, since loading them takes longer than most tests."""
SLOWER = 5
"""Times as long as without a fault until a run counts as endless, which is noticed, too."""
LEAST_SECONDS = 20.0
LARGER = 1.4
"""What a module's constants are multiplied by: a threshold 40 % off should matter to some test."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
CALLS = {"any": "all", "all": "any", "min": "max", "max": "min"}
EMPTY = {
    "bool": ("False", "True"), "str": ("''",), "int": ("0",), "float": ("0.0",), "list": ("[]",),
    "dict": ("{}",), "set": ("set()",), "tuple": ("()",), "frozenset": ("frozenset()",),
    "Iterator": ("iter(())",),
}  # fmt: skip
"""What a function returns instead of doing its work, by its type; other types: ``None``."""

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
Code = ast.stmt | ast.expr | ast.keyword
Edit = tuple[str, Callable[[], None], Callable[[], None]]
"""What a fault is, and how it is made and taken back in a syntax tree."""


@dataclass(frozen=True)
class Mutant:
    """A source file with one fault: where it is, what it is, and the whole text."""

    path: Path
    line: int
    kind: str
    change: str
    source: str


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of one source file, in order of the syntax tree."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    for node in _code(tree):
        for kind, make, take_back in _changes(node):
            before = ast.unparse(node).partition("\n")[0]
            make()
            after = ast.unparse(node).partition("\n")[0]
            change = f"{before}  ->  {after}" if before != after else before
            yield Mutant(path, node.lineno, kind, change, ast.unparse(tree))
            take_back()


def _code(tree: ast.Module) -> Iterator[Code]:
    """Yield the statements and expressions that run: no type hints, aliases or decorators."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Code):
            yield node
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list"} or _is_type_alias(node):
                continue
            children = value if isinstance(value, list) else [value]
            waiting += [child for child in reversed(children) if isinstance(child, ast.AST)]


def _is_type_alias(node: ast.AST) -> bool:
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
        return False
    name = node.targets[0].id
    return name[0].isupper() and not name.isupper() and isinstance(node.value, ast.Subscript)


def _changes(node: Code) -> Iterator[Edit]:
    """Yield the faults one node can have."""
    yield from _logic(node)
    if isinstance(node, ast.FunctionDef):
        for value in _no_work(node):
            yield _set("function", node, "body", ast.parse(f"return {value}").body)
    elif isinstance(node, ast.Return) and ast.unparse(node) not in {"return", "return None"}:
        yield _set("return", node, "value", ast.Constant(None))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield _set("call", node, "value", ast.Constant(None))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield _set("call", node.func, "id", CALLS[node.func.id])
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
        yield from _constant(node.value, factor=LARGER)
    elif isinstance(node, (ast.expr, ast.keyword)) and not isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Constant):
                yield from _constant(child)
    yield from _other_ends(node)


def _logic(node: Code) -> Iterator[Edit]:
    """Yield the faults of operators, comparisons and conditions."""
    if isinstance(node, (ast.BoolOp, ast.BinOp, ast.AugAssign)) and type(node.op) in SWAPS:
        yield _set("operator", node, "op", SWAPS[type(node.op)]())
    elif isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            changed: list[ast.AST] = [*node.ops]
            changed[number] = SWAPS[type(operator)]()
            yield _set("comparison", node, "ops", changed)
    elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield _set("condition", node, "test", ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _set("condition", node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, COMPREHENSIONS) and node.generators[0].ifs:
        yield _set("filter", node.generators[0], "ifs", [])


def _no_work(node: ast.FunctionDef) -> tuple[str, ...]:
    """Return the values a function may return without doing its work."""
    # One of a protocol has a docstring alone, and no work to do.
    if isinstance(node.body[-1], ast.Expr) and isinstance(node.body[-1].value, ast.Constant):
        return ()
    returns = ast.unparse(node.returns) if node.returns else ""
    return EMPTY.get(returns.partition("[")[0] if "|" not in returns else "", ("None",))


def _constant(node: ast.Constant, factor: float = 0) -> Iterator[Edit]:
    value = node.value
    if isinstance(value, bool):
        yield _set("constant", node, "value", not value)
    elif isinstance(value, int):
        yield _set("constant", node, "value", max(value + 1, round(value * factor)))
    elif isinstance(value, float):
        yield _set("constant", node, "value", value * LARGER or 1.0)


def _other_ends(node: ast.AST) -> Iterator[Edit]:
    """Yield ``break`` for ``continue`` and the reverse, in the blocks of a node."""
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block and isinstance(block[-1], (ast.Break, ast.Continue)):
            other = ast.Continue() if isinstance(block[-1], ast.Break) else ast.Break()
            yield _set("loop", node, name, [*block[:-1], other])


def _set(kind: str, node: ast.AST, name: str, value: object) -> Edit:
    before = getattr(node, name)
    return kind, lambda: setattr(node, name, value), lambda: setattr(node, name, before)


def _copy(target: Path) -> None:
    """Copy the project as far as its tests read it."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(source, target / name, ignore=ignored)
        else:
            shutil.copy2(source, target / name)


def _run_tests(folder: Path, tests: tuple[str, ...]) -> None:
    """Run tests in a folder and end this process, with pytest's exit code."""
    import pytest  # noqa: PLC0415 - loaded already in the process this one was forked from

    sys.dont_write_bytecode = True
    os.chdir(folder)
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    os._exit(int(pytest.main([*OPTIONS, *tests])))


def _pass(folder: Path, tests: tuple[str, ...], seconds: float | None = None) -> bool:
    """Tell whether tests pass in a folder, in a process of their own, within so many seconds."""
    process = multiprocessing.get_context("fork").Process(target=_run_tests, args=(folder, tests))
    process.start()
    process.join(seconds)
    if process.exitcode is None:
        process.kill()
        process.join()
    return process.exitcode == 0


_own_copy = Path()
"""The copy of the project that this worker makes its faults in."""


def _start_worker(original: Path) -> None:
    """Give a worker its own copy; the compiled files go along, so that nothing compiles twice."""
    global _own_copy  # noqa: PLW0603 - a worker's one state, set before its first task
    _own_copy = Path(tempfile.mkdtemp(dir=original.parent)) / "project"
    shutil.copytree(original, _own_copy)


def _is_killed(mutant: Mutant, tests: tuple[str, ...], seconds: float) -> bool:
    """Tell whether a test fails, or never ends, with a fault in the worker's copy."""
    target = _own_copy / mutant.path
    sound = target.read_bytes()
    # A compiled file of the sound source would be taken for the faulty one of the same second.
    for compiled in (target.parent / "__pycache__").glob(f"{target.stem}.*"):
        compiled.unlink()
    target.write_text(mutant.source, encoding="utf-8")
    is_killed = not _pass(_own_copy, tests, seconds)
    target.write_bytes(sound)
    return is_killed


def _baseline(folder: Path, tests: tuple[str, ...]) -> float:
    """Return how many seconds the tests take without a fault; stop if one fails.

    They are run as they are with a fault: what fails always would notice every fault.
    """
    started = time.monotonic()
    if not _pass(folder, tests):
        sys.exit(f"The tests fail without any fault: pytest {' '.join([*OPTIONS, *tests])}")
    return time.monotonic() - started


def measure(package: str, chosen: list[Mutant], jobs: int, folder: Path) -> list[Mutant]:
    """Return the mutants that survive the package's tests, and print each as it does."""
    tests = tuple(test for test in TESTS[package] if (ROOT / test).exists())
    seconds = max(LEAST_SECONDS, SLOWER * _baseline(folder, tests))
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, context, _start_worker, (folder,)) as pool:
        count = len(chosen)
        killed = pool.map(_is_killed, chosen, [tests] * count, [seconds] * count)
        survivors = []
        for mutant, is_killed in zip(chosen, killed, strict=True):
            if not is_killed:
                survivors.append(mutant)
                place = f"{mutant.path}:{mutant.line}"
                print(f"{place}: {mutant.kind}: {mutant.change}", flush=True)
        return survivors


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--package", choices=TESTS, action="append", help="all where none is named")
    parser.add_argument("--sample", type=int, default=150, help="mutants a package, 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--kind", help="only one kind, as `function`: whole functions do nothing")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def main() -> int:
    """Print the surviving mutants and the share killed, by package."""
    options = _options()
    os.environ["PYTHONUTF8"] = "1"
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for package in options.package or TESTS:
        started = time.monotonic()
        mutants: list[Mutant] = []
        for path in sorted((ROOT / PACKAGE / package).rglob("*.py")):
            mutants += mutants_of(path.relative_to(ROOT))
        chosen = [m for m in mutants if options.kind in (None, m.kind)]
        if 0 < options.sample < len(chosen):
            chosen = random.Random(options.seed).sample(chosen, options.sample)  # noqa: S311
        with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
            folder = Path(scratch, "original")
            folder.mkdir()
            _copy(folder)
            survivors = measure(package, chosen, options.jobs, folder)
        killed = len(chosen) - len(survivors)
        kinds = Counter(mutant.kind for mutant in survivors)
        print(f"{package}: {killed} of {len(chosen)} killed, {killed / len(chosen):.1%}", end="; ")
        survived = ", ".join(f"{n} {kind}" for kind, n in kinds.most_common())
        print("survivors:", survived or "none", end="")
        print(f"; {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
