"""Each service by deep-translator's own class, against a loopback web that speaks its protocol."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from engine_support import Outcome, ask, cut_time, english, paced, segments
from pelican.plugins.briefing.edges.command import main
from pelican.plugins.briefing.translate.circuit_breaker import TIMED_OUT, RequestFailedError
from pelican.plugins.briefing.translate.deep_translator_patches import (
    BODY_TIMEOUT,
    CONNECT_TIMEOUT,
    LARGEST_ANSWER,
    READ_TIMEOUT,
    http_limits,
    read_body,
)
from pelican.plugins.briefing.translate.engines import ENGINES, Engine, EngineSettings, make_engines
from pelican.plugins.briefing.translate.workers import MAX_TRIES

ARABIC = segments(1)[0]
LANGUAGES = {"translation": {"ar": {"name": "Arabic"}, "en": {"name": "English"}}}


@dataclass(frozen=True)
class Call:
    """One request as a service sees it: where it went, and what was said in it."""

    method: str
    where: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: str

    def form(self) -> dict[str, str]:
        """Return the fields of a form, in the address or in the body."""
        return {**self.query, **dict(parse_qsl(self.body))}

    def json(self) -> Any:  # noqa: ANN401 - what JSON may be
        """Return the body read as JSON."""
        return json.loads(self.body)


class Web(ThreadingHTTPServer):
    """Every host of the web, on loopback: answers by a function and remembers the calls."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Call], tuple[int, str]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.calls: list[Call] = []
        self.ended = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as there
        """Say nothing of clients that went away."""


class _Handler(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        call = Call(
            self.command,
            f"{self.headers['X-Was']}{url.path}",
            dict(self.headers),
            dict(parse_qsl(url.query, keep_blank_values=True)),
            self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode(),
        )
        self.server.calls.append(call)
        status, body = self.server.answer(call)
        if status == HANGS:
            self.server.ended.wait()
        if status in (HANGS, CUTS):
            return
        self.send_response(status)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    do_POST = do_GET  # noqa: N815 - its name there

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name there
        """Keep quiet."""


HANGS, CUTS = 0, 1
"""No statuses: no answer at all, and the connection closed."""


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """Give a web that all requests of this process go to, whatever their host."""
    server = Web(lambda _call: (500, ""))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    send = requests.adapters.HTTPAdapter.send

    def led_here(self: Any, request: Any, **options: Any) -> Any:  # noqa: ANN401 - as requests has them
        url = urlsplit(request.url)
        request.headers["X-Was"] = f"{url.scheme}://{url.netloc}"
        request.url = url._replace(scheme="http", netloc=f"127.0.0.1:{server.server_port}").geturl()
        return send(self, request, **options)

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", led_here)
    yield server
    server.ended.set()
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Protocol:
    """How one service is asked and answers.

    `text` finds the text in a call and `codes` the languages; `says` makes an answer of English;
    `keyed` tells whether the key is where the service looks for it.
    """

    name: str
    environment: Mapping[str, str]
    method: str
    where: str
    text: Callable[[Call], str]
    codes: Callable[[Call], tuple[str, str]]
    expected: tuple[str, str]
    says: Callable[[str], object]
    keyed: Callable[[Call], bool] = lambda _call: True
    secrets: tuple[str, ...] = field(default=())
    """What must not be in an address, since servers and proxies write addresses down."""


def in_form(*names: str) -> Callable[[Call], tuple[str, ...]]:
    return lambda call: tuple(call.form().get(name, "") for name in names)


def pair(name: str, between: str) -> Callable[[Call], tuple[str, str]]:
    return lambda call: tuple(call.form()[name].split(between))  # type: ignore[return-value]


def deepl_field(name: str) -> Callable[[Call], str]:
    """Find a field of DeepL's, in a form or in JSON, where a text stands in a list."""

    def find(call: Call) -> str:
        fields = call.json() if call.body.startswith("{") else call.form()
        value = fields[name]
        return str(value[0] if isinstance(value, list) else value)

    return find


def deepl_codes(call: Call) -> tuple[str, str]:
    return deepl_field("source_lang")(call).lower(), deepl_field("target_lang")(call).lower()[:2]


def baidu_signed(call: Call) -> bool:
    sent = call.form()
    signed = "b-id" + sent["q"] + sent["salt"] + "b-key"
    digest = hashlib.md5(signed.encode(), usedforsecurity=False).hexdigest()
    return sent["appid"] == "b-id" and sent["sign"] == digest


DEEPL_FREE, DEEPL_PAID = "https://api-free.deepl.com", "https://api.deepl.com"


def deepl(key: str, host: str) -> Protocol:
    return Protocol(
        "deepl", {"DEEPL_API_KEY": key}, "POST", f"{host}/v2/translate",
        text=deepl_field("text"),
        codes=deepl_codes,
        expected=("ar", "en"),
        says=lambda en: {"translations": [{"detected_source_language": "AR", "text": en}]},
        keyed=lambda call: call.headers.get("Authorization") == f"DeepL-Auth-Key {key}",
        secrets=(key,),
    )  # fmt: skip


def microsoft(region: str) -> Protocol:
    keys = {"MICROSOFT_API_KEY": "m-key"} | ({"MICROSOFT_REGION": region} if region else {})
    return Protocol(
        "microsoft", keys, "POST", "https://api.cognitive.microsofttranslator.com/translate",
        text=lambda call: str(call.json()[0]["text"]),
        codes=lambda call: (call.query["from"], call.query["to"]),
        expected=("ar", "en"),
        says=lambda en: [{"translations": [{"text": en, "to": "en"}]}],
        keyed=lambda call: (
            call.headers.get("Ocp-Apim-Subscription-Key") == "m-key"
            and call.headers.get("Ocp-Apim-Subscription-Region", "") == region
        ),
        secrets=("m-key",),
    )  # fmt: skip


def mymemory(email: str) -> Protocol:
    return Protocol(
        "mymemory", {"MYMEMORY_EMAIL": email} if email else {}, "GET",
        "http://api.mymemory.translated.net/get",
        text=lambda call: call.query["q"],
        codes=pair("langpair", "|"),
        expected=("ar-SA", "en-US"),
        says=lambda en: {"responseData": {"translatedText": en}, "matches": []},
        keyed=lambda call: call.query.get("de", "") == email,
    )  # fmt: skip


PROTOCOLS = {
    "google": Protocol(
        "google", {}, "GET", "https://translate.google.com/m",
        text=lambda call: call.query["q"],
        codes=in_form("sl", "tl"),  # type: ignore[arg-type]
        expected=("ar", "en"),
        says=lambda en: f'<html><body><div class="result-container">{en}</div></body></html>',
    ),
    "mymemory": mymemory(""),
    "mymemory-email": mymemory("desk@example.org"),
    "deepl": deepl("d-key", DEEPL_PAID),
    "deepl-free": deepl("d-key:fx", DEEPL_FREE),
    "microsoft": microsoft(""),
    "microsoft-region": microsoft("westeurope"),
    "qcri": Protocol(
        "qcri", {"QCRI_API_KEY": "q-key"}, "GET", "https://mt.qcri.org/api/v1/translate",
        text=lambda call: call.query["text"],
        codes=pair("langpair", "-"),
        expected=("ar", "en"),
        says=lambda en: {"success": True, "translatedText": en},
        keyed=lambda call: call.query["key"] == "q-key",
    ),
    "baidu": Protocol(
        "baidu", {"BAIDU_APPID": "b-id", "BAIDU_APPKEY": "b-key"}, "POST",
        "https://fanyi-api.baidu.com/api/trans/vip/translate",
        text=lambda call: call.form()["q"],
        codes=in_form("from", "to"),  # type: ignore[arg-type]
        expected=("ara", "en"),
        says=lambda en: {"from": "ara", "to": "en", "trans_result": [{"src": "", "dst": en}]},
        keyed=baidu_signed,
        secrets=("b-key",),
    ),
    "yandex": Protocol(
        "yandex", {"YANDEX_API_KEY": "y-key"}, "POST",
        "https://translate.yandex.net/api/v1.5/tr.json/translate",
        text=lambda call: call.form()["text"],
        codes=pair("lang", "-"),
        expected=("ar", "en"),
        says=lambda en: {"code": 200, "lang": "ar-en", "text": [en]},
        keyed=lambda call: call.form()["key"] == "y-key",
        secrets=("y-key",),
    ),
}  # fmt: skip
SPOKEN = pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS)
NAMES = ("google", "mymemory", "deepl", "microsoft", "qcri", "baidu", "yandex")
EACH = pytest.mark.parametrize("protocol", [PROTOCOLS[name] for name in NAMES], ids=NAMES)


def engine_for(protocol: Protocol) -> Engine:
    engines, problems = make_engines(EngineSettings((protocol.name,)), protocol.environment)
    assert problems == ()
    return paced(engines[0], 0.0)


def is_question(call: Call) -> bool:
    """Tell a translation from Microsoft's list of languages."""
    return not call.where.endswith("/languages")


def right(protocol: Protocol) -> Callable[[Call], tuple[int, str]]:
    """Return the answers of a service that works."""

    def answer(call: Call) -> tuple[int, str]:
        if not is_question(call):
            return 200, json.dumps(LANGUAGES)
        said = protocol.says(english(protocol.text(call)))
        return 200, said if isinstance(said, str) else json.dumps(said)

    return answer


def always(status: int, body: str = "") -> Callable[[Call], tuple[int, str]]:
    """Return the answers of a service that translates nothing."""
    return lambda call: (status, body) if is_question(call) else (200, json.dumps(LANGUAGES))


def asked(
    web: Web, protocol: Protocol, answer: Callable[[Call], tuple[int, str]], count: int = 1
) -> Outcome:
    web.answer = answer
    return ask(segments(count), engine_for(protocol))


def questions(web: Web) -> list[Call]:
    return [call for call in web.calls if is_question(call)]


def test_every_service_of_deep_translator_has_a_protocol_here() -> None:
    services = {one.name for one in ENGINES} - {"libre", "chatgpt", "local"}
    assert {protocol.name for protocol in PROTOCOLS.values()} == services == set(NAMES)


@SPOKEN
def test_a_good_answer_comes_through(web: Web, protocol: Protocol) -> None:
    outcome = asked(web, protocol, right(protocol))
    assert outcome.kept == {ARABIC: english(ARABIC)}
    assert outcome.short == ()
    assert len(questions(web)) == 1


@SPOKEN
def test_a_service_is_asked_where_and_as_it_expects(web: Web, protocol: Protocol) -> None:
    asked(web, protocol, right(protocol))
    call = questions(web)[0]
    assert (call.method, call.where) == (protocol.method, protocol.where)
    assert protocol.codes(call) == protocol.expected
    assert protocol.text(call) == ARABIC
    assert protocol.keyed(call)


@SPOKEN
def test_a_key_is_in_no_address_where_the_service_takes_it_elsewhere(
    web: Web, protocol: Protocol
) -> None:
    asked(web, protocol, right(protocol))
    said = [value for call in web.calls for value in call.query.values()]
    assert not set(said) & set(protocol.secrets)


@SPOKEN
def test_texts_go_to_the_host_that_a_person_was_told(web: Web, protocol: Protocol) -> None:
    told = str(engine_for(protocol))
    asked(web, protocol, right(protocol))
    hosts = {str(urlsplit(call.where).hostname) for call in web.calls}
    assert {f"{protocol.name} ({host})" for host in hosts} == {told}


REFUSALS = {
    "google": "<html><head><title>Error 403 (Forbidden)!!1</title></head></html>",
    "microsoft": json.dumps({"error": {"code": 401001, "message": "credentials are missing"}}),
    "yandex": json.dumps({"code": 403, "message": "The daily limit has been exceeded"}),
}


@EACH
@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_the_reason_of_a_failure_is_the_services_status(
    web: Web, protocol: Protocol, status: int
) -> None:
    body = REFUSALS.get(protocol.name, json.dumps({"message": "no"}))
    outcome = asked(web, protocol, always(status, body), 12)
    assert outcome.kept == {}
    assert outcome.why() == f"HTTP {status}"
    if status in (401, 403):
        assert len(questions(web)) <= engine_for(protocol).workers


@EACH
def test_a_service_that_hangs_costs_one_time_limit(
    web: Web, protocol: Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_time(monkeypatch)
    outcome = asked(web, protocol, always(HANGS))
    assert outcome.why() == "no answer in time"
    assert len(questions(web)) == 1


@EACH
def test_a_service_that_hangs_behind_its_first_answer_costs_two(
    web: Web, protocol: Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_time(monkeypatch)
    good = right(protocol)

    def later_hangs(call: Call) -> tuple[int, str]:
        first = not is_question(call) or protocol.text(call) == ARABIC
        return good(call) if first else (HANGS, "")

    web.answer = later_hangs
    outcome = ask(segments(2), replace(engine_for(protocol), workers=1))
    assert list(outcome.kept) == [ARABIC]
    assert outcome.why() == "no answer in time"
    assert len(questions(web)) == 3


@EACH
def test_a_service_that_closes_the_connection_is_said_to(web: Web, protocol: Protocol) -> None:
    outcome = asked(web, protocol, always(CUTS))
    assert outcome.why().startswith("no connection")


ODD = ["", "{}", "[]", "null", "42", '"text"', "[[]]", '[{"translations": []}]', "<html>", "{]"]
ODD += ['{"text": null, "code": 200}', '{"translations": []}', '{"responseData": null}']


@EACH
@pytest.mark.parametrize("body", ODD)
def test_an_odd_answer_breaks_nothing(web: Web, protocol: Protocol, body: str) -> None:
    outcome = asked(web, protocol, always(200, body))
    assert outcome.kept == {}
    assert outcome.short[0].left == 1
    assert len(questions(web)) <= MAX_TRIES


MESSAGES = [
    ("mymemory", {"responseData": {"translatedText": "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE"
                                   " TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN 10 HOURS"}}),
    ("mymemory", {"responseData": {"translatedText": "QUERY LENGTH LIMIT EXCEEDED."}}),
    ("baidu", {"error_code": "54003", "error_msg": "Invalid Access Limit"}),
    ("yandex", {"code": 401, "message": "API key is invalid"}),
    ("microsoft", {"error": {"code": 400036, "message": "The target language is not valid."}}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "message"), MESSAGES)
def test_a_message_of_the_service_is_no_translation(web: Web, name: str, message: object) -> None:
    outcome = asked(web, PROTOCOLS[name], always(200, json.dumps(message)))
    assert outcome.kept == {}


@EACH
def test_a_long_segment_fits_each_service(web: Web, protocol: Protocol) -> None:
    long = " ".join(segments(200, 10))
    web.answer = right(protocol)
    outcome = ask([long], engine_for(protocol))
    assert outcome.kept == {long: english(long)}
    most = max(len(protocol.text(call)) for call in questions(web))
    assert most < {"mymemory": 500, "google": 5000}.get(protocol.name, 5001)


# The limits that every request has: tests/test_deep_translator_patches.py says why ---------------


@EACH
def test_every_service_passes_the_adapter_that_is_limited(
    web: Web, protocol: Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, Any]] = []
    send = requests.adapters.HTTPAdapter.send

    def watched(self: Any, request: Any, **options: Any) -> Any:  # noqa: ANN401 - as requests has them
        seen.append(options)
        return send(self, request, **options)

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", watched)
    asked(web, protocol, right(protocol))
    assert seen
    assert {options["timeout"] for options in seen} == {(CONNECT_TIMEOUT, READ_TIMEOUT)}
    assert {options["stream"] for options in seen} == {True}


def test_an_answer_read_within_the_limits_is_all_that_requests_needs(web: Web) -> None:
    web.answer = lambda _call: (200, '{"text": "حسن"}')
    with http_limits():
        response = requests.get("https://example.org/", timeout=5)
    assert response.json() == {"text": "حسن"}
    assert response.content.decode() == response.text == '{"text": "حسن"}'


def test_limits_end_with_the_run() -> None:
    send = requests.adapters.HTTPAdapter.send
    with http_limits():
        assert requests.adapters.HTTPAdapter.send is not send
    assert requests.adapters.HTTPAdapter.send is send


class Dripping:
    """A body that comes in pieces, each of them a second after the last."""

    def __init__(self, piece: bytes, count: int) -> None:
        self.piece, self.left, self.time, self.is_closed = piece, count, 0.0, False

    def read1(self, _size: int, *, decode_content: bool) -> bytes:
        assert decode_content
        self.time += 1
        self.left -= 1
        return self.piece if self.left >= 0 else b""

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize(
    ("piece", "count", "error", "pieces"),
    [
        (b"ab", 9, None, 10),
        (b"ab", 10**9, TIMED_OUT, int(BODY_TIMEOUT) + 1),
        (b"x" * (LARGEST_ANSWER // 4), 10**9, "its answer is too long", 5),
        (b"x" * (LARGEST_ANSWER // 4), 4, None, 5),
    ],
)
def test_a_body_is_read_to_its_end_or_to_the_limits(
    piece: bytes, count: int, error: str | None, pieces: int
) -> None:
    raw = Dripping(piece, count)
    if error is None:
        assert read_body(raw, lambda: raw.time) == piece * count
    else:
        with pytest.raises(RequestFailedError, match=error):
            read_body(raw, lambda: raw.time)
    assert raw.time == pieces
    assert raw.is_closed


# What cannot work is said before anything is asked ----------------------------------------------

KEYS = {
    "deepl": ["DEEPL_API_KEY"],
    "microsoft": ["MICROSOFT_API_KEY"],
    "qcri": ["QCRI_API_KEY"],
    "baidu": ["BAIDU_APPID", "BAIDU_APPKEY"],
    "yandex": ["YANDEX_API_KEY"],
}


@pytest.mark.parametrize(("name", "keys"), KEYS.items(), ids=KEYS)
def test_a_missing_key_is_one_problem(web: Web, name: str, keys: list[str]) -> None:
    for environment in ({}, dict.fromkeys(keys, "")):
        engines, problems = make_engines(EngineSettings((name,)), environment)
        assert engines == ()
        assert [key for key in keys for p in problems if p.message.endswith(f"key {key}")] == keys
        assert len(problems) == len(keys)
    assert web.calls == []


@pytest.mark.parametrize(
    ("openai", "environment", "words"),
    [
        ("no_such_module", {"OPEN_API_KEY": "o-key"}, "not installed"),
        ("no_such_module", {}, "not installed"),
        ("json", {}, "needs the key OPEN_API_KEY"),
    ],
)
def test_chatgpt_without_its_extra_or_its_key_is_one_problem(
    monkeypatch: pytest.MonkeyPatch, openai: str, environment: dict[str, str], words: str
) -> None:
    find = importlib.util.find_spec
    there = importlib.util.find_spec(openai)
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: there if name == "openai" else find(name)
    )
    engines, problems = make_engines(EngineSettings(("chatgpt",)), environment)
    assert engines == ()
    assert len(problems) == 1
    assert words in str(problems[0])


def test_chatgpt_with_all_it_needs_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())
    engines, problems = make_engines(EngineSettings(("chatgpt",)), {"OPEN_API_KEY": "o-key"})
    assert problems == ()
    assert str(engines[0]) == "chatgpt (api.openai.com)"


@pytest.mark.parametrize("name", ["magic", "Google", "papago"])
def test_an_unknown_engine_is_one_problem(name: str) -> None:
    engines, problems = make_engines(EngineSettings((name, "google")), {})
    assert engines == ()
    assert len(problems) == 1
    assert f"unknown engine “{name}”" in str(problems[0])


def test_one_engine_that_cannot_work_stops_all() -> None:
    engines, problems = make_engines(EngineSettings(("google", "deepl", "baidu")), {})
    assert engines == ()
    assert len(problems) == 3


WRONG = [
    ('"deepl"', "", "needs the key DEEPL_API_KEY"),
    ('"magic"', "", "unknown engine “magic”"),
    ('"libre"', "ftp://127.0.0.1/", "BRIEFING_ENGINE_URL"),
    ('"libre"', "127.0.0.1:5000", "BRIEFING_ENGINE_URL"),
    ('"libre"', "http://127.0.0.1:99999", "BRIEFING_ENGINE_URL"),
    ('"libre"', "http://127.0.0.1:port", "BRIEFING_ENGINE_URL"),
    ('"libre"', "http://[::1", "BRIEFING_ENGINE_URL"),
]


@pytest.mark.parametrize(("engine", "url", "words"), WRONG)
def test_a_wrong_setting_is_one_line_of_the_command(  # noqa: PLR0913, PLR0917 - fixtures
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    engine: str, url: str, words: str,
) -> None:  # fmt: skip
    monkeypatch.delenv("DEEPL_API_KEY", raising=False)
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"BRIEFING_ENGINE = {engine}\nBRIEFING_ENGINE_URL = {url!r}\n")
    assert main(["--root", str(project), "translate"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().split("\n")) == 1
    assert words in err
