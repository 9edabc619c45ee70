"""How templates call what they name: by the million, a few times for each sentence of a page."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2.runtime import Context, Macro

_WANTED = "jinja_pass_arg"
"""What Jinja's decorators write on a function that is to be given more than its arguments."""


class QuickContext(Context):
    """A context of Jinja's that looks once at what is called, where its own looks three times.

    What wants more than its arguments is left to Jinja, but for macros, which all want the same.
    """

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
        return called(*args, **kwargs)


@cache
def _wants_more(kind: type) -> bool:
    """Tell whether values of a type are called with more than their arguments."""
    return hasattr(getattr(kind, "__call__", None), _WANTED)  # noqa: B004 - the method itself
