"""The translation services there are, as a table, and how each is made ready for one worker.

Facts of deep-translator 1.11.4 and of the services, not of this project: language codes, longest
texts, where keys are looked for. Keys come from the environment only.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .chunks import Size, in_bytes

Translate = Callable[[str], object]
"""Text in, whatever the service answers out; it may raise anything."""


@dataclass(frozen=True)
class Service:
    """One service: its class in deep-translator, its codes, limits and keys.

    `limit` is the largest text by `size`; `workers` are requests at once and `pause` seconds
    between two of them, for services that answer 429 soon. `keys` are needed, `options` may be
    given: constructor argument by environment variable. `masks` where names and figures are
    known to suffer.
    """

    name: str
    made_by: str
    address: str
    limit: int
    source: str = "ar"
    target: str = "en"
    size: Size = len
    workers: int = 2
    pause: float = 0.2
    keys: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    takes_url: bool = False
    masks: bool = False


SERVICES: tuple[Service, ...] = (
    # Google takes 5,000 characters, but in the address, where an Arabic letter is six.
    Service("google", "GoogleTranslator", "https://translate.google.com", 1_500),
    Service(
        "mymemory", "MyMemoryTranslator", "http://api.mymemory.translated.net", 480,
        source="ar-SA", target="en-US", size=in_bytes, workers=1, pause=0.5, masks=True,
        options={"MYMEMORY_EMAIL": "email"},
    ),
    # A text goes in the address, where servers allow some 8,000 bytes.
    Service(
        "libre", "LibreTranslator", "https://libretranslate.com", 1_000, workers=8, pause=0.0,
        masks=True,
        options={"LIBRE_API_KEY": "api_key"}, fixed={"use_free_api": False}, takes_url=True,
    ),
    Service(
        "deepl", "DeeplTranslator", "https://api.deepl.com", 1_000, workers=4, pause=0.0,
        keys={"DEEPL_API_KEY": "api_key"},
    ),
    Service(
        "microsoft", "MicrosoftTranslator", "https://api.cognitive.microsofttranslator.com", 5_000,
        workers=4, pause=0.0,
        keys={"MICROSOFT_API_KEY": "api_key"}, options={"MICROSOFT_REGION": "region"},
    ),
    Service(
        "chatgpt", "ChatGptTranslator", "https://api.openai.com", 4_000, source="arabic",
        target="english",
        workers=4, pause=0.0,
        keys={"OPEN_API_KEY": "api_key"}, options={"OPENAI_MODEL": "model"},
    ),
    Service(
        "qcri", "QcriTranslator", "https://mt.qcri.org", 1_000, keys={"QCRI_API_KEY": "api_key"},
        said={"domain": "news"},
    ),
    Service(
        "baidu", "BaiduTranslator", "https://fanyi-api.baidu.com", 1_000, source="ara",
        workers=1, pause=1.0,
        keys={"BAIDU_APPID": "appid", "BAIDU_APPKEY": "appkey"},
    ),
    Service(
        "yandex", "YandexTranslator", "https://translate.yandex.net", 4_000,
        keys={"YANDEX_API_KEY": "api_key"},
    ),
)  # fmt: skip
"""Left out: Papago does no Arabic; Pons and Linguee are dictionaries, not translators."""

NO_KEY = "none"
"""What a LibreTranslate of one's own gets as key: deep-translator refuses to go without."""


def service(name: str) -> Service | None:
    """Return the service of this name, ``None`` if there is none."""
    return next((one for one in SERVICES if one.name == name), None)


def missing_keys(one: Service, environment: Mapping[str, str]) -> list[str]:
    """Return the environment variables a service needs and does not find."""
    return [variable for variable in one.keys if not environment.get(variable)]


def make_translator(one: Service, environment: Mapping[str, str], url: str) -> Translate:
    """Return a translator of a service for one worker; they must not be shared between threads.

    Making one may itself ask the service (Microsoft's list of languages), and so may fail.
    """
    if one.name == "deepl":
        _teach_deepl_arabic()
    made_by = getattr(importlib.import_module("deep_translator"), one.made_by)
    translator = made_by(source=one.source, target=one.target, **_arguments(one, environment, url))
    return lambda text: translator.translate(text, **one.said)


def _arguments(one: Service, environment: Mapping[str, str], url: str) -> dict[str, Any]:
    given = {**one.keys, **one.options}
    found: dict[str, Any] = {
        argument: environment[name] for name, argument in given.items() if environment.get(name)
    }
    if one.takes_url:
        found = {"api_key": NO_KEY, **found}
        if url:
            found["custom_url"] = f"{url.rstrip('/')}/"
    if one.name == "deepl":
        found["use_free_api"] = found["api_key"].endswith(FREE_KEY)
    return {**one.fixed, **found}


def address_of(one: Service, environment: Mapping[str, str]) -> str:
    """Return where a service's texts go; DeepL has another address for free keys."""
    free = one.name == "deepl" and environment.get("DEEPL_API_KEY", "").endswith(FREE_KEY)
    return one.address.replace("api.", "api-free.", 1) if free else one.address


FREE_KEY = ":fx"
"""How DeepL marks the keys of its free plan."""


def _teach_deepl_arabic() -> None:
    """Add Arabic to deep-translator's table for DeepL, which lacks it; DeepL has it since 2024."""
    from deep_translator.constants import DEEPL_LANGUAGE_TO_CODE  # noqa: PLC0415 - slow to import

    DEEPL_LANGUAGE_TO_CODE.setdefault("arabic", "ar")
