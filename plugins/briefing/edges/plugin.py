"""Connects the pipeline to a Pelican run.

`get_generators` fires before Pelican reads any content and on every rebuild of ``pelican -r``;
posts are written there. Signals hold weak references, so only module-level functions are connected.
"""

from __future__ import annotations

from functools import cache, partial
from importlib import import_module
from typing import Any

from pelican import signals

from .build_state import Build
from .pelican_defaults import complete
from .record import settings_key
from .run import run_whole

BUILD = Build()
"""The run of this process, or the last one."""


@cache
def building() -> Any:
    """Return the module that builds: loading it takes longer than to see that nothing changed."""
    return import_module(".build", __package__)


def on_initialized(pelican: Any) -> None:
    """Let every run of a Pelican be a whole one (see run.py)."""
    complete(pelican.settings)
    BUILD.settings_key = settings_key(pelican.settings)
    pelican.run = partial(run_whole, pelican, pelican.run, BUILD)


def on_get_generators(pelican: Any) -> Any:
    """Write the posts, and return the generator of the other pages."""
    return building().make_content(pelican, BUILD)


def on_readers_init(readers: Any) -> None:
    """Let Pelican read Markdown with the reader of this run."""
    building().choose_reader(readers, BUILD)


def on_generators_finalized(generators: list[Any]) -> None:
    """Leave out, with an error each, a person's own pages where the site has pages of its own."""
    building().settle_addresses(generators, BUILD)


def on_get_writer(_: Any) -> Any:
    """Return the writer of this run."""
    writer = import_module(".writer", __package__).BriefingWriter
    return writer.of(BUILD.outputs, BUILD.workers, BUILD.key_of)


def register() -> None:
    """Connect to Pelican. Called again on every settings reload; connecting twice is harmless."""
    signals.initialized.connect(on_initialized)
    signals.get_generators.connect(on_get_generators)
    signals.readers_init.connect(on_readers_init)
    signals.all_generators_finalized.connect(on_generators_finalized)
    signals.get_writer.connect(on_get_writer)
