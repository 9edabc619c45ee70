"""A desk of a small project, asked in the way a browser asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import polib
from pelican.plugins.briefing.edges.desk.server import Desk
from pelican.plugins.briefing.edges.desk.working_copy import WorkingCopy
from pelican.plugins.briefing.settings import Settings
from werkzeug.test import Client, TestResponse

PORT = 8799
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
TOKEN = "the-token-of-the-tests"  # noqa: S105 - of no desk that anybody uses
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def desk_of(project: Path) -> Desk:
    """Return the desk of a project, which keeps nothing between runs."""
    copy = WorkingCopy(project, Settings(cache=""), project / "content")
    desk = Desk(copy, project / "output", TOKEN)
    desk.begin(PORT)
    return desk


@dataclass
class Window:
    """A window of a browser that was opened with the token."""

    desk: Desk
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(self.desk)
        assert self.get(f"/en/?token={TOKEN}").status_code == 303

    def get(self, path: str, **headers: str) -> TestResponse:
        """Return the answer to a request for a page."""
        return self.client.get(path, base_url=ORIGIN, headers=headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> TestResponse:
        """Return the answer to a form of a page of the desk, sent by its script."""
        fields = {"proof": self.desk.guard.proof, **fields}
        headers = {"Origin": ORIGIN, "X-Desk": "1", **headers}
        return self.client.post(path, base_url=ORIGIN, data=fields, headers=headers)

    def row(self, slug: str, segment: str) -> str:
        """Return the HTML of one row of an article's page."""
        text = self.get(f"/en/article/{slug}").get_data(as_text=True)
        return next(row for row in text.split("<li class=") if f' id="{segment}"' in row)

    def hidden(self, slug: str, segment: str) -> dict[str, str]:
        """Return the hidden fields of a row's form."""
        return dict(HIDDEN.findall(self.row(slug, segment)))

    def accept(self, slug: str, segment: str, text: str, **more: str) -> TestResponse:
        """Load the page, write a sentence and accept it."""
        fields = {**self.hidden(slug, segment), "en": text, "action": "accept", **more}
        return self.post(f"/en/article/{slug}/{segment}", fields)


def entry(project: Path, stem: str, segment: str) -> polib.POEntry:
    """Return an entry of a memory on disk."""
    catalogue = polib.pofile(str(project / "seeds" / f"{stem}.en.po"), wrapwidth=0)
    (found,) = [one for one in catalogue if one.msgctxt == segment and not one.obsolete]
    return found
