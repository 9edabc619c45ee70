"""Plain text: the encoding of Arabic that bytes are in, and the text without control characters."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import PurePath

from ..errors import BriefingError, Problem, error_at
from ..language.arabic import ARABIC_LETTER
from ..model import Seed

ARABIC_ENCODINGS: Mapping[str, str] = {
    "cp1256": "windows-1256",
    "iso8859-6": "iso-8859-6",
    "mac-arabic": "mac-arabic",
}
"""Encodings of Arabic that may be declared, by Python's name, and what people call them."""
CELL_GAP = "\u2003"
"""Between the cells of a table's row, which is one line: a wide space, that no number goes over."""
LARGEST_SEED = 10 * 1024 * 1024
"""Bytes. A news page as text is some 10 kB; past this a seed is a mistake, not an article."""
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
SAVE_AS_TEXT = "Open it and save its text as .txt, or as .docx"
"""What to do with a file that no format here reads."""
_FOREIGN = {
    b"%PDF-": "a PDF file",
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "a file of an old office program",
    **dict.fromkeys((b"From: <Saved by", b"MIME-Version:", b"bplist00"), "a web archive"),
}
"""What files begin with that people take for text."""
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*(?:[\"']\s*)?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
"""Bytes in which a page may declare its encoding; browsers read 1024, but pages are untidy."""
_UTF8_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_MOST_ACCIDENTS = 20
"""Byte pairs that look like UTF-8 by accident in a page of windows-1256; more are broken UTF-8."""
_AS_UTF8 = "Save it as UTF-8"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Control characters and what else XML 1.0 has not or discourages: lxml and feeds refuse most."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE_REFERENCE = re.compile("&#(?:0*1[12](?![0-9])|x0*[bc](?![0-9a-f]));?", re.IGNORECASE)
"""References to the two of these characters that stand between words: vertical tab, form feed."""
_CONTROL_REFERENCE = re.compile(
    "&#(?:0*(?:[1-8]|1[124-9]|2[0-9]|3[01]|127|6553[45])(?![0-9])"
    "|x0*(?:[1-8bcef]|1[0-9a-f]|7f|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
"""Character references to them, in decimal and hexadecimal. Of NUL parsers make U+FFFD, and those
from 128 to 159 they take for the marks of windows-1252, as browsers do."""
_WHITE_SPACE = re.compile(r"\s+")


def read_text(
    name: str, data: bytes, path: str, encoding: str | None, *, markup: bool = False
) -> Seed:
    """Return a seed with the text in bytes, every line end a line feed.

    This is the format of plain text, and what the other formats that are text begin with. With
    `markup` a ``<meta charset>`` counts, and references to control characters are left out, too.
    Raises `BriefingError` for binary data and for bytes that are in no encoding of Arabic.
    """
    for signature, called in _FOREIGN.items():
        if data.startswith(signature):
            raise error_at(path, f"it is {called}, not text", SAVE_AS_TEXT)
    text, used = _decode_bytes(data, path, encoding, markup=markup)
    warnings = []
    is_said = bool(encoding) or (markup and used == _declared(data))
    if not is_said and not used.startswith("utf-8"):
        hint = "Look whether it reads well; save it as UTF-8 to be sure"
        warnings.append(Problem(path, f"read as {used}", hint, error=False))
    text = _LINE_ENDS.sub("\n", text)
    if "\0" in text:
        # In no text, but in nearly every picture, archive and document of an office program.
        line = text.count("\n", 0, text.index("\0")) + 1
        _refuse_utf16(data, path)
        raise error_at(path, "binary data", "Keep text files alone here", line)
    kept = xml_text(text, markup=markup)
    if kept != text:
        pairs = zip(text.split("\n"), kept.split("\n"), strict=True)
        line = next(number for number, (old, new) in enumerate(pairs, 1) if old != new)
        hint = "Compare its line with the source; delete them from the file"
        warnings.append(Problem(path, "control characters are left out", hint, line, error=False))
    return Seed(name, PurePath(name).stem, kept, used, warnings=tuple(warnings))


def _decode_bytes(data: bytes, path: str, encoding: str | None, *, markup: bool) -> tuple[str, str]:
    """Return the text in a seed's bytes and its encoding; raise `BriefingError` if there is none.

    UTF-8 goes before what anybody says: no other encoding looks like it, while saved pages keep
    the declaration they were sent with. Then only what the sidecar says counts. Without it comes
    what a page in HTML declares, then windows-1256, where that reads as Arabic.
    """
    # Without a byte order mark UTF-16 is not looked for: its zero bytes are in binary data, too.
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _decode_strictly(data, path, name, _AS_UTF8), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        position = error.start
    if encoding:
        hint = "Mend “encoding” in its sidecar, or save it as UTF-8"
        return _decode_strictly(data, path, encoding, hint), encoding
    if markup:
        declared = _declared(data)
        text = _decoded_or_none(data, declared)
        if declared and text is not None:
            return text, declared
    if b"\0" not in data and len(_UTF8_ARABIC.findall(data)) < _MOST_ACCIDENTS:
        # Nearly every byte is a character of windows-1256, so that decoding succeeds with anything
        # and letters have to be counted. Those of tags are ASCII and say nothing of the language.
        text = data.decode("windows-1256", errors="replace")
        letters = sum(c.isalpha() and not (markup and c.isascii()) for c in text)
        if len(ARABIC_LETTER.findall(text)) * 2 > letters > 0:
            return text, "windows-1256"
    _refuse_utf16(data, path)
    line = data.count(b"\n", 0, position) + 1
    raise error_at(path, f"not text in UTF-8 (byte {position})", _AS_UTF8, line)


def _refuse_utf16(data: bytes, path: str) -> None:
    """Raise `BriefingError` for Arabic in UTF-16 that no byte order mark says to be in it."""
    for name in ("utf-16-le", "utf-16-be"):
        text = _decoded_or_none(data, name) or ""
        # Bytes of anything else are letters of Chinese, mostly.
        if 2 * len(ARABIC_LETTER.findall(text)) > sum(map(str.isalpha, text)) > 0:
            raise error_at(path, "it looks like UTF-16 without a byte order mark", _AS_UTF8)


def _decode_strictly(data: bytes, path: str, encoding: str, hint: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise error_at(path, f"broken {encoding} at byte {error.start}", hint) from None


def served_encoding(data: bytes, charset: str | None, *, markup: bool) -> str | None:
    """Return the encoding in which a server sent a page, ``None`` where the bytes tell it anyway.

    ``None`` also where they are not in it: what servers say is often said of all their files.
    """
    name = arabic_encoding(charset or "")
    if _decoded_or_none(data, name) is None:
        return None
    with suppress(BriefingError):
        _, detected = _decode_bytes(data, "", None, markup=markup)
        if detected == name or detected.startswith("utf-"):
            return None
    return name


def arabic_encoding(name: str) -> str | None:
    """Return the usual name of an encoding of Arabic, ``None`` for any other.

    >>> arabic_encoding("cp1256"), arabic_encoding("latin-1")
    ('windows-1256', None)
    """
    try:
        return ARABIC_ENCODINGS.get(codecs.lookup(name).name)
    except (LookupError, ValueError):
        return None


def _declared(data: bytes) -> str | None:
    """Return the encoding of Arabic that a page in HTML declares, ``None`` without one."""
    found = _META_CHARSET.search(data[:_DECLARED_WITHIN])
    return arabic_encoding(found[1].decode("ascii")) if found else None


def _decoded_or_none(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except UnicodeDecodeError:
        return None


def xml_text(text: str, *, markup: bool = False) -> str:
    r"""Return a text without control characters, in markup also without references to them.

    White space among them becomes a space, so that no words are joined, and half a surrogate pair
    (an emoji cut in two) U+FFFD, as decoders write it.

    >>> xml_text("a\x07b\x1fc\ud83d")
    'ab c�'
    >>> xml_text("a&#7;b&#x0c;c &amp; &#10;", markup=True)
    'ab c &amp; &#10;'
    """
    # U+001C to U+001F divide records in old files; Python, too, takes them for white space.
    text = _CONTROL.sub(lambda match: " " if match[0].isspace() else "", text)
    text = _SURROGATE.sub("\ufffd", text)
    if markup:
        text = _CONTROL_REFERENCE.sub("", _SPACE_REFERENCE.sub(" ", text))
        # What was around a reference may now be one itself (``&#&#7;7;``). U+FFFD makes no other.
        text = _CONTROL_REFERENCE.sub("\ufffd", text)
    return text


def clean(text: str) -> str:
    """Return a text in one line, without character references and control characters."""
    # References first: what they mean may be white space or a control character itself.
    return _WHITE_SPACE.sub(" ", xml_text(html.unescape(text))).strip()


def too_large(path: str) -> BriefingError:
    """Return the error to raise for a file of more bytes than a seed may have."""
    megabytes = LARGEST_SEED // (1024 * 1024)
    return error_at(path, f"larger than {megabytes} MB", "Keep one article to a file")
