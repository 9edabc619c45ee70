"""Names in their contexts: inflected, ambiguous, and in office only in their term."""

from __future__ import annotations

import pytest
from pelican.plugins.briefing import pipeline
from pelican.plugins.briefing.edition import Article
from pelican.plugins.briefing.editors.glossary import Glossary
from pelican.plugins.briefing.editors.glossary_file import read_glossary
from pelican.plugins.briefing.editors.sidecar import Sidecar, read_sidecar
from pelican.plugins.briefing.explain.sections import facts_of
from pelican.plugins.briefing.language.lexicon import load
from pelican.plugins.briefing.model import Seed
from pelican.plugins.briefing.render.known import known_of
from pelican.plugins.briefing.translate.memory import Memory

TOML = """
[[person]]
id = "sudani"
ar = "محمد شياع السوداني"
variants = ["السوداني"]
en = "Mohammed Shia al-Sudani"
roles = [ { ar = "رئيس الوزراء العراقي", en = "Prime Minister of Iraq", from = "2022-10-27" } ]
[[person]]
id = "abu-mahdi"
ar = "أبو مهدي المهندس"
en = "Abu Mahdi al-Muhandis"
[[organisation]]
id = "coalition"
ar = "التحالف الدولي"
variants = ["#التحالف الدولي", "#التحالف"]
en = "International coalition"
[[organisation]]
id = "health-ministry"
ar = "وزارة الصحة العراقية"
variants = ["وزارة الصحة"]
en = "Iraqi Health Ministry"
[[place]]
id = "sudan"
ar = "السودان"
en = "Sudan"
adjective = { ar = ["سوداني", "سودانية"], en = "Sudanese" }
"""


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(TOML, "glossary.toml")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("وقال السوداني إن الحكومة ماضية", ["sudani"]),
        ("زيارة السوداني إلى بغداد", ["sudani"]),
        ("أثنى على السوداني", ["sudani"]),
        ("التقى السيد السوداني، وفدا", ["sudani"]),
        ("مدير المدرسة ماهر السوداني", []),
        ("#السوداني يبحث الملف", ["sudani"]),
        ("أعلن الجيش السوداني وقف القتال", []),
        ("رئيس الوزراء السوداني عبد الله حمدوك", []),
        ("التقى رئيس الوزراء السوداني، وفدا", ["sudani"]),
        ("رئيس الوزراء العراقي محمد شياع السوداني", ["sudani"]),
        ("مقتل أبي مهدي المهندس", ["abu-mahdi"]),
        ("رأوا أبا مهدي المهندس", ["abu-mahdi"]),
        ("مهمة للتحالف الدولي وبالتحالف الدولي", ["coalition", "coalition"]),
        ("في السودان", ["sudan"]),
        ("#التحالف في السودان", ["coalition", "sudan"]),
        ("و#التحالف وب#السوداني", ["coalition", "sudani"]),
        ("(#التحالف) ##التحالف", ["coalition", "coalition"]),
        ("قال#التحالف وق#التحالف", []),
        # Another ministry, of health and population.
        ("متحدث باسم وزارة الصحة والسكان قال", []),
        ("لوزارة الصحة  والسكان", []),
        ("أعلنت وزارة الصحة والمستشفيات تعمل", ["health-ministry"]),
        ("وزارة الصحة العراقية والسكان ينتظرون", ["health-ministry"]),
    ],
)
def test_names_are_found_where_they_are_names(
    glossary: Glossary, text: str, named: list[str]
) -> None:
    assert [mention.entry.id for mention in glossary.mentions(text)] == named


@pytest.mark.parametrize(
    ("day", "held"), [("2022-10-26", False), ("2022-10-27", True), ("2024-07", True), (None, False)]
)
def test_an_office_is_named_in_its_term_only(
    glossary: Glossary, day: str | None, *, held: bool
) -> None:
    assert (glossary.entries["sudani"].role_on(day) is not None) == held


def test_every_qualifier_of_a_figure_has_its_words() -> None:
    known: set[str] = set()
    for table in ("qualifiers", "qualifier_verbs", "qualifiers_after"):
        known.update(load("numbers")[table].values())
    assert known <= {"about", "more than", "less than", "at least", "up to", "equal to"}


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (["أعلن تحالف النهضة موقفه", "وقال #التحالف إنه باق"], 0),
        (["أعلن تحالف النهضة موقفه", "وقال #التحالف الدولي ثم #التحالف إنه باق"], 2),
        (["هي في تحالف مع بغداد", "وقال #التحالف إنه باق"], 1),
    ],
)
def test_a_short_name_is_not_of_another_body_that_the_story_names(
    texts: list[str], named: int
) -> None:
    toml = TOML.replace('"#التحالف"]', '"التحالف"]')
    told = read_glossary(toml, "glossary.toml").for_story([text.replace("#", "") for text in texts])
    assert told.counts(text.replace("#", "") for text in texts)["coalition"] == named


def test_a_story_has_names_of_its_own(glossary: Glossary) -> None:
    names = {"الائتلاف": "coalition", "الرئيس": "nobody"}
    told = glossary.with_names(names)
    found = [mention.entry.id for mention in told.mentions("قال الرئيس للائتلاف وللتحالف الدولي")]
    assert found == ["coalition", "coalition"]
    # In other stories it is nobody's.
    assert glossary.counts(["قال الائتلاف"]) == {}
    assert glossary.with_names({}) is glossary


def test_a_sidecar_says_whom_a_name_means_in_its_article(glossary: Glossary) -> None:
    text = "عنوان الخبر في صفحة الجريدة\n\nوقال الائتلاف في بيان له اليوم إن المحادثات مستمرة هناك."
    for names in ({}, {"الائتلاف": "coalition"}):
        article = Article(Seed("x.txt", "x", text), Sidecar(names=names), Memory())
        made = pipeline.finish(pipeline.parse(article), article, glossary)
        assert made.story is not None
        assert made.story.names == names
        (told,) = facts_of(made.story, glossary).sentences
        assert [one.entry for one in told.spoken if one.entry] == list(names.values())
        assert list(made.named["p1s1"]) == list(names.values())
        in_known = [entry.id for entry, _ in known_of(made.story, glossary).names["organisation"]]
        assert in_known == list(names.values())


@pytest.mark.parametrize(
    ("name", "entry", "wrong"),
    [
        ("الائتلاف", "coalition", ""),
        ("الائتلاف", "colition", "which the glossary does not have"),
        ("الحلف", "coalition", "is nowhere in the article"),
        ("الحلف", "colition", "which the glossary does not have"),
    ],
)
def test_whom_a_sidecar_names_is_there(
    glossary: Glossary, name: str, entry: str, wrong: str
) -> None:
    sidecar = read_sidecar(f'slug = "x"\n[names]\n"{name}" = "{entry}"\n', "x.toml")
    text = "عنوان\n\nوقال المتحدث للائتلاف إن الخبر كله هنا."
    article = Article(Seed("x.txt", "x", text), sidecar, Memory())
    problems = pipeline.finish(pipeline.parse(article), article, glossary).problems
    assert [(p.path, p.line, wrong in p.message) for p in problems] == [
        ("seeds/x.toml", 3, True) for _ in range(bool(wrong))
    ]


@pytest.mark.parametrize(
    ("text", "day", "telling"),
    [
        ("قال رئيس الوزراء العراقي", "2021-05-03", {"minister"}),
        ("وأبلغت لرئيس الوزراء العراقي", "2021", {"minister"}),
        ("وفق قائد القوات الأمريكية", "2021-05-03", {"commander"}),
        ("وفقا لقائد القوات الأميركية", "2021-05-03", {"commander"}),
        ("قال رئيس الوزراء العراقي", "2023-01-01", set()),
        ("قال رئيس الوزراء العراقي", None, set()),
        ("قال رئيس الوزراء الأردني", "2021-05-03", set()),
    ],
)
def test_an_office_tells_who_speaks_while_it_is_held(
    text: str, day: str | None, telling: set[str]
) -> None:
    told = read_glossary(
        """
[[person]]
id = "minister"
ar = "سالم القيسي"
en = "Salem al-Qaisi"
roles = [
    { ar = "رئيس الوزراء العراقي", en = "prime minister", from = "2020-05", to = "2022-10-27" },
]

[[person]]
id = "commander"
ar = "توم هاريس"
en = "Tom Harris"
roles = [
    { ar = "قائد القوات الأميركية", en = "commander of U.S. forces", from = "2021", to = "2021" },
]

[[place]]
id = "jordan"
ar = "الأردن"
en = "Jordan"
adjective = { ar = ["أردني", "أردنية"], en = "Jordanian" }
""",
        "glossary.toml",
    )
    # A country tells it by its adjective, and by that of another with the same.
    assert {entry.id for entry in told.may_tell_speakers(text, day)} == {"jordan", *telling}
