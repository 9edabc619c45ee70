"""The figures of `make style`, on tiny packages whose counts are known."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import dedent

import pytest
from support import load_script

style = load_script("style")


def code_of(folder: Path, modules: dict[str, str]) -> object:
    """Return the code of a package made of modules, by path without ``.py``."""
    for name, text in modules.items():
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return style.Code(folder)


@pytest.mark.parametrize(
    ("expression", "multiple", "nested"),
    [
        ("[x for x in y]", 0, 0),
        ("[x for y in z for x in y]", 1, 0),
        ("{x: y for z in w for x, y in z}", 1, 0),
        ("[[x for x in y] for y in z]", 0, 1),
        ("sum(max(x for x in y) for y in z)", 0, 1),
        ("{x for y in [z for z in w] for x in y}", 1, 1),
        ("[[[x for x in y] for y in z] for z in w]", 0, 2),
    ],
)
def test_comprehensions(tmp_path: Path, expression: str, multiple: int, nested: int) -> None:
    code = code_of(tmp_path, {"one": f"found = {expression}\n"})
    assert style.multiple_for(code) == multiple
    assert style.nested_comprehensions(code) == nested


def test_comments_are_counted_without_those_for_tools(tmp_path: Path) -> None:
    text = """\
        # Why this is so.
        import re  # noqa: F401
        found = "# no comment"
        other = 1  # A reason beside the code.
        """
    # Two comments in four lines.
    assert style.comments(code_of(tmp_path, {"one": text})) == 50


def test_lines_are_those_of_every_module(tmp_path: Path) -> None:
    code = code_of(tmp_path, {"one": "a = 1\nb = 2\n", "deep/two": "c = 3\n"})
    assert style.code_lines(code) == 3


def test_the_longest_chain_of_imports(tmp_path: Path) -> None:
    code = code_of(
        tmp_path,
        {
            "plugin": "from .render import posts\nfrom . import model\n",
            "render/posts": "from ..dates.iso import read\n",
            "dates/iso": "def f():\n    from .. import model\n",
            "model": "import re\n",
        },
    )
    assert style.longest_chain(code) == ("plugin", "render.posts", "dates.iso", "model")
    assert style.import_chain(code) == 4


def test_a_cycle_of_imports_ends(tmp_path: Path) -> None:
    code = code_of(tmp_path, {"one": "from . import two\n", "two": "from .one import x\n"})
    assert sorted(style.longest_chain(code)) == ["one", "two"]


def test_short_modules_are_those_under_fifty_lines(tmp_path: Path) -> None:
    fifty = "a = 1\n" * 50
    code = code_of(
        tmp_path,
        {"one": fifty, "two": fifty[:-6], "three": fifty, "four": fifty, "deep/__init__": ""},
    )
    assert style.short_modules(code) == 25


def test_names_used_once(tmp_path: Path) -> None:
    text = """\
        def once(): ...
        def twice(): ...
        def never(): ...
        class Thing:
            def method(self): ...
            def __len__(self): ...
        once()
        print(twice, twice, Thing().method)
        """
    # `once` and `method`, of four functions; a magic method is not counted.
    assert style.names_used_once(code_of(tmp_path, {"one": text})) == 50


def test_public_names_in_two_modules(tmp_path: Path) -> None:
    code = code_of(
        tmp_path,
        {
            "one": "LIMIT = 1\n_OWN = 2\nLOGGER = 3\nclass Row: ...\ndef read():\n    inner = 1\n",
            "two": "LIMIT: int = 4\n_OWN = 5\nLOGGER = 6\ndef write():\n    inner = 2\n",
            "three": "FIRST, Row = 1, 2\n",
        },
    )
    assert style.shared_names(code) == {"LIMIT": ["one", "two"], "Row": ["one", "three"]}
    assert style.names_in_two_modules(code) == 2


def test_function_length_is_the_median(tmp_path: Path) -> None:
    text = """\
        def one(): ...

        def three():
            a = 1
            return a

        class Thing:
            def two(self):
                return 1
        """
    assert style.function_length(code_of(tmp_path, {"one": text})) == 2


def test_the_command_fails_where_a_target_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "# Why.\n" + "a = 1\n" * 19
    code_of(tmp_path, {"one": line * 5 + "def f(): ...\nf()\nf()\n"})
    monkeypatch.setattr(sys, "argv", ["style.py", str(tmp_path)])
    assert style.main() == 0
    assert "missed" not in capsys.readouterr().out
    code_of(tmp_path, {"two": "found = [[x for x in y] for y in z]\n"})
    assert style.main() == 1
    missed = [line for line in capsys.readouterr().out.splitlines() if line.endswith("missed")]
    names = [line.split("  ")[0] for line in missed]
    assert names == ["nested comprehensions", "modules under 50 lines, %"]


def test_the_package_reads_no_worse_than_it_did() -> None:
    """Every target is met but one, which comes down here, and goes up for features alone."""
    # CONTRIBUTING.md has the targets; this one is not reached yet. It was 16,150 before the site
    # was replaced as a whole and one bad file stopped no other, and 17,280 before editors' own
    # sentences were held to their sources and an explainer got pages beside it, and 22,900 before
    # what was made is kept from build to build and no page grows with the number of articles.
    # 26,350 before there were the editor's desk (1,900), pulls from feeds (1,000) and new sites.
    # 30,000 before a new article left the pages of lists as they are, the search index of a year
    # and an article's data were kept, and mistakes in topics and sidecars had their lines, and
    # 30,380 before ten thousand articles were made, rendered and exported part by part, and
    # 30,543 before explainers were kept and composed at once, figures were read across scales,
    # credits had names, places and outlets, and a hunt for builds that differ from a first one.
    # 31,184 before posts, chapters, feeds and facts were held packed or on disk, and ranges,
    # hours and dates in figures were read as what they are.
    # 31,531 before a trial with thirty pages: datelines and bylines of agencies, plans in the
    # present, denials by verbs, offices of speakers, lost spaces behind stops.
    # 32,008 before two trials and a reading of all pages: words of a kind that exclude one another,
    # numbers in words, the year a text is in, whom a verb tells, paragraphs broken at a width, what
    # a brief does not know yet, other names in search, mistakes of settings and feeds in one line.
    # After a newsroom's trial: drafted disputes and figures, nouns before numbers, offices of
    # speakers, names in the English search.
    # 34,560 before a run's state, its folders and what Pelican logs, and what is written for
    # machines, had files of their own, templates were compiled late and called by a context of our
    # own, and three trials and two reviews: numbers that nobody states, ranges that go on, days
    # beside forecasts, captions and signatures at the end of a page, posts, a day in an address.
    # 35,185 before the files of articles were read by all processors, and pages of lists hung on
    # what they show of a story.
    # 35,370 before two people, and two days to come, were read as two, and Hijri dates alone.
    # 35,448 before a trial with forty pages: surnames that others bear, the day that a text calls
    # today, weekdays and months that may be to come, marks at the end of an agency's report.
    # 35,596 before objects of verbs, two who hold an office and Hijri dates in figures were read,
    # and before a trial with sixty-four pages: decimals in words, thousands copied backwards,
    # weekdays of forecasts, Hijri days beside common ones, cells of tables, names behind a bar.
    # 35,991 before sidecars said whom a name means in their article, and before surnames referred
    # back as subjects alone, lists of days and what bodies are for were read.
    # 36,100 before a translator read the explainers of the five articles: heads of sentences that
    # end before what was said, parts of quotations without their marks, two speakers in two
    # sentences, months that may be older than a day in them.
    # 36,146 before a trial with forty-eight pages: years alone as headings, titles there twice,
    # headlines over an earlier time, names behind what somebody is of, counted months of a year.
    # 36,282 before a post that makes no page, drafts by default, addresses that feeds cannot have
    # and links of the owner's that lead nowhere were told: all that was missing without a word.
    # 36,406 before its rules were tried on what they must not touch: views within a clause, and
    # documents that somebody received, corrections as figures, pairings that are not sure.
    # 36,412 before some four hundred pages and articles that none of us wrote were read: the day a
    # page is read above its title, articles copied without their titles, what is there twice, who
    # runs an outlet, bylines at the foot; bodies named after a country, surnames beside an office,
    # subjects of "was", quoted names; weeks of a weekend, days on a condition, scales of thousands.
    # 37,174 before pages depended on their templates and what stories say on entries alone, and
    # before some six hundred pages and articles unseen before, and three subjects, were read:
    # numbers that name something told from counts, percentages in words, what limits a range;
    # evidence of a title weighed against chance, others' headlines above a text; where a body's
    # name ends, names before offices; words that tell no two reports apart, whose a number is.
    # 38,310 before three people lived with it for a month (English of an earlier wording, topics
    # that no article bears on, days to come, what Notepad and Macs do to names), which articles
    # differ in a count, tolls that rise, marks of lists; less 121 lines of what stood twice. 38,439
    # before sentences added to a translation and words behind their numbers were compared, and
    # before eighty pages and three subjects more: what is no place, quoted outlets named after a
    # country, who wrote below a label, dates that name something, whose words "her own" are. 38,671
    # before four subjects and the pages of seventy-eight outlets more.
    most_so_far = {"lines": 38_932}
    code = style.Code(style.PACKAGE)
    worse = []
    for name, measure, least, most in style.FIGURES:
        value = measure(code)
        allowed = most_so_far.get(name, most)
        if (least is not None and value < least) or (allowed is not None and value > allowed):
            worse.append((name, value))
    assert worse == []
