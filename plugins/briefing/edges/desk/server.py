"""The desk over HTTP: who may ask, which page answers, and its files. Pages are in pages.py."""

from __future__ import annotations

import mimetypes
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, TypeVar
from wsgiref.types import StartResponse, WSGIEnvironment

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.security import safe_join
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ...edition import Edition, Inputs
from ...errors import SETTINGS_FILE, BriefingError
from ...model import LANGS, Lang, Story
from ...render.l10n import Catalogue, read_catalogue
from ...render.text import neutral
from ...settings import Settings
from ..themes import shipped_theme
from .guard import CSRF, DeskRequest, Guard
from .history import History
from .view import TextIndex, Uses, uses_of

PARTIAL = "X-Desk"
"""The header by which the desk's script asks for the part of a page that has changed."""
_HERE = Path(__file__).resolve().parent
_KINDS = {".css", ".js", ".woff2", ".svg", ".png", ".html", ".webmanifest"}
"""Endings of the files that are served; a site has others to be taken along, not to be shown."""


class OpenProject(Protocol):
    """The project as the desk has it: see `WorkingCopy`."""

    root: Path
    seeds: Path
    settings: Settings
    inputs: Inputs
    edition: Edition

    def refresh(self) -> None:
        """Read what has changed."""

    def explained(self) -> Edition:
        """Return the edition with its explainers as they are now."""


class Desk:
    """Answers requests, one at a time as far as they ask for the project."""

    def __init__(self, project: OpenProject, output: Path, token: str) -> None:
        self.project = project
        self.output = output
        self.token = token
        self.guard = Guard(token, 0)
        self.history = History()
        self.index = TextIndex()
        # Of this process; files have locks of their own, against others.
        self._lock = Lock()
        self._uses: tuple[Edition, Uses] | None = None
        rules = [Rule(rule, methods=[method], endpoint=at) for method, rule, at in _ROUTES]
        self._routes = Map(rules, strict_slashes=False)
        theme = shipped_theme()
        self._folders = {"static": _HERE / "static", "site": output}
        if theme:
            self._folders["theme"] = theme / "static"
        self.catalogues = {lang: _catalogue(lang, theme, project.settings) for lang in LANGS}

    def begin(self, port: int) -> str:
        """Let it answer at a port; return the address that a person opens."""
        self.guard = Guard(self.token, port)
        return self.guard.address(LANGS[1])

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Any:
        """Answer as WSGI asks for it."""
        request = DeskRequest(environ)
        # Even a refusal under such an address must not get the rights of a page of the desk.
        of_site = request.path.startswith("/site/")
        try:
            answer = self.guard.enter(request) or self._answer(request)
        except HTTPException as error:
            answer = self._refusal(error)
        except Exception:  # noqa: BLE001 - a mistake of ours, which must not end in an open page
            traceback.print_exc()
            answer = self._refusal(InternalServerError())
        return self.guard.seal(answer, of_site=of_site)(environ, start)

    def _answer(self, request: DeskRequest) -> Response:
        if request.path == "/":
            return redirect(f"/{LANGS[1]}/", 303)
        # Files need not wait for a page that is being made.
        folder, _, path = request.path[1:].partition("/")
        if folder in self._folders:
            return _file(self._folders[folder], path)
        handler, matched = self._routes.bind_to_environ(request.environ).match()
        values = dict(matched)
        visit = Visit(self, request, values.pop("lang"))
        # Two requests at once would each write what the other has not seen.
        with self._lock:
            try:
                self.project.refresh()
                made: Response = handler(visit, **values)
            except BriefingError as error:
                code = HTTPStatus.UNPROCESSABLE_ENTITY
                made = visit.page("problems.html", code, problems=error.problems)
        return made

    def _refusal(self, error: HTTPException) -> Response:
        """Return what is said to a request that is refused: nothing of the project."""
        # In both languages, since whoever is refused has chosen none.
        known = {401: "token", 404: "missing", 413: "large", 500: "broken"}
        code = error.code or HTTPStatus.BAD_REQUEST
        told = [t(f"refused.{known.get(code, 'other')}") for t in self.catalogues.values()]
        text = self.environment.get_template("refused.html").render(code=code, told=told)
        return Response(text, code, mimetype="text/html")

    @property
    def lock(self) -> Path:
        """What is locked while a file in TOML is changed: it stays in its place."""
        return self.project.root / SETTINGS_FILE

    def known(self, slug: str) -> Story | None:
        """Return a story by its slug, ``None`` if there is none."""
        stories = self.project.edition.stories
        return next((story for story in stories if story.slug == slug), None)

    def story(self, slug: str) -> Story:
        """Return a story by its slug; raise `NotFound` for none."""
        story = self.known(slug)
        if story is None:
            raise NotFound
        return story

    @property
    def uses(self) -> Uses:
        """Where sentences are used, by the explainers as they were last composed."""
        edition = self.project.edition
        # Explainers are other values once they are composed anew, and the very same until then.
        if self._uses is None or self._uses[0].explainers is not edition.explainers:
            self._uses = edition, uses_of(edition, self.project.inputs.topics)
        return self._uses[1]

    @cached_property
    def environment(self) -> Environment:
        """What makes the pages of templates."""
        loader = FileSystemLoader(_HERE / "templates")
        # What is not known is a mistake of ours, and text is never markup.
        return Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=neutral,
        )


@dataclass(frozen=True)
class Visit:
    """One request for a page of the desk in a language."""

    desk: Desk
    request: DeskRequest
    lang: Lang

    @property
    def is_partial(self) -> bool:
        """Whether the desk's script asks, which takes a part of a page."""
        return PARTIAL in self.request.headers

    def page(self, template: str, status: int = 200, /, **values: object) -> Response:
        """Return a page made with the values that its template asks for."""
        field = Markup('<input type="hidden" name="{}" value="{}">')
        # The language is in every address, so that two windows may have two.
        text = self.desk.environment.get_template(template).render(
            lang=self.lang,
            t=self.desk.catalogues[self.lang],
            path=self.request.full_path.rstrip("?"),
            proof=field.format(CSRF, self.desk.guard.proof),
            **values,
        )
        return Response(text, status, mimetype="text/html")


Handler = Callable[..., Response]
H = TypeVar("H", bound=Handler)
_ROUTES: list[tuple[str, str, Handler]] = []


def route(rule: str, method: str = "GET") -> Callable[[H], H]:
    """Return what enters a handler for a kind of address; it gets the visit."""

    def enter(handler: H) -> H:
        languages = f"<any({', '.join(LANGS)}):lang>"
        _ROUTES.append((method, rule.replace("<lang>", languages), handler))
        return handler

    return enter


def _file(folder: Path, path: str) -> Response:
    """Return a file of a folder; raise `NotFound` for any other, whatever leads to it."""
    # Neither dots nor a link may lead out of it.
    joined = safe_join(str(folder), path)
    found = Path(joined or folder).resolve()
    is_inside = folder.resolve() in found.parents
    if not (joined and is_inside and found.is_file() and found.suffix in _KINDS):
        raise NotFound
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    return Response(found.read_bytes(), mimetype=kind)


def _catalogue(lang: Lang, theme: Path | None, settings: Settings) -> Catalogue:
    """Return the desk's strings over those of the site, which has the words of the checks."""
    path = _HERE / "strings" / f"{lang}.toml"
    # The plugin's own theme, whatever the site has: the desk is no page of it.
    own = read_catalogue(lang, path.read_text("utf-8"), settings.locale(lang), path.name)
    if theme is None:
        return own
    site = theme / "translations" / path.name
    known = read_catalogue(lang, site.read_text("utf-8"), settings.locale(lang), site.name)
    strings: Mapping[str, Any] = {**known.strings, **own.strings}
    return Catalogue(lang, strings, own.locale, path.name)


class _Quiet(WSGIRequestHandler):
    """Writes no log: an address may have the token in it."""

    timeout = 60
    """Seconds that a connection may say nothing: browsers open some that they never use."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - as its base has it
        """Say nothing."""


def serve(desk: Desk, port: int, opened: Callable[[str], None]) -> None:
    """Answer on this machine until it is interrupted; `opened` gets the address first."""
    # Threads, since a browser's idle connection would keep all others waiting.
    server = make_server("127.0.0.1", port, desk, threaded=True, request_handler=_Quiet)
    opened(desk.begin(server.port))
    server.serve_forever()
