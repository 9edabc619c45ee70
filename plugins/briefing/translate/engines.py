"""Engines that a setting names, made ready: address, keys and workers, or what is missing.

`services.py` has the table of engines; `http_limits.py` bounds what they do on the network.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import Problem
from .services import LOCAL, SERVICES, Engine

NONE = "none"
ENGINE_NAMES = (NONE, *(service.name for service in SERVICES))
"""What BRIEFING_ENGINE may name."""
SETTINGS_FILE = "pelicanconf.py"
_MODEL_FILES = ("model.bin", "ctranslate2_model/model.bin", "*.npz")
_FREE_KEY = ":fx"
"""How DeepL marks the keys of its free plan, which has an address of its own."""


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
    services = {service.name: service for service in SERVICES}
    engines: list[Engine] = []
    problems: list[Problem] = []

    def missing(message: str, hint: str) -> None:
        problems.append(Problem(SETTINGS_FILE, f"BRIEFING_ENGINE: {message}", hint))

    for name in settings.names:
        if name == NONE:
            continue
        service = services.get(name)
        if service is None:
            missing(f"unknown engine “{name}”", f"Use one of {', '.join(ENGINE_NAMES)}")
        # Looked for, not imported: that takes a while, and no engine may be needed.
        elif importlib.util.find_spec(service.requires) is None:
            hint = f"Run .venv/bin/python -m pip install 'pelican-briefing[{name}]'"
            missing(f"the engine {name} is not installed", hint)
        elif name == LOCAL and not _has_model(settings.model):
            hint = "Name the folder of a model in BRIEFING_ENGINE_MODEL; see docs/translation.md"
            missing(f"no model in “{settings.model}”", hint)
        else:
            for key in service.keys:
                if not environment.get(key):
                    hint = "Set it in the environment; it is never written anywhere"
                    missing(f"the engine {name} needs the key {key}", hint)
            engines.append(_with_settings(service, settings, environment))
    return () if problems else tuple(engines), tuple(problems)


def _has_model(folder: str) -> bool:
    path = Path(folder).expanduser()
    # Without a setting this would be the folder that a build runs in.
    if not folder or not list(path.glob("*.spm")):
        return False
    return any(list(path.glob(pattern)) for pattern in _MODEL_FILES)


def _with_settings(
    service: Engine, settings: EngineSettings, environment: Mapping[str, str]
) -> Engine:
    """Return a row of the table with its keys, its address and its number of workers."""
    address, arguments = service.address, dict(service.arguments)
    for variable, argument in {**service.keys, **service.optional_keys}.items():
        if environment.get(variable):
            arguments[argument] = environment[variable]
    if service.takes_url and settings.url:
        # deep-translator joins the path to the address as it is.
        address, arguments["custom_url"] = settings.url, f"{settings.url.rstrip('/')}/"
    if service.name == "deepl" and environment.get("DEEPL_API_KEY", "").endswith(_FREE_KEY):
        address = "https://api-free.deepl.com"
    if service.name == LOCAL:
        # A model is one object on one machine: more workers would only wait for one another.
        return replace(service, arguments={"folder": settings.model})
    workers = settings.workers or service.workers
    return replace(service, address=address, arguments=arguments, workers=workers)
