"""How the templates of a run are compiled, and how they call what they name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from jinja2 import FileSystemLoader, TemplateNotFound
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from pelican.generators import Generator

_WANTED = "jinja_pass_arg"
"""What Jinja's decorators write on a function that is to be given more than its arguments."""


def prepare_templates(generator: Any) -> None:
    """Let one of Pelican's generators compile a template when a page of it is rendered.

    Its templates call what they name as `QuickContext` does.
    """
    # Somebody else's may be of another kind, or find templates in another way.
    get_now: Any = getattr(generator, "get_template", None)
    if getattr(get_now, "__func__", None) is not Generator.get_template:
        return
    _read_past_marks(generator.env.loader)
    if generator.env.context_class is Context:
        generator.env.context_class = QuickContext
    found: dict[str, Any] = {}

    def get_template(name: str) -> Any:
        if name not in found:
            files = (name + ending for ending in generator.settings["TEMPLATE_EXTENSIONS"])
            file = next((one for one in files if _is_there(generator.env, one)), None)
            # What is not there Pelican misses at once.
            found[name] = LazyTemplate(file, partial(get_now, name)) if file else get_now(name)
        return found[name]

    generator.get_template = get_template


def _read_past_marks(loader: Any) -> None:
    """Let files have a byte order mark: inside a page it would be text, and undo the doctype."""
    if isinstance(loader, FileSystemLoader):
        loader.encoding = "utf-8-sig"
    for one in (*getattr(loader, "loaders", ()), *getattr(loader, "mapping", {}).values()):
        _read_past_marks(one)


def _is_there(environment: Any, file: str) -> bool:
    try:
        environment.loader.get_source(environment, file)
    except TemplateNotFound:
        return False
    return True


class LazyTemplate:
    """A template of a file's `name`, which is compiled when somebody asks it for anything else.

    Every page has one, also where its file is reused from the site before: most builds render few.
    """

    def __init__(self, name: str, get: Callable[[], Any]) -> None:
        self.name = name
        self._get = get

    def __getattr__(self, name: str) -> Any:
        """Return what the template itself has under a name."""
        # Pelican keeps it.
        return getattr(self._get(), name)


class QuickContext(Context):
    """A context of Jinja's that looks once at what is called, where its own looks three times.

    By the million: a page calls something a few times for each of its sentences. What wants more
    than its arguments is left to Jinja, but for macros, which all want the same.
    """

    # Not to be seen in a traceback: what is called wrongly is wrong in the template's line.
    @internalcode
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Return what is called returns, as `Context.call` does."""
        kind: Any = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif _wants_more(kind) or hasattr(called, _WANTED):
            return super().call(called, *args, **kwargs)
        # Compiled templates hand them to every call.
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return called(*args, **kwargs)
        except StopIteration:
            return self.environment.undefined("a call raised StopIteration")


@cache
def _wants_more(kind: type) -> bool:
    """Tell whether values of a type are called with more than their arguments."""
    return hasattr(getattr(kind, "__call__", None), _WANTED)  # noqa: B004 - the method itself
