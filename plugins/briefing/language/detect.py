"""Detection of text that is not Arabic, also where its script is Arabic."""

from __future__ import annotations

import re

from .arabic import ARABIC_LETTER, words

FEWEST_ARABIC_LETTERS = 40
"""Less than a headline's worth of Arabic letters is no Arabic article."""
LEAST_ARABIC_SHARE = 0.2
"""Share of Arabic among the letters; a page whose menus are Latin has more, an English one less."""
FOREIGN_SHARE = 0.005
"""Share of foreign letters among the Arabic ones. Persian has 25 in 1000, Urdu and Kurdish 250."""
FEWEST_ARTICLES = 0.12
"""Share of words with the article. Arabic news has 0.23 to 0.38, Persian and Urdu at most 0.02."""
_FOREIGN_LETTER = re.compile("[پچژگټڈډړڑڕښېۍێۆۇۈۋېەھہۂۃےۓںڵٹځڅڼ]")
"""Letters of Persian, Urdu, Kurdish, Pashto and Uyghur that Arabic does not have. ک and ی are not
among them: Arabic pages typed on other keyboards are full of them."""
_ARTICLE = re.compile("[وفبك]{0,2}ال|[وف]?لل")
_MOVE = "Seeds are Arabic; move this file away"
_PASTE = "Paste the whole article, or leave it out"
_COPY = "Copy the text from its source again, and save it as UTF-8"
_MISREAD_LETTER = re.compile("[ØÙطظ]")
"""The first byte of nearly every Arabic letter, as Latin-1 or Windows-1256 shows it."""
MISREAD_SHARE = 0.25
"""Share of these among the letters: four in five where a text was read so, in 219 texts of Arabic
pages at most one in 27 (ط and ظ)."""
_HEBREW_LETTER = re.compile("[\u05d0-\u05ea]")


def not_arabic(text: str) -> tuple[str, str] | None:
    """Return why a text is not an Arabic article, and what to do; ``None`` if it is one.

    >>> not_arabic("این خبر را گروهی از خبرنگاران در تهران نوشتند و پخش کردند چون پرسیدند.")
    ('the text is not Arabic but Persian, Urdu or another language in Arabic letters', \
'Seeds are Arabic; move this file away')
    """
    arabic = len(ARABIC_LETTER.findall(text))
    letters = sum(map(str.isalpha, text))
    if len(_MISREAD_LETTER.findall(text)) > MISREAD_SHARE * letters:
        return "its letters are UTF-8 that was read in another encoding", _COPY
    if len(_HEBREW_LETTER.findall(text)) > arabic:
        return "the text is not Arabic but Hebrew", _MOVE
    if arabic < FEWEST_ARABIC_LETTERS or arabic < LEAST_ARABIC_SHARE * letters:
        if 2 * arabic > letters:
            return f"only {arabic} Arabic letters in it", _PASTE
        return ("no Arabic article in it", _MOVE) if letters else ("no words in it", _PASTE)
    if len(_FOREIGN_LETTER.findall(text)) > FOREIGN_SHARE * arabic:
        # An Arabic page may be full of foreign names with a گ or a چ. Only Arabic has the article,
        # so its share decides.
        found = [word for word in words(text) if word.isalpha()]
        with_article = sum(bool(_ARTICLE.match(word)) for word in found)
        if with_article < FEWEST_ARTICLES * len(found):
            other = "Persian, Urdu or another language in Arabic letters"
            return f"the text is not Arabic but {other}", _MOVE
    return None
