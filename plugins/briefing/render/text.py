"""Text of sources made safe for Markdown and HTML, and right in lines of either direction.

Markdown: only what would trigger markup is escaped, with a backslash where Python-Markdown knows
one, else with a character reference; the result reads well and holds with and without `extra`.

Direction: what runs left to right inside Arabic text is isolated, and Arabic in an English line is
marked as Arabic; what that is, direction.py says.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache

from markupsafe import Markup, escape

from ..language.arabic import ARABIC_LETTER
from .direction import IN_LEFT_TO_RIGHT, LEFT_TO_RIGHT

SEPARATORS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
SEPARATORS_BUT_LINES = re.compile(r"[\v\f\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
OVERRIDES = re.compile(r"[\u202a-\u202e]")
ISOLATES = re.compile(r"[\u2066-\u2069]")
BIDI_CONTROLS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
ALWAYS = re.compile(r"[\\`*\[\]{}]")
LONE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
NOT_IN_HTML = re.compile(
    f"{SEPARATORS_BUT_LINES.pattern}|{CONTROLS.pattern}|{BIDI_CONTROLS.pattern}"
)
# One look at a text tells that none of these is in it, as in nearly all texts: as single
# characters in an eighth of the time.
_NOT_SHOWN = re.compile(rf"[\t\n\r]|{NOT_IN_HTML.pattern}")
REFERENCE = re.compile(r"&#(?:[xX]0*(?P<hex>[0-9a-fA-F]{1,6})|0*(?P<decimal>[0-9]{1,7}));?")
# Quotation marks are what texts are escaped for, by the ten thousand.
_REFERENCE_BUT_QUOTES = re.compile("&#(?!3[49];)")
ENTITY = re.compile(r"&(?=#?\w)")
ORDERED = re.compile(r"^(\d+)\.(?=\s|$)")
LINE_MARK = re.compile(r"^([#>+-])")
REFERENCE_MARK = re.compile(r"^([=~:])")
# From the first Arabic letter to the last, over what has no direction of its own.
ARABIC = re.compile(rf"{ARABIC_LETTER.pattern}(?:[^A-Za-z<>&\\]*{ARABIC_LETTER.pattern})?")
_SPACED_DASH = re.compile(r" ([-–—])(?= )")
AGAINST = {
    "ar": (LEFT_TO_RIGHT, '<bdi dir="ltr">{}</bdi>'),
    "en": (ARABIC, '<span lang="ar" dir="rtl">{}</span>'),
}
"""What runs against the direction of a language, and how it is isolated there."""
OMITTED = "\u00a0…"
"""What stands for the end of a text, on one line with the word before it."""
_DANGLING = " -–—:؛;،,“«"
"""What ends no text that is cut."""
CLOSED_BY = {"“": "”", "«": "»", '"': '"'}
"""The mark that ends a quotation, by the one that begins it."""
REMEMBERED = 4096
"""Texts whose HTML is kept: a sentence stands on several pages that follow one another."""
ISOLATED_BY_CHARACTERS = {"ar": "\u2066{}\u2069", "en": "\u2067{}\u2069"}


def displayable(text: str) -> str:
    """Return a text that is safe to show in one line.

    Line separators become spaces, control characters U+FFFD, and the embeddings and overrides by
    which a text can disguise its order vanish; direction marks stay.
    """
    if not _NOT_SHOWN.search(text):
        # Of marked text, too, a text is returned that is escaped where it is printed.
        return str(text)
    text = BIDI_CONTROLS.sub("", SEPARATORS.sub(" ", text))
    return CONTROLS.sub("\ufffd", text)


def neutral(value: object) -> str:
    """Return what a template prints without characters that disguise an order or steer a device.

    Text becomes `displayable` line by line, HTML `neutral_html`.
    """
    if hasattr(value, "__html__"):
        html = value.__html__()
        shown = neutral_html(html)
        is_same = shown is html and isinstance(html, Markup)
        return html if is_same else Markup(shown)  # noqa: S704 - it was HTML before
    # Pelican's authors and tags are objects that become text only when they are printed.
    text = str(value)
    # Where a theme escapes nothing, what it prints as text is HTML, too, and may hold a `pre`.
    return text if text.isprintable() else "\n".join(map(displayable, text.split("\n")))


def neutral_html(html: str) -> str:
    """Return HTML without the characters that `displayable` takes out, also as references.

    Its lines stay, and isolates if each one is closed: a person may have written them on purpose.
    """
    # Asked one after the other: an expression of both takes five times as long.
    refers = "&#" in html and _REFERENCE_BUT_QUOTES.search(html)
    if not refers and not NOT_IN_HTML.search(html):
        return html
    html = REFERENCE.sub(_named_character, html)
    depth = lowest = 0
    for mark in ISOLATES.findall(html):
        depth += -1 if mark == "\u2069" else 1
        lowest = min(lowest, depth)
    html = (OVERRIDES if depth == lowest == 0 else BIDI_CONTROLS).sub("", html)
    html = CONTROLS.sub("\ufffd", SEPARATORS_BUT_LINES.sub(" ", html))
    # What stood on both sides of one that was taken out may be a reference now: shown as text.
    return REFERENCE.sub(
        lambda found: found[0] if _named_character(found) == found[0] else f"&amp;{found[0][1:]}",
        html,
    )


def _named_character(reference: re.Match[str]) -> str:
    """Return the character that a reference names if it must be neutralised, else the reference."""
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    # Browsers read 128 to 159 as letters of windows-1252, and what is too great as U+FFFD.
    if number in range(128, 160) or number > sys.maxunicode:
        return reference[0]
    return chr(number) if NOT_IN_HTML.fullmatch(chr(number)) else reference[0]


def escape_inline(text: str) -> str:
    """Return Markdown for a text that stands inside a line."""
    text = ALWAYS.sub(lambda m: "\\" + m.group(), displayable(text))
    text = ENTITY.sub("&amp;", text).replace("<", "&lt;").replace("|", "&#124;")
    return LONE_UNDERSCORE.sub(r"\\_", text)


def escape_line(text: str) -> str:
    """Return Markdown for a text that stands at the start of a line."""
    return at_line_start(escape_inline(text).strip())


def at_line_start(markdown: str) -> str:
    """Return Markdown of a line whose first characters would make it a list, heading or quote."""
    markdown = ORDERED.sub(r"\1\\.", markdown)
    markdown = LINE_MARK.sub(r"\\\1", markdown)
    return REFERENCE_MARK.sub(lambda m: f"&#{ord(m.group(1))};", markdown)


def escape_metadata(text: str) -> str:
    """Return a text for one line of front matter, which themes print as HTML."""
    text = displayable(text).replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").strip()


@lru_cache(maxsize=REMEMBERED)
def isolate_html(text: str, lang: str = "ar") -> Markup:
    """Return a text of a language as HTML, with what runs against its direction isolated."""
    text = displayable(text)
    if lang == "ar" and not IN_LEFT_TO_RIGHT.search(text):
        return escape(text)
    pattern, form = AGAINST[lang]
    before, after = form.split("{}")
    # Joined as text, since marked text would be escaped again piece by piece.
    pieces, last = [], 0
    for match in pattern.finditer(text):
        # In the Arabic of an English line numbers and links run against it again.
        against = escape(match.group()) if lang == "ar" else isolate_html(match.group())
        pieces += [str(escape(text[last : match.start()])), before, str(against), after]
        last = match.end()
    return Markup("".join([*pieces, str(escape(text[last:]))]))  # noqa: S704 - each piece is escaped


def headline_html(text: str, lang: str = "ar") -> Markup:
    """Return a headline as HTML: as `isolate_html`, and no line of it begins with a dash."""
    return isolate_html(_SPACED_DASH.sub("\u00a0\\1", text), lang)


def cut_at_word(text: str, most: int, fewest_cut: int = 1) -> str:
    r"""Return the first words of a text, with an ellipsis where it has more than `most`.

    Of fewer than `fewest_cut` words nothing is cut: the point of a sentence is often at its end. A
    quotation that is cut is closed.

    >>> cut_at_word("He said: “We agreed on all of it.”", 5)
    'He said: “We agreed on\xa0…”'
    """
    words = text.split()
    if len(words) < most + fewest_cut:
        return text
    shown = " ".join(words[:most]).rstrip(_DANGLING)
    opened: list[str] = []
    # What stands right behind a figure are inches, or seconds.
    for mark in re.findall(r'[“”«»]|(?<!\d)"', shown):
        if mark in opened:
            del opened[opened.index(mark) :]
        elif mark in CLOSED_BY:
            opened.append(CLOSED_BY[mark])
    return f"{shown}{OMITTED}{''.join(reversed(opened))}"


def isolate_text(text: str, lang: str) -> str:
    """Return a text of a language for where no markup can stand, isolated by characters."""
    pattern, _ = AGAINST[lang]
    form = ISOLATED_BY_CHARACTERS[lang]
    return pattern.sub(lambda match: form.format(match.group()), displayable(text))


def isolate_title(text: str, lang: str) -> Markup:
    """Return a text of a language for a title or an attribute, isolated by characters."""
    return Markup(escape(isolate_text(text, lang)))  # noqa: S704 - it is escaped


def isolate_markdown(markdown: str, lang: str = "ar") -> str:
    """Return Markdown of a language with what runs against its direction isolated."""
    pattern, form = AGAINST[lang]
    if lang == "en":
        return pattern.sub(lambda match: form.format(isolate_markdown(match.group())), markdown)
    return pattern.sub(lambda match: form.format(match.group()), markdown)
