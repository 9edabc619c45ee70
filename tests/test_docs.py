"""Documentation that cannot rot: every setting, key and string is where a reader looks for it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields

import pytest
from pelican.plugins.briefing.editors.glossary import KEYS as GLOSSARY_KEYS
from pelican.plugins.briefing.editors.sidecar import KEYS as SIDECAR_KEYS
from pelican.plugins.briefing.editors.topics import KEYS as TOPIC_KEYS
from pelican.plugins.briefing.render.l10n import PLURALS
from pelican.plugins.briefing.settings import Settings
from support import ROOT

FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`(BRIEFING_\w+)` \|", text))
    assert documented == {f"BRIEFING_{f.name.upper()}" for f in fields(Settings)}


@pytest.mark.parametrize(
    "keys",
    [SIDECAR_KEYS, *TOPIC_KEYS.values(), GLOSSARY_KEYS],
    ids=["sidecar", *TOPIC_KEYS, "glossary"],
)
def test_every_key_is_documented(keys: set[str]) -> None:
    headings = {"question", "dispute", "figure", "side"}
    assert [k for k in keys if f"`{k}`" not in FORMATS and k not in headings] == []


def catalogue(lang: str) -> dict[str, object]:
    path = ROOT / "theme" / "translations" / f"{lang}.toml"
    return flat(tomllib.loads(path.read_text(encoding="utf-8")))


def flat(table: dict[str, object], prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict) and not set(value) <= set(PLURALS):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value
    return found


def test_both_catalogues_have_the_same_strings() -> None:
    assert catalogue("ar").keys() == catalogue("en").keys()


def test_plurals_are_complete() -> None:
    for lang, forms in (("ar", set(PLURALS)), ("en", {"one", "other"})):
        tables = {k: v for k, v in catalogue(lang).items() if isinstance(v, dict)}
        assert {key: set(table) for key, table in tables.items()} == dict.fromkeys(tables, forms)


def test_every_string_a_template_names_exists_and_none_is_unused() -> None:
    strings = catalogue("en")
    sources = [
        p.read_text(encoding="utf-8") for p in (ROOT / "theme" / "templates").rglob("*.html")
    ]
    sources += [p.read_text(encoding="utf-8") for p in (ROOT / "plugins").rglob("*.py")]
    text = "\n".join(sources)
    named = set(re.findall(r"\b(?:t|words)\(\s*[\"']([a-z_.]+[a-z_])[\"']", text))
    named |= set(re.findall(r"self\(\s*[\"']([a-z_.]+)[\"']", text))
    built = set(re.findall(r"\b(?:t|self)\(\s*f?[\"']([a-z_]+\.)(?:[\"'] ~|\{)", text))
    built |= {f"{name}.title" for name in re.findall(r"[\"']([a-z]+)[\"']", text)}
    assert named - strings.keys() == set()
    used = {k for k in strings if k in named or any(k.startswith(start) for start in built)}
    assert strings.keys() - used == set()


def test_no_template_has_words_of_its_own() -> None:
    words = re.compile(r">\s*[A-Za-z\u0621-\u064a]{3,}[^<{]*<")
    own = []
    for path in (ROOT / "theme" / "templates").rglob("*.html"):
        if path.parent.name != "about":
            text = re.sub(r"\{[%#].*?[%#]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            own += [(path.name, found) for found in words.findall(text)]
    allowed = ("RSS", "Atom", "JSON")
    assert [o for o in own if not any(name in o[1] for name in allowed)] == []
