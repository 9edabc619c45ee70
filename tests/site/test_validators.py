import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from site_reader import ROOT, TOOLS, lacking, run

VNU = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
STYLELINT = TOOLS / "node_modules/stylelint/bin/stylelint.mjs"
SHEETS = sorted(path for name in ("theme", "plugins") for path in (ROOT / name).rglob("*.css"))
NOT_HELD_AGAINST_US = {
    # To the checker every file: address is an origin of its own, so that 'self' matches nothing;
    # test_browser.py shows that all of these are loaded.
    (
        r"Resource violates Content Security Policy \(meta tag\): external (stylesheet|script) "
        r"“((\.\./)*|/sub/path/)(theme|search)/[\w./-]+” "
        r"blocked by “(style|script)-src” directive\."
    ),
    # The checker works out another digest of a long style element than a browser;
    # test_downloads.py shows that this one is let in.
    r"Inline style violates Content Security Policy .*",
    # CSS Overflow 4; the checker knows only the prefixed property, which stands beside it.
    r"CSS: “line-clamp”: Property “line-clamp” doesn't exist\.",
}
ARABIC = "كل جملة في هذا الموقع مردودة إلى مصدرها. "
STYLE_RULES = {
    "plugins": ["stylelint-use-logical"],
    "rules": {"csstools/use-logical": "always", "no-invalid-position-declaration": True},
}


def vnu(*paths: Path) -> list[str]:
    """Return what the HTML checker has against files and folders, its warnings included."""
    java = shutil.which("java") or lacking("there is no Java")
    if not VNU.is_file():
        lacking("vnu-jar is not installed in tests/tools")
    options = ["--stdout", "--format", "json", "--also-check-css", "--also-check-svg"]
    done = run(java, "-jar", VNU, "--skip-non-html", "--Werror", *options, *paths)
    assert done.stdout, done.stderr
    return [_line(m) for m in json.loads(done.stdout)["messages"] if _counts(m)]


def _counts(message: dict[str, Any]) -> bool:
    wrong = message["type"] != "info" or message.get("subType") == "warning"
    known = any(re.fullmatch(pattern, message["message"]) for pattern in NOT_HELD_AGAINST_US)
    return wrong and not known


def _line(message: dict[str, Any]) -> str:
    place = message.get("url", "").partition("/output/")[2]
    return f"{place}:{message.get('lastLine')}: {message['message']}"


@pytest.fixture(scope="session")
def stylelint(tmp_path_factory: pytest.TempPathFactory) -> list[str | Path]:
    """The command that checks a style sheet for physical directions."""
    node = shutil.which("node") or lacking("there is no Node.js")
    if not STYLELINT.is_file():
        lacking("stylelint is not installed in tests/tools")
    rules = tmp_path_factory.mktemp("stylelint") / "rules.json"
    rules.write_text(json.dumps(STYLE_RULES), encoding="utf-8")
    return [node, STYLELINT, "--config", rules, "--config-basedir", TOOLS]


def test_html_css_and_svg_are_valid(site: Path) -> None:
    assert vnu(site) == []


def test_html_checker_sees_what_it_should(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!DOCTYPE html><html lang=en><title>x</title>{'<p>' + ARABIC * 60}", "utf-8")

    assert any("written in Arabic" in message for message in vnu(page))


def test_style_sheets_use_logical_properties_only(stylelint: list[str | Path]) -> None:
    done = run(*stylelint, *SHEETS, cwd=TOOLS)

    assert SHEETS
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("physical", ["margin-left: 1px", "text-align: left", "float: right"])
def test_style_checker_sees_physical_directions(stylelint: list[str | Path], physical: str) -> None:
    assert run(*stylelint, "--stdin", cwd=TOOLS, input=f"p {{ {physical}; }}\n").returncode == 2
