"""Pages of articles: the list, one side by side, what is found; and what their forms change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import islice

from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ...errors import BriefingError, error_at
from ...model import Story, is_visible
from ...translate.review import review
from .history import Rewritten
from .memories import ChangedSinceError, MemoryFile, Stored, save_segment
from .server import Desk, Visit, route
from .view import LONGEST_LIST, Row, difference, kinds_of


@route("/<lang>/articles")
def article_list(visit: Visit) -> Response:
    """Return the list of all articles with their state, those with most to do first."""
    desk = visit.desk
    # Whoever comes here looks for work; the first page has what matters most.
    rows = sorted(review(desk.project.edition.stories), key=lambda r: -(r.machine + r.pending))
    return visit.page("articles.html", rows=rows)


@route("/<lang>/article/<slug>")
def article(visit: Visit, slug: str) -> Response:
    """Return one article, sentence by sentence in both languages."""
    desk = visit.desk
    story = desk.story(slug)
    rows = _rows(desk, story)
    # The English page, since it is the English that is worked on here.
    page, built = desk.output / "en" / f"{slug}.html", None
    if page.is_file():
        built = datetime.fromtimestamp(page.stat().st_mtime, tz=UTC).astimezone()
    return visit.page(
        "article.html",
        story=story,
        rows=rows,
        built=built,
        can_undo=bool(desk.history.last(story.stem)),
    )


@dataclass(frozen=True, slots=True)
class SaveOutcome:
    """What became of a form: a problem's words, or what is there and the editor had not seen."""

    theirs: Stored | None = None
    yours: str = ""
    wrong: str = ""


@route("/<lang>/article/<slug>/<segment>", "POST")
def save(visit: Visit, slug: str, segment: str) -> Response:
    """Write one sentence's English, and return its row as it is then."""
    desk = visit.desk
    story, form = desk.story(slug), visit.request.form
    sentence = story.sentence(segment)
    if sentence is None or sentence.lang != "ar":
        raise NotFound
    # A sentence is one line, whatever was pasted.
    text = " ".join(form.get("en", "").split())
    is_draft = form.get("action") == "draft"
    if not is_visible(text):
        return _answer(visit, story, segment, SaveOutcome(wrong="wrong.empty"))
    # Of a draft the source before its last edit is still worth comparing.
    stored = MemoryFile(desk.project.seeds, story).stored(sentence)
    new = Stored(sentence.ar, text, is_draft, stored.previous if is_draft else "")
    try:
        before = save_segment(desk.project.seeds, story, segment, form.get("seen", ""), new)
    except ChangedSinceError as error:
        return _answer(visit, story, segment, SaveOutcome(theirs=error.now, yours=text))
    changes = [Rewritten(story.stem, segment, before, new)]
    if form.get("everywhere") and not is_draft:
        changes += _save_alike(desk, form.getlist("same"), text)
    desk.history.add(story.stem, *changes)
    desk.project.refresh()
    return _answer(visit, desk.story(slug), segment, SaveOutcome())


def _save_alike(desk: Desk, same: list[str], text: str) -> list[Rewritten]:
    """Write a text to all segments that were shown as alike and are as they were; return which."""
    changes = []
    for one in same:
        cite, _, seen = one.rpartition(" ")
        slug, _, segment = cite.partition("#")
        # An article that was renamed or taken away meanwhile needs nothing from here.
        story = desk.known(slug)
        if story is None:
            continue
        sentence = story.sentence(segment)
        new = Stored(sentence.ar if sentence else "", text)
        try:
            before = save_segment(desk.project.seeds, story, segment, seen, new)
        except (ChangedSinceError, BriefingError):
            # Somebody was there meanwhile, or is: theirs stays, and its own page shows it.
            continue
        changes.append(Rewritten(story.stem, segment, before, new))
    return changes


@route("/<lang>/article/<slug>/undo", "POST")
def undo(visit: Visit, slug: str) -> Response:
    """Take back what this article's page changed last, where nobody has changed it since."""
    desk = visit.desk
    story = desk.story(slug)
    last = desk.history.last(story.stem)
    by_stem = {one.stem: one for one in desk.project.edition.stories}
    segment = last[0].segment if last else story.title.id
    theirs = None
    # Of several places each is taken back where it is as it was left.
    for change in last:
        of = by_stem.get(change.stem)
        if of is None:
            continue
        try:
            save_segment(desk.project.seeds, of, change.segment, change.after.key, change.before)
        except ChangedSinceError as error:
            theirs = error.now if change.segment == segment else theirs
    if last:
        desk.history.taken_back(story.stem)
    desk.project.refresh()
    outcome = SaveOutcome(theirs=theirs, yours=last[0].before.en if theirs else "")
    return _answer(visit, desk.story(slug), segment, outcome)


@route("/<lang>/article/<slug>/<segment>/settled", "POST")
def settled(visit: Visit, slug: str, segment: str) -> Response:
    """Note that what another program wrote over a sentence may stay."""
    desk = visit.desk
    story = desk.story(slug)
    desk.history.settled(story.stem, segment)
    return _answer(visit, story, segment, SaveOutcome())


@route("/<lang>/search")
def search(visit: Visit) -> Response:
    """Return the sentences of all articles that have some words."""
    desk = visit.desk
    words = visit.request.args.get("q", "")[:200]
    desk.index.update(desk.project.edition.stories)
    found = list(islice(desk.index.find(words), LONGEST_LIST + 1))
    return visit.page(
        "search.html",
        words=words,
        found=found[:LONGEST_LIST],
        most=LONGEST_LIST,
        is_cut=len(found) > LONGEST_LIST,
    )


def _answer(visit: Visit, story: Story, segment: str, outcome: SaveOutcome) -> Response:
    """Return the row of a segment to the script, else the way to it or what went wrong."""
    desk = visit.desk
    status = 409 if outcome.theirs else 422 if outcome.wrong else 200
    partial = visit.is_partial
    if status == HTTPStatus.OK and not partial:
        return redirect(f"/{visit.lang}/article/{story.slug}#{segment}", 303)
    rows = _rows(desk, story)
    row = next((row for row in rows if row.sentence.id == segment), None)
    # The article may have been edited between the page and its form.
    if row is None:
        path = f"{desk.project.seeds.name}/{story.seed}"
        raise error_at(path, f"no sentence {segment!a}", "Load the page again")
    values = {"story": story, "row": row, "outcome": outcome, "is_partial": partial}
    answer = visit.page("saved.html", status, **values)
    answer.headers["X-Desk-Left"] = str(sum(one.is_open for one in rows))
    return answer


def _rows(desk: Desk, story: Story) -> list[Row]:
    inputs, uses = desk.project.inputs, desk.uses
    desk.index.update(desk.project.edition.stories)
    memory = MemoryFile(desk.project.seeds, story)
    glossary = inputs.glossary.with_names(story.names)
    rows = []
    for sentence, kind in kinds_of(story):
        stored = memory.stored(sentence)
        cite = f"{story.slug}#{sentence.id}"
        same = []
        # What somebody has accepted already is no place to be filled from here.
        for place in desk.index.alike(story, sentence) if sentence.lang == "ar" else ():
            if place.sentence.state != "reviewed":
                # Not from the file: a byline may stand in five hundred articles.
                entry = inputs.memories[place.story.stem].find(place.sentence)
                known = Stored(sentence.ar, entry.en, entry.fuzzy) if entry else Stored(sentence.ar)
                same.append((place, known.key))
        named = {found.entry.id: found.entry for found in glossary.mentions(sentence.ar)}
        row = Row(
            sentence=sentence,
            kind=kind,
            stored=stored,
            names=tuple(named.values()),
            difference=difference(stored.previous, sentence.ar) if stored.previous else (),
            explainers=uses.explainers.get(cite, ()),
            words=uses.words.get(cite, ()),
            same=tuple(same),
            lost=desk.history.lost(story.stem, sentence.id, stored),
            earlier=desk.history.earlier(story.stem, sentence.id, stored),
        )
        rows.append(row)
    return rows
