"""The first page: what is new and what is to be done; articles let in, names added."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ...clock import today
from ...editors.glossary_file import GLOSSARY_FILE, read_glossary
from ...editors.sidecar import read_sidecar
from ...errors import BriefingError
from ...language.slugs import slugify
from ...model import ENTRY_KINDS
from ...translate.memory import memory_path
from ..files import alone_with
from .server import Visit, route
from .standing import possible_disputes, standing_of, waiting
from .toml_files import rewrite, with_table, without_key
from .view import LONGEST_LIST, failing, to_review

MOST_ON_THE_FIRST_PAGE = 25
"""Sentences to review that the first page lists: what is cited most is what readers meet."""


@route("/<lang>/")
def first_page(visit: Visit) -> Response:
    """Return what waits, what is to be reviewed first, and how each topic stands."""
    desk = visit.desk
    edition, inputs = desk.project.explained(), desk.project.inputs
    topics = {topic.slug: topic for topic in inputs.topics}
    states = []
    for explainer in edition.explainers:
        proposed = possible_disputes(topics[explainer.slug], explainer)
        states.append(standing_of(explainer, len(proposed), today()))
    # After the explainers, which say where sentences are cited now.
    open_ones = to_review(edition.stories, desk.uses)
    return visit.page(
        "first.html",
        waiting=waiting(inputs),
        first=open_ones[:MOST_ON_THE_FIRST_PAGE],
        count=len(open_ones),
        failing=failing(edition.stories),
        longest=LONGEST_LIST,
        topics=states,
        drafts={topic.slug for topic in inputs.topics if topic.draft},
        problems=[problem for problem in edition.problems if problem.error],
    )


@route("/<lang>/waiting/<stem>", "POST")
def decide(visit: Visit, stem: str) -> Response:
    """Let a waiting article in, or delete its files."""
    desk = visit.desk
    one = next((one for one in waiting(desk.project.inputs) if one.seed.stem == stem), None)
    if one is None:
        raise NotFound
    # By the name of a seed that waits: no part of an address becomes a path.
    seed = desk.project.seeds / one.seed.name
    sidecar = seed.with_suffix(".toml")
    if visit.request.form.get("action") == "accept":
        check = partial(read_sidecar, path=f"{seed.parent.name}/{sidecar.name}")
        rewrite(sidecar, desk.lock, partial(without_key, key="skip"), check)
    else:
        # The seed first: what is left by a kill is a sidecar, and never an article that is built.
        with alone_with(desk.lock):
            for path in (seed, memory_path(seed), sidecar):
                path.unlink(missing_ok=True)
    return redirect(f"/{visit.lang}/#waiting", 303)


@route("/<lang>/name")
def new_name(visit: Visit) -> Response:
    """Return the form for a name, with what was marked in it."""
    # Whatever an address says is shown in a form, and nothing more.
    given = visit.request.args
    values = {key: given.get(key, "")[:300] for key in ("ar", "en", "from", "id", "kind")}
    return visit.page("name.html", values=values, kinds=ENTRY_KINDS, problems=())


@route("/<lang>/name", "POST")
def add_name(visit: Visit) -> Response:
    """Add a name to the glossary, and go back to where it stands."""
    desk = visit.desk
    values = {key: " ".join(value.split()) for key, value in visit.request.form.items()}
    kind = values.get("kind", "")
    if kind not in ENTRY_KINDS:
        raise NotFound
    table: dict[str, object] = {"id": values.get("id") or slugify(values.get("en", ""))}
    table |= {key: values.get(key, "") for key in ("ar", "en")}
    if others := [one.strip() for one in values.get("variants", "").split("|") if one.strip()]:
        table["variants"] = others
    if short := values.get("en_short"):
        table["en_short"] = short
    path = desk.project.seeds / GLOSSARY_FILE
    check = partial(read_glossary, path=f"{path.parent.name}/{path.name}")
    change = partial(with_table, name=kind, values=table)
    try:
        # An id that is there already, or a name that is empty, is told before anything is written.
        rewrite(path, desk.lock, change, check)
    except BriefingError as error:
        shown = {"ar": "", "en": "", "from": "", "id": "", **values}
        problems, kinds = error.problems, ENTRY_KINDS
        return visit.page("name.html", 422, values=shown, kinds=kinds, problems=problems)
    # Back to where the name stands, if that is still there.
    slug, _, segment = values.get("from", "").partition("#")
    with suppress(NotFound):
        slug = desk.story(slug).slug
        return redirect(f"/{visit.lang}/article/{slug}#{segment}", 303)
    return redirect(f"/{visit.lang}/", 303)
