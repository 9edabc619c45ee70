"""Whether a text is Arabic, or a language that is also written from right to left."""

from __future__ import annotations

import re

from .arabic import ARABIC_LETTER, words

FEWEST_ARABIC_LETTERS = 40
"""Less than a headline's worth of Arabic letters is no Arabic article."""
OTHERS_IN_ARABIC_SCRIPT = re.compile("[پچژگټڈډړڑڕښېۍێۆۇۈۋېەھہۂۃےۓںڵٹځڅڼ]")
"""Letters of Persian, Urdu, Kurdish, Pashto and Uyghur that Arabic does not have. ک and ی are not
among them: Arabic pages typed on other keyboards are full of them."""
FOREIGN_SHARE = 0.005
"""Share of such letters among the Arabic ones. Persian has 25 in 1000, Urdu and Kurdish 250."""
ARTICLE = re.compile("[وفبك]{0,2}ال|[وف]?لل")
FEWEST_ARTICLES = 0.12
"""Share of words with the article. Arabic news has 0.23 to 0.38, Persian and Urdu at most 0.02;
so that names with a گ or a چ, many as they may be, do not make an Arabic page foreign."""
LEAST_ARABIC_SHARE = 0.2
"""Share of Arabic among the letters; a page whose menus are Latin has more, an English one less."""
HEBREW = re.compile("[\u05d0-\u05ea]")


def not_arabic(text: str) -> str | None:
    """Return why a text is no Arabic article, in the words of the message; ``None`` if it is one.

    >>> not_arabic("این خبر را گروهی از خبرنگاران در تهران نوشتند و پخش کردند چون پرسیدند.")
    'the text is not Arabic but Persian, Urdu or another language in Arabic letters'
    """
    arabic = len(ARABIC_LETTER.findall(text))
    if len(HEBREW.findall(text)) > arabic:
        return "the text is not Arabic but Hebrew"
    if arabic < FEWEST_ARABIC_LETTERS or arabic < LEAST_ARABIC_SHARE * _letters(text):
        return "no Arabic article in it"
    foreign = len(OTHERS_IN_ARABIC_SCRIPT.findall(text))
    if foreign > FOREIGN_SHARE * arabic and _article_share(text) < FEWEST_ARTICLES:
        return "the text is not Arabic but Persian, Urdu or another language in Arabic letters"
    return None


def _article_share(text: str) -> float:
    found = [word for word in words(text) if word.isalpha()]
    return sum(bool(ARTICLE.match(word)) for word in found) / max(1, len(found))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
