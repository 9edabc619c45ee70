"""Explainers on many articles: a page that stays short, with everything on pages beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from lxml import html
from pelican.plugins.briefing.dates.when import When
from pelican.plugins.briefing.edges.generator import TEMPLATE_FUNCTIONS
from pelican.plugins.briefing.explain.page import (
    AheadInBrief,
    AnswersSection,
    ArticlesOfDay,
    BriefSection,
    ChangesSection,
    Claim,
    DifferingDates,
    DifferSection,
    Explainer,
    FigureRow,
    FiguresSection,
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
    TimelineEntry,
    TimelineSection,
    cited_in,
)
from pelican.plugins.briefing.model import (
    LANGS,
    Bilingual,
    Difference,
    Event,
    Excerpt,
    FigureValue,
    Lang,
    Quote,
    Story,
)
from pelican.plugins.briefing.render import beside
from pelican.plugins.briefing.render.beside import _leaves, pages_beside, places_on
from pelican.plugins.briefing.render.explainers import explainer_post
from pelican.plugins.briefing.render.pages import site_pages
from pelican.plugins.briefing.render.redirects import redirects
from pelican.plugins.briefing.render.shortened import shortened
from pelican.plugins.briefing.render.site import Site
from render_support import (
    ANSWERED,
    CATALOGUES,
    DIFFER,
    EXPLAINER,
    KARIM,
    MAYOR,
    NAMES,
    TROOPS,
    WORDS,
    block,
    claim,
    dated,
    excerpt,
    explainer,
    sentence,
    site,
    story,
    when,
)
from test_explainer_page import THEME, rendered, theme_page

COUNT = 90
"""Stories: more than a page of any section lists, and few enough to make them in a second."""
WEIGHT = 6_000
"""Bytes on a page beside an explainer here: a few entries."""
_YEARS = 5


@cache
def many_stories() -> tuple[Story, ...]:
    """Return stories of two sentences each, newest first."""
    made = []
    for place in range(COUNT):
        text = sentence("p1s1", f"وصل {place} جندي إلى الميناء.", f"{place} soldiers came.")
        other = sentence("p1s2", f"وقال {place} منهم ذلك.", f"{place} of them said so.")
        title = sentence("title", f"خبر {place}", f"News {place}")
        body = block(1, "paragraph", text, other)
        day = f"{2019 - place * _YEARS // COUNT}-06-{28 - place % 28:02}"
        made.append(story(f"s{place}", title, body, published=dated(day)))
    return tuple(made)


@cache
def many() -> Explainer:
    """Return an explainer on as many stories, not yet shortened."""
    stories = many_stories()
    first = [excerpt(one, "p1s1") for one in stories]
    second = [excerpt(one, "p1s2") for one in stories]
    titles = tuple(excerpt(one, "title") for one in stories)
    days = tuple(one.published.when for one in stories if one.published)
    values, events, told, sources, of_day = [], [], [], [], []
    for place, (day, cited) in enumerate(zip(days, first, strict=True)):
        values.append(FigureValue(float(place), None, day, (cited,)))
        events.append(Event(day, (cited,), (day,)))
        told.append(TimelineEntry(f"t{place}", day, (claim(cited), claim(second[place]))))
        sources.append(SourceClaims(stories[place], (claim(cited),)))
        of_day.append(ArticlesOfDay(day.iso, (titles[place],)))
    # Oldest first, and then one that everybody has.
    rows = [FigureRow(TROOPS, one, one.as_of, one.as_of, one.excerpts) for one in values[::-1]]
    rows.append(FigureRow(TROOPS, values[0], days[-1], days[0], tuple(second)))
    pairs = []
    for one, other in pairwise(events):
        pairs.append(DifferingDates(((claim(*one.excerpts), one), (claim(*other.excerpts), other))))
    # One day of which everybody writes, and one sentence that everybody repeats.
    told[0] = replace(told[0], claims=tuple(map(claim, second)))
    repeated = replace(told[1], claims=(claim(*first),))
    spoken = []
    for cited in first:
        quote = Quote(KARIM, MAYOR, direct=True, excerpt=cited)
        spoken.append(claim(cited, quote=quote))
    item = QuestionItem((), ANSWERED, above=(first[5],), sources=COUNT)
    again = replace(ANSWERED, id="again")
    sections: tuple[Section, ...] = (
        BriefSection((claim(first[0]),), None, SourcesInBrief(COUNT, 1, days, titles[:12])),
        DifferSection(
            DIFFER.disputes,
            tuple(Difference(TROOPS, tuple(values[:start:-1])) for start in (50, 20, 0)),
            tuple(pairs),
        ),
        QuestionsSection((item, replace(item, answer=again, above=(first[0],)))),
        TimelineSection((repeated, *told[2:5])),
        FiguresSection(tuple(rows)),
        SourcesSection(stories),
    )
    details: tuple[Section, ...] = (
        TimelineSection(tuple(told)),
        AnswersSection(
            (
                SourceAnswers(ANSWERED, tuple(sources), stories),
                SourceAnswers(again, tuple(sources[:3]), stories[3:6]),
            )
        ),
        QuotesSection(
            (
                SideQuotes(Bilingual("المدينة", "The city"), tuple(spoken), ()),
                SideQuotes(None, tuple(spoken[:40]), tuple(spoken[40:])),
            )
        ),
        SharedSection((tuple(map(claim, first)), tuple(map(claim, second[:3])))),
        ChangesSection((), tuple(of_day)),
        NAMES,
    )
    return explainer(*sections, details=details, stories=stories)


@cache
def on_site() -> Site:
    """Return a site with the shortened explainer, of small pages."""
    return site(
        stories=many_stories(), explainers=(shortened(many()),), page_weight=WEIGHT, page_size=10
    )


def entries(section: Section) -> list[object]:
    """Return what a section lists, with what each entry stands in by its place alone."""
    return [leaf.entry for leaf in _leaves(section)]


# The page itself -----------------------------------------------------------------------------


def test_a_short_page_is_as_it_was() -> None:
    assert shortened(EXPLAINER) is EXPLAINER


def test_a_long_page_shows_the_newest_and_has_all_beside_it() -> None:
    short, long = shortened(many()), many()
    assert [section.id for section in short.sections] == [section.id for section in long.sections]
    # The timeline has its page in any case.
    assert [section.id for section in short.details[len(long.details) :]] == [
        "differ",
        "figures",
        "sources",
    ]
    sources, all_sources = short.section("sources"), short.detail("sources")
    assert isinstance(sources, SourcesSection)
    assert isinstance(all_sources, SourcesSection)
    assert sources.stories == many_stories()[:8]
    assert all_sources.stories == many_stories()
    assert short.detail("figures") == long.section("figures")
    figures, differ = short.section("figures"), short.section("differ")
    assert isinstance(figures, FiguresSection)
    assert isinstance(differ, DifferSection)
    assert len(figures.rows) == 4
    assert figures.rows[-1].citations == many().sections[4].rows[-1].citations[-8:]  # type: ignore[union-attr]
    # What an editor sets out is there whole, and not told again beside the page.
    assert differ.disputes == DIFFER.disputes
    assert short.detail("differ") == replace(long.section("differ"), disputes=())  # type: ignore[type-var]
    assert len(differ.figures) == len(differ.dates) == 2


def test_of_many_dates_ahead_a_brief_tells_the_nearest() -> None:
    days = [when(f"2025-01-0{day}", planned=True) for day in range(1, 10)]
    cited = tuple(excerpt(one, "p1s1") for one in many_stories()[:9])
    events = [Event(day, (one,), (day,)) for day, one in zip(days, cited, strict=True)]
    brief = many().sections[0]
    assert isinstance(brief, BriefSection)
    ahead = AheadInBrief(tuple(events), when("2024-12-31"), cited)
    short = shortened(explainer(replace(brief, ahead=ahead))).section("brief")
    assert isinstance(short, BriefSection)
    assert short.ahead
    assert short.ahead.events == tuple(events[:6])
    assert short.ahead.citations == cited[:8]


def test_what_differs_is_shown_by_its_ends() -> None:
    differ = shortened(many()).section("differ")
    assert isinstance(differ, DifferSection)
    shown = [value.value for value in differ.figures[0].values]
    assert shown == [COUNT - 1.0, 22.0, 21.0]
    shown = [value.value for value in differ.figures[1].values]
    assert shown == [COUNT - 1.0, 2.0, 1.0]


def test_numbers_run_as_the_shorter_page_is_read() -> None:
    short = shortened(many())
    numbers = [short.number(cited) for cited in cited_in((*short.sections, *short.details))]
    assert list(dict.fromkeys(numbers)) == list(range(1, len(short.cited) + 1))
    assert {str(cited.cite) for cited in short.cited} == {str(one.cite) for one in many().cited}


def test_what_is_no_longer_said_further_up_is_said() -> None:
    questions = shortened(many()).section("questions")
    assert isinstance(questions, QuestionsSection)
    left_out, in_brief = questions.items
    # As the page beside it tells it.
    assert left_out.above == ()
    assert [str(one.excerpt.cite) for one in left_out.claims] == ["s5#p1s1"]
    assert (len(in_brief.above), in_brief.claims) == (1, ())


def test_a_sentence_with_many_citations_keeps_its_own() -> None:
    timeline = shortened(many()).section("timeline")
    assert isinstance(timeline, TimelineSection)
    (first,) = timeline.entries[0].claims
    assert first.citations[0] == first.excerpt
    assert len(first.citations) == 8


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_and_its_post_say_how_much_there_is(lang: Lang) -> None:
    short = shortened(many())
    root = theme_page((short, on_site()), lang)
    said = {p.text.strip(): p.xpath("string(a/@href)") for p in root.xpath("//p[@class='of-all']")}
    post = explainer_post(short, lang, WORDS[lang])
    wanted = {}
    for name in ("differ", "figures", "sources"):
        found = short.section(name)
        assert found
        shown = WORDS[lang].shown_of(found, short)
        wanted[shown] = f"../{lang}/water.{name}.html"
        assert shown in post
    assert said == wanted
    assert f"{COUNT}" in next(reversed(wanted))
    assert WORDS[lang].shown_of(short.sections[0], short) == ""
    assert WORDS[lang].shown_of(EXPLAINER.sections[-1], EXPLAINER) == ""


# The pages beside it -------------------------------------------------------------------------


def test_a_short_section_has_one_page_as_it_is() -> None:
    for section in EXPLAINER.details:
        (page,) = pages_beside(EXPLAINER)[section.id]
        assert page.items[0] is section
        assert page.path == f"water.{section.id}.html"
        assert page.is_only


def test_every_entry_is_on_one_page_and_in_its_order() -> None:
    explainer = shortened(many())
    pages = pages_beside(explainer, WEIGHT)
    assert list(pages) == [*(section.id for section in explainer.details), "notes"]
    for section in explainer.details:
        parts = pages[section.id]
        found: list[object] = []
        for part in parts:
            found += entries(part.items[0])
        wanted = entries(section)
        assert len(found) == len(wanted)
        assert all(one == other for one, other in zip(found, wanted, strict=True))
        assert len(parts) > 1 or section.id == "names"
        assert len({part.path for part in parts}) == len(parts)
    notes: list[Excerpt] = []
    for part in pages["notes"]:
        notes += part.items[0]
    assert len(notes) == len(explainer.cited)
    assert {str(one.cite) for one in notes} == explainer.numbers.keys()
    days = [one.story.published for one in notes]
    assert days == sorted(days, key=lambda day: day.when.day if day else "", reverse=True)


def test_a_new_source_changes_the_newest_page_of_each_question_alone() -> None:
    explainer = shortened(many())
    after = explainer.detail("answers")
    assert isinstance(after, AnswersSection)
    older = []
    for item in after.items:
        older.append(replace(item, by_source=item.by_source[1:], silent=item.silent[1:]))
    before = replace(explainer, details=(AnswersSection(tuple(older)),))
    known = {one.path: one for one in pages_beside(explainer, WEIGHT)["answers"]}
    changed = [one for one in pages_beside(before, WEIGHT)["answers"] if known[one.path] != one]
    assert [one.path for one in changed] == ["water.answers.html", "water.answers.q-again.html"]
    assert len(known) > 2 * len(changed)


def test_two_sides_of_one_name_have_pages_of_their_own() -> None:
    explainer = shortened(many())
    section = explainer.detail("quotes")
    assert isinstance(section, QuotesSection)
    twice = replace(section, sides=(*section.sides, *section.sides))
    parts = pages_beside(replace(explainer, details=(twice,)), WEIGHT)["quotes"]
    assert len({part.path for part in parts}) == len(parts)


def test_the_pages_of_a_timeline_are_named_by_years_in_order() -> None:
    explainer = shortened(many())
    section = explainer.detail("timeline")
    assert isinstance(section, TimelineSection)
    # A decade is told at its end, where its first year is long past.
    decade = When(date(2008, 1, 1), date(2017, 12, 31), "decade")
    entries = [*section.entries, replace(section.entries[0], id="t-decade", when=decade)]
    entries.sort(key=lambda entry: entry.when.place)
    assert entries[0].when is not decade
    changed = replace(explainer, details=(TimelineSection(tuple(entries)),))
    paths = [one.path for one in pages_beside(changed, WEIGHT)["timeline"]]
    assert len(set(paths)) == len(paths) > 3
    # The first year has the address of the whole.
    years = [name for path in paths if re.fullmatch(r"\d{4}", name := path.split(".")[2])]
    assert years == sorted(years)
    assert set(years) == {"2016", "2017", "2018", "2019"}


def test_what_nothing_was_chosen_from_is_told_once() -> None:
    pages = pages_beside(shortened(many()), WEIGHT)["answers"]
    silent = []
    for page in pages:
        silent += [item.silent for item in page.items[0].items if item.silent]
    assert silent == [many_stories(), many_stories()[3:6]]
    assert f"{COUNT}" in WORDS["en"].silent(many_stories())
    assert "News 3" in WORDS["en"].silent(many_stories()[3:6])


def test_a_sentence_that_all_repeat_is_shown_with_some_of_them_at_a_time() -> None:
    repeated = claim(*(excerpt(one, "p1s1") for one in many_stories()))
    (entry,) = TimelineSection((TimelineEntry("t1", when("2015"), (repeated,)),)).entries
    cut = entries(TimelineSection((entry,)))
    assert all(isinstance(one, Claim) and one.excerpt == repeated.excerpt for one in cut)
    citations: list[Excerpt] = []
    for one in cut:
        assert isinstance(one, Claim)
        citations += one.citations
    assert [len(one.citations) for one in cut] == [40, 40, 10]
    assert tuple(citations) == repeated.citations


def built_pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every page beside the explainer, without its frame."""
    on = on_site()
    for made, template, values in site_pages(on):
        if template == "detail":
            words = on.words[made.lang]
            text = THEME.get_template("detail.html").render(
                site=on,
                url=lambda path, _: path,
                page=made,
                words=words,
                **TEMPLATE_FUNCTIONS,
                **values,
            )
            yield made.path, text


def test_all_ways_between_the_pages_lead_somewhere() -> None:
    on = on_site()
    (short,) = on.explainers
    pages = {path: html.fragment_fromstring(text, "div") for path, text in built_pages()}
    ids = {path: set(root.xpath("//@id")) for path, root in pages.items()}
    for lang in LANGS:
        pages[f"{lang}/water.html"] = theme_page((short, on), lang)
    places = 0
    for path, root in pages.items():
        for link in root.xpath("//a/@href"):
            target, _, place = link.removeprefix("../").partition("#")
            # Those to the articles are the same whatever the list.
            if target.split("/")[-1].startswith("water."):
                places += bool(place)
                assert target == f"{path[:2]}/water.html" or target in ids, (path, link)
                assert not place or place in ids.get(target, {place}), (path, link)
    assert places > 100
    for root in pages.values():
        found = root.xpath("//@id")
        assert len(found) == len(set(found))


def test_a_place_is_on_the_first_page_that_has_it() -> None:
    on = on_site()
    (short,) = on.explainers
    first = on.path_beside(short, "answers", "q-what")
    assert first == "water.answers.html#q-what"
    last = on.path_beside(short, "answers", "q-again")
    # Each question has pages of its own.
    assert last == "water.answers.q-again.html#q-again"
    # Nothing leads to nothing, whatever a theme asks for.
    assert on.path_beside(short, "answers", "q-none") == "water.answers.html#q-none"
    days = [name for name, _ in on.contents_beside(short, "changes", "en")]
    assert days == ["2019", "2018", "2017", "2016", "2015"]
    assert [name for name, _ in on.contents_beside(short, "quotes", "en")] == [
        "The city",
        CATALOGUES["en"]("explainer.other_voices"),
    ]
    assert on.contents_beside(short, "notes", "en") == []
    assert on.contents_beside(short, "names", "en") == []


def test_lists_of_no_known_year_have_a_place() -> None:
    undated = replace(many_stories()[0], published=None)
    (found,) = places_on(SourcesSection((undated,)), CATALOGUES["en"])
    assert found == (CATALOGUES["en"]("archives.undated"), "y-undated")


@pytest.mark.parametrize("lang", LANGS)
def test_each_page_knows_its_first_and_its_place(lang: Lang) -> None:
    made = {one.path: one for one, _, _ in site_pages(on_site())}
    second = made[f"{lang}/water.answers.1.html"]
    assert second.crumbs[-1][1] == f"{lang}/water.answers.html"
    assert second.title.startswith(made[f"{lang}/water.answers.html"].title)
    question = many().answers[0].question[lang]
    assert question in second.title
    assert second.title.removesuffix(")").endswith(CATALOGUES[lang]("pages.place", number=1))
    # Both languages are cut at the same places.
    assert set(second.alternates) == set(LANGS)


def test_the_pages_of_an_old_address_lead_on() -> None:
    (short,) = on_site().explainers
    moved = replace(on_site(), explainers=(replace(short, old_slugs=("old",)),))
    found = {one.old: one.new for one in redirects(moved, set())}
    assert found["en/old.answers.1.html"] == "en/water.answers.1.html"
    assert found["en/old.answers.q-again.html"] == "en/water.answers.q-again.html"
    assert found["en/old.notes.html"] == "en/water.notes.html"
    assert len(found) == 2 + sum(1 for _ in built_pages())


def test_no_page_is_larger_than_it_may_be() -> None:
    sizes = {path: len(text.encode()) for path, text in built_pages()}
    # What one entry makes at most, and what is round the list, come on top of it.
    assert max(sizes.values()) < 8 * WEIGHT, sizes
    whole = replace(on_site(), page_weight=beside.PAGE_WEIGHT)
    (short,) = whole.explainers
    for lang in LANGS:
        assert len(html.tostring(theme_page((short, whole), lang))) < 300_000


# Other pages that list what is in articles ---------------------------------------------------


def list_page(template: str, on: Site, path: str) -> html.HtmlElement:
    """Return a page of the site by its path, without the frame."""
    (found,) = [made for made in site_pages(on) if made[0].path == path]
    made, name, values = found
    assert name == template
    return rendered(f"{template}.html", made.lang, on, page=made, **values)


@pytest.mark.parametrize("lang", LANGS)
def test_a_subject_shows_some_sentences_of_each_article_and_leads_to_the_rest(lang: Lang) -> None:
    named = [
        sentence(f"p1s{n}", f"وقال علي حسن ذلك {n}.", f"Ali Hassan said {n}.") for n in range(20)
    ]
    long = story(
        "long", sentence("title", "عن علي حسن", "Of Ali Hassan"), block(1, "paragraph", *named)
    )
    on = site(stories=(long,), explainers=())
    root = list_page("tag", on, f"{lang}/tag/hassan.html")
    assert len(root.xpath("//ul[@class='mentions']//a[@class='mention']")) == 12
    (more,) = root.xpath("//ul[@class='mentions']//a[@class='more']")
    assert more.get("href") == f"../{lang}/long.html#p1s12"
    assert "8" in more.text
    few = replace(long, blocks=(block(1, "paragraph", *named[:12]),))
    root = list_page("tag", site(stories=(few,), explainers=()), f"{lang}/tag/hassan.html")
    assert root.xpath("//a[@class='more']") == []


def test_editors_see_totals_and_some_findings_of_each_article() -> None:
    failing = [sentence(f"p1s{n}", "نص", "Text", "machine", "figures", "names") for n in range(10)]
    bad = story("bad", sentence("title", "عنوان", "Title"), block(1, "paragraph", *failing))
    on = site(stories=(bad, *many_stories()[:4]), explainers=(), page_size=2)
    first = list_page("editors", on, "en/editors.html")
    totals = first.xpath("//tr[@class='total']/td/text()")
    assert totals == ["13", "10", "0", "0", "10"]
    assert "5" in first.xpath("string(//tr[@class='total']/th)")
    findings = first.xpath("(//ul[@class='findings'])[1]/li")
    assert len(findings) == 16
    assert findings[-1].xpath("a/@href") == ["../en/bad.parallel.html#p1s7"]
    assert "5" in findings[-1].text_content()
    second = list_page("editors", on, "en/editors.1.html")
    assert second.xpath("//tr[@class='total']") == []
    assert len(second.xpath("//tbody/tr")) == 2
