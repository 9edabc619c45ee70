"""Keeps what Jinja makes of templates, which is two fifths of the time of a small build.

A build of the tests' takes over what an earlier one has compiled of the same text in the same
environment, from a folder that is there for one run of the tests.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import uuid
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment, nodes
from pelican.settings import DEFAULT_CONFIG

# As they are here: tests/kill_driver.py counts the calls of a build.
_compile, _replace = Environment.compile, os.replace
_parse = Environment.parse


def keep_in(folder: Path) -> None:
    """Let Jinja in this process, and in copies of it, keep what it compiles in a folder."""

    def compiled(  # noqa: PLR0913, PLR0917 - as Jinja calls it
        environment: Environment,
        source: Any,  # noqa: ANN401 - as above
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,  # noqa: FBT001, FBT002 - as above
        defer_init: bool = False,  # noqa: FBT001, FBT002 - as above
    ) -> CodeType | str:
        arguments = source, name, filename, raw, defer_init
        if raw or filename is None or not isinstance(source, str):
            return _compile(environment, *arguments)
        kept = folder / _key(environment, source, name, defer_init)
        if kept.is_file():
            return _as_of(marshal.loads(kept.read_bytes()), filename)  # noqa: S302 - our own
        code = _compile(environment, *arguments)
        written = kept.with_suffix(f".{uuid.uuid4()}")
        written.write_bytes(marshal.dumps(code))
        _replace(written, kept)
        return code

    Environment.compile = compiled  # type: ignore[method-assign,assignment]


def keep_parsed(templates: Path) -> None:
    """Let Jinja in copies of this process have the trees of a theme's templates from here.

    A build only reads them, to see what a template asks for.
    """
    known = Environment(autoescape=True, **DEFAULT_CONFIG["JINJA_ENVIRONMENT"])
    trees = {}
    for path in templates.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        trees[text, _syntax(known)] = known.parse(text)

    def parsed(
        environment: Environment, source: str, name: str | None = None, filename: str | None = None
    ) -> nodes.Template:
        tree = trees.get((source, _syntax(environment)))
        return tree or _parse(environment, source, name, filename)

    Environment.parse = parsed  # type: ignore[method-assign]


def _syntax(environment: Environment) -> tuple[object, ...]:
    """Return all that Jinja's parser asks an environment for."""
    return (
        *(environment.trim_blocks, environment.lstrip_blocks),
        *(environment.newline_sequence, environment.keep_trailing_newline),
        *(environment.block_start_string, environment.block_end_string),
        *(environment.variable_start_string, environment.variable_end_string),
        *(environment.comment_start_string, environment.comment_end_string),
        *(environment.line_statement_prefix, environment.line_comment_prefix),
        *sorted(environment.extensions),
    )


def _key(environment: Environment, *template: object) -> str:
    """Return the key of a template and of all that Jinja's compiler asks its environment for."""
    # Filters and tests of constants are called while it compiles.
    called = []
    for kind in (environment.filters, environment.tests, environment.extensions):
        for name, value in sorted(kind.items()):
            of = value if hasattr(value, "__qualname__") else type(value)
            called.append((name, of.__module__, of.__qualname__))
    options = (
        *(environment.autoescape, environment.optimized, environment.sandboxed),
        *(environment.is_async, *_syntax(environment)),
        getattr(environment.finalize, "__qualname__", environment.finalize),
    )
    return hashlib.sha256(repr((template, called, options)).encode()).hexdigest()


def _as_of(code: CodeType, filename: str) -> CodeType:
    """Return the code as if it had been compiled from another file."""
    constants = tuple(
        _as_of(constant, filename) if isinstance(constant, CodeType) else constant
        for constant in code.co_consts
    )
    return code.replace(co_filename=filename, co_consts=constants)
