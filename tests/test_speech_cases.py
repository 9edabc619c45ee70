"""Who says what in invented sentences: direct and reported speech with its speaker and verb."""

from __future__ import annotations

import re

import pytest
from casefile import cases
from pelican.plugins.briefing.editors.glossary_file import read_glossary
from pelican.plugins.briefing.language.arabic import fold
from pelican.plugins.briefing.model import Sentence
from pelican.plugins.briefing.speech.attribution import attributions

DAY = "2024-03-05"
GLOSSARY = read_glossary(
    """
[[person]]
id = "adel-nasser"
ar = "عادل ناصر"
en = "Adel Nasser"

[[person]]
id = "karim-al-jabiri"
ar = "كريم الجابري"
variants = ["الجابري"]
en = "Karim al-Jabiri"
roles = [{ ar = "وزير النفط العراقي", en = "Oil Minister of Iraq", from = "2022" }]

[[person]]
id = "layla-mansour"
ar = "ليلى منصور"
en = "Layla Mansour"
roles = [{ ar = "المتحدثة باسم وزارة الصحة العراقية", en = "Iraqi Health Ministry spokeswoman" }]

[[person]]
id = "samer-al-hadithi"
ar = "سامر الحديثي"
variants = ["الحديثي"]
en = "Samer al-Hadithi"
roles = [{ ar = "رئيس الوزراء العراقي", en = "Prime Minister of Iraq", from = "2022" }]

[[person]]
id = "tom-harris"
ar = "توم هاريس"
variants = ["هاريس"]
en = "Tom Harris"

[[organisation]]
id = "as-sabah"
ar = "صحيفة الصباح"
en = "As-Sabah newspaper"

[[organisation]]
id = "power-grid"
ar = "شبكة الكهرباء الوطنية"
variants = ["الشبكة"]
en = "National Power Grid"

[[organisation]]
id = "european-union"
ar = "الاتحاد الأوروبي"
en = "European Union"

[[organisation]]
id = "iraqi-government"
ar = "الحكومة العراقية"
en = "Iraqi government"

[[organisation]]
id = "iraqi-defense-ministry"
ar = "وزارة الدفاع العراقية"
en = "Iraqi Defense Ministry"

[[organisation]]
id = "iraqi-health-ministry"
ar = "وزارة الصحة العراقية"
en = "Iraqi Health Ministry"

[[organisation]]
id = "new-renaissance"
ar = "حركة النهضة الجديدة"
en = "New Renaissance Movement"

[[organisation]]
id = "reuters"
ar = "رويترز"
variants = ["وكالة رويترز"]
en = "Reuters"

[[organisation]]
id = "us-military"
ar = "الجيش الأميركي"
en = "U.S. military"

[[organisation]]
id = "us-state-department"
ar = "وزارة الخارجية الأميركية"
en = "U.S. State Department"

[[organisation]]
id = "white-house"
ar = "البيت الأبيض"
en = "White House"

[[place]]
id = "baghdad"
ar = "بغداد"
en = "Baghdad"

[[place]]
id = "basra"
ar = "البصرة"
en = "Basra"

[[place]]
id = "iraq"
ar = "العراق"
en = "Iraq"
adjective = { ar = ["عراقي", "عراقية"], en = "Iraqi" }

[[place]]
id = "tehran"
ar = "طهران"
en = "Tehran"

[[place]]
id = "turkey"
ar = "تركيا"
en = "Turkey"
adjective = { ar = ["تركي", "تركية"], en = "Turkish" }

[[place]]
id = "united-states"
ar = "الولايات المتحدة"
en = "United States"
adjective = { ar = ["أميركي", "أميركية", "أمريكي", "أمريكية"], en = "U.S." }

[[place]]
id = "washington"
ar = "واشنطن"
en = "Washington"
""",
    "glossary.toml",
)


@pytest.mark.parametrize(("title", "given", "expected"), cases("speech"))
def test_speech(title: str, given: str, expected: list[str]) -> None:
    story = tuple(Sentence(f"p{n}s1", line) for n, line in enumerate(given.split("\n"), 1))
    rows = []
    for n, said in enumerate(attributions(story, GLOSSARY, DAY), 1):
        for one in said:
            how = "direct" if one.direct else "reported"
            rows.append((f"{n} | {one.speaker.name.ar} | {one.verb} | {how}", one.speaker.name.en))
    wanted = [tuple(part.strip() for part in row.split("|")) for row in expected if row != "-"]
    assert [fold(row) for row, _ in rows] == [fold(" | ".join(row[:4])) for row in wanted], title
    assert all(row[4] == en for row, (_, en) in zip(wanted, rows, strict=True) if row[4:]), rows


@pytest.mark.parametrize(("title", "given", "_"), cases("speech"))
def test_no_other_entry_tells_who_speaks(title: str, given: str, _: list[str]) -> None:
    """What is kept of a story is right for as long as those that may tell it are as they were."""
    story = tuple(Sentence(f"p{n}s1", line) for n, line in enumerate(given.split("\n"), 1))
    telling = {entry.id for _, entry in GLOSSARY.may_bear_on(given)}
    telling |= {entry.id for entry in GLOSSARY.may_tell_speakers(given, DAY)}
    assert telling < GLOSSARY.entries.keys()
    few = GLOSSARY.only(entry for entry in GLOSSARY.entries if entry in telling)
    assert list(attributions(story, few, DAY)) == list(attributions(story, GLOSSARY, DAY)), title


@pytest.mark.parametrize(
    ("who", "spoken_for"),
    [
        ("مسؤول تركي", "turkey"),
        ("وزير النفط التركي", "turkey"),
        ("قائد الجيش التركي", "turkey"),
        ("محلل سياسي تركي", None),
        ("مدير المرصد التركي", None),
        ("رئيس حزب العراق الحر", None),
        ("القائد العام لقوات العراق الشعبية", None),
    ],
)
def test_whom_somebody_unnamed_speaks_for(who: str, spoken_for: str | None) -> None:
    story = (Sentence("p1s1", f"وقال {who} إن الوضع خطير."),)
    [[one]] = attributions(story, GLOSSARY, DAY)
    assert one.speaker.owner == spoken_for


@pytest.mark.parametrize(("title", "given", "_"), cases("speech"))
def test_a_sentence_may_break_off_after_any_word(title: str, given: str, _: list[str]) -> None:
    """A heading or a question ends where no sentence of a story does ("what did he tell him?")."""
    lines = given.split("\n")
    for number, line in enumerate(lines):
        for word in re.finditer(r"\w+", line):
            cut = [*lines[:number], line[: word.end()]]
            story = [Sentence(f"p{n}s1", text) for n, text in enumerate(cut, 1)]
            assert len(list(attributions(story, GLOSSARY, DAY))) == len(cut), title
