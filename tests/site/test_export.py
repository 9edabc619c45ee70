import calendar
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from site_reader import (
    LANGS,
    ROOT,
    Element,
    Website,
    by_id,
    cites_of,
    classes,
    read_website,
    squeezed,
    text_of,
)

Json = dict[str, Any]
GOLDEN = ROOT / "tests" / "golden" / "output"
STATED_BY_TEMPLATE = {"unanswered", "silent", "method", "label", "further", "place", "voice"}
"""Classes of paragraphs that say what no source says, how many there are, or who speaks where."""
QUOTATION_MARKS = '"“”«»'
WITHOUT_SOURCE = frozenset({"sources", "deeper", "notes"})
"""Sections that are sources themselves, and the one that leads on."""
MARKS = frozenset({
    "cite", "inferred", "speaker", "meant", "only", "remark", "before", "outdated", "more",
})  # fmt: skip
"""Classes of what an explainer adds to a sentence: its source, its kind, who “he” is, which day
“last Monday” is, an editor's remark, the sentence that “that” refers to, the way on."""
DETAILS = ("timeline", "answers", "quotes", "shared", "changes", "names", "notes")
"""The pages beside an explainer."""
SHOWN_ON = {
    "questions": "answers",
    "timeline": "timeline",
    "figures": "",
    "quotes": "quotes",
    "comparison": "answers",
}
"""The page beside the explainer that has whatever the export cites, empty for the page itself."""
NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
BUDGET = {"words": 1800, "screens": 12, "sheets": 6, "brief": 120, "answer": 45, "entry": 25}


@pytest.fixture(scope="session")
def sentences(export: Json) -> dict[str, Json]:
    """Every sentence of the export by `slug#id`, titles and decks among them."""
    return {
        f"{story['slug']}#{sentence['id']}": sentence
        for story in export["stories"]
        for sentence in sentences_of(story)
    }


def sentences_of(story: Json) -> Iterator[Json]:
    for name in ("title", "deck"):
        if story[name]:
            yield {"id": name, **story[name]}
    for block in story["blocks"]:
        yield from block["sentences"]


def cites_in(topic: Json) -> dict[str, list[str]]:
    """Return what the export cites for each section of a topic's page."""
    return {
        "questions": [cite for answer in topic["answers"] for cite in answer["cites"]],
        "timeline": [event["cites"][0] for event in topic["timeline"]],
        "figures": [c for f in topic["figures"] for v in f["values"] for c in v["cites"]],
        "quotes": [quote["cite"] for quote in topic["quotes"] if quote["direct"]],
        "comparison": [
            cite
            for comparison in topic["comparison"]
            for cites in comparison["by_story"].values()
            for cite in cites
        ],
    }


def explainers(export: Json, website: Website) -> Iterator[tuple[Json, str, Element]]:
    """Yield the page of every topic and language with its path."""
    for topic in export["topics"]:
        for lang in LANGS:
            path = f"{lang}/{topic['slug']}.html"
            yield topic, path, website.pages[path]


def topic_pages(export: Json, website: Website) -> Iterator[tuple[Json, str, Element]]:
    """Yield the same with the pages beside each."""
    for topic, path, root in explainers(export, website):
        yield topic, path, root
        for name in DETAILS:
            # A page is there where there is something to show on it.
            beside = path.replace(".html", f".{name}.html")
            if beside in website.pages:
                yield topic, beside, website.pages[beside]


def cited(website: Website, path: str, link: Element) -> str:
    """Return the `slug#id` that a citation on a page leads to."""
    page, fragment = website.resolve(path, link.get("href"))
    return f"{Path(page).stem}#{fragment}"


def claims(root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield what a page of a topic states, and the element that holds its citations."""
    for element in root.xpath("//*[@class='quoted' or @class='written']"):
        yield element, element.getparent()


def digits(text: str) -> str:
    """Return a text without the marks that group the digits of its numbers."""
    return re.sub(r"(?<=\d)[,٬](?=\d{3})", "", text)


def says_number(text: str, number: str) -> bool:
    """Tell whether an English text has a number, in digits or in words."""
    word = NUMBER_WORDS[int(number)] if int(number) < len(NUMBER_WORDS) else number
    return re.search(rf"\b({number}|{word})\b", digits(text), re.IGNORECASE) is not None


def test_schema_is_valid(site: Path) -> None:
    schema = json.loads((site / "data/briefing.schema.json").read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(schema)


def test_export_is_what_its_schema_says(site: Path, export: Json) -> None:
    schema = json.loads((site / "data/briefing.schema.json").read_text(encoding="utf-8"))
    errors = Draft202012Validator(schema).iter_errors(export)

    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_schema_forbids_what_it_does_not_describe(site: Path, export: Json) -> None:
    schema = json.loads((site / "data/briefing.schema.json").read_text(encoding="utf-8"))

    assert not Draft202012Validator(schema).is_valid({**export, "extra": 1})
    assert not Draft202012Validator(schema).is_valid({**export, "version": 2})


def test_export_has_every_seed(site: Path, export: Json) -> None:
    seeds = site.parent / "seeds"
    files = {f.name for pattern in ("*.txt", "*.html") for f in seeds.glob(pattern)}

    assert {story["seed"] for story in export["stories"]} == files


def test_sentence_ids_are_unique_and_stand_in_their_block(export: Json) -> None:
    for story in export["stories"]:
        ids = [sentence["id"] for sentence in sentences_of(story)]
        assert len(set(ids)) == len(ids), story["slug"]
        for block in story["blocks"]:
            wanted = [f"{block['id']}s{n}" for n in range(1, len(block["sentences"]) + 1)]
            assert [s["id"] for s in block["sentences"]] == wanted, story["slug"]


def test_pending_sentences_are_those_without_english(sentences: dict[str, Json]) -> None:
    for key, sentence in sentences.items():
        if "state" in sentence:
            assert (sentence["en"] is None) == (sentence["state"] == "pending"), key


def test_summaries_name_sentences_in_order(export: Json) -> None:
    for story in export["stories"]:
        order = [sentence["id"] for sentence in sentences_of(story)]
        assert story["summary"] == [i for i in order if i in story["summary"]], story["slug"]


def test_times_stand_in_their_sentence(export: Json, sentences: dict[str, Json]) -> None:
    for story in export["stories"]:
        for time in story["times"]:
            key = f"{story['slug']}#{time['sentence']}"
            assert time["text"] in sentences[key]["ar"], key


def test_dates_are_cut_to_their_precision(export: Json) -> None:
    lengths = {"minute": 17, "day": 10, "week": 10, "month": 7, "year": 4, "decade": 4}
    moments = [m for s in export["stories"] for m in (s["published"], s["updated"]) if m]
    dates = [(moment["date"], moment["precision"]) for moment in moments]
    dates += [(t["value"], t["precision"]) for s in export["stories"] for t in s["times"]]
    dates += [(e["date"], e["precision"]) for t in export["topics"] for e in t["timeline"]]

    wrong = [(d, p) for d, p in dates if d and p in lengths and len(d) != lengths[p]]
    assert wrong == []


def test_topics_cite_sentences(export: Json, sentences: dict[str, Json]) -> None:
    for topic in export["topics"]:
        for section, cites in cites_in(topic).items():
            assert [cite for cite in cites if cite not in sentences] == [], section


def test_comparison_cites_each_story_under_its_own_name(export: Json) -> None:
    for topic in export["topics"]:
        for comparison in topic["comparison"]:
            for slug, cites in comparison["by_story"].items():
                assert [cite for cite in cites if not cite.startswith(f"{slug}#")] == []


def test_export_has_a_topic_with_every_kind_of_claim(export: Json) -> None:
    """Without them the tests of the explainers would pass on empty pages."""
    (topic, *_) = export["topics"]

    assert {name: bool(cites) for name, cites in cites_in(topic).items()} == dict.fromkeys(
        SHOWN_ON, True
    )
    assert {claim["kind"] for claim in topic["claims"]} == {"written", "excerpt"}


@pytest.mark.parametrize("ending", [".html", ".parallel.html"])
@pytest.mark.parametrize("lang", LANGS)
def test_story_page_has_every_sentence(
    export: Json, website: Website, lang: str, ending: str
) -> None:
    for story in export["stories"]:
        root = website.pages[f"{lang}/{story['slug']}{ending}"]
        for sentence in sentences_of(story):
            element = by_id(root, sentence["id"])
            assert element is not None, f"{story['slug']}#{sentence['id']}"
            wanted = sentence[lang] or sentence["ar"]
            assert squeezed(wanted) in text_of(element), f"{story['slug']}#{sentence['id']}"


def test_untranslated_sentence_is_shown_in_arabic_and_marked() -> None:
    """In the golden site, since the five articles are translated throughout."""
    website = read_website(GOLDEN)
    untranslated = 0
    for story in json.loads((GOLDEN / "data" / "briefing.json").read_bytes())["stories"]:
        root = website.pages[f"en/{story['slug']}.html"]
        for sentence in sentences_of(story):
            if sentence["en"] is None:
                untranslated += 1
                element = by_id(root, sentence["id"])
                assert element.xpath("descendant-or-self::*[@lang='ar'][@dir='rtl']")
    assert untranslated


@pytest.mark.parametrize("lang", LANGS)
def test_key_points_are_the_sentences_they_link_to(website: Website, lang: str) -> None:
    for path, root in website.pages.items():
        if path.startswith(f"{lang}/"):
            for link in root.xpath("//section[@class='summary']//a[@href]"):
                assert text_of(link) == text_of(website.target(path, link.get("href"))), path


def test_every_claim_on_an_explainer_has_a_citation(export: Json, website: Website) -> None:
    for _, path, root in topic_pages(export, website):
        uncited = [text_of(e)[:80] for e, holder in claims(root) if not cites_of(holder)]
        assert uncited == [], path


def test_every_citation_leads_to_a_sentence(
    export: Json, website: Website, sentences: dict[str, Json]
) -> None:
    for _, path, root in topic_pages(export, website):
        for link in cites_of(root):
            assert cited(website, path, link) in sentences, f"{path}: {link.get('href')}"
            assert website.target(path, link.get("href")) is not None, link.get("href")


def test_citations_stay_in_the_language_of_the_page(export: Json, website: Website) -> None:
    for _, path, root in topic_pages(export, website):
        for link in cites_of(root):
            target, _ = website.resolve(path, link.get("href"))
            assert target.split("/")[0] == path.split("/")[0], link.get("href")


def test_every_line_is_a_sources_a_templates_or_a_checked_claim(
    export: Json, website: Website
) -> None:
    """Nothing is shown that is neither word for word in a cited sentence nor in the export's list
    of claims, which the build has held to theirs; what is outside claims is by template."""
    for topic, path, root in topic_pages(export, website):
        lang = path[:2]
        own = {squeezed(claim["text"][lang]) for claim in topic["claims"]}
        seen = 0
        for element, holder in claims(root):
            text = text_of(element, without=MARKS)
            if element.get("class") == "written":
                assert text in own, f"{path}: {text}"
            else:
                targets = [website.target(path, link.get("href")) for link in cites_of(holder)]
                # Round a part stand the marks of what is left out, those of a quotation that it is
                # cut out of, and the stop of its sentence.
                part = text.strip(f"… \u00a0.{QUOTATION_MARKS}")
                whole = next((text_of(one) for one in targets if part in text_of(one)), None)
                assert whole is not None, f"{path}: {text}"
                assert set(text) & set(QUOTATION_MARKS) <= set(whole), f"{path}: {text}"
                # A fold shows the first words of what is in it.
                for opening in element.xpath("parent::details/summary"):
                    assert text.startswith(text_of(opening).rstrip(" \u00a0…”»")), path
            seen += 1
        assert seen or path.endswith(("names.html", "notes.html", "quotes.html")), path


def test_whatever_stands_outside_a_claim_is_by_template(export: Json, website: Website) -> None:
    """By a whitelist of its places: a sentence set anywhere else would be nobody's."""
    places = STATED_BY_TEMPLATE | {
        "quoted",
        "written",
        "kicker",
        "deck",
        "toc",
        "notes",
        "both",
        "print-head",
    }
    for _, path, root in topic_pages(export, website):
        main = root.xpath("//main")[0]
        for text in main.xpath(".//p//text() | .//dd//text()"):
            parents = text.getparent().xpath("ancestor-or-self::*")
            found = set().union(*(classes(parent) for parent in parents))
            shown = found & (places | MARKS | {"quote", "reading", "opening", "brief", "whole"})
            assert not text.strip() or shown, f"{path}: {text!r} in {sorted(found)}"


def test_nothing_is_shown_twice_on_a_page(export: Json, website: Website) -> None:
    for _, path, root in explainers(export, website):
        shown = [text_of(element, without=MARKS) for element, _ in claims(root)]
        shown += [
            text_of(before, without=MARKS - {"before"})
            for before in root.xpath("//*[@class='before']")
        ]
        assert sorted({text for text in shown if shown.count(text) > 1}) == [], path


def visible_words(root: Element) -> list[str]:
    """Return the words that a page shows with all folds closed, less the numbers of citations."""
    text = []
    for node in root.xpath("//main//text()"):
        parents = node.getparent().xpath("ancestor-or-self::*")
        folded = [
            p for p in parents if p.getparent() is not None and p.getparent().tag == "details"
        ]
        is_hidden = any(p.tag != "summary" for p in folded) or any(
            "hidden" in classes(p) for p in parents
        )
        if not is_hidden and not any(p.tag == "sup" for p in parents):
            text.append(node)
    return " ".join(text).split()


def test_the_shipped_topics_keep_within_their_budgets(export: Json, website: Website) -> None:
    lengths = {}
    for _, path, root in explainers(export, website):
        lengths[path] = len(visible_words(root))
        brief = [text_of(e) for e in by_id(root, "brief").xpath(".//*[@class='written']")]
        assert sum(len(text.split()) for text in brief) <= BUDGET["brief"], path
        parts = {"questions": BUDGET["answer"], "timeline": BUDGET["entry"]}
        for name, most in parts.items():
            for element in by_id(root, name).xpath(".//*[@class='written']"):
                assert len(text_of(element).split()) <= most, f"{path}: {text_of(element)}"
    assert {path: n for path, n in lengths.items() if n > BUDGET["words"]} == {}
    # Shorter than what they explain, each in its language.
    for lang in LANGS:
        sources = 0
        for story in export["stories"]:
            sources += sum(len((s[lang] or s["ar"]).split()) for s in sentences_of(story))
        assert max(n for path, n in lengths.items() if path.startswith(lang)) < sources / 2


def test_what_a_sentence_refers_to_stands_right_before_it_in_its_source(
    export: Json, website: Website
) -> None:
    seen = 0
    for _, path, root in topic_pages(export, website):
        for before in root.xpath("//span[@class='before']"):
            (own,) = cites_of(before)
            source = website.target(path, own.get("href"))
            assert text_of(before, without=MARKS - {"before"}) == text_of(source), path
            holder = before.getparent().getparent()
            behind = next(a for a in cites_of(holder) if a is not own)
            target = website.target(path, behind.get("href"))
            prose = target.xpath(
                "preceding::p[not(@class)][not(ancestor::blockquote)]/span[@class='s']"
            )
            assert prose[-1] is source, path
            seen += 1
    assert seen


MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
DATE = re.compile(r"(?:(?P<month>[A-Z][a-z]+) (?:(?P<day>\d{1,2}), )?)?(?P<year>\d{4})")


def iso(date: re.Match[str]) -> str:
    month = f"-{MONTHS[date['month']]:02}" if date["month"] in MONTHS else ""
    return date["year"] + month + (f"-{int(date['day']):02}" if date["day"] else "")


def test_dates_given_in_brackets_are_those_of_the_cited_sentence(
    export: Json, website: Website, sentences: dict[str, Json]
) -> None:
    values: dict[str, set[str]] = {}
    for story in export["stories"]:
        published = story["published"]["date"][:10] if story["published"] else ""
        for time in story["times"]:
            known = values.setdefault(f"{story['slug']}#{time['sentence']}", {published})
            known.add(time["value"] or "")
    seen = 0
    for _, path, root in topic_pages(export, website):
        for meant in root.xpath("//*[@class='meant']") if path[:2] == "en" else ():
            link = meant.xpath("following::a[contains(@class, 'cite')][1]")[0]
            cite = cited(website, path, link)
            for words in re.findall("“(.+?)”", text_of(meant)):
                assert words in sentences[cite]["en"], f"{path}: {text_of(meant)}"
            for date in DATE.finditer(text_of(meant)):
                assert iso(date) in values[cite], f"{path}: {text_of(meant)}"
                seen += 1
    assert seen


def test_speaker_given_in_brackets_is_named_in_the_story_before(
    export: Json, website: Website
) -> None:
    for _, path, root in topic_pages(export, website):
        for element, holder in claims(root):
            speakers = (
                element.xpath(".//*[@class='speaker'][not(.//a)]") if path[:2] == "en" else ()
            )
            for speaker in speakers:
                surname = text_of(speaker).strip("[] ").split(",")[0].split()[-1]
                target = website.target(path, cites_of(holder)[0].get("href"))
                before = target.xpath("preceding::*[contains(@class, 's')] | //h1 | .")
                is_article = text_of(speaker) == "[the article]"
                assert is_article or any(surname in text_of(e) for e in before), text_of(element)


def test_every_figure_stands_in_the_sentence_it_cites(
    export: Json, website: Website, sentences: dict[str, Json]
) -> None:
    """In its English, where numbers have fewer forms; the Arabic has the same ids."""
    for _, path, root in explainers(export, website):
        for row in root.xpath("//section[@id='figures']//tbody/tr"):
            assert cites_of(row), f"{path}: {text_of(row)}"
            # "Cut by half" has no digits.
            for number in re.findall(r"\d+", digits(text_of(row[1]))):
                for link in cites_of(row):
                    english = sentences[cited(website, path, link)]["en"]
                    assert says_number(english, number), f"{path}: {number}: {english}"


def test_the_pages_of_a_topic_show_whatever_the_export_cites(
    export: Json, website: Website
) -> None:
    for topic, path, root in explainers(export, website):
        for name, cites in cites_in(topic).items():
            beside = path.replace(".html", f".{SHOWN_ON[name]}.html")
            page = website.pages[beside] if SHOWN_ON[name] else by_id(root, name)
            shown = {cited(website, path, link) for link in cites_of(page)}
            assert set(cites) <= shown, f"{path}: {name}"
        shown = {cited(website, path, link) for link in cites_of(root)}
        for claim in topic["claims"]:
            assert set(claim["cites"]) <= shown, f"{path}: {claim['place']}"


def test_each_answer_stands_under_its_question(export: Json, website: Website) -> None:
    for topic, path, _ in explainers(export, website):
        page = website.pages[path.replace(".html", ".answers.html")]
        headings = {text_of(h): h for h in page.iter("h2")}
        for answer in topic["answers"]:
            heading = headings.get(squeezed(answer["question"][path[:2]]))
            holder = heading.getparent() if heading is not None else None
            shown = (
                {cited(website, path, c) for c in cites_of(holder)} if answer["cites"] else set()
            )
            assert set(answer["cites"]) <= shown, f"{path}: {answer['question'][path[:2]]}"


def test_unanswered_question_says_so(export: Json, website: Website) -> None:
    seen = 0
    for topic, path, root in explainers(export, website):
        unanswered = {text_of(li) for li in root.xpath("//li[@class='unanswered']")}
        for answer in topic["answers"]:
            question = squeezed(answer["question"][path[:2]])
            assert (question in unanswered) == (not answer["cites"]), f"{path}: {question}"
            seen += not answer["cites"]
    assert seen


def test_notes_have_the_cited_sentence_in_the_language_of_the_source(
    export: Json, website: Website, sentences: dict[str, Json]
) -> None:
    for _, path, root in topic_pages(export, website):
        for link in cites_of(root):
            note = by_id(root, f"note-{link.get('data-note')}")
            assert note is not None, link.get("data-note")
            assert link.get("href") in note.xpath(".//a/@href"), link.get("data-note")
            (original,) = note.xpath(".//*[@lang='ar'][@dir='rtl']")
            assert text_of(original) == squeezed(sentences[cited(website, path, link)]["ar"])


def test_citation_shows_the_number_of_its_note(export: Json, website: Website) -> None:
    for _, path, root in topic_pages(export, website):
        for link in cites_of(root):
            assert text_of(link) == link.get("data-note"), path
