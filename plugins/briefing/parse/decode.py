"""From the bytes of a seed to its text: which encoding, and whether it is Arabic text at all."""

from __future__ import annotations

import re

from ..errors import fail
from ..model import Seed
from .arabic import ARABIC_LETTER

LARGEST_SEED = 10 * 1024 * 1024
"""Bytes. A news page as text is some 10 kB; past this a seed is a mistake, not an article."""
LONGEST_LINE = 200_000
"""Characters. A whole page in one line still fits; more is a data dump."""
FEWEST_ARABIC_LETTERS = 40
"""Less than a headline's worth of Arabic letters is no Arabic article."""
UTF8_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
MOST_ACCIDENTS = 20
"""Byte pairs that look like UTF-8 Arabic by accident in a page of windows-1256; more is damage."""
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def decode(name: str, data: bytes) -> Seed:
    """Return the seed in `data`, every line end a line feed; raise `BriefingError` if unusable.

    UTF-8 and UTF-16 (by byte order mark) are taken as they are; what is not UTF-8 is read as
    windows-1256 when that gives Arabic text, and `Seed.encoding` says so.
    """
    path = f"seeds/{name}"
    if not data.strip():
        raise fail(path, "the file is empty", "Paste the article's text into it or delete it")
    if len(data) > LARGEST_SEED:
        megabytes = LARGEST_SEED // (1024 * 1024)
        raise fail(path, f"larger than {megabytes} MB", "Keep one article to a file")
    text, encoding = _text(path, data)
    text = LINE_ENDS.sub("\n", text)
    _check(path, text)
    return Seed(name, name.rsplit(".", 1)[0], text, encoding)


def _text(path: str, data: bytes) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(path, data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if b"\0" not in data and len(UTF8_ARABIC.findall(data)) < MOST_ACCIDENTS:
            text = data.decode("windows-1256", errors="replace")
            if _mostly_arabic(text):
                return text, "windows-1256"
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8"
        raise fail(path, f"not text in UTF-8 (byte {error.start})", hint, line) from None


def _strict(path: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise fail(path, f"broken {encoding} at byte {error.start}", "Save it as UTF-8") from None


def _mostly_arabic(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(ARABIC_LETTER.findall(text)) * 2 > len(letters) > 0


def _check(path: str, text: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise fail(path, f"a line of {len(line)} characters", "Break it up", number)
        if "\0" in line:
            raise fail(path, "binary data", "Keep text files in seeds/", number)
    if len(ARABIC_LETTER.findall(text)) < FEWEST_ARABIC_LETTERS:
        raise fail(path, "no Arabic article in it", "Seeds are Arabic; move this file away")
