"""Publishing: the workflow of each host, the headers, and a site built for a sub-path.

No host is asked: the workflows are compared with their schemas and with the Makefile.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from support import ROOT, Run

DOCS = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
HEADERS = ROOT / "content" / "extra" / "_headers"
PULL = ".github/workflows/pull.yml"
GITHUB, GITLAB, NETLIFY = ".github/workflows/publish.yml", ".gitlab-ci.yml", "netlify.toml"
ORIGIN = "https://news.example/sub/path"
EXTRA = {"_headers": "/*\n", "CNAME": "news.example\n", "verify/owner.html": "<p>an owner"}
"""What a person has in content/extra/ for the root of the site."""


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("schema", "name"),
    [("github-workflows", GITHUB), ("github-workflows", PULL), ("gitlab-ci", GITLAB)],
    ids=str,
)
def test_the_workflow_is_what_its_host_reads(schema: str, name: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run(  # noqa: S603 - a linter on a file of ours
        [*command, str(ROOT / name)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_netlify_publishes_the_folder_of_the_build() -> None:
    build = tomllib.loads(read(NETLIFY))["build"]
    assert build["publish"] == re.findall(r"(?m)^OUTPUTDIR = (\S+)$", read("Makefile"))[0]
    assert build["environment"].keys() == {"PYTHON_VERSION", "BRIEFING_ENGINE"}


@pytest.mark.parametrize("name", [GITHUB, GITLAB, NETLIFY, "docs/publishing.md"])
def test_what_make_is_asked_for_is_in_the_makefile(name: str) -> None:
    makefile = read("Makefile")
    targets = set(re.findall(r"(?m)^([a-z-]+):", makefile))
    variables = set(re.findall(r"(?m)^([A-Z_]+) \??=", makefile))
    calls = re.findall(r"\bmake ((?:[a-z-]+|[A-Z_]+=\S+)(?: [A-Z_]+=\S+)*)", read(name))
    assert "publish" in [call.split()[0] for call in calls]
    for call in calls:
        words = call.split()
        assert {word for word in words if "=" not in word} <= targets
        assert {word.split("=")[0] for word in words if "=" in word} <= variables


@pytest.mark.parametrize(
    ("name", "address"),
    [
        (GITHUB, "SITEURL: ${{ steps.pages.outputs.base_url }}"),
        (GITLAB, "SITEURL: $CI_PAGES_URL"),
        (NETLIFY, 'SITEURL="$URL" make publish'),
    ],
)
def test_every_host_names_the_address_and_no_engine(name: str, address: str) -> None:
    text = read(name)
    assert address in text
    assert re.search(r'BRIEFING_ENGINE(: none| = "none")$', text, re.MULTILINE)


def test_every_host_has_its_section() -> None:
    titles = re.findall(r"(?m)^## (.+)$", DOCS)
    hosts = {"GitHub Pages", "GitLab Pages", "Netlify", "Cloudflare Pages", "rsync"}
    assert hosts <= {title.split(":")[0] for title in titles}
    for name in (GITHUB, GITLAB, NETLIFY, "content/extra/_headers", "publishconf.py"):
        assert f"`{name}`" in DOCS


def header_rules() -> list[tuple[str, dict[str, str]]]:
    """Return the rules of _headers: a path and the headers sent with what it matches."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in HEADERS.read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            rules.append((line, {}))
        elif line.strip() and not line.startswith("#"):
            name, value = line.strip().split(": ", maxsplit=1)
            assert name not in rules[-1][1]
            rules[-1][1][name] = value
    return rules


def matches(pattern: str, path: str) -> bool:
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern


def test_the_headers_say_what_the_pages_say() -> None:
    head = read("theme/templates/base.html")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', head)
    # Data of a page is let in by its hash, which a header for all pages cannot have; no browser
    # runs it, and none asks the header.
    policy = re.sub(r"\{% if data %\}.*?\{% endif %\}", "", policy)
    (referrer,) = re.findall(r'name="referrer" content="([^"]+)"', head)
    sent = dict(header_rules())["/*"]
    assert sent["Content-Security-Policy"] == f"{policy}; frame-ancestors 'none'"
    assert sent["Referrer-Policy"] == referrer


@pytest.mark.parametrize(
    ("path", "cached"),
    [
        ("/", "public, max-age=0, must-revalidate"),
        ("/ar/index.html", "public, max-age=0, must-revalidate"),
        ("/en/talks.parallel.html", "public, max-age=0, must-revalidate"),
        ("/theme/fonts/source-serif-4-latin-wght.woff2", "public, max-age=2592000"),
        # What has one name in every release is left to the host, which asks again each time.
        ("/theme/css/main.css", None),
        ("/feeds/en.atom.xml", None),
    ],
)
def test_no_header_is_sent_twice_with_one_file(path: str, cached: str | None) -> None:
    sent: dict[str, str] = {}
    for pattern, headers in header_rules():
        if matches(pattern, path):
            assert sent.keys() & headers.keys() == set()
            sent |= headers
    assert sent.get("Cache-Control") == cached


def test_the_published_site_is_the_tested_one_and_what_the_host_looks_for(
    project: Path, build: Run
) -> None:
    # tests/site has every link, feed and map of a site for a sub-path, built with pelicanconf.py.
    assert build("-e", f'SITEURL="{ORIGIN}"', "-o", "tested").returncode == 0
    for name, text in EXTRA.items():
        path = project / "content" / "extra" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = build("-s", "publishconf.py", "-o", "published", SITEURL=f" {ORIGIN}/ ")
    assert (done.returncode, done.stderr) == (0, "")
    tested, published = files_of(project / "tested"), files_of(project / "published")
    extra = {name: text.encode() for name, text in EXTRA.items()}
    # The list of files, and the archive of all of them, have the others, too.
    for name in (".briefing-files", "downloads/site.zip"):
        assert tested.pop(name) != published.pop(name)
    assert published.keys() == tested.keys() | extra.keys()
    expected = tested | extra
    assert [name for name, content in published.items() if content != expected[name]] == []
    addresses = [
        found
        for name, content in published.items()
        if name not in extra
        for found in re.findall(rb"https://news\.example[^\s\"<]*", content)
    ]
    assert len(addresses) > len(published)
    known = (f"{ORIGIN}/".encode(), ORIGIN.encode())
    assert [a for a in addresses if not a.startswith(known[0]) and a != known[1]] == []


def files_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_environment_names_the_engine(build: Run) -> None:
    done = build("-s", "publishconf.py", SITEURL=ORIGIN, BRIEFING_ENGINE="telepathy")
    assert done.returncode == 1
    assert "telepathy" in done.stderr


def test_make_publishes_before_it_copies() -> None:
    rsync = read("Makefile").split("\nrsync: ")[1].split("\n\n")[0]
    assert rsync.startswith("publish ## ")
    assert rsync.splitlines()[1:] == ['\tsh scripts/upload "$(OUTPUTDIR)" "$(RSYNC_TARGET)"']
