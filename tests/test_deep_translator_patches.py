"""Each patch of deep-translator is still needed, and what it patches is what it was written for.

A test that fails here is no fault of ours: the library has changed. Read the docstring of
translate/deep_translator_patches.py and take out what is no longer needed.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import inspect
import io
import json
import logging
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import deep_translator
import pytest
import requests
from libre_server import libre_server
from pelican.plugins.briefing.translate.circuit_breaker import RequestFailedError
from pelican.plugins.briefing.translate.deep_translator_patches import (
    LARGEST_ANSWER,
    LOGGERS_WITH_ADDRESSES,
    PATCHES,
    http_limits,
    translator_class,
)
from pelican.plugins.briefing.translate.engines import ENGINES
from requests.adapters import HTTPAdapter

# What is patched, as it was read when the patches were written -----------------------------------

VERSION = "1.11.4"
PATCHED = {
    "requests.adapters:HTTPAdapter.send": (
        "a8b4a1d8c114e29d", "whether it takes `timeout` and `stream`, and its response has a `raw`"
    ),
    "deep_translator.base:BaseTranslator.__init__": (
        "9f58424b395a1712", "whether it sets `_base_url`, `_source` and `_target`"
    ),
    "deep_translator.base:BaseTranslator._map_language_to_code": (
        "f4d7858e90c87f5c", "whether it lets unknown codes pass: then patch 5 can let it be"
    ),
    "deep_translator:DeeplTranslator.__init__": (
        "92b8a49f6d7b4a9e", "whether `use_free_api` chooses the address, and `api_key` is kept"
    ),
    "deep_translator:DeeplTranslator.translate": (
        "d0051524729e0074", "whether key and text are in no address any more: then patch 5 can go"
    ),
    "deep_translator.constants:DEEPL_LANGUAGE_TO_CODE": (
        "fb95b278666250ca", "whether Arabic is there: then patch 5 can leave the codes alone"
    ),
    "deep_translator:LibreTranslator.__init__": (
        "242927a5bdc10b6e", "whether it goes without a key, and where to: then patch 6 can go"
    ),
    "deep_translator:LibreTranslator.translate": (
        "62328339f8debd5a", "how it joins address and path: patch 6 ends the address with a slash"
    ),
    "deep_translator:YandexTranslator.translate": (
        "e45fcdfbc0a8ef5f", "whether it returns text: then patch 7 can go"
    ),
    "deep_translator.constants:BASE_URLS": (
        "70afbbed449f1dcd", "whether the table in engines.py still says where texts go"
    ),
}  # fmt: skip
"""A hash of each source, and what to look at when it is another."""


@pytest.mark.parametrize("name", PATCHED)
def test_what_is_patched_is_what_it_was(name: str) -> None:
    known, look_at = PATCHED[name]
    patched = pkgutil.resolve_name(name)
    is_table = isinstance(patched, dict)
    source = json.dumps(patched, sort_keys=True) if is_table else inspect.getsource(patched)
    found = hashlib.sha256(source.encode()).hexdigest()[:16]
    assert found == known, f"{name} has changed. Look at {look_at}. Then write {found} here."


def test_the_version_is_the_one_that_was_read() -> None:
    found = importlib.metadata.version("deep-translator")
    assert found == VERSION, "Read what is new, and every patch's reason, before you write it here."


def test_every_patch_has_a_class_to_patch() -> None:
    used = {engine.class_name for engine in ENGINES}
    assert PATCHES.keys() <= used
    for name in PATCHES:
        assert issubclass(translator_class(name), getattr(deep_translator, name))


@pytest.mark.parametrize("name", ["GoogleTranslator", "MyMemoryTranslator", "QcriTranslator"])
def test_what_is_right_is_not_patched(name: str) -> None:
    assert translator_class(name) is getattr(deep_translator, name)


# Without a patch the library still shows what it is for ------------------------------------------


class Sent:
    """What an unpatched translator asks requests for, and what is answered."""

    def __init__(self, status: int = 200, body: str = "{}") -> None:
        self.status, self.body = status, body
        self.options: dict[str, Any] = {}
        self.url = self.headers = self.form = ""

    def send(
        self,
        request: requests.PreparedRequest,
        **options: object,
    ) -> requests.Response:
        self.options = options
        self.url, self.headers = str(request.url), str(request.headers)
        self.form = str(request.body)
        response = requests.Response()
        response.status_code = self.status
        response.headers["Retry-After"] = "7"
        response.raw = io.BytesIO(self.body.encode())
        return response


Watch = Callable[[Sent], Sent]


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Return a function that has all requests of this process answered by what it is given."""

    def watched(sent: Sent) -> Sent:
        monkeypatch.setattr(HTTPAdapter, "send", sent.send)
        return sent

    return watched


def unpatched(name: str, **arguments: str) -> Any:  # noqa: ANN401 - untyped there
    """Return a translator of deep-translator as it is, for languages that it knows."""
    return getattr(deep_translator, name)(**{"source": "ar", "target": "en", **arguments})


SERVICES = {
    "GoogleTranslator": {},
    "MyMemoryTranslator": {"source": "ar-SA", "target": "en-US"},
    "LibreTranslator": {"api_key": "key", "custom_url": "http://127.0.0.1/"},
    "DeeplTranslator": {"api_key": "key", "source": "de"},
    "MicrosoftTranslator": {"api_key": "key"},
    "QcriTranslator": {"api_key": "key"},
    "BaiduTranslator": {"appid": "id", "appkey": "key", "source": "ara"},
    "YandexTranslator": {"api_key": "key"},
}


def test_every_service_is_among_them() -> None:
    # ChatGPT is asked through openai, which has a session of its own.
    asked = {engine.class_name for engine in ENGINES} - {"", "ChatGptTranslator"}
    assert asked == SERVICES.keys()


@pytest.mark.parametrize("name", SERVICES)
def test_patch_1_is_needed_as_there_is_no_timeout(watch: Watch, name: str) -> None:
    sent = watch(Sent())
    with suppress(Exception):
        unpatched(name, **SERVICES[name]).translate("نص", domain="news")
    assert sent.options["timeout"] is None, f"{name} sets a timeout now"


def test_patch_2_is_needed_as_an_answer_of_any_size_is_read() -> None:
    huge = "a" * (LARGEST_ANSWER + 1)
    with libre_server(translate=lambda _: huge) as server:
        translator = unpatched("LibreTranslator", api_key="key", custom_url=f"{server.url}/")
        assert translator.translate("نص") == huge
        with http_limits(), pytest.raises(RequestFailedError, match="too long"):
            translator.translate("نص")


@pytest.mark.parametrize("name", ["GoogleTranslator", "MyMemoryTranslator", "DeeplTranslator"])
@pytest.mark.parametrize("status", [401, 429, 503])
def test_patch_3_is_needed_as_status_and_wait_are_lost(
    watch: Watch, name: str, status: int
) -> None:
    watch(Sent(status))
    with pytest.raises(Exception) as raised:  # noqa: PT011 - there is none that they share
        unpatched(name, **SERVICES[name]).translate("نص")
    assert not isinstance(raised.value, requests.RequestException)
    assert vars(raised.value).get("response") is None
    assert "7" not in str(raised.value), f"{name} tells how long to wait now"


def test_patch_4_is_needed_as_a_debugging_log_shows_texts_and_keys(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in LOGGERS_WITH_ADDRESSES:
        monkeypatch.setattr(logging.getLogger(name), "level", logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    with libre_server() as server:
        translator = unpatched("LibreTranslator", api_key="my-key", custom_url=f"{server.url}/")
        translator.translate("one")
        assert "api_key=my-key" in caplog.text
        caplog.clear()
        # Another text, since Pelican's loggers do not repeat a message.
        with http_limits():
            translator.translate("two")
        assert caplog.text == ""


def test_patch_5_is_needed_as_deepl_has_no_arabic() -> None:
    with pytest.raises(deep_translator.exceptions.LanguageNotSupportedException):
        unpatched("DeeplTranslator", api_key="key")


def test_patch_5_is_needed_as_key_and_text_go_in_the_address(watch: Watch) -> None:
    sent = watch(Sent(body='{"translations": [{"text": "Wort"}]}'))
    unpatched("DeeplTranslator", api_key="my-key", source="de").translate("Wort")
    assert "auth_key=my-key" in sent.url
    assert "text=Wort" in sent.url
    translator_class("DeeplTranslator")(source="AR", target="EN", api_key="my-key").translate(
        "Wort"
    )
    assert sent.url == "https://api-free.deepl.com/v2/translate"
    assert "'Authorization': 'DeepL-Auth-Key my-key'" in sent.headers
    assert sent.form == "text=Wort&source_lang=AR&target_lang=EN"


def test_patch_6_is_needed_as_libretranslate_does_not_go_without_a_key() -> None:
    with pytest.raises(deep_translator.exceptions.ApiKeyException):
        unpatched("LibreTranslator", custom_url="http://127.0.0.1/")


def test_patch_6_is_needed_as_the_address_is_a_mirrors(watch: Watch) -> None:
    sent = watch(Sent(body='{"translatedText": "text"}'))
    unpatched("LibreTranslator", api_key="key").translate("نص")
    assert sent.url.startswith("https://libretranslate.de/translate?")
    translator_class("LibreTranslator")(source="ar", target="en").translate("نص")
    assert sent.url.startswith("https://libretranslate.com/translate?")
    assert sent.url.endswith("api_key=none")


def test_patch_6_is_needed_as_address_and_path_are_joined_as_they_are(watch: Watch) -> None:
    sent = watch(Sent(body='{"translatedText": "text"}'))
    for url in ("http://127.0.0.1/sub", "http://127.0.0.1/sub/"):
        made = translator_class("LibreTranslator")(source="ar", target="en", custom_url=url)
        made.translate("نص")
        assert sent.url.startswith("http://127.0.0.1/sub/translate?")
    unpatched("LibreTranslator", api_key="key", custom_url="http://127.0.0.1/sub").translate("نص")
    assert sent.url.startswith("http://127.0.0.1/subtranslate?")


def test_patch_7_is_needed_as_yandex_is_handed_on_as_a_list(watch: Watch) -> None:
    watch(Sent(body='{"code": 200, "text": ["One.", "Two."]}'))
    assert unpatched("YandexTranslator", api_key="key").translate("نص") == ["One.", "Two."]
    made = translator_class("YandexTranslator")(source="ar", target="en", api_key="key")
    assert made.translate("نص") == "One. Two."


# What is worked around elsewhere ------------------------------------------------------------------


def test_a_translator_keeps_its_text_so_that_threads_must_not_share_it(watch: Watch) -> None:
    watch(Sent(body='<div class="result-container">text</div>'))
    translator = unpatched("GoogleTranslator")
    translator.translate("نص")
    assert "نص" in str(vars(translator))


def test_exceptions_hold_keys_so_that_only_their_class_is_shown(watch: Watch) -> None:
    watch(Sent(status=403))
    with pytest.raises(deep_translator.exceptions.AuthorizationException, match="my-key"):
        unpatched("DeeplTranslator", api_key="my-key", source="de").translate("Wort")


def test_chatgpt_needs_an_openai_older_than_1() -> None:
    asked = inspect.getsource(deep_translator.ChatGptTranslator.translate)
    assert "openai.ChatCompletion" in asked, "then the extra [chatgpt] may have a newer openai"
