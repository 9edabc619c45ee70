"""Topics on the desk: sentences chosen for questions, an editor's words with their support."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ...check.checks import findings
from ...check.details import as_written
from ...check.support import unsupported
from ...editors.toml_lines import Where
from ...editors.topics import Question, Statement, Topic, read_topic
from ...explain.claims import basis_of
from ...explain.matching import hits, named_sentences
from ...explain.page import BriefSection, Explainer
from ...language.slugs import free_slug, slugify
from ...model import LANGS, Bilingual, Excerpt, Finding, is_visible
from . import toml_files
from .server import Desk, Visit, route
from .standing import possible_disputes

MOST_CANDIDATES_SHOWN = 9
"""Sentences offered for a question: each has a digit as its key."""

_LONGEST_NUMBER = 3
"""Digits of a statement's number: a thousand are more than a page can have."""


@dataclass(frozen=True, slots=True)
class WordsForm:
    """An editor's words to be written at a place of a topic's file, with what they lack.

    `seen` is the key of what is in the file, `theirs` what is there where nobody had seen it.
    """

    place: str
    words: Bilingual
    cites: tuple[str, ...]
    seen: str
    cited: tuple[Excerpt, ...] = ()
    lacking: tuple[Finding, ...] = ()
    theirs: Statement | None = None
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with the sentences that may answer it, best first, and the editor's words."""

    question: Question
    candidates: tuple[tuple[Excerpt, bool], ...]
    others: tuple[Statement, ...]
    forms: tuple[WordsForm, ...]


@route("/<lang>/topic/<slug>")
def topic_page(visit: Visit, slug: str) -> Response:
    """Return a topic's questions, its brief and where its sources may contradict one another."""
    desk = visit.desk
    edition = desk.project.explained()
    topic = _topic(desk, slug)
    explainer = next((one for one in edition.explainers if one.slug == slug), None)
    # Its problems say why: an article has its address, or it could not be composed.
    if explainer is None:
        return visit.page("problems.html", 422, problems=edition.problems)
    questions = []
    for number, question in enumerate(topic.questions):
        ranked = _candidates(question, number, explainer, topic)
        place = ("question", question.id, "answer")
        forms, others = _forms(desk, place, question.answer, question.cites)
        questions.append(QuestionView(question, ranked, others, forms))
    brief, others = _forms(desk, ("brief",), topic.brief)
    stands = explainer.section("brief")
    return visit.page(
        "topic.html",
        topic=topic,
        questions=questions,
        brief=brief,
        newer=stands.newer if isinstance(stands, BriefSection) else None,
        others=others,
        disputes=possible_disputes(topic, explainer),
        can_undo=bool(desk.history.files[f"topic/{slug}"]),
        problems=[p for p in edition.problems if p.path.endswith(f"/topics/{slug}.toml")],
    )


def _candidates(
    question: Question, number: int, explainer: Explainer, topic: Topic
) -> tuple[tuple[Excerpt, bool], ...]:
    """Return sentences that may answer a question, each with whether it is chosen; best first."""
    # Compared are only questions that have words to be found by.
    asked = [place for place, one in enumerate(topic.questions) if one.match]
    ranked: list[Excerpt] = []
    if number in asked:
        by_story = explainer.comparison[asked.index(number)].by_story
        for excerpts in by_story.values():
            ranked += excerpts
        # By how many of the question's words a sentence has; of equals the newest article's first.
        ranked.sort(key=lambda excerpt: -hits(excerpt.sentence.ar, question.match))
    stories = {story.slug: story for story in explainer.stories}
    chosen = list(named_sentences(question.cites, stories))
    cites = {str(excerpt.cite) for excerpt in chosen}
    others = [excerpt for excerpt in ranked if str(excerpt.cite) not in cites]
    room = max(0, MOST_CANDIDATES_SHOWN - len(chosen))
    return (*((one, True) for one in chosen), *((one, False) for one in others[:room]))


def _forms(
    desk: Desk, above: Where, statements: Sequence[Statement], cites: Sequence[str] = ()
) -> tuple[tuple[WordsForm, ...], tuple[Statement, ...]]:
    """Return the forms of an editor's own words below a place, a new one last; and all others."""
    forms: list[WordsForm] = []
    others: list[Statement] = []
    # Sentences and marked parts of them are shown as they are: nothing of them is the editor's.
    for number, statement in enumerate(statements):
        if statement.is_written:
            place = "/".join(map(str, (*above, number)))
            words = Bilingual(statement.ar, statement.en)
            form = _checked(desk, WordsForm(place, words, statement.cites, _key_of(statement)))
            is_outdated = bool(statement.basis) and statement.basis != basis_of(form.cited)
            forms.append(replace(form, is_outdated=is_outdated))
        else:
            others.append(statement)
    place = "/".join(map(str, (*above, len(statements))))
    # What a question's sentences say is what the words will mostly rest on.
    forms.append(WordsForm(place, Bilingual("", ""), tuple(cites), ""))
    return tuple(forms), tuple(others)


def _key_of(statement: Statement) -> str:
    said = {"ar": statement.ar, "en": statement.en, "cites": list(statement.cites)}
    return toml_files.statement_key(said)


def _checked(desk: Desk, form: WordsForm, theirs: Statement | None = None) -> WordsForm:
    """Return words with what the sentences that they cite do not bear out."""
    stories = {story.slug: story for story in desk.project.edition.stories}
    # The same functions that a build asks, so that the desk promises nothing else.
    cited = named_sentences(form.cites, stories)
    glossary = desk.project.inputs.glossary
    unknown = sorted(set(form.cites) - {str(excerpt.cite) for excerpt in cited})
    lacking = [Finding("cite", as_written(cite)) for cite in unknown]
    doubtful = [one.cite for one in cited if not one.sentence.en or one.sentence.doubtful]
    lacking += [Finding("english", as_written(str(cite))) for cite in doubtful]
    if not form.cites:
        lacking.append(Finding("uncited", as_written("")))
    # While one language is still to be written, the two cannot be compared.
    written = [is_visible(form.words[lang]) for lang in LANGS]
    if cited and any(written):
        lacking += unsupported(form.words, cited, glossary)
    if all(written):
        differing = findings(form.words.ar, form.words.en, glossary)
        lacking += [Finding(f"both_{one.kind}", one.detail) for one in differing]
    return replace(form, cited=cited, lacking=tuple(lacking), theirs=theirs)


def _form_of(visit: Visit) -> WordsForm:
    form = visit.request.form
    words = Bilingual(*(" ".join(form.get(lang, "").split()) for lang in ("ar", "en")))
    cites = tuple(dict.fromkeys(form.get("cites", "").split()))
    sent = WordsForm(form.get("place", ""), words, cites, form.get("seen", ""))
    return _checked(visit.desk, sent)


@route("/<lang>/topic/<slug>/support", "POST")
def support(visit: Visit, slug: str) -> Response:
    """Return what an editor's words lack, while they are written; nothing is saved."""
    _topic(visit.desk, slug)
    return visit.page("support.html", form=_form_of(visit))


@route("/<lang>/topic/<slug>/words", "POST")
def write_words(visit: Visit, slug: str) -> Response:
    """Write an editor's words into the topic's file, or take them out."""
    desk, form = visit.desk, _form_of(visit)
    topic = _topic(desk, slug)
    # A path is taken for no more than the places of which this page has forms.
    *above, number = form.place.split("/")
    known = [["question", question.id, "answer"] for question in topic.questions]
    if above not in [["brief"], *known] or not number.isdecimal() or len(number) > _LONGEST_NUMBER:
        raise NotFound
    place: Where = (*above, int(number))
    values = None
    if visit.request.form.get("action") != "remove":
        if not (is_visible(form.words.ar) and is_visible(form.words.en) and form.cites):
            return visit.page("words.html", 422, topic=topic, form=form, wrong="wrong.words")
        values = {"ar": form.words.ar, "en": form.words.en, "cites": list(form.cites)}
        # Who has seen that the sentences bear them out has accepted them.
        if not form.lacking:
            values["basis"] = basis_of(form.cited)
    change = partial(toml_files.with_statement, place=place, words=values, seen=form.seen)
    try:
        _rewrite(desk, slug, change)
    except toml_files.NotAsSeenError:
        desk.project.refresh()
        there = _there(_topic(desk, slug), place)
        now = WordsForm(form.place, form.words, form.cites, _key_of(there) if there else "")
        shown = _checked(desk, now, there)
        return visit.page("words.html", 409, topic=topic, form=shown, wrong="")
    part = above[0] if len(above) == 1 else f"q-{above[1]}"
    return redirect(f"/{visit.lang}/topic/{slug}#{part}", 303)


def _there(topic: Topic, place: Where) -> Statement | None:
    """Return the statement at a place of a topic, ``None`` where there is none."""
    of_question = {question.id: question.answer for question in topic.questions}
    statements = topic.brief if place[0] == "brief" else of_question.get(str(place[1]), ())
    number = int(place[-1])
    return statements[number] if number < len(statements) else None


@route("/<lang>/topic/<slug>/cite", "POST")
def choose(visit: Visit, slug: str) -> Response:
    """Choose a sentence for a question, or no longer."""
    form = visit.request.form
    question, cite = form.get("question", ""), form.get("cite", "")
    stories = {story.slug: story for story in visit.desk.project.edition.stories}
    if not named_sentences([cite], stories):
        raise NotFound
    chosen = form.get("chosen") == "yes"
    # Not held against what was seen: two windows that choose two sentences have chosen both.
    change = partial(toml_files.with_cite, question=question, cite=cite, chosen=chosen)
    try:
        _rewrite(visit.desk, slug, change)
    except toml_files.NotAsSeenError:
        raise NotFound from None
    if visit.is_partial:
        return Response(status=204)
    return redirect(f"/{visit.lang}/topic/{slug}#q-{question}", 303)


@route("/<lang>/topic/<slug>/dispute", "POST")
def accept_dispute(visit: Visit, slug: str) -> Response:
    """Enter a dispute with a question in both languages and a sentence for each view."""
    form, topic = visit.request.form, _topic(visit.desk, slug)
    name = slugify(form.get("en", ""))[:40].strip("-") or "dispute"
    # An anchor of the page, which no two disputes share.
    ident = free_slug(name, {one.id for one in topic.disputes})
    table: dict[str, object] = {"id": ident, "ar": form.get("ar", ""), "en": form.get("en", "")}
    table["views"] = [[cite] for cite in form.getlist("view")]
    if not (is_visible(form.get("ar", "")) and is_visible(form.get("en", ""))):
        return visit.page("refusal.html", 422, topic=topic, wrong="wrong.dispute")
    _rewrite(visit.desk, slug, partial(toml_files.with_table, name="dispute", values=table))
    return redirect(f"/{visit.lang}/topic/{slug}#disputes", 303)


@route("/<lang>/topic/<slug>/publish", "POST")
def publish(visit: Visit, slug: str) -> Response:
    """Make a draft a topic that the next build publishes."""
    _rewrite(visit.desk, slug, partial(toml_files.without_key, key="draft"))
    return redirect(f"/{visit.lang}/topic/{slug}", 303)


@route("/<lang>/topic/<slug>/undo", "POST")
def undo_topic(visit: Visit, slug: str) -> Response:
    """Take back what this topic's page changed last, where the file is as it left it."""
    desk = visit.desk
    done = desk.history.files[f"topic/{slug}"]
    # One try each: what cannot be taken back now cannot be later, either.
    if done and not toml_files.take_back(done.pop(), desk.lock):
        return visit.page("refusal.html", 409, topic=_topic(desk, slug), wrong="wrong.undo")
    return redirect(f"/{visit.lang}/topic/{slug}", 303)


def _rewrite(desk: Desk, slug: str, change: Callable[[str], str]) -> None:
    """Change a topic's file, as long as it can be read after it."""
    _topic(desk, slug)
    path = desk.project.seeds / "topics" / f"{slug}.toml"
    known = desk.project.inputs.glossary.entries
    name = f"{desk.project.seeds.name}/topics/{path.name}"
    check = partial(read_topic, slug, path=name, known=known)
    done = toml_files.rewrite(path, desk.lock, change, check)
    desk.history.files[f"topic/{slug}"].append(done)


def _topic(desk: Desk, slug: str) -> Topic:
    for topic in desk.project.inputs.topics:
        if topic.slug == slug:
            return topic
    raise NotFound
