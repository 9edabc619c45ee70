"""Hand-made values for the tests of what is written: stories, an explainer, words, a site.

The names that these tests share are imported here, so that a module that moves costs one line.
"""

from __future__ import annotations

import os
from dataclasses import replace

from pelican.plugins.briefing.dates.when import When
from pelican.plugins.briefing.editors.glossary import Entry, Glossary, build_glossary
from pelican.plugins.briefing.explain.page import (
    AheadInBrief,
    AnswersSection,
    ArticlesOfDay,
    BriefSection,
    ChangedAnswer,
    ChangesSection,
    Claim,
    DateNote,
    DifferingDates,
    DifferSection,
    DisputeViews,
    Explainer,
    FigureRow,
    FiguresSection,
    NamedEntry,
    NamesOfKind,
    NamesSection,
    QuestionItem,
    QuestionsSection,
    QuotesSection,
    Section,
    SharedSection,
    SideQuotes,
    SourceAnswers,
    SourceClaims,
    SourcesInBrief,
    SourcesSection,
    Speaker,
    TimelineEntry,
    TimelineSection,
    View,
    cited_in,
)
from pelican.plugins.briefing.model import (
    LANGS,
    Answer,
    Bilingual,
    Block,
    BlockKind,
    Change,
    Cite,
    Comparison,
    Dated,
    Dateline,
    Difference,
    Event,
    Excerpt,
    Figure,
    FigureValue,
    Finding,
    Lang,
    Mention,
    Quote,
    Sentence,
    SetAside,
    State,
    Stated,
    Story,
)
from pelican.plugins.briefing.render.l10n import Catalogue, read_catalogue
from pelican.plugins.briefing.render.site import Site
from pelican.plugins.briefing.render.text import (
    displayable,
    escape_inline,
    escape_line,
    escape_metadata,
    isolate_html,
    isolate_markdown,
)
from pelican.plugins.briefing.render.wording import Wording
from support import ROOT

__all__ = [
    "displayable",
    "escape_inline",
    "escape_line",
    "escape_metadata",
    "isolate_html",
    "isolate_markdown",
]
CASES = ROOT / "tests" / "cases"
LOCALES = {"ar": "ar", "en": "en_US"}


def catalogue(lang: Lang) -> Catalogue:
    """Return the theme's words of a language."""
    text = (ROOT / "theme" / "translations" / f"{lang}.toml").read_text(encoding="utf-8")
    return read_catalogue(lang, text, LOCALES[lang], lang)


CATALOGUES = {lang: catalogue(lang) for lang in LANGS}
GLOSSARY: Glossary = build_glossary(
    {
        "agency": Entry("agency", "organisation", Bilingual("وكالة الأنباء", "News Agency")),
        "karim": Entry("karim", "person", Bilingual("عمر كريم", "Omar Karim")),
        "hassan": Entry("hassan", "person", Bilingual("علي حسن", "Ali Hassan")),
        "soldier": Entry("soldier", "term", Bilingual("جندي", "soldiers")),
        "port": Entry("port", "place", Bilingual("الميناء", "the port")),
    }
)
WORDS = {lang: Wording(CATALOGUES[lang], GLOSSARY) for lang in LANGS}


def check_whole(name: str, text: str) -> None:
    """Compare a text with its file in tests/cases; with UPDATE_GOLDEN take it as what is right."""
    path = CASES / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def when(iso: str, **changes: object) -> When:
    """Return a date; `changes` are fields of it, as ``planned=True``."""
    found = When.from_iso(iso)
    assert found
    return replace(found, **changes)


def dated(iso: str, evidence: str = "", *, inferred: bool = False) -> Dated:
    return Dated(when(iso), evidence, inferred)


def sentence(
    name: str, ar: str, en: str | None = None, state: State | None = None, *failed: str
) -> Sentence:
    """Return a sentence; with English it is reviewed, unless another state is given."""
    findings = tuple(Finding(kind, Bilingual("", "")) for kind in failed)
    origin = "engine 2024-07-25" if state == "machine" else ""
    return Sentence(
        name, ar, en, state or ("reviewed" if en else "pending"), "ar", origin, findings
    )


def block(number: int, kind: BlockKind, *sentences: Sentence) -> Block:
    return Block(f"p{number}", kind, number + 1, sentences)


def story(slug: str, title: Sentence, *blocks: Block, **fields: object) -> Story:
    """Return a story with these blocks; `fields` are others of it."""
    bare = Story(
        slug=slug,
        seed=f"{slug}.txt",
        stem=slug,
        title=title,
        deck=None,
        published=None,
        updated=None,
        publisher=None,
        author=None,
        dateline=None,
        blocks=blocks,
        set_aside=(),
    )
    return replace(bare, **fields)


def excerpt(of: Story, sentence_id: str) -> Excerpt:
    """Return a sentence of a story as something to cite."""
    found = of.sentence(sentence_id)
    assert found
    return Excerpt(Cite(of.slug, sentence_id), found, of)


def claim(of: Excerpt, *others: Excerpt, **fields: object) -> Claim:
    """Return a sentence as a claim that other sentences support, too."""
    bare = Claim(of, (of, *others), dates={"ar": (), "en": ()})
    return replace(bare, **fields)


# Three stories: one reviewed, with marks of Markdown in its text; one by machine, in part
# doubtful and of no known day or outlet; one of which only the month is known.

FLOOD = story(
    "flood",
    sentence("title", "فيضان *كبير* في 2014-2019", "A *big* flood"),
    block(
        1,
        "paragraph",
        sentence("p1s1", "غمرت المياه [الميناء] بين 2014-2019.", "Water <covered> the [port]."),
        sentence("p1s2", "وأضاف أن 30 جندي وصلوا.", "He added that 30 soldiers came."),
        sentence("p1s3", "وكتب @omar_k ذلك.", "He wrote that | there."),
    ),
    block(
        2,
        "paragraph",
        sentence("p2s1", "وسيجتمع المجلس في سبتمبر.", "The council will meet in September."),
        sentence("p2s2", "وجاء في البيان: لا تراجع.", "The statement said: no retreat."),
    ),
    deck=sentence("deck", "خلاصة الخبر", "What happened"),
    published=dated("2024-07-24T10:00+03:00", "24 July 2024"),
    updated=dated("2024-07-25", "updated"),
    publisher=Stated("وكالة الأنباء", "© وكالة الأنباء"),
    author=Stated("علي <حسن>", "بقلم علي"),
    dateline=Dateline("بغداد", "بغداد -", "Baghdad"),
    set_aside=(SetAside(9, "share", "شارك"),),
    times=(
        Mention("p2s1", "في سبتمبر", 16, when("2024-09", planned=True)),
        Mention("p1s1", "أمس", 0, None),
    ),
    tags=("port", "مياه,الشرب"),
    summary=("p1s2", "p2s1"),
    notes={"p1s2": Bilingual("الرقم <غير> مؤكد", "Not *certain*")},
    url="https://news.test/?a=1&b=2",
)
HARBOUR = story(
    "harbour",
    sentence("title", "أخبار المرفأ", "Harbor news", "machine", "figures"),
    block(
        1,
        "paragraph",
        sentence("p1s1", "عاد الصيادون إلى الميناء.", "Fishermen came back.", "machine"),
        sentence("p1s2", "وقال علي حسن إن 12-15 سفينة غرقت.", None),
        sentence("p1s3", "وغرقت سفينة واحدة.", "Nine ships sank.", "machine", "figures"),
    ),
    summary=("p1s3", "p1s1"),
)
COUNCIL = story(
    "council",
    sentence("title", "المجلس يقرر", "The council decides"),
    block(
        1,
        "paragraph",
        sentence("p1s1", "قرر المجلس في 3 مايو بناء سد.", "The council chose a dam on May 3."),
        sentence("p1s2", "وبلغ عدد الجنود 2500 جندي.", "There are 2,500 soldiers."),
    ),
    published=dated("2024-05", "مايو 2024"),
    publisher=Stated("صحيفة الساحل", "الساحل"),
)
# One block of every kind of block.
EVERY_KIND = replace(
    FLOOD,
    slug="kinds",
    seed="<kinds>.txt",
    notes={
        "p3s1": Bilingual("عن بند", "On an item"),
        "p6s1": Bilingual("عن 1-2", "On a quotation"),
    },
    blocks=(
        block(1, "heading", sentence("p1s1", "عنوان فرعي", "A heading")),
        block(
            2,
            "paragraph",
            sentence("p2s1", "1. أولا بين 1-2.", "1. First."),
            sentence("p2s2", "# وسم", "Shaky", "machine", "figures"),
            replace(sentence("p2s3", "He said 1-2.", "He said 1-2."), lang="en"),
        ),
        block(3, "item", sentence("p3s1", "بند أول", "One item"), sentence("p3s2", "وتتمته")),
        block(4, "item", sentence("p4s1", "بند ثان", "Another")),
        block(5, "caption", sentence("p5s1", "صورة", "A picture")),
        block(6, "pullquote", sentence("p6s1", "قول", "A saying")),
        block(7, "embed", sentence("p7s1", "تغريدة", "A post"), sentence("p7s2", "وأخرى", "More")),
        block(8, "item", sentence("p8s1", "بند أخير", "The last")),
    ),
)
STORIES = (FLOOD, COUNCIL, HARBOUR)

WATER, ADDED, WROTE = (excerpt(FLOOD, f"p1s{n}") for n in (1, 2, 3))
MEETING, NO_RETREAT = excerpt(FLOOD, "p2s1"), excerpt(FLOOD, "p2s2")
FISHERMEN, SHIPS = excerpt(HARBOUR, "p1s1"), excerpt(HARBOUR, "p1s2")
DAM, SOLDIERS = excerpt(COUNCIL, "p1s1"), excerpt(COUNCIL, "p1s2")

KARIM = Bilingual("عمر كريم", "Omar Karim")
MAYOR = Bilingual("عمدة المدينة", "mayor of the city")
ASKED = Bilingual("ماذا حدث بين 2014-2019؟", "What happened [then]?")
OPEN = Bilingual("من دفع؟", "Who paid?")
WITHHELD = Bilingual("كم سفينة؟", "How many ships?")
MEETING_DAY = Event(when("2024-09", planned=True), (MEETING,), (when("2024-09"),))
FLOOD_DAY = Event(when("2014-03-01"), (WATER, DAM), (when("2014-03-01"), when("2014-03")))
DAM_DAY = Event(when("2024-05-03", stated=False), (DAM,), (when("2024-05-03"),))
NOW = FigureValue(2500.0, "about", when("2024-07-24"), (ADDED, SHIPS))
BEFORE = FigureValue(2500.5, None, None, (SOLDIERS,))
TROOPS = Figure(
    "troops", Bilingual("الجنود", "Troops"), Bilingual("جندي", "soldiers"), (BEFORE, NOW)
)
OLD_COUNT = FigureValue(85.0, None, when("2020"), (SOLDIERS,))
STATES = Figure("states", Bilingual("الدول", "States"), Bilingual("دولة", "states"), (OLD_COUNT,))
SPOKEN = Quote(KARIM, MAYOR, direct=True, excerpt=NO_RETREAT, side="city")
UNNAMED = Quote(Bilingual("شاهد", "a witness"), None, direct=False, excerpt=SHIPS, about=False)
ANSWERED = Answer("what", ASKED, (WATER, FISHERMEN), lead=1)
SILENT = Answer("who", OPEN, ())
LEFT_OUT = Answer("ships", WITHHELD, (), withheld=2)
LATER = Change(
    day="2024-07-24",
    articles=(excerpt(FLOOD, "title"), excerpt(HARBOUR, "title")),
    figures=((TROOPS, NOW),),
    events=(FLOOD_DAY, Event(when("2014-03-01"), (MEETING,)), MEETING_DAY),
    answers=((ASKED, WATER), (OPEN, MEETING), (ASKED, FISHERMEN)),
)

OWN = Bilingual("الماء في الميناء.", "The port is under water.")
WRITTEN = claim(WATER, SHIPS, words=OWN, is_written=True)
PART = claim(DAM, words=Bilingual("بناء سد", "a dam on May 3"))
BRIEF = BriefSection(
    claims=(claim(WATER), replace(WRITTEN, is_outdated=True)),
    ahead=AheadInBrief((MEETING_DAY,), when("2024-07-24"), (MEETING,)),
    sources=SourcesInBrief(
        3, 2, (when("2024-05"), when("2024-07-24")), tuple(excerpt(s, "title") for s in STORIES)
    ),
)
QUESTIONS = QuestionsSection(
    (
        QuestionItem((WRITTEN,), ANSWERED, sources=2),
        QuestionItem((claim(SOLDIERS, is_judgement=True),), LEFT_OUT),
        QuestionItem((), replace(ANSWERED, id="again"), above=(WATER,)),
    ),
    (SILENT,),
)
ANSWERS = AnswersSection(
    (
        SourceAnswers(
            ANSWERED,
            (
                SourceClaims(FLOOD, (claim(WROTE, antecedent=ADDED),)),
                SourceClaims(HARBOUR, (claim(FISHERMEN), claim(SHIPS))),
            ),
            (COUNCIL, FLOOD),
        ),
    )
)
TIMELINE = TimelineSection(
    (
        TimelineEntry(
            "t1",
            FLOOD_DAY.when,
            (claim(WATER, DAM, readings=(None, when("2014-03"))), claim(FISHERMEN)),
            inferred=True,
        ),
        TimelineEntry("t2", when("2024-07-24"), (claim(MEETING),), (MEETING_DAY.when,)),
    )
)
QUOTES = QuotesSection(
    (
        SideQuotes(
            Bilingual("المدينة", "The city"),
            (claim(NO_RETREAT, quote=SPOKEN),),
            (
                claim(
                    ADDED,
                    quote=Quote(KARIM, None, direct=False, excerpt=ADDED),
                    speakers={
                        "ar": Speaker(KARIM, MAYOR),
                        "en": Speaker(KARIM, None),
                    },
                    dates={
                        "ar": (DateNote(when("2024-07-23"), "أمس"), DateNote(when("2014"), None)),
                        "en": (DateNote(when("2024-07-23"), "yesterday"),),
                    },
                ),
            ),
        ),
        SideQuotes(None, (claim(SHIPS, quote=UNNAMED),), ()),
    )
)
SHARED = SharedSection(((claim(WATER), claim(DAM)), (claim(FISHERMEN),)))
BELOW = claim(SOLDIERS, antecedent=DAM, is_antecedent_above=True)
DIFFER = DifferSection(
    (
        DisputeViews(
            "ships",
            WITHHELD,
            (
                View(Speaker(KARIM, MAYOR), (HARBOUR,), (claim(SHIPS),)),
                View(None, (COUNCIL,), (PART, BELOW)),
            ),
        ),
    ),
    (Difference(TROOPS, (BEFORE, NOW)),),
    (DifferingDates(((claim(WATER), FLOOD_DAY), (claim(DAM), DAM_DAY))),),
)
HALVED = FigureValue(0.5, None, when("2020"), (FISHERMEN,), "down")
FIGURES = FiguresSection(
    (
        FigureRow(TROOPS, BEFORE, None, None, (SOLDIERS,)),
        FigureRow(TROOPS, HALVED, when("2020"), when("2020"), (FISHERMEN,)),
        FigureRow(TROOPS, NOW, when("2024-05"), when("2024-07-24"), (ADDED, SHIPS)),
        FigureRow(STATES, OLD_COUNT, when("2020"), when("2020"), (SOLDIERS,)),
    )
)
CHANGES = ChangesSection(
    (ChangedAnswer(ANSWERED, claim(DAM), claim(WATER)),),
    (
        ArticlesOfDay("2024-07-24", (excerpt(FLOOD, "title"), excerpt(HARBOUR, "title"))),
        ArticlesOfDay("2024-05-01", (excerpt(COUNCIL, "title"),)),
    ),
)
NAMES = NamesSection(
    (
        NamesOfKind(
            "person",
            (
                NamedEntry("karim", KARIM, MAYOR, when("2024-07-24"), WATER, 2),
                NamedEntry("ali", Bilingual("علي حسن", "Ali Hassan"), None, None, SHIPS, 1),
            ),
        ),
        NamesOfKind(
            "organisation",
            (NamedEntry("council", Bilingual("المجلس", "Council"), MAYOR, None, DAM, 3),),
        ),
    )
)
SECTIONS: tuple[Section, ...] = (
    BRIEF,
    DIFFER,
    QUESTIONS,
    TIMELINE,
    FIGURES,
    SourcesSection(STORIES),
)
DETAILS: tuple[Section, ...] = (TIMELINE, ANSWERS, QUOTES, SHARED, CHANGES, NAMES)


def explainer(*sections: Section, **fields: object) -> Explainer:
    """Return an explainer with these sections, its citations numbered as a reader meets them."""
    cited: dict[str, Excerpt] = {}
    for found in cited_in((*sections, *fields.get("details", ()))):
        cited.setdefault(str(found.cite), found)
    bare = Explainer(
        slug="water",
        title=Bilingual("المياه & الميناء", "Water & port"),
        intro=Bilingual("ما نعرفه عن *المياه*", "What is known of *water*"),
        stories=STORIES,
        answers=(ANSWERED, SILENT, LEFT_OUT),
        events=(FLOOD_DAY, MEETING_DAY),
        figures=(TROOPS, STATES),
        quotes=(SPOKEN, UNNAMED),
        comparison=(Comparison(ASKED, {"flood": (WATER, WROTE), "council": ()}),),
        sections=sections,
        cited=tuple(cited.values()),
        numbers={cite: number for number, cite in enumerate(cited, 1)},
    )
    return replace(bare, **fields)


EXPLAINER = explainer(
    *SECTIONS,
    details=DETAILS,
    changes=(LATER,),
    written={"question/0/answer/0": WRITTEN, "dispute/0/views/1/0": PART},
)


def site(**fields: object) -> Site:
    """Return a site of the hand-made stories and the explainer."""
    bare = Site(
        stories=STORIES,
        explainers=(EXPLAINER,),
        glossary=GLOSSARY,
        catalogues=CATALOGUES,
        title={"ar": "الموجز", "en": "Briefing"},
        about={"ar": "عن الموقع", "en": "About it"},
        origin="https://site.test",
    )
    return replace(bare, **fields)
