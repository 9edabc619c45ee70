"""The data export of hand-made values, whole, and as the documented schema has it."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
from pelican.plugins.briefing import render
from pelican.plugins.briefing.edition import Edition
from pelican.plugins.briefing.model import Mention
from pelican.plugins.briefing.render.export import export, export_text
from render_support import (
    EXPLAINER,
    FLOOD,
    HARBOUR,
    STORIES,
    check_whole,
    dated,
    when,
)

LATE = replace(
    FLOOD,
    slug="late",
    dateline=None,
    deck=None,
    published=dated("2023", "guessed", inferred=True),
    times=(
        *FLOOD.times,
        Mention("p1s2", "2023 و2024", 3, replace(when("2023"), end=when("2024").end)),
    ),
)
EDITION = Edition(stories=(*STORIES, LATE), explainers=(EXPLAINER,))


def test_the_export_has_everything_in_the_documented_order() -> None:
    check_whole("export.json", export_text(EDITION))


def test_the_export_is_as_its_schema_says() -> None:
    folder = files(render.__package__ or "")
    schema = json.loads((folder / "briefing.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(export(EDITION), schema)


def test_only_quotations_on_the_subject_are_exported() -> None:
    (topic,) = export(EDITION)["topics"]
    assert [quote["cite"] for quote in topic["quotes"]] == ["flood#p2s2"]


def test_whole_numbers_are_whole() -> None:
    (topic,) = export(EDITION)["topics"]
    values = [value["value"] for figure in topic["figures"] for value in figure["values"]]
    assert [repr(value) for value in values] == ["2500.5", "2500", "85"]


def test_what_is_not_known_is_null() -> None:
    (bare,) = export(Edition(stories=(HARBOUR,)))["stories"]
    unknown = ("deck", "published", "updated", "publisher", "dateline")
    assert [bare[name] for name in unknown] == [None] * 5
    assert (bare["times"], bare["tags"], bare["set_aside"]) == ([], [], [])
