"""From the bytes of a seed to its text: in which encoding of Arabic they are."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from ..errors import error_at
from ..language.arabic import ARABIC_LETTER

UTF8_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
MOST_ACCIDENTS = 20
"""Byte pairs that look like UTF-8 Arabic by accident in a page of windows-1256; more is damage."""
BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
ARABIC_ENCODINGS: Mapping[str, str] = {
    "cp1256": "windows-1256",
    "iso8859-6": "iso-8859-6",
    "mac-arabic": "mac-arabic",
}
"""Encodings of Arabic that may be declared, by Python's name, and what people call them."""
DECLARED_WITHIN = 4096
"""Bytes in which a page may say its encoding; browsers look at 1024, but pages are untidy."""
TOLD_HINT = "Mend “encoding” in its sidecar, or save it as UTF-8"


def read_text(path: str, data: bytes, *, markup: bool, told: str | None = None) -> tuple[str, str]:
    """Return the text in a seed's bytes and its encoding; raise `BriefingError` if there is none.

    UTF-8 goes before what anybody says: no other encoding looks like it, while saved pages keep
    the declaration they were sent with. Then `told` counts, what the sidecar says, and in it only;
    then what a page in HTML declares; then windows-1256, where that reads as Arabic.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(path, data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if told:
            return _strict(path, data, told, TOLD_HINT), told
        found = _unsaid(data, markup=markup)
        if found:
            return found
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8"
        raise error_at(path, f"not text in UTF-8 (byte {error.start})", hint, line) from None


def served_encoding(data: bytes, charset: str | None, *, markup: bool) -> str | None:
    """Return the encoding in which a server sent a page, ``None`` where the bytes tell it anyway.

    ``None`` also where they are not in it: what servers say is often said of all their files.
    """
    name = arabic_encoding(charset or "")
    if name is None or _is_utf(data) or _as_declared(data, name) is None:
        return None
    found = _unsaid(data, markup=markup)
    return None if found and found[1] == name else name


def arabic_encoding(name: str) -> str | None:
    """Return the usual name of an encoding of Arabic, ``None`` for any other.

    >>> arabic_encoding("cp1256"), arabic_encoding("latin-1")
    ('windows-1256', None)
    """
    try:
        return ARABIC_ENCODINGS.get(codecs.lookup(name).name)
    except (LookupError, ValueError):
        return None


def _is_utf(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.startswith(tuple(bom for bom, _ in BOMS))
    return True


def _unsaid(data: bytes, *, markup: bool) -> tuple[str, str] | None:
    """Return the text and the encoding of what is not UTF-8, by a page's word or by a guess."""
    declared = _as_declared(data, _declared(data)) if markup else None
    return declared or _as_windows(data, markup=markup)


def _declared(data: bytes) -> str | None:
    """Return the encoding a page declares, ``None`` if it is none of Arabic."""
    found = DECLARED.search(data[:DECLARED_WITHIN])
    return arabic_encoding(found[1].decode("ascii")) if found else None


def _as_declared(data: bytes, declared: str | None) -> tuple[str, str] | None:
    try:
        return (data.decode(declared), declared) if declared else None
    except UnicodeDecodeError:
        return None


def _as_windows(data: bytes, *, markup: bool) -> tuple[str, str] | None:
    """Return the text read as windows-1256 if that is Arabic; markup, all ASCII, does not count."""
    if b"\0" in data or len(UTF8_ARABIC.findall(data)) >= MOST_ACCIDENTS:
        return None
    text = data.decode("windows-1256", errors="replace")
    letters = sum(c.isalpha() and not (markup and c.isascii()) for c in text)
    return (text, "windows-1256") if len(ARABIC_LETTER.findall(text)) * 2 > letters > 0 else None


def _strict(path: str, data: bytes, encoding: str, hint: str = "Save it as UTF-8") -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise error_at(path, f"broken {encoding} at byte {error.start}", hint) from None
