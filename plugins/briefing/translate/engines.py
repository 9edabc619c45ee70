"""Engines as a table, and those that a setting names made ready: address, keys, workers.

Facts of the services, not of this project: language codes, longest texts, where keys are looked
for. Keys come from the environment only. deep-translator's faults are no concern of this module:
deep_translator_patches.py mends them.

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
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from requests.utils import get_environ_proxies

from ..errors import SETTINGS_FILE, Problem
from .chunks import Size, utf8_size
from .deep_translator_patches import CONNECT_TIMEOUT, translator_class

NONE = "none"
LOCAL = "local"
Translate = Callable[[str], object]
"""Text in, whatever the service answers out; it may raise anything."""
_loading = threading.Lock()
_models: dict[str, Any] = {}


@dataclass(frozen=True)
class Engine:
    """Something that translates: a row of the table, and with the settings applied what is asked.

    `class_name` is its class in deep-translator and `address` where texts go, ``None`` for this
    machine. `limit` is the largest text by `size`; `workers` are requests at once and `pause`
    seconds between two of them. `keys` are needed, `optional_keys` may be given: constructor
    argument by environment variable. `arguments` go to the constructor, keys included, and
    `request_arguments` to each request. `masks` where names and figures are known to suffer.
    """

    name: str
    class_name: str
    address: str | None
    limit: int
    source: str = "ar"
    target: str = "en"
    size: Size = len
    workers: int = 2
    pause: float = 0.2
    keys: Mapping[str, str] = field(default_factory=dict)
    optional_keys: Mapping[str, str] = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict, repr=False)
    request_arguments: Mapping[str, Any] = field(default_factory=dict)
    takes_url: bool = False
    masks: bool = False
    requires: str = "deep_translator"
    """The module that must be installed."""

    def __str__(self) -> str:
        """Return how a person is told where texts go: never a user or a password."""
        if self.address is None:
            return f"{self.name} (this machine)"
        host = urlsplit(self.address).netloc.rpartition("@")[2]
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
            with socket.create_connection((parts.hostname or "", port), CONNECT_TIMEOUT):
                return True
        except OSError:
            return False

    def make(self) -> Translate:
        """Return a translator for one worker; they must not be shared between threads.

        Making one may itself ask the service (Microsoft's list of languages), and so may fail.
        """
        if self.name == LOCAL:
            return local_translator(self.arguments["folder"])
        made = translator_class(self.class_name)
        translator = made(source=self.source, target=self.target, **self.arguments)
        return lambda text: translator.translate(text, **self.request_arguments)


ENGINES: tuple[Engine, ...] = (
    # Google takes 5,000 characters, but in the address, where an Arabic letter is six.
    Engine("google", "GoogleTranslator", "https://translate.google.com", 1_500),
    # MyMemory takes 500 bytes, and soon answers 429 to who asks often.
    Engine(
        "mymemory", "MyMemoryTranslator", "http://api.mymemory.translated.net", 480,
        source="ar-SA", target="en-US", size=utf8_size, workers=1, pause=0.5, masks=True,
        optional_keys={"MYMEMORY_EMAIL": "email"},
    ),
    # A text goes in the address, where servers allow some 8,000 bytes.
    Engine(
        "libre", "LibreTranslator", "https://libretranslate.com", 1_000, workers=8, pause=0.0,
        optional_keys={"LIBRE_API_KEY": "api_key"}, takes_url=True, masks=True,
    ),
    Engine(
        "deepl", "DeeplTranslator", "https://api.deepl.com", 1_000, source="AR", target="EN",
        workers=4, pause=0.0, keys={"DEEPL_API_KEY": "api_key"}, arguments={"use_free_api": False},
    ),
    Engine(
        "microsoft", "MicrosoftTranslator", "https://api.cognitive.microsofttranslator.com", 5_000,
        keys={"MICROSOFT_API_KEY": "api_key"}, optional_keys={"MICROSOFT_REGION": "region"},
        workers=4, pause=0.0,
    ),
    # A prompt to a model, which deep-translator writes with names of languages, not codes.
    Engine(
        "chatgpt", "ChatGptTranslator", "https://api.openai.com", 4_000, requires="openai",
        source="arabic", target="english", workers=4, pause=0.0,
        keys={"OPEN_API_KEY": "api_key"}, optional_keys={"OPENAI_MODEL": "model"},
    ),
    Engine(
        "qcri", "QcriTranslator", "https://mt.qcri.org", 1_000, keys={"QCRI_API_KEY": "api_key"},
        request_arguments={"domain": "news"},
    ),
    # The free plan of Baidu allows one request a second.
    Engine(
        "baidu", "BaiduTranslator", "https://fanyi-api.baidu.com", 1_000, source="ara",
        workers=1, pause=1.0, keys={"BAIDU_APPID": "appid", "BAIDU_APPKEY": "appkey"},
    ),
    Engine(
        "yandex", "YandexTranslator", "https://translate.yandex.net", 4_000,
        keys={"YANDEX_API_KEY": "api_key"},
    ),
    # CTranslate2 writes no more than 256 pieces at once and cuts the rest off. Small models damage
    # names and long figures, so that they are masked.
    Engine(LOCAL, "", None, 400, requires="firefox_translations", workers=1, pause=0.0, masks=True),
)  # fmt: skip
"""Left out: Papago does no Arabic; Pons and Linguee are dictionaries, not translators."""
ENGINE_NAMES = (NONE, *(engine.name for engine in ENGINES))
"""What BRIEFING_ENGINE may name."""


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
    table = {row.name: row for row in ENGINES}
    engines: list[Engine] = []
    problems: list[Problem] = []

    def missing(message: str, hint: str) -> None:
        problems.append(Problem(SETTINGS_FILE, f"BRIEFING_ENGINE: {message}", hint))

    for name in settings.names:
        row = table.get(name)
        if row is None:
            if name != NONE:
                missing(f"unknown engine “{name}”", f"Use one of {', '.join(ENGINE_NAMES)}")
            continue
        # Looked for, not imported: that takes a while, and no engine may be needed.
        if importlib.util.find_spec(row.requires) is None:
            hint = f"Run .venv/bin/python -m pip install 'pelican-briefing[{name}]'"
            missing(f"the engine {name} is not installed", hint)
            continue
        if name == LOCAL and not _has_model(settings.model):
            hint = "Name its folder in BRIEFING_ENGINE_MODEL"
            missing(f"no model in “{settings.model}”", hint)
        for key in row.keys:
            if not environment.get(key):
                hint = "Set it in the environment; it is never written anywhere"
                missing(f"the engine {name} needs the key {key}", hint)
        engines.append(_with_settings(row, settings, environment))
    return () if problems else tuple(engines), tuple(problems)


def _has_model(folder: str) -> bool:
    path = Path(folder).expanduser()
    # Without a setting this would be the folder that a build runs in.
    if not folder or not list(path.glob("*.spm")):
        return False
    patterns = ("model.bin", "ctranslate2_model/model.bin", "*.npz")
    return any(list(path.glob(pattern)) for pattern in patterns)


def _with_settings(row: Engine, settings: EngineSettings, environment: Mapping[str, str]) -> Engine:
    if row.name == LOCAL:
        # One model on one machine: more workers would only wait for one another.
        return replace(row, arguments={"folder": settings.model})
    address, arguments = row.address, dict(row.arguments)
    for variable, argument in {**row.keys, **row.optional_keys}.items():
        if environment.get(variable):
            arguments[argument] = environment[variable]
    if row.takes_url and settings.url:
        address = arguments["custom_url"] = settings.url
    # DeepL marks the keys of its free plan, which has an address of its own.
    if row.name == "deepl" and arguments.get("api_key", "").endswith(":fx"):
        address, arguments["use_free_api"] = "https://api-free.deepl.com", True
    workers = settings.workers or row.workers
    return replace(row, address=address, arguments=arguments, workers=workers)


def local_translator(folder: str) -> Translate:
    """Return the translator of the model in a folder, loaded once; threads may share it."""
    # Workers ask for it at once, and loading takes a second and converts a model where it lies.
    with _loading:
        if folder not in _models:
            from firefox_translations import Translator  # noqa: PLC0415 - an extra, slow to import

            path = Path(folder).expanduser()
            _models[folder] = Translator("ar", "en", model_dir=path, device="cpu")
        translate: Translate = _models[folder].translate
    return translate
