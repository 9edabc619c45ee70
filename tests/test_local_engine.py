"""The engine `local`: its real loading and translating, on a model made here, with no network."""

from __future__ import annotations

import importlib.util
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path
from threading import Barrier

import firefox_translations
import pytest
from engine_support import ask
from pelican.plugins.briefing.editors.glossary_file import read_glossary
from pelican.plugins.briefing.translate.engines import (
    Engine,
    EngineSettings,
    local_translator,
    make_engines,
)
from tiny_model import make_tiny_model

PLAN = "أعلنت الوزارة خطة جديدة للمياه في بغداد."
PLAN_EN = "announced ministry plan new water in Baghdad."
SCHOOL = "قال المدير: المدرسة مفتوحة اليوم؟"
SCHOOL_EN = "said director: school open today?"
UNKNOWN = "هطلت أمطار غزيرة"
LOST = "日本"
GLOSSARY = """
[[person]]
id = "sami"
ar = "سامي الحداد"
en = "Sami al-Haddad"
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a model as it was trained, which nothing may change."""
    return make_tiny_model(tmp_path_factory.mktemp("made") / "model")


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Return a copy of the model for one test: loading converts it where it lies."""
    return shutil.copytree(made, tmp_path / "model")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test in which anything is looked up or connected to, whoever catches the error."""
    asked: list[object] = []

    def refuse(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        message = "no network in this test"
        raise OSError(message)

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    yield
    assert asked == []


def engine_of(folder: Path) -> Engine:
    engines, problems = make_engines(EngineSettings(("local",), "", str(folder)), {})
    assert problems == ()
    return engines[0]


def test_it_is_an_engine_on_this_machine(folder: Path) -> None:
    engine = engine_of(folder)
    assert (engine.name, engine.address, str(engine)) == ("local", None, "local (this machine)")
    assert engine.is_reachable()
    assert list(folder.glob("ctranslate2*")) == []  # nothing is loaded before it is needed


def test_it_translates_and_says_the_same_each_time(folder: Path) -> None:
    translate = engine_of(folder).make()
    assert [translate(text) for text in (PLAN, SCHOOL, PLAN)] == [PLAN_EN, SCHOOL_EN, PLAN_EN]
    assert translate(UNKNOWN) == UNKNOWN
    assert translate(LOST) == ""


def test_a_model_is_the_same_each_time_it_is_made(made: Path, tmp_path: Path) -> None:
    again = make_tiny_model(tmp_path / "again")
    files = {path.name: path.read_bytes() for path in again.iterdir()}
    assert files == {name: (made / name).read_bytes() for name in ("model.npz", "vocab.spm")}


def test_a_model_that_was_converted_needs_its_original_no_more(folder: Path) -> None:
    assert local_translator(str(folder))(PLAN) == PLAN_EN
    moved = folder.rename(folder.with_name("moved"))
    (moved / "model.npz").unlink()
    assert local_translator(str(moved))(PLAN) == PLAN_EN
    shutil.copy(moved / "vocab.spm", moved / "ctranslate2_model")
    assert local_translator(str(moved / "ctranslate2_model"))(PLAN) == PLAN_EN


def test_a_missing_folder_is_one_problem(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    engines, problems = make_engines(EngineSettings(("local",), "", str(missing)), {})
    assert engines == ()
    (problem,) = problems
    assert "BRIEFING_ENGINE" in problem.message
    assert str(missing) in problem.message
    assert "BRIEFING_ENGINE_MODEL" in problem.hint
    assert len(str(problem).splitlines()) == 1


def test_a_missing_package_is_one_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "firefox_translations" else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    engines, problems = make_engines(EngineSettings(("local",), "", str(folder)), {})
    assert engines == ()
    (problem,) = problems
    assert "not installed" in problem.message
    assert "pip install 'pelican-briefing[local]'" in problem.hint
    assert len(str(problem).splitlines()) == 1


@pytest.mark.parametrize("bad", [UNKNOWN, LOST])
def test_what_it_answers_is_kept_and_the_rest_reported(folder: Path, bad: str) -> None:
    outcome = ask([PLAN, SCHOOL, PLAN, bad], engine_of(folder))
    assert outcome.kept == {PLAN: PLAN_EN, SCHOOL: SCHOOL_EN}
    (short,) = outcome.short
    assert (short.engine.name, short.left) == ("local", 1)
    assert short.reason


def test_names_and_figures_go_round_the_model(folder: Path) -> None:
    text = "قال سامي الحداد إن المدرسة مفتوحة في 12,500 (اليوم) «اليوم»."
    outcome = ask([text], engine_of(folder), glossary=read_glossary(GLOSSARY, "glossary.toml"))
    assert outcome.short == ()
    english = outcome.kept[text]
    assert english.startswith("said Sami al-Haddad that school open in 12,500 (")
    assert english.count('"') == 2


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list that grows with each model that is loaded."""
    made: list[object] = []
    load = firefox_translations.Translator

    def counted(*arguments: object, **named: object) -> object:
        made.append(load(*arguments, **named))
        return made[-1]

    monkeypatch.setattr(firefox_translations, "Translator", counted)
    return made


@pytest.mark.parametrize("workers", [1, 8])
def test_workers_share_one_model(folder: Path, loads: list[object], workers: int) -> None:
    texts = [" ".join([PLAN] * (1 + number % 3) + [f"{number}."]) for number in range(60)]
    outcome = ask(texts, replace(engine_of(folder), workers=workers))
    assert outcome.short == ()
    assert outcome.kept == {text: text.replace(PLAN, PLAN_EN) for text in texts}
    assert len(loads) == 1


def test_threads_that_ask_for_a_model_at_once_get_the_same_one(
    folder: Path, loads: list[object]
) -> None:
    at_once = Barrier(8)

    def translate(_: int) -> object:
        at_once.wait(timeout=10)
        return local_translator(str(folder))(PLAN)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(translate, range(8))) == {PLAN_EN}
    assert len(loads) == 1
