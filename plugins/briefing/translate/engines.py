"""Engines that a setting names, made ready: address, largest text, pace, translator.

With `http_limits` and `edges.network` the only place that uses the network. An engine makes one
translator per worker, since those of deep-translator must not be shared.

The engine ``local`` is a model on this machine, for people who may not send text to anyone. It is
run by CTranslate2 through PyPI `firefox-translations` (the extra ``local``): a folder with a model
in CTranslate2's format, or in Marian's with self-attention, and its SentencePiece vocabulary.
Nothing is downloaded in a run: whoever sets this engine wants no request made.
"""

from __future__ import annotations

import importlib.util
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from requests.utils import get_environ_proxies

from ..errors import Problem
from .chunks import Size
from .http_limits import CONNECT_TIMEOUT
from .services import (
    SERVICES,
    Translate,
    find_service,
    make_translator,
    missing_keys,
    service_address,
)

NONE = "none"
LOCAL = "local"
ENGINE_NAMES = (NONE, *(service.name for service in SERVICES), LOCAL)
"""What BRIEFING_ENGINE may name."""
SETTINGS_FILE = "pelicanconf.py"
_REQUIRED_MODULES = {"chatgpt": "openai", LOCAL: "firefox_translations"}
"""What an extra must have installed, by engine; all others need deep-translator."""
_LONGEST_LOCAL = 400
"""Characters. CTranslate2 writes no more than 256 pieces at once and cuts the rest off."""
_MODEL_FILES = ("model.bin", "ctranslate2_model/model.bin", "*.npz")


@dataclass(frozen=True)
class Engine:
    """Something that translates: `make` returns a translator for one worker.

    `address` is where texts go, ``None`` for this machine. `limit` is the largest text by `size`,
    `workers` how many requests run at once and `pause` the seconds between two. `masks` where names
    and figures are known to suffer.
    """

    name: str
    make: Callable[[], Translate]
    address: str | None
    limit: int
    size: Size = len
    workers: int = 1
    pause: float = 0.0
    masks: bool = False

    def __str__(self) -> str:
        """Return how a person is told where texts go: never a user or a password."""
        if self.address is None:
            return f"{self.name} (this machine)"
        parts = urlsplit(self.address)
        host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        return f"{self.name} ({host})"

    def is_reachable(self) -> bool:
        """Tell whether somebody listens at the engine's address; nothing is sent.

        With a proxy between, that cannot be told without a request, and is taken for granted.
        """
        if self.address is None or get_environ_proxies(self.address):
            return True
        parts = urlsplit(self.address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            socket.create_connection((parts.hostname or "", port), CONNECT_TIMEOUT).close()
        except OSError:
            return False
        return True


@dataclass(frozen=True)
class EngineSettings:
    """What the settings say of engines: names in the order they are tried, and their options."""

    names: Sequence[str] = ()
    url: str = ""
    model: str = ""
    workers: int = 0


def make_engines(
    settings: EngineSettings, environment: Mapping[str, str]
) -> tuple[tuple[Engine, ...], tuple[Problem, ...]]:
    """Return the engines in the order they are tried, and one problem for each that cannot work.

    With a problem there are no engines: texts might go to another one than the person wants.
    """
    engines: list[Engine] = []
    problems: list[Problem] = []
    for name in settings.names:
        if name == NONE:
            continue
        found = _problems(name, settings, environment)
        problems += found
        if not found:
            engines.append(_make_engine(name, settings, environment))
    return () if problems else tuple(engines), tuple(problems)


def _problems(name: str, settings: EngineSettings, environment: Mapping[str, str]) -> list[Problem]:
    """Return what a person has to mend before an engine can be asked at all."""

    def problem(message: str, hint: str) -> Problem:
        return Problem(SETTINGS_FILE, f"BRIEFING_ENGINE: {message}", hint)

    if name not in ENGINE_NAMES:
        return [problem(f"unknown engine “{name}”", f"Use one of {', '.join(ENGINE_NAMES)}")]
    # Looked for, not imported: that takes a while, and no engine may be needed.
    if importlib.util.find_spec(_REQUIRED_MODULES.get(name, "deep_translator")) is None:
        hint = f"Run .venv/bin/python -m pip install 'pelican-briefing[{name}]'"
        return [problem(f"the engine {name} is not installed", hint)]
    service = find_service(name)
    if service is None:
        path = Path(settings.model).expanduser()
        has_model = any(any(path.glob(pattern)) for pattern in _MODEL_FILES)
        if settings.model and has_model and any(path.glob("*.spm")):
            return []
        hint = "Name the folder of a model in BRIEFING_ENGINE_MODEL; see docs/translation.md"
        return [problem(f"no model in “{settings.model}”", hint)]
    hint = "Set it in the environment; it is never written anywhere"
    keys = missing_keys(service, environment)
    return [problem(f"the engine {name} needs the key {key}", hint) for key in keys]


def _make_engine(name: str, settings: EngineSettings, environment: Mapping[str, str]) -> Engine:
    service = find_service(name)
    if service is None:
        # Small models damage names and long figures, so that they are masked.
        folder = settings.model
        return Engine(LOCAL, lambda: local_translator(folder), None, _LONGEST_LOCAL, masks=True)
    url = settings.url if service.takes_url else ""
    return Engine(
        name,
        lambda: make_translator(service, environment, url),
        url or service_address(service, environment),
        service.limit,
        service.size,
        settings.workers or service.workers,
        service.pause,
        service.masks,
    )


_loading = threading.Lock()


def local_translator(folder: str) -> Translate:
    """Return the translator of the model in a folder; threads may share it."""
    # Workers ask for it at once, and loading converts a model where it lies.
    with _loading:
        translate: Translate = _load_model(folder).translate
    return translate


@cache
def _load_model(folder: str) -> Any:
    """Return a model, loaded once; it takes a second and is safe to share."""
    from firefox_translations import Translator  # noqa: PLC0415 - an extra, slow to import

    return Translator("ar", "en", model_dir=Path(folder).expanduser(), device="cpu")
