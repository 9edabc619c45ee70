"""The data export of hand-made values, whole, and as the documented schema has it."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from pelican.plugins.briefing import render
from pelican.plugins.briefing.edition import Edition
from pelican.plugins.briefing.model import Mention
from pelican.plugins.briefing.render.export import story_path, story_text, whole_text
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
SCHEMA = json.loads(
    (files(render.__package__ or "") / "briefing.schema.json").read_text(encoding="utf-8")
)
EDITION = Edition(stories=(*STORIES, LATE), explainers=(EXPLAINER,))


def export_text(edition: Edition) -> str:
    return "".join(whole_text(edition, map(story_text, edition.stories)))


def export(edition: Edition) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export_text(edition))
    return found


def test_the_export_has_everything_in_the_documented_order() -> None:
    check_whole("export.json", export_text(EDITION))


def test_the_export_is_as_its_schema_says() -> None:
    jsonschema.validate(export(EDITION), SCHEMA)


@pytest.mark.parametrize("edition", [EDITION, Edition(), replace(EDITION, explainers=())])
def test_the_export_is_written_as_json_writes_it(edition: Edition) -> None:
    assert export_text(edition) == json.dumps(export(edition), ensure_ascii=False, indent=2) + "\n"


def test_each_story_is_a_file_of_its_own_as_the_schema_has_it() -> None:
    assert story_path(FLOOD) == "data/stories/flood.json"
    schema = {**SCHEMA, "$ref": "#/$defs/story"}
    for name in ("type", "required", "properties", "additionalProperties"):
        schema.pop(name)
    for story, in_whole in zip(EDITION.stories, export(EDITION)["stories"], strict=True):
        alone = json.loads(story_text(story))
        jsonschema.validate(alone, schema)
        assert alone == in_whole


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
