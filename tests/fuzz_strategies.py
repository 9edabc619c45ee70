"""Generated files for a project's seeds/: what publishers and editors write, right and wrong.

Each strategy makes one kind of file, so that a failure shrinks to the part that is to blame. Most
of what they make is valid, or nothing would get past the readers; the rest is not.
"""

from __future__ import annotations

import copy
import html
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import polib
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from support import ARTICLES


def any_of(values: Sequence[Any]) -> SearchStrategy[Any]:
    """Return one of many values; hypothesis would print all of those of `sampled_from`."""
    return st.integers(0, len(values) - 1).map(lambda number: values[number])


# Texts ------------------------------------------------------------------------------------------

GOOD = (
    "البلدية تفتح حديقة جديدة في قلب المدينة\n"
    "فتحت البلدية الحديقة الجديدة أمام الزوار صباح اليوم بعد عام من العمل فيها.\n"
    "وقال المدير: «بقي كثير من الزوار حتى أطفئت الأنوار في الساعة 10 مساء 5 مارس 2024».\n"
)
"""An article that is beside the bad ones, and always builds."""
LINES = sorted({
    line
    for path in (ARTICLES / "seeds").glob("*.txt")
    for line in path.read_text(encoding="utf-8").split("\n")
    if line.strip()
})  # fmt: skip
PAIRS = sorted({
    (entry.msgid, entry.msgstr)
    for path in (ARTICLES / "seeds").glob("*.po")
    for entry in polib.pofile(str(path))
})  # fmt: skip
"""The sentences of the articles with their English."""
MARKS = "#*_`[](){}<>|\\\"'&;:=+-~!@^$%،؛؟«»“”…—–٪٣5 \t"
INVISIBLE = "\x07\x0b\x0c\x1b\x1f\x7f\x85\x9f\xa0\xad\u061c\u200b\u200f\u2028\u202e\u2066\ufeff"
RARE = "\ufdd0\ufffe\uffff\ufffd\U0001ffff\U0010ffff\u0300\u0651ـ\U0001f600\ue000İßǅ"
CHARACTERS = st.one_of(
    any_of("ابتجدرسعفقكلمنهوي "),
    any_of(MARKS),
    any_of(INVISIBLE + RARE),
    st.characters(exclude_categories=["Cs"]),
)
NASTY = st.text(CHARACTERS, max_size=24)
WORDS = Counter(word for line in LINES for word in line.split())
WORD = any_of(sorted(WORDS))
TERM = any_of([word for word, _ in WORDS.most_common(60)])
"""Words that many sentences have."""
LINE = st.one_of(
    any_of(LINES),
    st.tuples(any_of(LINES), NASTY, WORD).map(" ".join),
    NASTY,
)
SENTENCE = st.one_of(any_of(LINES), st.lists(WORD, min_size=6, max_size=15).map(" ".join))
FILLED = LINE.filter(str.strip)
BOTH = st.fixed_dictionaries({"ar": FILLED, "en": FILLED})
DAY = st.one_of(st.dates().map(str), st.sampled_from(["2024-03-05", "2021-07", "2019"]))
DATE = st.one_of(
    DAY,
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.sampled_from(["2024-02-31", "0000-00-00", "9999-12-31T23:59:59Z", "14 مارس 2021", "1446"]),
    st.sampled_from(
        ["2024-03-05T23:59:60+14:00", "٢٠٢٤-٠٣-٠٥", "2024-W10", "20240305", "0001-01-01"]
    ),
)
ANYTHING: SearchStrategy[Any] = st.recursive(
    st.one_of(NASTY, DATE, st.booleans(), st.integers(), st.floats()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("ab"), inner)
    ),
    max_leaves=5,
)


# Editors' files ---------------------------------------------------------------------------------


def toml_value(value: Any) -> str:  # noqa: ANN401
    """Return a value as TOML writes it, in one line."""
    if isinstance(value, str):
        kept = (c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in value)
        return f'"{"".join(kept)}"'
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, dict):
        pairs = (f"{toml_value(key)} = {toml_value(one)}" for key, one in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return str(value).lower()


def toml(table: Mapping[str, Any]) -> str:
    """Return a TOML text with one line for each key of the table."""
    return "".join(f"{key} = {toml_value(value)}\n" for key, value in table.items())


@st.composite
def sometimes_wrong(draw: st.DrawFn, tables: SearchStrategy[dict[str, Any]]) -> str:
    """Return a table as TOML, in one of four with any value at one of its places."""
    table = copy.deepcopy(draw(tables))
    if draw(st.integers(0, 3)) < 3:
        return toml(table)
    node: Any = table
    while True:
        keys = [*node, "unknown"] if isinstance(node, dict) else list(range(len(node)))
        key = draw(st.sampled_from(keys))
        below = node[key] if key != "unknown" else None
        if isinstance(below, dict | list) and below and draw(st.integers(0, 3)):
            node = below
        else:
            node[key] = draw(ANYTHING)
            return toml(table)


def unique(tables: SearchStrategy[dict[str, Any]], most: int) -> SearchStrategy[list[Any]]:
    """Return lists of tables, each with an id of its own."""

    def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"id": f"n{number}", **row} for number, row in enumerate(rows)]

    return st.lists(tables, max_size=most).map(numbered)


IDS = st.sampled_from(["title", "deck", "p1s1", "p2s1", "p2s2", "p3s1", "p9s9", "", "#"])
CITE = st.tuples(st.sampled_from(["good", "page", "text", "notes", "gone", ""]), IDS).map("#".join)
CITES = st.lists(CITE, max_size=5)
TERMS = st.lists(st.lists(TERM, min_size=1, max_size=6), min_size=1, max_size=2)
SIDECAR = st.fixed_dictionaries(
    {},
    optional={
        "slug": st.sampled_from(["a", "b-2", "page", "x" * 300]),
        "title": FILLED,
        "date": DAY,
        "date_precision": st.sampled_from(["year", "decade"]),
        "date_evidence": LINE,
        "publisher": LINE,
        "url": LINE.map("https://x.example/{}".format),
        "author": LINE,
        "tags": st.lists(st.one_of(WORD, NASTY, st.just("n0")), max_size=4),
        "summary": st.one_of(st.lists(IDS, max_size=3), BOTH),
        "rights": LINE,
        "skip": st.sampled_from([False, False, False, True]),
        "encoding": st.sampled_from(["windows-1256", "iso-8859-6", "mac-arabic"]),
        "notes": st.dictionaries(IDS, BOTH, max_size=3),
    },
)
OFFICE = st.fixed_dictionaries({"ar": FILLED, "en": FILLED}, optional={"from": DAY, "to": DAY})
ENTRY = st.fixed_dictionaries(
    {"ar": st.one_of(WORD, WORD, FILLED), "en": FILLED},
    optional={
        "variants": st.lists(FILLED, max_size=3),
        "en_short": LINE,
        "abbr": LINE,
        "en_variants": st.lists(LINE, max_size=2),
        "roles": st.lists(OFFICE, max_size=2),
        "adjective": st.fixed_dictionaries({"ar": st.lists(FILLED, max_size=2), "en": LINE}),
        "same_as": st.just(""),
    },
)
GLOSSARY = st.tuples(
    st.sampled_from(["person", "organisation", "place", "term"]), unique(ENTRY, 4)
).map(lambda both: {both[0]: both[1]})
QUESTION = st.fixed_dictionaries(
    {"ar": LINE, "en": LINE},
    optional={
        "match": TERMS,
        "cites": CITES,
        "limit": st.integers(1, 5),
        "lead": st.integers(1, 3),
    },
)
FIGURE = st.fixed_dictionaries(
    {"ar": LINE, "en": LINE, "unit": BOTH, "nouns": st.lists(TERM, max_size=3)},
    optional={"match": TERMS, "near": st.lists(TERM, max_size=2), "once": st.booleans()},
)
SIDE = st.fixed_dictionaries(
    {"ar": LINE, "en": LINE},
    optional={
        "entries": st.lists(st.just("n0"), max_size=1),
        "speakers": st.lists(LINE, max_size=2),
    },
)
DISPUTE = st.fixed_dictionaries(
    {"ar": LINE, "en": LINE, "views": st.lists(st.lists(CITE, min_size=1), min_size=2, max_size=3)}
)
TOPIC = st.fixed_dictionaries(
    {"title": BOTH, "intro": BOTH, "about": TERMS},
    optional={
        "events": TERMS,
        "question": unique(QUESTION, 3),
        "figure": unique(FIGURE, 2),
        "side": unique(SIDE, 2),
        "brief": CITES,
        "same": st.lists(st.lists(CITE, min_size=2, max_size=3, unique=True), max_size=2),
        "dispute": unique(DISPUTE, 2),
    },
)


def memory(entries: list[dict[str, Any]]) -> str:
    """Return a PO file with these entries."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.extend(polib.POEntry(**entry) for entry in entries)
    return str(catalogue)


TRANSLATED = st.one_of(
    any_of(PAIRS),
    st.tuples(any_of([ar for ar, _ in PAIRS]), LINE),
    st.tuples(LINE, LINE),
).map(lambda pair: {"msgid": pair[0], "msgstr": pair[1]})
NOTED = st.fixed_dictionaries(
    {},
    optional={
        "msgctxt": IDS,
        "flags": st.just(["fuzzy"]),
        "comment": NASTY,
        "previous_msgid": NASTY,
        "obsolete": st.booleans(),
    },
)
# The English of many sentences, so that those of a seed are among them, and some entries besides.
KNOWN = st.integers(0, len(PAIRS)).map(
    lambda start: [{"msgid": ar, "msgstr": en} for ar, en in PAIRS[start : start + 60]]
)
MEMORY = st.tuples(
    st.lists(st.tuples(TRANSLATED, NOTED).map(lambda both: both[0] | both[1]), max_size=6), KNOWN
).map(lambda both: memory([*both[0], *both[1]]))

# Publishers' files ------------------------------------------------------------------------------

BODY = st.lists(SENTENCE, min_size=2, max_size=8)
NOISE = st.lists(LINE, max_size=4)
TEXT = st.tuples(NOISE, BODY, NOISE, BODY).map(lambda parts: "\n".join(chain.from_iterable(parts)))
KEYS = st.sampled_from(
    ["title", "date", "modified", "author", "publisher", "url", "tags", "Tags", "x", "دار"]
)
PAIR = st.tuples(KEYS, st.sampled_from([": ", " = ", ":", ""]), st.one_of(LINE, DATE)).map("".join)
FRONT_MATTER = st.tuples(
    st.sampled_from([("---", "---"), ("---", "..."), ("+++", "+++"), ("", ""), ("---", "")]),
    st.lists(st.one_of(PAIR, LINE.map("- {}".format)), max_size=6),
).map(lambda both: "\n".join([both[0][0], *both[1], both[0][1]]).lstrip("\n"))
MARKDOWN = st.tuples(FRONT_MATTER, TEXT).map("\n\n".join)

# JSON has halves of surrogate pairs, where a text was cut in the middle of an emoji.
SCRIPTED = st.one_of(
    LINE, st.text(st.one_of(CHARACTERS, st.sampled_from("\ud83d\ude00")), max_size=9)
)
NAMED: SearchStrategy[Any] = st.recursive(
    st.one_of(SCRIPTED, ANYTHING),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.fixed_dictionaries({}, optional={"name": inner, "@id": inner}),
    ),
    max_leaves=3,
)
NODE = st.fixed_dictionaries(
    {"@type": st.sampled_from(["NewsArticle", ["Report", 3], "WebPage", None])},
    optional={
        "headline": NAMED,
        "name": NAMED,
        "datePublished": st.one_of(DATE, NAMED),
        "dateModified": st.one_of(DATE, NAMED),
        "author": NAMED,
        "publisher": NAMED,
        "url": st.one_of(SCRIPTED.map("https://x.example/{}".format), NAMED),
        "@id": NAMED,
    },
)
JSON_LD = st.one_of(
    NODE,
    st.lists(NODE, max_size=2),
    st.lists(NODE, max_size=3).map(lambda nodes: {"@graph": nodes}),
    NODE.map(lambda node: {"mainEntity": node}),
).map(json.dumps)
BROKEN_JSON = st.tuples(JSON_LD, st.integers(0, 99)).map(lambda both: both[0][: -both[1]])
REFERENCE = st.sampled_from([
    "&#7;", "&#x1F;", "&#0;", "&#xD83D;", "&#128512;", "&#150;", "&nbsp;", "&zwnj;", "&lt;b&gt;",
    "&#99999999999;", "&#x202e;", "&amp;#7;", "&#&#7;7;", "&", "&#", "&copy",
])  # fmt: skip
ESCAPED = LINE.map(lambda text: html.escape(text, quote=True))
INLINE = st.one_of(ESCAPED, ESCAPED, SENTENCE, REFERENCE, LINE)
META = st.tuples(
    st.sampled_from(
        ["og:title", "article:published_time", "author", "og:site_name", "og:url", "date"]
    ),
    st.one_of(ESCAPED, DATE, REFERENCE, LINE.map("https://x.example/{}".format)),
).map(lambda both: f'<meta property="{both[0]}" content="{both[1]}">')
HEAD = st.lists(
    st.one_of(
        META,
        ESCAPED.map("<title>{}</title>".format),
        st.one_of(JSON_LD, BROKEN_JSON).map(
            '<script type="application/ld+json">{}</script>'.format
        ),
        ESCAPED.map('<link rel=canonical href="https://x.example/{}">'.format),
        st.sampled_from(["<meta charset=utf-8>", "<base href=x>", "<style>p{}</style>", "</head>"]),
    ),
    max_size=5,
).map("".join)
TAG_NAMES = """
p p div span a_href=/x h1 h2 figure figcaption ul li table tr td time_datetime=2024-03-05 blockquote
article main nav aside footer header section form select option textarea button script style
noscript iframe template svg math pre b i dialog details p_hidden br hr span_style=display:none
img_alt=نص input font center x-y body object frameset plaintext title ins graphic head cell row ref
"""
"""Elements, some with an attribute; the last ones are those of what extraction makes."""
TAGS = any_of(TAG_NAMES.split())


def element(tag: str, inner: list[str], closing: str) -> str:
    """Return an element, closed or not."""
    return f"<{tag.replace('_', ' ')}>{''.join(inner)}{closing.format(tag.partition('_')[0])}"


TREE: SearchStrategy[str] = st.recursive(
    INLINE,
    lambda inner: st.builds(
        element,
        TAGS,
        st.lists(inner, max_size=4),
        st.sampled_from(["</{}>", "</{}>\n", "", "</p>", "<!-- x -->", "<![CDATA[", "</"]),
    ),
    max_leaves=20,
)
PARAGRAPHS = BODY.map(lambda texts: "".join(f"<p>{text}</p>\n" for text in texts))
PAGE = st.tuples(HEAD, TREE, SENTENCE, PARAGRAPHS, TREE, PARAGRAPHS, TREE).map(
    lambda parts: "<html><head>{}</head><body>{}<h1>{}</h1>{}{}{}{}</body></html>".format(*parts)
)
"""A page whose body has a tree of any elements around what may be an article."""


ENCODINGS = st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1256"])


def seed_bytes(text: SearchStrategy[str]) -> SearchStrategy[bytes]:
    """Return a text's bytes in the encodings that seeds have."""
    return st.tuples(text, ENCODINGS).map(lambda both: both[0].encode(both[1], "replace"))


@st.composite
def file_bytes(draw: st.DrawFn, text: SearchStrategy[str]) -> bytes:
    """Return a text's bytes in UTF-8; one of ten is cut or has bytes that are in no text."""
    whole = draw(text).encode("utf-8", "replace")
    if draw(st.integers(0, 9)) < 9:
        return whole
    return whole[: draw(st.integers(0, 99))] + draw(st.binary(max_size=2))


def project(seed: str, text: SearchStrategy[str]) -> SearchStrategy[dict[str, bytes]]:
    """Return the files of a project with a good article, and one seed with what belongs to it."""
    stem = seed.partition(".")[0]
    return st.fixed_dictionaries(
        {"good.txt": st.just(GOOD.encode()), seed: seed_bytes(text)},
        optional={
            f"{stem}.toml": file_bytes(sometimes_wrong(SIDECAR)),
            f"{stem}.en.po": file_bytes(MEMORY),
            "good.en.po": MEMORY.map(str.encode),
            "glossary.toml": file_bytes(sometimes_wrong(GLOSSARY)),
            "topics/x.toml": file_bytes(sometimes_wrong(TOPIC)),
            "topics/y.toml": file_bytes(sometimes_wrong(TOPIC)),
        },
    )
