"""What runs against the direction of a line, found as wholes: numbers, ranges, links, names.

After Arabic letters ``2014-2019`` is drawn as 2019-2014, ``-5`` as 5-, ``(@name)`` as (name@),
since separators take the direction of the line (UAX #9, rules W4 and N1). A unit is isolated as a
whole or not at all: half of ``2,000 - 2,500`` would be another number. What the rules draw rightly
alone (``2,000``, ``15:30``, ``7/2/2024``, ``F-16``) is left as it is, and so are Arabic-Indic
digits, whose ranges are read from right to left.
"""

from __future__ import annotations

import re

# Digits with what stands inside one number, date or clock: 2,000.5, 15:30, 7/2/2024.
_DIGITS = r"[0-9]+(?:[.,:/٫٬][0-9]+)*"
_CURRENCY = r"[$€£¥₪]"
_SIGN = r"[-+−±~≈]"
# A number with what belongs to it. No number has sixty characters; rows of digits would be gone
# through again from each of them.
_NUMBER = rf"(?:{_SIGN}\s?)?{_CURRENCY}?{_DIGITS}(?:\s?(?:[%٪‰]|{_CURRENCY}))?"
_DASH = r"\s?[-–—−+×]\s?"
# "And" and "in" are written onto a number; before a sign they are part of a name (``ب-52``).
_START = r"(?:(?<![\w./,:)])(?<![0-9]-)|(?<=(?<!\w)[وفبلك])(?=[0-9]))"
_END = r"(?![\w-]|[./,:][0-9])"
_SIGNED = rf"{_SIGN}{_CURRENCY}?{_DIGITS}(?:\s?[%٪‰])?"
_YEAR_THEN_DAY = r"[12][0-9]{3}\s[-–—]\s[0-9]{1,2}\s[\u0621-\u064a]"
_UNITS = (
    # Links and addresses, without the marks of their sentence: a few, so that no row of a thousand
    # marks is gone through from each of them.
    r"(?:https?://|www\.)[^\s<>«»“”\"،؛]{1,300}?(?=[.,:;!?؟)\]]{0,8}(?:[\s<>«»“”\"،؛]|$))",
    r"(?<![\w.@:/,+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w@-])",
    # In Markdown an underscore may be escaped, and a number sign at the head of a line.
    rf"(?<!\w)@(?:[^\W\d]|\\_)(?:\w|\\_){{0,60}}+{_END}",
    rf"(?<![\w&])\\?#[A-Za-z](?:\w|\\_){{0,60}}+{_END}",
    # Groups of a telephone number.
    r"(?<![\w.+])\+[0-9]{1,4}(?:[\s.-]\(?[0-9]{2,5}\)?){1,6}(?!\w|[.,:/][0-9])",
    # Ranges, scores, sums, dates with hyphens: numbers with dashes between them.
    # But a year and the day of a month, which follows, are the ends of two dates.
    rf"{_START}(?!{_YEAR_THEN_DAY}){_NUMBER}(?:{_DASH}{_NUMBER}){{1,12}}{_END}",
    # A number alone needs help only with a sign, a currency or a share.
    rf"{_START}(?:{_SIGNED}|{_CURRENCY}{_DIGITS}|{_DIGITS}(?:\s?[%٪‰]|\s?{_CURRENCY}|[+±])){_END}",
    # Names of things that end in a mark, and names that end in the stop of an abbreviation.
    r"(?<!\w)[A-Za-z]{1,20}(?:\+\+|#)(?!\w)",
    r"(?<!\w)(?:[A-Z][\w’'-]{0,30}\.?,?\s){0,6}(?:Jr|Sr|Inc|Ltd|Co|Corp|[A-Z]\.[A-Z])\.(?!\w|\s[A-Za-z])",
)
_LINK, _ADDRESS, *_OTHERS = _UNITS
# At most characters none of them begins: nine patterns would be tried there. Only an address may
# begin with any letter.
_BEGINS = r"(?=[A-Za-z0-9@#\\+$€£¥₪±~≈−-])"
LEFT_TO_RIGHT = re.compile(f"{_BEGINS}{_LINK}|{_ADDRESS}|{_BEGINS}(?:{'|'.join(_OTHERS)})")
IN_LEFT_TO_RIGHT = re.compile(r"[A-Za-z@#$€£¥₪%٪‰+±~≈×–—−-]")
"""One of these is in each of them; most lines have digits alone, which need no help."""
