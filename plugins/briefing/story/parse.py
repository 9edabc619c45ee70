"""From one seed and what its editor knows to one Arabic story."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain

from ..dates.arabic import find_mentions
from ..dates.publication_line import PublicationLine, read_publication_lines
from ..editors.sidecar import Sidecar
from ..errors import Problem, error_at
from ..language.arabic import fold, is_latin, key
from ..language.phrases import phrases, read_credit
from ..language.reporting_verbs import perfect_words
from ..language.sentences import split_sentences
from ..language.slugs import slug_for
from ..model import (
    Bilingual,
    Block,
    Dated,
    Dateline,
    Elsewhere,
    Lang,
    Line,
    PageMeta,
    Seed,
    Sentence,
    SetAside,
    SetAsideKind,
    Stated,
    Story,
)
from .dateline import DatelinePrefix, read_dateline
from .lines import (
    LONGEST_HEADING,
    ClassifiedLine,
    LineRole,
    is_block_kind,
    is_prose,
    is_sentence,
    is_set_aside,
    split_lines,
    word_count,
)
from .metadata import addressed, author, published, publisher, told_today, updated
from .roles.cascade import classify

UNTITLED_WORDS = 12
"""Words of the body that make the title of a story without one."""
_PARAGRAPHS_ABOVE, _LINES_TO_DATELINE = 2, 3
"""Of an article above the head of another one, and from the latter's publication line on."""
_UNDIVIDED = ("heading", "caption", "pullquote", "embed")
"""Kinds whose line is one segment: they are read as one and are not cited in parts."""
_EVIDENCE_ROLES = ("date", "publisher", "author", "dateline", "title")
_ARTICLE_ROLES = ("deck", "paragraph", "item", "pullquote", "caption", "embed")
"""Roles of the lines in which an article's sentences are looked for; titles are headlines."""


def parse_article(seed: Seed, sidecar: Sidecar, path: str) -> Story:
    """Return the story of a seed; raise `BriefingError` if no sentence of an article is in it.

    `path` is what the message calls the seed.
    """
    lines = classify(seed)
    if not any(x.role in _ARTICLE_ROLES and _is_told(x.line.text) for x in lines):
        hint = "Paste the article's text into it or delete it"
        raise error_at(path, "only menus and headlines, no sentence of an article", hint)
    return build_story(seed, sidecar, lines)


def _is_told(text: str) -> bool:
    """Tell whether a line is a sentence of an article; without a stop it may go on "and said"."""
    goes_on = text.startswith("و") and fold(text[1:]).partition(" ")[0] in perfect_words()
    return is_sentence(text) or (goes_on and word_count(text) > LONGEST_HEADING)


def further_articles(seed: Seed) -> list[Problem]:
    """Return a warning for each line where another article's head seems to be pasted in.

    That is a title, a publication line, and a paragraph with a dateline; lists have no dateline.
    """
    lines = split_lines(seed.text)
    paragraphs, problems = 0, []
    for i, line in enumerate(lines):
        title = lines[i - 1]
        if paragraphs >= _PARAGRAPHS_ABOVE and not is_prose(title.text):
            below = lines[i + 1 : i + 1 + _LINES_TO_DATELINE]
            datelines = (read_dateline(one.text) for one in below if is_prose(one.text))
            if read_publication_lines(line.text) and any(one and one.place for one in datelines):
                message = f"another article seems to begin here: “{title.text}”"
                hint = "If it does, move it into a file of its own"
                place = f"seeds/{seed.name}"
                problems.append(Problem(place, message, hint, seed.line(title.number), error=False))
                paragraphs = 0
        paragraphs += is_prose(line.text) and word_count(line.text) > UNTITLED_WORDS
    return problems


def build_story(seed: Seed, sidecar: Sidecar, lines: Sequence[ClassifiedLine]) -> Story:
    """Return the Arabic story of a seed; every visible character of it is in exactly one place.

    The place is the title, the deck, `Story.evidence` (what date, publisher, author and dateline
    were read from), a block or what is set aside. The sidecar wins over what was read.
    """
    # The dateline is evidence of place and day and no part of the first sentence.
    prefix, lines = _cut_dateline(lines)
    by_role: dict[LineRole, list[Line]] = defaultdict(list)
    for entry in lines:
        by_role[entry.role].append(entry.line)
    dates = list(chain.from_iterable(read_publication_lines(x.text) for x in by_role["date"]))
    meta = seed.meta or PageMeta()
    changed = updated(meta, dates)
    bylines = by_role["author"]
    naming_outlets = [*by_role["publisher"], *(x for x in bylines if read_credit(x.text))]
    page = [entry.line.text for entry in lines]
    appeared = published(sidecar, meta, dates, prefix) or addressed(lines) or told_today(lines)
    outlet = publisher(seed, sidecar, naming_outlets, page, prefix)
    writer = author(seed, sidecar, bylines, prefix)
    credited = (*bylines, *by_role["publisher"], *by_role["dateline"])
    dateline = _dateline(prefix, dates, credited)
    if outlet and dateline and " " in outlet.name and dateline.ar == outlet.name:
        dateline = None
    # A publisher or an inferred day may be read from a line that is no part of the article.
    inferred = appeared if appeared and appeared.inferred else None
    of_page = {stated.evidence for stated in (outlet, inferred) if stated}
    evidence, set_aside = _outside_blocks(
        [entry for entry in lines if sidecar.title or entry.role != "title"],
        [stated for stated in (appeared, changed, outlet, writer) if stated],
        of_page,
        dateline,
    )
    blocks = _blocks(lines)
    body = tuple(chain.from_iterable(block.sentences for block in blocks))
    deck = next(iter(by_role["deck"]), None)
    day = appeared.when if appeared else None
    return Story(
        slug=sidecar.slug or slug_for(seed.stem),
        seed=seed.name,
        stem=seed.stem,
        title=_title(by_role["title"], sidecar, body),
        deck=Sentence("deck", deck.text) if deck else None,
        published=appeared,
        updated=changed,
        publisher=outlet,
        author=writer,
        dateline=dateline,
        blocks=blocks,
        set_aside=tuple(set_aside),
        evidence=tuple(evidence),
        times=find_mentions(body, day, above=deck.text if deck else ""),
        tags=sidecar.tags or meta.tags,
        url=sidecar.url or meta.url,
        also=tuple(Elsewhere(Bilingual(one.ar, one.en), one.url) for one in sidecar.also),
        rights=sidecar.rights,
    )


def _outside_blocks(
    lines: Sequence[ClassifiedLine],
    shown: Sequence[Dated | Stated],
    of_page: Collection[str],
    dateline: Dateline | None,
) -> tuple[list[Line], list[SetAside]]:
    """Return the lines of no block that something shown was read from, and those set aside.

    `of_page` has the evidence that need not be of the article. A title among the lines is one that
    the editor overruled.
    """
    # A date or a publisher is known by its text, a place by its letters, since marks around it do
    # not matter.
    used = {stated.evidence for stated in shown}
    place = _letters(dateline.ar) if dateline else None
    names = {_letters(stated.name) for stated in shown if isinstance(stated, Stated)}
    evidence: list[Line] = []
    set_aside: list[SetAside] = []
    for entry in sorted(lines, key=lambda entry: entry.rank):
        role, line = entry.role, entry.line
        if is_set_aside(role):
            # Where markup names publisher and author, extraction leaves their visible names out.
            is_named = not entry.extracted and _letters(line.text) in names
            if is_named or line.text in of_page:
                evidence.append(line)
            else:
                set_aside.append(SetAside(line.number, role, line.text))
        elif role in _EVIDENCE_ROLES:
            if line.text in used or _letters(line.text) == place:
                evidence.append(line)
            else:
                # A second byline or publication line, the agency in a dateline, one the editor
                # overruled: nothing shown was read from it, so it must not be lost from sight.
                kind: SetAsideKind = "timestamp" if read_publication_lines(line.text) else "other"
                set_aside.append(SetAside(line.number, kind, line.text))
    return evidence, set_aside


def _cut_dateline(
    lines: Sequence[ClassifiedLine],
) -> tuple[DatelinePrefix | None, Sequence[ClassifiedLine]]:
    """Return the first paragraph's dateline, and the lines with it on a line of its own."""
    paragraphs = [i for i, entry in enumerate(lines) if entry.role == "paragraph"]
    # A dash alone above it is none.
    first = next((i for i in paragraphs if re.search(r"\w", lines[i].line.text)), None)
    if first is None:
        return None, lines
    line = lines[first].line
    # Only the first paragraph's: a dash further down is an author's.
    prefix = read_dateline(line.text)
    if prefix is None:
        return None, lines
    if prefix.text.endswith(":"):
        # So begin several paragraphs, each with where and when something happened.
        further = [entry for entry in lines[first + 1 :] if entry.role == "paragraph"]
        below = (read_dateline(entry.line.text) for entry in further)
        if any(one and one.date and one.text.endswith(":") for one in below):
            return None, lines
    # A section's name is before the title, too (``وطنية - …``); a city may be.
    title = next((entry.line.text for entry in lines if entry.role == "title"), "")
    above = read_dateline(title)
    is_known = key(prefix.place) in phrases("places", "cities")
    if above and key(above.place) == key(prefix.place) and not is_known:
        prefix = replace(prefix, place="")
    dateline = replace(lines[first], line=Line(line.number, prefix.text), role="dateline")
    rest = replace(lines[first], line=replace(line, text=line.text[prefix.end :]))
    return prefix, [*lines[:first], dateline, rest, *lines[first + 1 :]]


def _dateline(
    prefix: DatelinePrefix | None, dates: Sequence[PublicationLine], lines: Sequence[Line]
) -> Dateline | None:
    # Of the first paragraph, or else the place that a credit or a publication line names.
    if prefix and prefix.place:
        return Dateline(prefix.place, prefix.text)
    for line in lines:
        credit = read_credit(line.text)
        if credit and credit.place:
            return Dateline(credit.place, line.text)
    for found in dates:
        if found.places:
            return Dateline(found.places[0], found.dated.evidence)
    return None


def _title(lines: Sequence[Line], sidecar: Sidecar, body: Sequence[Sentence]) -> Sentence:
    """Return the title: the editor's, the page's, or failing both the first words of the body."""
    if sidecar.title:
        return Sentence("title", sidecar.title)
    if lines:
        return Sentence("title", lines[0].text)
    # Above the first paragraph may be a picture's name.
    first = next((one.ar for one in body if is_prose(one.ar)), body[0].ar if body else "")
    return Sentence("title", " ".join(first.split()[:UNTITLED_WORDS]) + " …")


def _blocks(lines: Sequence[ClassifiedLine]) -> tuple[Block, ...]:
    """Return the blocks of the body in order, their sentences numbered as cited (``p3s2``)."""
    blocks: list[Block] = []
    before: LineRole | None = None
    for entry in lines:
        role, line = entry.role, entry.line
        if is_block_kind(role):
            texts = [line.text] if role in _UNDIVIDED else split_sentences(line.text)
            # Neighbouring lines of an embed are one post.
            continued = blocks.pop() if role == before == "embed" else None
            block_id = f"p{len(blocks) + 1}"
            sentences = continued.sentences if continued else ()
            for number, text in enumerate(texts, len(sentences) + 1):
                lang: Lang = "en" if is_latin(text) else "ar"
                sentences += (Sentence(f"{block_id}s{number}", text, lang=lang),)
            first_line = continued.line if continued else line.number
            blocks.append(Block(block_id, role, first_line, sentences))
        before = role
    return tuple(blocks)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)
