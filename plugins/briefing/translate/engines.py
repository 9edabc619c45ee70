"""What translates a segment that memory lacks: with fetch.py the only place that uses the network.

An engine answers one text at a time with its English, or ``None`` where it has none.
deep-translator has no time limit of its own, so each request is given one here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import requests

Engine = Callable[[str], str | None]
TIMEOUT = (5.0, 20.0)
"""Seconds to connect and to wait for an answer; a reader of the build log waits no longer."""
GIVE_UP_AFTER = 3
"""Failures in a row after which a service counts as down for this run."""
FAILURES = (requests.RequestException, OSError, ValueError, KeyError)
"""What deep-translator lets through besides its own exceptions."""


def make_engine(name: str) -> Engine | None:
    """Return the engine of a setting; ``None`` for ``none``, and nothing is imported then."""
    if name == "none":
        return None
    from deep_translator import GoogleTranslator  # noqa: PLC0415 - slow to import, rarely needed

    translator = GoogleTranslator(source="ar", target="en")
    return lambda text: _answer(translator, text)


def _answer(translator: Any, text: str) -> str | None:
    """Return a translation, ``None`` for no answer or for the text given back."""
    answer = translator.translate(text)
    usable = isinstance(answer, str) and answer.strip() and answer.strip() != text
    return answer.strip() if usable else None


@contextmanager
def time_limits() -> Iterator[None]:
    """Give every request without a limit of its own the limits above, while the block runs."""
    send = requests.Session.send

    def limited(self: requests.Session, request: Any, **kwargs: Any) -> Any:
        kwargs["timeout"] = kwargs.get("timeout") or TIMEOUT
        return send(self, request, **kwargs)

    requests.Session.send = limited  # type: ignore[method-assign]
    try:
        yield
    finally:
        requests.Session.send = send  # type: ignore[method-assign]


def translate_all(
    texts: Iterable[str], engine: Engine, keep: Callable[[str, str], None]
) -> str | None:
    """Translate texts one by one, handing each to `keep` at once, so that a stop loses none.

    Returns ``None``, or why the run gave up: after `GIVE_UP_AFTER` failures in a row the rest
    stays untranslated.
    """
    from deep_translator.exceptions import BaseError  # noqa: PLC0415 - as above

    failures = 0
    with time_limits():
        for text in texts:
            try:
                answer = engine(text)
            except (*FAILURES, BaseError) as error:
                failures += 1
                if failures == GIVE_UP_AFTER:
                    return type(error).__name__
                continue
            failures = 0
            if answer:
                keep(text, answer)
    return None
