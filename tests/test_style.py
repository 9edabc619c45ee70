"""The figures of `make style`, on tiny packages whose counts are known."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import dedent

import pytest
from support import load_script

style = load_script("style")


def code_of(folder: Path, modules: dict[str, str]) -> object:
    """Return the code of a package made of modules, by path without ``.py``."""
    for name, text in modules.items():
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return style.Code(folder)


@pytest.mark.parametrize(
    ("expression", "multiple", "nested"),
    [
        ("[x for x in y]", 0, 0),
        ("[x for y in z for x in y]", 1, 0),
        ("{x: y for z in w for x, y in z}", 1, 0),
        ("[[x for x in y] for y in z]", 0, 1),
        ("sum(max(x for x in y) for y in z)", 0, 1),
        ("{x for y in [z for z in w] for x in y}", 1, 1),
        ("[[[x for x in y] for y in z] for z in w]", 0, 2),
    ],
)
def test_comprehensions(tmp_path: Path, expression: str, multiple: int, nested: int) -> None:
    code = code_of(tmp_path, {"one": f"found = {expression}\n"})
    assert style.multiple_for(code) == multiple
    assert style.nested_comprehensions(code) == nested


def test_comments_are_counted_without_those_for_tools(tmp_path: Path) -> None:
    text = """\
        # Why this is so.
        import re  # noqa: F401
        found = "# no comment"
        other = 1  # A reason beside the code.
        """
    # Two comments in four lines.
    assert style.comments(code_of(tmp_path, {"one": text})) == 50


def test_lines_are_those_of_every_module(tmp_path: Path) -> None:
    code = code_of(tmp_path, {"one": "a = 1\nb = 2\n", "deep/two": "c = 3\n"})
    assert style.code_lines(code) == 3


def test_the_longest_chain_of_imports(tmp_path: Path) -> None:
    code = code_of(
        tmp_path,
        {
            "plugin": "from .render import posts\nfrom . import model\n",
            "render/posts": "from ..dates.iso import read\n",
            "dates/iso": "def f():\n    from .. import model\n",
            "model": "import re\n",
        },
    )
    assert style.longest_chain(code) == ("plugin", "render.posts", "dates.iso", "model")
    assert style.import_chain(code) == 4


def test_a_cycle_of_imports_ends(tmp_path: Path) -> None:
    code = code_of(tmp_path, {"one": "from . import two\n", "two": "from .one import x\n"})
    assert sorted(style.longest_chain(code)) == ["one", "two"]


def test_short_modules_are_those_under_fifty_lines(tmp_path: Path) -> None:
    fifty = "a = 1\n" * 50
    code = code_of(
        tmp_path,
        {"one": fifty, "two": fifty[:-6], "three": fifty, "four": fifty, "deep/__init__": ""},
    )
    assert style.short_modules(code) == 25


def test_names_used_once(tmp_path: Path) -> None:
    text = """\
        def once(): ...
        def twice(): ...
        def never(): ...
        class Thing:
            def method(self): ...
            def __len__(self): ...
        once()
        print(twice, twice, Thing().method)
        """
    # `once` and `method`, of four functions; a magic method is not counted.
    assert style.names_used_once(code_of(tmp_path, {"one": text})) == 50


def test_public_names_in_two_modules(tmp_path: Path) -> None:
    code = code_of(
        tmp_path,
        {
            "one": "LIMIT = 1\n_OWN = 2\nLOGGER = 3\nclass Row: ...\ndef read():\n    inner = 1\n",
            "two": "LIMIT: int = 4\n_OWN = 5\nLOGGER = 6\ndef write():\n    inner = 2\n",
            "three": "FIRST, Row = 1, 2\n",
        },
    )
    assert style.shared_names(code) == {"LIMIT": ["one", "two"], "Row": ["one", "three"]}
    assert style.names_in_two_modules(code) == 2


def test_function_length_is_the_median(tmp_path: Path) -> None:
    text = """\
        def one(): ...

        def three():
            a = 1
            return a

        class Thing:
            def two(self):
                return 1
        """
    assert style.function_length(code_of(tmp_path, {"one": text})) == 2


def test_the_command_fails_where_a_target_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "# Why.\n" + "a = 1\n" * 19
    code_of(tmp_path, {"one": line * 5 + "def f(): ...\nf()\nf()\n"})
    monkeypatch.setattr(sys, "argv", ["style.py", str(tmp_path)])
    assert style.main() == 0
    assert "missed" not in capsys.readouterr().out
    code_of(tmp_path, {"two": "found = [[x for x in y] for y in z]\n"})
    assert style.main() == 1
    missed = [line for line in capsys.readouterr().out.splitlines() if line.endswith("missed")]
    names = [line.split("  ")[0] for line in missed]
    assert names == ["nested comprehensions", "modules under 50 lines, %"]


def test_the_package_reads_no_worse_than_it_did() -> None:
    """Every target is met but one, which comes down here, and goes up for features alone.

    CONTRIBUTING.md has the targets; commits that raise this one say what the lines are for.
    """
    # 26,350 before the editor's desk, pulls from feeds and new sites, 30,380 before builds of ten
    # thousand stories; the rest is for pages, translations and subjects that none of us wrote.
    most_so_far = {"lines": 39_735}
    code = style.Code(style.PACKAGE)
    worse = []
    for name, measure, least, most in style.FIGURES:
        value = measure(code)
        allowed = most_so_far.get(name, most)
        if (least is not None and value < least) or (allowed is not None and value > allowed):
            worse.append((name, value))
    assert worse == []
