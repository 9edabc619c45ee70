"""The engines a setting names, made ready: what each is called, how much it takes, how it is asked.

With wire.py and fetch.py the only place that uses the network. An engine makes one translator per
worker, since deep-translator's must not be shared.
"""

from __future__ import annotations

import importlib.util
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from requests.utils import get_environ_proxies

from ..errors import Problem
from .chunks import Size
from .http_limits import CONNECT
from .local import LOCAL, LONGEST_LOCAL, is_model, local_translator
from .services import SERVICES, Translate, address_of, make_translator, missing_keys, service

NONE = "none"
NAMES = (NONE, *(one.name for one in SERVICES), LOCAL)
"""What BRIEFING_ENGINE may name."""
CONF = "pelicanconf.py"
MODULES = {"chatgpt": "openai", LOCAL: "firefox_translations"}
"""What an extra must have installed, by engine."""


@dataclass(frozen=True)
class Engine:
    """Something that translates: `make` returns a translator for one worker.

    `where` is the address that texts go to, ``None`` for this machine. `limit` is the largest text
    by `size`, `workers` how many requests run at once and `pause` the seconds between two.
    """

    name: str
    make: Callable[[], Translate]
    where: str | None
    limit: int
    size: Size = len
    workers: int = 1
    pause: float = 0.0
    masks: bool = False

    def __str__(self) -> str:
        """Return how a person is told where texts go."""
        return f"{self.name} ({_host(self.where) if self.where else 'this machine'})"

    def is_reachable(self) -> bool:
        """Tell whether somebody listens at the engine's address; nothing is sent.

        With a proxy between, that cannot be told without a request, and is taken for granted.
        """
        if self.where is None or get_environ_proxies(self.where):
            return True
        parts = urlsplit(self.where)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            socket.create_connection((parts.hostname or "", port), timeout=CONNECT).close()
        except OSError:
            return False
        return True


@dataclass(frozen=True)
class Wanted:
    """What the settings say of engines: names in the order they are tried, and their options."""

    names: Sequence[str] = ()
    url: str = ""
    model: str = ""
    workers: int = 0


def make_engines(
    wanted: Wanted, environment: Mapping[str, str]
) -> tuple[tuple[Engine, ...], tuple[Problem, ...]]:
    """Return the engines in the order they are tried, and one problem for each that cannot work."""
    names = [name for name in wanted.names if name != NONE]
    problems = [p for name in names for p in _problems(name, wanted, environment)]
    if problems:
        return (), tuple(problems)
    return tuple(_engine(name, wanted, environment) for name in names), ()


def _problems(name: str, wanted: Wanted, environment: Mapping[str, str]) -> list[Problem]:
    """Return what a person has to mend before an engine can be asked at all."""
    if name not in NAMES:
        return [_problem(f"unknown engine “{name}”", f"Use one of {', '.join(NAMES)}")]
    if importlib.util.find_spec(MODULES.get(name, "deep_translator")) is None:
        hint = f"Run .venv/bin/python -m pip install 'pelican-briefing[{name}]'"
        return [_problem(f"the engine {name} is not installed", hint)]
    if name == LOCAL and not is_model(wanted.model):
        hint = "Name the folder of a model in BRIEFING_ENGINE_MODEL; see docs/translation.md"
        return [_problem(f"no model in “{wanted.model}”", hint)]
    one = service(name)
    keys = missing_keys(one, environment) if one else []
    hint = "Set it in the environment; it is never written anywhere"
    return [_problem(f"the engine {name} needs the key {key}", hint) for key in keys]


def _problem(message: str, hint: str) -> Problem:
    return Problem(CONF, f"BRIEFING_ENGINE: {message}", hint)


def _engine(name: str, wanted: Wanted, environment: Mapping[str, str]) -> Engine:
    one = service(name)
    if one is None:
        model = wanted.model
        return Engine(LOCAL, lambda: local_translator(model), None, LONGEST_LOCAL, masks=True)
    url = wanted.url if one.takes_url else ""
    return Engine(
        name,
        lambda: make_translator(one, environment, url),
        url or address_of(one, environment),
        one.limit,
        one.size,
        wanted.workers or one.workers,
        one.pause,
        one.masks,
    )


def _host(address: str) -> str:
    """Return the host of an address, without a user or password in it."""
    parts = urlsplit(address)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
