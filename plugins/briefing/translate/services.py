"""The translation services there are, as a table, and how each is made ready for one worker.

Facts of deep-translator 1.11.4 and of the services, not of this project: language codes, longest
texts, where keys are looked for. Keys come from the environment only.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from .chunks import Size, utf8_size

Translate = Callable[[str], object]
"""Text in, whatever the service answers out; it may raise anything."""


@dataclass(frozen=True)
class Service:
    """One service: its class in deep-translator, its codes, limits and keys.

    `limit` is the largest text by `size`; `workers` are requests at once and `pause` seconds
    between two of them, for services that answer 429 soon. `keys` are needed, `optional_keys` may
    be given: constructor argument by environment variable. `arguments` go to the constructor and
    `request_arguments` to each request. `masks` where names and figures are known to suffer.
    """

    name: str
    class_name: str
    address: str
    limit: int
    source: str = "ar"
    target: str = "en"
    size: Size = len
    workers: int = 2
    pause: float = 0.2
    keys: Mapping[str, str] = field(default_factory=dict)
    optional_keys: Mapping[str, str] = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict)
    request_arguments: Mapping[str, Any] = field(default_factory=dict)
    takes_url: bool = False
    masks: bool = False


SERVICES: tuple[Service, ...] = (
    # Google takes 5,000 characters, but in the address, where an Arabic letter is six.
    Service("google", "GoogleTranslator", "https://translate.google.com", 1_500),
    # MyMemory takes 500 bytes, and soon answers 429 to who asks often.
    Service(
        "mymemory", "MyMemoryTranslator", "http://api.mymemory.translated.net", 480,
        source="ar-SA", target="en-US", size=utf8_size, workers=1, pause=0.5, masks=True,
        optional_keys={"MYMEMORY_EMAIL": "email"},
    ),
    # A text goes in the address, where servers allow some 8,000 bytes.
    Service(
        "libre", "LibreTranslator", "https://libretranslate.com", 1_000, workers=8, pause=0.0,
        masks=True, takes_url=True,
        optional_keys={"LIBRE_API_KEY": "api_key"}, arguments={"use_free_api": False},
    ),
    # Asked without deep-translator, see `_deepl_translator`.
    Service(
        "deepl", "", "https://api.deepl.com", 1_000, source="AR", target="EN", workers=4, pause=0.0,
        keys={"DEEPL_API_KEY": "api_key"},
    ),
    Service(
        "microsoft", "MicrosoftTranslator", "https://api.cognitive.microsofttranslator.com", 5_000,
        workers=4, pause=0.0,
        keys={"MICROSOFT_API_KEY": "api_key"}, optional_keys={"MICROSOFT_REGION": "region"},
    ),
    # A prompt to a model, which deep-translator writes with names of languages, not codes.
    Service(
        "chatgpt", "ChatGptTranslator", "https://api.openai.com", 4_000, source="arabic",
        target="english",
        workers=4, pause=0.0,
        keys={"OPEN_API_KEY": "api_key"}, optional_keys={"OPENAI_MODEL": "model"},
    ),
    Service(
        "qcri", "QcriTranslator", "https://mt.qcri.org", 1_000, keys={"QCRI_API_KEY": "api_key"},
        request_arguments={"domain": "news"},
    ),
    # The free plan of Baidu allows one request a second.
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

_NO_KEY = "none"
"""What a LibreTranslate of one's own gets as key: deep-translator refuses to go without."""
_FREE_KEY = ":fx"
"""How DeepL marks the keys of its free plan, which has an address of its own."""


def find_service(name: str) -> Service | None:
    """Return the service of this name, ``None`` if there is none."""
    return next((service for service in SERVICES if service.name == name), None)


def missing_keys(service: Service, environment: Mapping[str, str]) -> list[str]:
    """Return the environment variables a service needs and does not find."""
    return [variable for variable in service.keys if not environment.get(variable)]


def service_address(service: Service, environment: Mapping[str, str]) -> str:
    """Return where a service's texts go."""
    if service.name == "deepl" and environment.get("DEEPL_API_KEY", "").endswith(_FREE_KEY):
        return service.address.replace("api.", "api-free.", 1)
    return service.address


def make_translator(service: Service, environment: Mapping[str, str], url: str) -> Translate:
    """Return a translator of a service for one worker; they must not be shared between threads.

    Making one may itself ask the service (Microsoft's list of languages), and so may fail.
    """
    if service.name == "deepl":
        return _deepl_translator(service, environment)
    # Imported here: deep-translator takes a while, and most builds translate nothing.
    translator_class = getattr(importlib.import_module("deep_translator"), service.class_name)
    arguments: dict[str, Any] = {"source": service.source, "target": service.target}
    arguments |= service.arguments
    if service.takes_url:
        arguments["api_key"] = _NO_KEY
        if url:
            # deep-translator joins the path to the address as it is.
            arguments["custom_url"] = f"{url.rstrip('/')}/"
    for variable, argument in {**service.keys, **service.optional_keys}.items():
        if environment.get(variable):
            arguments[argument] = environment[variable]
    translator = translator_class(**arguments)
    return lambda text: translator.translate(text, **service.request_arguments)


def _deepl_translator(service: Service, environment: Mapping[str, str]) -> Translate:
    """Return a translator of DeepL that asks as its documentation says.

    deep-translator knows no Arabic for DeepL, which has it since 2024, and sends key and text in
    the address, where servers and proxies write them down.
    """
    url = f"{service_address(service, environment)}/v2/translate"
    headers = {"Authorization": f"DeepL-Auth-Key {environment['DEEPL_API_KEY']}"}
    codes = {"source_lang": service.source, "target_lang": service.target}

    def translate(text: str) -> object:
        # http_limits gives every request its timeouts.
        response = requests.post(url, {"text": text, **codes}, headers=headers)  # noqa: S113
        response.raise_for_status()
        return response.json()["translations"][0]["text"]

    return translate
