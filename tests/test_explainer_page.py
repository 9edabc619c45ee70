"""The explainer as a page: numbers as it is read, claims with what they leave unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import get_args

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from lxml import html
from pelican.plugins.briefing.dates.when import When
from pelican.plugins.briefing.edges.generator import TEMPLATE_FUNCTIONS
from pelican.plugins.briefing.edition import Edition, Inputs
from pelican.plugins.briefing.explain.claims import Claims, antecedents, worked_out
from pelican.plugins.briefing.explain.page import (
    Explainer,
    Section,
    cited_in,
)
from pelican.plugins.briefing.language.arabic import ARABIC_LETTER
from pelican.plugins.briefing.model import (
    LANGS,
    Bilingual,
    Event,
    Lang,
    Mention,
    Quote,
    Sentence,
    Story,
)
from pelican.plugins.briefing.render.addresses import page
from pelican.plugins.briefing.render.explainers import explainer_post
from pelican.plugins.briefing.render.site import Site
from render_support import (
    ANSWERED,
    ANSWERS,
    BRIEF,
    CATALOGUES,
    CHANGES,
    COUNCIL,
    DAM,
    DETAILS,
    EXPLAINER,
    FIGURES,
    FLOOD_DAY,
    KARIM,
    MAYOR,
    MEETING_DAY,
    NAMES,
    OWN,
    QUESTIONS,
    QUOTES,
    SECTIONS,
    SHARED,
    SHIPS,
    STORIES,
    TIMELINE,
    TROOPS,
    WATER,
    WROTE,
    block,
    claim,
    dated,
    excerpt,
    isolate_html,
    sentence,
    site,
    story,
    when,
)
from support import ROOT

TEMPLATES = FileSystemLoader(ROOT / "theme" / "templates")
NO_FRAME = DictLoader({"base.html": "{% block content %}{% endblock %}"})
THEME = Environment(
    loader=ChoiceLoader([NO_FRAME, TEMPLATES]),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)

Page = tuple[Explainer, Site]


@pytest.fixture(scope="module", params=["made by hand", 0, 1])
def shown(request: pytest.FixtureRequest, edition: Edition, inputs: Inputs) -> Page:
    """Return an explainer with the site it is on: the hand-made one, or one of the edition's."""
    if isinstance(request.param, str):
        return EXPLAINER, site()
    explainers = edition.explainers
    stories = edition.stories
    made = site(stories=stories, explainers=explainers, glossary=inputs.glossary)
    return explainers[request.param], made


def rendered(template: str, lang: Lang, on: Site, **values: object) -> html.HtmlElement:
    """Return what a template of the theme makes, without the frame of the page."""
    text = THEME.get_template(template).render(
        site=on,
        url=lambda path, _: f"../{path}",
        lang=lang,
        **TEMPLATE_FUNCTIONS,
        words=on.words[lang],
        **values,
    )
    return html.fragment_fromstring(text, "div")


def theme_page(shown: Page, lang: Lang) -> html.HtmlElement:
    """Return the page of an explainer by the theme."""
    explainer, on = shown
    address = page(lang, f"{explainer.slug}.html", explainer.title[lang])
    article = SimpleNamespace(slug=explainer.slug, lang=lang)
    return rendered("explainer.html", lang, on, article=article, page_of=lambda _: address)


def detail_page(shown: Page, lang: Lang, section: Section | None) -> html.HtmlElement:
    """Return the page beside an explainer that has one section, or all cited sentences."""
    explainer, on = shown
    name = section.id if section else "notes"
    (part,) = on.beside(explainer)[name]
    made = page(lang, part.path, name)
    return rendered("detail.html", lang, on, page=made, x=explainer, detail=name, part=part)


def post(shown: Page, lang: Lang) -> str:
    explainer, on = shown
    return explainer_post(explainer, lang, on.words[lang])


def numbers_on(shown: Page) -> list[str]:
    """Return the numbers of all sentences that the page itself cites, in order."""
    explainer, _ = shown
    cited = explainer.cited_by(explainer.sections)
    return [str(n) for n in range(1, len(cited) + 1)]


# Numbers and sections ------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_numbers_run_as_the_page_is_read(shown: Page, lang: Lang) -> None:
    root = theme_page(shown, lang)
    numbers = root.xpath("//section[@id != 'sources']//@data-note")
    assert list(dict.fromkeys(numbers)) == numbers_on(shown)
    assert numbers
    # Each source has the numbers of its own sentences.
    listed = root.xpath("//section[@id='sources']//@data-note")
    assert sorted(listed, key=int) == numbers_on(shown)


@pytest.mark.parametrize("lang", LANGS)
def test_numbers_run_as_the_post_is_read(shown: Page, lang: Lang) -> None:
    body, _, notes = post(shown, lang).partition("\n[^1]: ")
    marks = re.findall(r"\[\^(\d+)]", body)
    assert list(dict.fromkeys(marks)) == numbers_on(shown)
    assert len(re.findall(r"(?m)^\[\^\d+]: ", notes)) == len(numbers_on(shown)) - 1


@pytest.mark.parametrize("lang", LANGS)
def test_each_number_leads_to_the_sentence_that_has_it(shown: Page, lang: Lang) -> None:
    explainer, on = shown
    pages = [(explainer, explainer.sections, theme_page(shown, lang))]
    for section in explainer.details:
        # A page beside it counts its own sentences.
        pages.append((explainer.beside(section), (section,), detail_page(shown, lang, section)))
    for counted, sections, root in pages:
        cited = counted.cited_by(sections)
        for link in root.xpath("//a[@data-note]"):
            number = int(link.get("data-note"))
            excerpt = cited[number - 1]
            assert link.get("href") == f"../{lang}/{excerpt.cite.slug}.html#{excerpt.cite.sentence}"
            assert (link.text, link.getparent().tag) == (str(number), "sup")
            assert link.get("title") == on.words[lang].cited_story(excerpt.story)
        # What a tap shows is folded at the foot of the page that has the number.
        notes = root.xpath("//details[@id='notes']//li")
        assert [note.get("id") for note in notes] == [f"note-{n}" for n in range(1, len(cited) + 1)]
        assert [note.xpath("string(span)") for note in notes] == [
            html.fragment_fromstring(isolate_html(e.sentence.ar), "p").text_content() for e in cited
        ]
        assert set(root.xpath("//@data-note")) <= {str(counted.number(e)) for e in cited}


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_has_all_cited_sentences_under_their_articles(shown: Page, lang: Lang) -> None:
    explainer, on = shown
    root = detail_page(shown, lang, None)
    found = []
    for heading in root.xpath("//h2"):
        links = heading.getnext().xpath("li/p[@class='place']/a/@href")
        found.append((heading.text_content(), links))
    wanted = []
    for source in explainer.stories:
        cited = [e.cite.sentence for e in explainer.cited if e.story is source]
        places = [one.id for one in source.segments() if one.id in cited]
        links = [f"../{lang}/{source.slug}.html#{place}" for place in places]
        if links:
            wanted.append((on.words[lang].heading(source), links))
    assert found == wanted


@pytest.mark.parametrize("lang", LANGS)
def test_the_contents_name_the_sections_of_the_page_in_order(shown: Page, lang: Lang) -> None:
    explainer, _ = shown
    root = theme_page(shown, lang)
    ids = [section.id for section in explainer.sections]
    contents = "//nav[@class='toc']/ol/li"
    assert root.xpath(f"{contents}/a/@href") == [f"#{i}" for i in (*ids, "deeper")]
    assert root.xpath("//section/@id") == [*ids, "deeper"]
    assert root.xpath(f"{contents}/a/text()") == root.xpath("//section/h2/text()")
    below = [f"#{i}" for i in root.xpath("//section/h3/@id") if i != "unanswered"]
    assert root.xpath(f"{contents}/ol/li/a/@href") == below
    assert any(link.startswith("#q-") for link in below)
    assert any(link.startswith("#d-") for link in below)


@pytest.mark.parametrize("lang", LANGS)
def test_each_page_beside_it_is_linked_and_each_link_leads_to_what_it_deepens(
    shown: Page, lang: Lang
) -> None:
    explainer, _ = shown
    root = theme_page(shown, lang)
    links = root.xpath("//section[@id='deeper']//ul//@href")
    ids = [*(section.id for section in explainer.details), "notes"]
    assert links[: len(ids)] == [f"../{lang}/{explainer.slug}.{i}.html" for i in ids]
    for link in root.xpath("//a[@class='more']/@href"):
        path, _, anchor = link.partition("#")
        section = explainer.detail(path.split(".")[-2])
        assert detail_page(shown, lang, section).xpath("//*[@id = $id]", id=anchor)


@pytest.mark.parametrize("lang", LANGS)
def test_the_post_has_the_sections_of_the_page(shown: Page, lang: Lang) -> None:
    explainer, _ = shown
    names = [CATALOGUES[lang](f"explainer.{section.id}") for section in explainer.sections]
    assert re.findall(r"(?m)^## (.+)$", post(shown, lang)) == names
    assert theme_page(shown, lang).xpath("//section/h2/text()")[:-1] == names


@pytest.mark.parametrize("lang", LANGS)
def test_an_editors_words_can_be_told_apart(lang: Lang) -> None:
    root = theme_page((EXPLAINER, site()), lang)
    written = [one.text_content() for one in root.xpath("//*[@class='written']")]
    assert written == [OWN[lang]] * 2
    assert WATER.sentence.text(lang) in [q.text_content() for q in root.find_class("quoted")]
    assert len(root.find_class("outdated")) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_feed_shows_the_brief_and_what_changed_last(shown: Page, lang: Lang) -> None:
    explainer, on = shown
    root = theme_page(shown, lang)
    feed = rendered("feeds/explainer.html", lang, on, x=explainer)
    home = f"{on.origin}/{lang}/"
    (changed,) = feed.find_class("changed")
    newest = rendered("feeds/change.html", lang, on, x=explainer, change=explainer.changes[0])
    assert changed.text_content().split() == newest.text_content().split()
    changed.drop_tree()
    assert f"{home}{explainer.slug}.html" in feed.xpath("//a/@href")
    in_brief = root.xpath("//section[@id='brief']//p//a[@data-note]")
    cited = [(a.text, a.get("href")) for a in feed.iter("a") if re.fullmatch(r"\[\d+]", a.text)]
    own = [
        (f"[{a.get('data-note')}]", a.get("href").replace(f"../{lang}/", home)) for a in in_brief
    ]
    assert cited
    # The feed shows the claims without the sentences that their "that" refers to.
    assert set(cited) <= set(own)


@pytest.mark.parametrize("lang", LANGS)
def test_a_feed_of_a_days_changes_cites_what_is_new(shown: Page, lang: Lang) -> None:
    explainer, on = shown
    assert explainer.changes
    for change in explainer.changes:
        feed = rendered("feeds/change.html", lang, on, x=explainer, change=change)
        wanted = {str(e.cite) for e in change.articles}
        wanted |= {str(e.cite) for _, e in change.answers}
        cited = {link.rpartition("/")[2].replace(".html", "") for link in feed.xpath("//a/@href")}
        assert wanted <= cited
        # Whoever follows an item of the feed lands at its day.
        changes = explainer.detail("changes")
        assert detail_page(shown, lang, changes).xpath("//*[@id = $id]", id=f"on-{change.day}")


def test_all_arabic_of_an_english_page_is_marked() -> None:
    unmarked = []
    pages = [theme_page((EXPLAINER, site()), "en")]
    pages += [detail_page((EXPLAINER, site()), "en", section) for section in DETAILS]
    for text in [text for root in pages for text in root.xpath("//text()")]:
        parent = text.getparent()
        if ARABIC_LETTER.search(text) and not parent.xpath("ancestor-or-self::*[@lang='ar']"):
            unmarked.append(text)
    assert unmarked == []


# What a part of a page cites, in order -------------------------------------------------------


def cites(found: object) -> list[str]:
    return [str(cited.cite) for cited in cited_in(found)]


def test_an_antecedent_is_cited_before_its_claim_and_its_other_sources_after() -> None:
    made = claim(WATER, DAM, antecedent=SHIPS)
    assert cites(made) == ["harbour#p1s2", "flood#p1s1", "council#p1s1"]
    assert cites(WATER) == ["flood#p1s1"]
    assert cites((WROTE, (made,), WROTE))[0::4] == ["flood#p1s3", "flood#p1s3"]


def test_what_a_part_is_about_is_not_cited_by_it() -> None:
    about = (ANSWERED, TROOPS, FLOOD_DAY, KARIM, WATER.sentence, COUNCIL, None, "text", 1)
    assert cites(about) == []


@pytest.mark.parametrize(
    ("section", "wanted"),
    [
        (
            BRIEF,
            "flood#p1s1 flood#p1s1 harbour#p1s2 flood#p2s1 flood#title council#title harbour#title",
        ),
        (QUESTIONS, "flood#p1s1 harbour#p1s2 council#p1s2 flood#p1s1"),
        (TIMELINE, "flood#p1s1 council#p1s1 harbour#p1s1 flood#p2s1"),
        (FIGURES, "council#p1s2 harbour#p1s1 flood#p1s2 harbour#p1s2 council#p1s2"),
        (ANSWERS, "flood#p1s2 flood#p1s3 harbour#p1s1 harbour#p1s2"),
        (QUOTES, "flood#p2s2 flood#p1s2 harbour#p1s2"),
        (SHARED, "flood#p1s1 council#p1s1 harbour#p1s1"),
        (CHANGES, "council#p1s1 flood#p1s1 flood#title harbour#title council#title"),
        (NAMES, "flood#p1s1 harbour#p1s2 council#p1s1"),
    ],
)
def test_a_section_cites_in_the_order_in_which_it_is_read(section: Section, wanted: str) -> None:
    assert cites(section) == wanted.split()


def test_the_cited_of_the_edition_are_those_of_its_pages(edition: Edition) -> None:
    for made in edition.explainers:
        wanted = list(dict.fromkeys(cites((*made.sections, *made.details))))
        assert [str(e.cite) for e in made.cited] == wanted
        assert made.numbers == {cite: n for n, cite in enumerate(wanted, 1)}


def test_a_claim_has_the_editors_remark_on_its_sentence() -> None:
    assert claim(WATER).note is None
    noted = claim(excerpt(STORIES[0], "p1s2"))
    assert noted.note == Bilingual("الرقم <غير> مؤكد", "Not *certain*")
    # The editor's own words need none.
    assert replace(noted, words=OWN, is_written=True).note is None


# Claims: who speaks --------------------------------------------------------------------------

SAID = sentence("p1s1", "وأكد عمر كريم أن المياه عادت.", "Omar Karim said the water was back.")
HE_ADDED = sentence("p1s2", "وأضاف أن الجسر تضرر.", "He added that the bridge was damaged.")
HE_ADDED_TOO = sentence("p1s3", "وأضاف أن الطريق مغلق.", "Karim added that the road was closed.")
SPEECH = story(
    "speech", sentence("title", "ع", "T"), block(1, "paragraph", SAID, HE_ADDED, HE_ADDED_TOO)
)


def quoted(sentence_id: str, role: Bilingual | None = MAYOR) -> Quote:
    return Quote(KARIM, role, direct=False, excerpt=excerpt(SPEECH, sentence_id))


def test_who_he_is_is_told_with_the_office_at_the_first_mention() -> None:
    claims = Claims([quoted("p1s1"), quoted("p1s2"), quoted("p1s3")])
    first, second, third = claims.all([excerpt(SPEECH, f"p1s{n}") for n in (1, 2, 3)])
    assert dict(first.speakers) == {}
    assert {lang: (s.name, s.role) for lang, s in second.speakers.items()} == {
        "ar": (KARIM, MAYOR),
        "en": (KARIM, MAYOR),
    }
    # The English of the third names him, so only the Arabic needs to.
    assert {lang: (s.name, s.role) for lang, s in third.speakers.items()} == {"ar": (KARIM, None)}


@pytest.mark.parametrize(
    ("ar", "en", "unnamed"),
    [
        ("وأضاف كريم أن الطريق مغلق.", "He added that it was closed.", {"en"}),
        ("وأضاف عمر أن الطريق مغلق.", "Karim added that it was closed.", set()),
        ("وأضاف أن صديقا لكريم غادر.", "He added that a friend of Karim’s left.", set()),
        # Another name that begins so is another's, and by a first name English names few.
        ("وأضاف أن كريمة غادرت.", "He added that Karima left.", {"ar", "en"}),
        ("وأضاف كريم أن الطريق مغلق.", "Omar added that it was closed.", {"en"}),
    ],
)
def test_a_speaker_is_named_in_the_language_that_leaves_the_name_out(
    ar: str, en: str, unnamed: set[str]
) -> None:
    added = sentence("p1s2", ar, en)
    made = story("speech", sentence("title", "ع", "T"), block(1, "paragraph", SAID, added))
    claims = Claims([replace(quoted("p1s2"), excerpt=excerpt(made, "p1s2"))])
    assert set(claims.claim(excerpt(made, "p1s2")).speakers) == unnamed


def test_a_document_is_told_from_others_by_more_than_its_noun() -> None:
    added = sentence("p1s2", "وأضاف البيان أن الجسر تضرر.", "The statement added that it was hit.")
    whole = sentence(
        "p1s3", "وأضاف البيان المشترك أنه آمن.", "The joint statement added it is safe."
    )
    made = story("speech", sentence("title", "ع", "T"), block(1, "paragraph", SAID, added, whole))
    name = Bilingual("البيان المشترك", "joint statement")
    excerpts = [excerpt(made, "p1s2"), excerpt(made, "p1s3")]
    claims = Claims([Quote(name, None, direct=False, excerpt=one) for one in excerpts])
    assert [set(claim.speakers) for claim in claims.all(excerpts)] == [{"ar", "en"}, set()]


def test_an_office_that_is_not_known_introduces_nobody() -> None:
    claims = Claims([quoted("p1s2", None), quoted("p1s3")])
    unknown, known = claims.all([excerpt(SPEECH, "p1s2"), excerpt(SPEECH, "p1s3")])
    assert [s.role for s in unknown.speakers.values()] == [None, None]
    assert [s.role for s in known.speakers.values()] == [MAYOR]


def test_of_several_speakers_the_first_is_the_subject() -> None:
    other = replace(quoted("p1s2"), speaker=Bilingual("علي حسن", "Ali Hassan"))
    made = Claims([quoted("p1s2"), other]).claim(excerpt(SPEECH, "p1s2"))
    assert made.speakers["en"].name == KARIM
    assert Claims([]).claim(excerpt(SPEECH, "p1s2")).speakers == {}


def test_a_sentence_without_english_is_searched_for_the_name_in_arabic() -> None:
    pending = SPEECH.each(lambda s: replace(s, en=None, state="pending"))
    made = Claims([quoted("p1s2")]).claim(excerpt(pending, "p1s2"))
    assert set(made.speakers) == {"ar", "en"}


def test_a_quotation_names_its_speaker_itself() -> None:
    quote = quoted("p1s2")
    made = Claims([quote]).quotation(quote)
    assert (made.quote, made.speakers, made.antecedent) == (quote, {}, None)
    assert [str(e.cite) for e in made.citations] == ["speech#p1s2"]


# Claims: what "that" refers to ---------------------------------------------------------------

BEFORE = sentence("p1s1", "انسحبت القوات من الميناء القديم.", "The forces left the old port.")
THAT = "ويناقض ذلك ما قاله الحراس في الميناء."


def referring(*blocks: tuple[str, str, Sentence]) -> Story:
    made = [replace(block(1, "paragraph", s), id=name, kind=kind) for name, kind, s in blocks]
    return story("port", sentence("title", "عنوان", "T"), *made)


PORT = referring(
    ("p1", "paragraph", BEFORE),
    ("p2", "caption", sentence("p2s1", "صورة")),
    ("p3", "paragraph", sentence("p3s1", THAT, "That contradicts the guards.")),
)


def test_that_is_given_the_sentence_before_it_unless_the_page_just_said_it() -> None:
    that, before = excerpt(PORT, "p3s1"), excerpt(PORT, "p1s1")
    claims = Claims([])
    assert claims.claim(that).antecedent == before
    assert claims.claim(that, before).antecedent is None
    assert claims.claim(that, WATER).antecedent == before
    read = claims.all([before, that, that])
    assert [c.antecedent for c in read] == [None, None, before]
    # What stands further up on the page is only pointed to.
    assert [c.is_antecedent_above for c in read] == [False, False, True]
    assert not Claims([]).claim(that).is_antecedent_above


def test_a_sentence_with_its_speaker_needs_no_antecedent() -> None:
    both = sentence("p1s2", "وأضاف أن ذلك خطأ كبير.", "He added that that was wrong.")
    made = story("x", sentence("title", "ع"), block(1, "paragraph", BEFORE, both))
    quote = Quote(KARIM, MAYOR, direct=False, excerpt=excerpt(made, "p1s2"))
    assert Claims([quote]).claim(excerpt(made, "p1s2")).antecedent is None
    assert antecedents(made) == {"p1s2": BEFORE}
    assert Claims([]).claim(excerpt(made, "p1s2")).antecedent == excerpt(made, "p1s1")


@pytest.mark.parametrize(
    ("between", "found"),
    [("caption", True), ("pullquote", True), ("heading", False), ("embed", False)],
)
def test_a_heading_parts_two_sentences_and_a_caption_does_not(between: str, found: bool) -> None:  # noqa: FBT001 - a case
    made = referring(
        ("p1", "paragraph", BEFORE),
        ("p2", between, sentence("p2s1", "نص")),
        ("p3", "item", sentence("p3s1", THAT)),
    )
    assert antecedents(made) == ({"p3s1": BEFORE} if found else {})


def test_only_prose_refers_and_only_arabic_is_referred_to() -> None:
    heading = referring(("p1", "paragraph", BEFORE), ("p2", "heading", sentence("p2s1", THAT)))
    assert antecedents(heading) == {}
    english = replace(BEFORE, lang="en")
    foreign = referring(("p1", "paragraph", english), ("p2", "paragraph", sentence("p2s1", THAT)))
    assert antecedents(foreign) == {}


# Claims: what relative dates mean ------------------------------------------------------------


def timed(ar: str, en: str | None, *mentions: Mention, published: str = "2024-07-24") -> Story:
    """Return a story of one sentence with these time expressions."""
    return story(
        "timed",
        sentence("title", "ع", "T"),
        block(1, "paragraph", sentence("p1s1", ar, en)),
        published=dated(published),
        times=mentions,
    )


def mention(text: str, known: When | None, **fields: object) -> Mention:
    return replace(Mention("p1s1", text, 0, known), **fields)


def notes(of: Story, lang: Lang, events: Sequence[Event] = ()) -> list[tuple[str, str | None]]:
    """Return the dates that a claim explains, each with the words it explains."""
    made = Claims([]).claim(excerpt(of, "p1s1"), events=events)
    return [(note.when.iso, note.phrase) for note in made.dates[lang]]


APRIL = when("2024-04", stated=False)
YESTERDAY = when("2024-07-23", stated=False)
TWO = timed(
    "غادر الوفد في أبريل الماضي ثم عاد أمس.",
    "The delegation left last April and came back yesterday.",
    mention("في أبريل الماضي", APRIL, start=12),
    mention("أمس", YESTERDAY, start=35),
)
ONE = timed(
    "غادر الوفد في أبريل.", "The delegation left in April.", mention("في أبريل", APRIL, start=12)
)


def test_only_dates_that_a_reader_elsewhere_cannot_know_are_worked_out() -> None:
    made = timed(
        "نص",
        None,
        mention("أ", APRIL),
        mention("ب", when("2024-04")),
        mention("ج", None),
        mention("د", APRIL, coarser=True),
        mention("ه", APRIL, sentence="p9s1"),
        mention("و", when("2024-07", stated=False, part="late"), start=0),
        published="2024-07-05",
    )
    times = [mention for mention in made.times if mention.sentence == "p1s1"]
    assert [m.text for m in worked_out(times, when("2024-07-05"))] == ["أ"]
    assert [m.text for m in worked_out(times, None)] == ["أ", "و"]


def test_each_of_several_dates_repeats_its_words() -> None:
    assert notes(TWO, "ar") == [("2024-04", "في أبريل الماضي"), ("2024-07-23", "أمس")]
    # Of "yesterday" nobody can be sure that it is the English of this date.
    assert notes(TWO, "en") == [("2024-04", "last April"), ("2024-07-23", None)]


def test_of_a_part_its_own_dates_are_explained() -> None:
    part = Bilingual("ثم عاد أمس", "came back yesterday")
    made = Claims([]).claim(excerpt(TWO, "p1s1"), words=part)
    assert [(note.when.iso, note.phrase) for note in made.dates["ar"]] == [("2024-07-23", "أمس")]


def test_a_date_told_twice_in_the_same_words_is_explained_once() -> None:
    twice = replace(TWO, times=(TWO.times[1], TWO.times[1]))
    assert notes(twice, "ar") == [("2024-07-23", "أمس")]


def test_a_lone_date_by_its_month_or_day_needs_no_words() -> None:
    assert notes(ONE, "en") == [("2024-04", None)]
    month = replace(ONE, times=(mention("أبريل", APRIL),))
    assert notes(month, "ar") == [("2024-04", None)]
    numbered = when("2024-04-05", stated=False)
    assert notes(replace(ONE, times=(mention("الخامس من أبريل", numbered),)), "ar") == [
        ("2024-04-05", "الخامس من أبريل")
    ]
    assert notes(replace(ONE, times=(mention("5 أبريل", numbered),)), "ar") == [
        ("2024-04-05", None)
    ]
    # Digits of anything but a day say nothing of when it was.
    assert notes(replace(ONE, times=(mention("قبل 3 أشهر", APRIL),)), "ar") == [
        ("2024-04", "قبل 3 أشهر")
    ]
    yesterday = replace(ONE, times=(mention("أمس", YESTERDAY),))
    assert notes(yesterday, "ar") == [("2024-07-23", "أمس")]


def test_a_bracket_repeats_its_words_where_the_sentence_has_another_date() -> None:
    stated = mention("عام 2014", when("2014"))
    both = replace(ONE, times=(mention("أبريل", APRIL), stated))
    assert notes(both, "ar") == [("2024-04", "أبريل")]


def test_a_date_that_is_shown_above_is_not_explained_again() -> None:
    event = Event(when("2024-04", planned=True), (excerpt(ONE, "p1s1"),), (APRIL,))
    assert notes(ONE, "ar", [event]) == []
    assert len(notes(TWO, "ar", [event])) == 2
    assert len(notes(ONE, "ar", [MEETING_DAY])) == 1


def test_a_part_of_a_period_is_told_where_the_words_name_one() -> None:
    late = replace(APRIL, part="late")
    made = replace(TWO, times=(mention("في أبريل الماضي", late, start=12), TWO.times[1]))
    shown_in = {
        lang: [n.when.part for n in Claims([]).claim(excerpt(made, "p1s1")).dates[lang]]
        for lang in LANGS
    }
    assert shown_in == {"ar": ["late", None], "en": [None, None]}


# Claims: other tellings ----------------------------------------------------------------------

TOLD = sentence("p1s1", "اجتمع المجلس في بلدة الميناء يوم 3 سبتمبر 2024 وقرر بناء سد جديد.")
TOLD_TOO = sentence("p1s2", "وقرر المجلس في اجتماع بالميناء بناء سد خلال عام 2024.")
BESIDE = sentence("p1s3", "وفي ذلك اليوم هبت عاصفة شديدة على قرى الجبل الشمالية.")


def test_tellings_of_an_event_are_cited_as_far_as_they_tell_what_is_shown() -> None:
    told = story("told", sentence("title", "ع"), block(1, "paragraph", TOLD, TOLD_TOO, BESIDE))
    first, second, third = (excerpt(told, f"p1s{n}") for n in (1, 2, 3))
    days = when("2024-09-03"), when("2024"), when("2024-09-03")
    event = Event(
        days[0],
        (first, third, second),
        (days[0], days[2], days[1]),
    )
    made = Claims([]).claim(first, events=[event])
    assert [str(e.cite) for e in made.citations] == ["told#p1s1", "told#p1s2"]
    assert [reading and reading.iso for reading in made.readings] == [None, "2024"]
    assert Claims([]).claim(WATER).readings == (None,)


def test_the_hand_made_page_has_every_kind_of_section() -> None:
    assert {type(section) for section in (*SECTIONS, *DETAILS)} == set(get_args(Section))
