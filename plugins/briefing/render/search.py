"""The search index as script files, and what the search page shows without a script.

A script file calls `briefingSearch` with its name and plain data: ``search/index.js`` with the
rules by which words are compared and with what shards there are, each shard with stories and their
sentences. Scripts can be loaded from disk, which data cannot. docs/formats.md has their keys.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ..editors.glossary import Glossary
from ..explain.page import Explainer
from ..language.arabic import matching_rules
from ..language.english import lexicon
from ..model import LANGS, Lang
from .lists import Listed, in_runs
from .own_posts import OwnPost
from .search_documents import Edited, Record, explainer_record, own_record, source_id, story_record
from .site import Site, Tag

LARGEST_SHARD = 299_000
"""Bytes of the stories in a shard, which is cut before it has more: 60 kB once compressed."""
MOST_LISTED = 200
"""Articles that the page lists; with more it has the years, whose articles the archive has."""
MOST_SUBJECTS = 60
"""Subjects that the page lists, those of most articles first; the page of subjects has all."""
UNDATED = "undated"
"""The year, in the names of shards and in addresses, of stories without a date."""
TOPICS = "topics"
"""The shard of the explainers, which belong to no year."""
ABBREVIATION = r"\b(?:[a-z]\.)+[a-z]\b\.?|\b\d{1,3}(?:,\d{3})+\b"
"""U.S. is one word, and the same as US, and 2,500 as 2500; as both Python and browsers read it."""
LATIN_WITH_MARKS = range(0x00C0, 0x0250)
COMBINING_MARKS = range(0x0300, 0x0370)
NOT_IN_SCRIPTS = re.compile(
    "[<\x7f-\xa0\u0600-\u0605\u061c\u06dd\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""What could end a script, or be seen as nothing or as another order by who reads the file."""
_SCRIPT_STRINGS = (
    *("in_ar", "in_en", "busy", "none", "alike", "partly", "failed", "so_far", "further"),
    *("more_pages", "found", "pages", "more_sentences"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a filter can be set to: its value in the address, and its name."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page of a language: its filters, and what it lists for readers without scripts.

    `years` are those of all stories, newest first, each with its number of stories and those that
    are listed; an empty year has those without a date.
    """

    topics: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    years: tuple[tuple[str, int, tuple[Listed, ...]], ...]
    tags: tuple[Tag, ...]
    undated: str = UNDATED


PeriodId = tuple[Lang, str]


@dataclass(frozen=True, slots=True)
class Period:
    """What has shards of its own: the explainers of a language, or what it has of one year."""

    lang: Lang
    name: str
    items: Sequence[Explainer | Listed]

    @property
    def id(self) -> PeriodId:
        """What tells it from the others."""
        return self.lang, self.name


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the index: what it is of, its stories as lines of JSON, what these are on."""

    name: str
    lang: Lang
    year: str
    lines: tuple[str, ...]
    sentences: int
    topics: frozenset[str]
    sources: frozenset[str]

    @property
    def text(self) -> str:
        """The text of its file."""
        return _call(self.name, "[", self.lines, "]")


def search_page(site: Site, lang: Lang) -> SearchPage:
    """Return the values of the search page."""
    sources = {
        source_id(story, site.glossary): site.publisher(story, lang) or "" for story in site.stories
    }
    named = [Choice(source, name) for source, name in sources.items() if source]
    named.sort(key=lambda choice: (choice.name.casefold(), choice.value))
    is_small = len(site.listed(lang)) <= MOST_LISTED
    years = []
    for year, stories in site.by_year(lang):
        years.append((year, len(stories), tuple(stories) if is_small else ()))
    return SearchPage(
        tuple(Choice(x.slug, x.title[lang]) for x in site.explainers),
        # Where all are of one source there is nothing to choose.
        tuple(named) if len(sources) > 1 else (),
        tuple(years),
        tuple(site.tags(lang)[:MOST_SUBJECTS]),
    )


def script_words(site: Site, lang: Lang) -> Record:
    """Return the strings of the page that its script shows; plural ones as tables of forms.

    What stands beside a result is in the language of the result.
    """
    t = site.catalogues[lang]
    # Of one that is missing the catalogue says so.
    words = {key: t.strings.get(f"search.{key}") or t(f"search.{key}") for key in _SCRIPT_STRINGS}
    for other, its in site.catalogues.items():
        words[f"explainer_{other}"] = its("home.explainer")
        words[f"unknown_date_{other}"] = its("date.unknown")
    english = site.catalogues["en"]
    return words | {
        "machine": english("translation.machine"),
        "doubtful": english("search.doubtful"),
        "named": english("search.named"),
    }


def search_files(
    site: Site, edited: Edited, known: dict[PeriodId, list[Record]] | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file of the index; the same for the same site.

    `known` has what the index says of the shards of some periods, which are there already; what it
    says of the others is added.
    """
    described = {} if known is None else known
    for period in periods(site):
        if period.id not in described:
            shards = [*_shards(site, period, edited)]
            for shard in shards:
                yield shard_path(shard.name), shard.text
            described[period.id] = [_described(shard) for shard in shards]
    listed = [*chain.from_iterable(described[period.id] for period in periods(site))]
    index = {**_rules(site.glossary), "shards": listed}
    lines = [f"{_json(key)}:{_json(value)}" for key, value in index.items()]
    yield shard_path("index"), _call("index", "{", lines, "}")


def shard_path(name: str) -> str:
    """Return the path of a file of the index."""
    return f"search/{name}.js"


def periods(site: Site) -> Iterator[Period]:
    """Yield what has shards of its own in each language: the explainers, then the years."""
    for lang in LANGS:
        yield Period(lang, TOPICS, site.explainers)
        for year, items in site.by_year(lang):
            yield Period(lang, year or UNDATED, items)


def _call(name: str, opening: str, lines: Sequence[str], closing: str) -> str:
    """Return the text of a script file, an item a line so that a change shows as such."""
    items = ",\n".join(lines)
    return f"briefingSearch({_json(name)}, {opening}\n{items}\n{closing});\n"


def _described(shard: Shard) -> Record:
    return {
        "name": shard.name,
        "lang": shard.lang,
        "year": shard.year,
        "stories": len(shard.lines),
        "sentences": shard.sentences,
        "bytes": len(shard.text.encode()),
        "topics": sorted(shard.topics),
        "sources": sorted(shard.sources),
    }


def _rules(glossary: Glossary) -> Record:
    """Return how words are compared: the rules of Arabic, Latin letters' marks, and other names."""
    rules = matching_rules()
    letters: dict[str, str] = rules.pop("letters")
    for char in map(chr, LATIN_WITH_MARKS):
        bare = unicodedata.normalize("NFD", char)[0]
        # The shared rules have one of these already, İ.
        if bare != char and char not in letters:
            letters[char] = bare
    letters |= dict.fromkeys(map(chr, COMBINING_MARKS), "")
    # By what they become, since a dozen shapes of one letter become the same.
    folding: dict[str, str] = {}
    for char, becomes in sorted(letters.items()):
        if char != becomes:
            folding[becomes] = folding.get(becomes, "") + char
    function = lexicon("function")
    same, phrases = _names_alike(glossary)
    stop = sorted({*rules.pop("stop"), *function["words"], *function["short"]})
    return {
        "folding": folding,
        "abbreviation": ABBREVIATION,
        **rules,
        "stop": stop,
        "same": same,
        "phrases": phrases,
    }


def _names_alike(glossary: Glossary) -> tuple[dict[str, str], dict[str, str]]:
    """Return what else finds a thing: names of one word for another such, and for its long names.

    "Daesh" finds what is said of ISIS, and "ISIS" the Islamic State group. A word that is the name
    of something else, too, stays.
    """
    used = {*chain.from_iterable(_one_word(one.name.en) for one in glossary.entries.values())}
    same: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for entry in glossary.entries.values():
        own = [*_one_word(entry.short or ""), *_one_word(entry.name.en)]
        others = list(chain.from_iterable(map(_one_word, entry.others_en)))
        others = [term for term in others if term not in used and term not in own]
        if not (own or others):
            continue
        usual = own[0] if own else others[0]
        for term in others if own else others[1:]:
            same.setdefault(term, usual)
        # A form that is not in use may be the name of other things, too.
        for phrase in (entry.name.en, *entry.others_en) if own else (entry.name.en,):
            # What has the word in it is found by it anyway.
            if not _one_word(phrase) and usual not in phrase.lower():
                phrases.setdefault(phrase, same.get(usual, usual))
    return same, phrases


def _one_word(name: str) -> list[str]:
    """Return a name of one word as search has it, in a list; an empty one for any other."""
    term = name.lower().replace(".", "")
    return [term] if term.isalnum() else []


def _shards(site: Site, period: Period, edited: Edited) -> Iterator[Shard]:
    """Yield the shards of a period, which are none where nothing of it is in its language."""
    t = site.catalogues[period.lang]
    found = []
    for item in period.items:
        if isinstance(item, Explainer):
            found.append(explainer_record(item, period.lang, edited))
            continue
        if isinstance(item, OwnPost):
            record = own_record(item, t, edited)
        else:
            about = [x.slug for x in site.citing(item)]
            record = story_record(item, site.glossary, t, about, edited)
        if record["sentences"]:
            found.append(record)
    written = [(_json(story), story) for story in found]
    # As many as keep each small enough. A comma and a line end go between two stories.
    parts = in_runs(written, lambda one: len(one[0].encode()) + len(",\n"), LARGEST_SHARD)
    name = f"{period.lang}-{period.name}"
    for number, part in enumerate(parts if found else (), 1):
        yield Shard(
            name if len(parts) == 1 else f"{name}-{number}",
            period.lang,
            "" if period.name == TOPICS else period.name,
            tuple(line for line, _ in part),
            sum(len(story["sentences"]) for _, story in part),
            frozenset(chain.from_iterable(story["topics"] for _, story in part)),
            frozenset(story["source"] for _, story in part if story["source"]),
        )


def _json(value: object) -> str:
    """Return a value as JSON that can stand in a script, and is seen there as it is."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return NOT_IN_SCRIPTS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
