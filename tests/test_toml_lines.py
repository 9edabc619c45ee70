"""The line of every key and list element of a TOML text, whatever way it is written."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pelican.plugins.briefing.editors.toml_lines import Where, lines_of

KEYS = st.sampled_from(["a", "b-1", "c_", "2", '"q"', "'r s'", '"# ]"', '"\\u0041 = \\""', '"a.b"'])
COMMENTS = st.sampled_from(["", " # x", " # ] } = [[a]]", ' # """', "\t#"])
STRINGS = st.sampled_from(
    [
        '"{}"',
        "'{}'",
        '"\\" {} # ]"',
        '"""\n{} = [\n[x]\n"quoted" \\""""',
        "'''{}\nb = 2\n[[c]]\n\\'''",
        '"""{}"""""',
        "'''\n'{}'''''",
        '"""\\\n   {} \\\\"""',
    ]
)
SCALARS = st.sampled_from(["0x{:x}", "{}", "2024-07-24 10:00:{:02}", "2024-07-24T10:00:00.{}Z"])


@st.composite
def values(draw: st.DrawFn, depth: int = 2, *, breaks: bool = True) -> str:
    """Return a TOML value; line ends only where the format allows them."""
    kind = draw(st.integers(0, 3 if depth else 1))
    number = draw(st.integers(0, 59))
    if kind == 0:
        text = draw(STRINGS if breaks else STRINGS.filter(lambda s: "\n" not in s))
        return text.format(number)
    if kind == 1:
        return draw(SCALARS).format(number)
    inner = st.lists(values(depth=depth - 1, breaks=breaks), max_size=3)
    if kind == 2:
        space = st.sampled_from(["", "\n", " # ,]\n", " \n\n "]) if breaks else st.just(" ")
        items = [draw(space) + item + draw(space) for item in draw(inner)]
        last = draw(st.sampled_from(["", ","])) if items else ""
        return "[" + ",".join(items) + last + draw(space) + "]"
    keys = draw(st.lists(KEYS, max_size=3, unique=True))
    pairs = [f"{key} = {draw(values(depth=depth - 1, breaks=False))}" for key in keys]
    return "{ " + ", ".join(pairs) + " }"


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a text in TOML, or one that is nearly so: headers may open a table twice."""
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        name = ".".join(draw(st.lists(KEYS, min_size=1, max_size=3)))
        form = draw(st.sampled_from(["[{}]", "[[{}]]", " [ {} ]", "[[ {} ]]"]))
        lines.append(form.format(name) + draw(COMMENTS) if lines or draw(st.booleans()) else "")
        for _ in range(draw(st.integers(0, 3))):
            dotted = draw(st.sampled_from([".", " . "])).join(
                draw(st.lists(KEYS, min_size=1, max_size=2))
            )
            equals = draw(st.sampled_from(["=", " = ", "\t=  "]))
            lines += draw(st.sampled_from([[], ["", "# a = 1"]]))
            lines.append(f"{dotted}{equals}{draw(values())}{draw(COMMENTS)}")
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


def paths(value: object, path: Where = ()) -> Iterator[Where]:
    """Yield the path of every value below one."""
    inner = value.items() if isinstance(value, dict) else ()
    for key, below in enumerate(value) if isinstance(value, list) else inner:
        yield (*path, key)
        yield from paths(below, (*path, key))


@settings(max_examples=400)
@given(documents())
@example('a = """x"""""\nb = 1')
@example("[[a]]\n[[a.b]]\n[a.b.c]\n[[a]]\n[[a.b]]\nd.e = 1")
def test_every_value_has_a_line_and_nothing_else_has(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = lines_of(text)
    assert set(lines) == set(paths(data))
    # Without what comes after the line of a value, the value is there; without its line it is not.
    rows = text.split("\n")
    for path, line in lines.items():
        last = path[-1]
        assert 1 <= line <= len(rows)
        if isinstance(last, str):
            assert any(form in rows[line - 1] for form in (last, json.dumps(last), "\\u0041"))


def numbered(text: str) -> str:
    """Return a text with its marks ``@`` replaced by strings that tell their own line."""
    rows = text.split("\n")
    return "\n".join(row.replace("@", f'"line {n}"') for n, row in enumerate(rows, 1))


@pytest.mark.parametrize(
    "text",
    [
        "a = @\nb = @",
        "# a = 1\na.b = @\na.c = @\n\n[d]\na = @",
        "[[a]]\nx = @\n[[a]]\nx = @\n[[a.b]]\ny = @\n[[a.b]]\ny = @\n[[a]]\n[[a.b]]\ny = @",
        "a = [ # [\n @,\n [\n@ ], ]\nb = @",
        'a = """\nb = 1\n"""\nb = @',
        "a = '''\n[b]\n'''\nb = @",
        "a = { b = @, c.d = @, e = [@,\n@] }\nf = @",
        '"a b" = @\n["c.d".e]\nf = @',
        'a = ["#",\n"]", @,\n"\\"", @]',
    ],
)
def test_a_value_is_on_the_line_where_it_is_written(text: str) -> None:
    whole = numbered(text)
    lines = lines_of(whole)
    checked = 0
    for path in paths(tomllib.loads(whole)):
        value: Any = tomllib.loads(whole)
        for key in path:
            value = value[key]
        if isinstance(value, str) and value.startswith("line "):
            assert lines[path] == int(value.removeprefix("line ")), path
            checked += 1
    assert checked == text.count("@")
