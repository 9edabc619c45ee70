"""Makes projects of many stories out of five articles, the same for the same number.

    python bench/stories.py FOLDER COUNT [SPARE_FOLDER SPARES]

Each story has paragraphs of the real articles in an order of its own, other figures in both
languages, and a clause that no other sentence has, so that no two sentences are the same: as large
as an article, and as much work. Its memory has a reviewed translation of every sentence. With the
last two arguments, the stories that would come next are written into a folder of their own.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

import pelican.plugins

ROOT = Path(__file__).resolve().parent.parent
pelican.plugins.__path__.append(str(ROOT / "plugins"))

from pelican.plugins.briefing.edges.inputs import read_inputs  # noqa: E402
from pelican.plugins.briefing.edges.making import make_edition  # noqa: E402
from pelican.plugins.briefing.model import Sentence, Story  # noqa: E402

ARTICLES = ROOT / "tests" / "articles"
"""The five articles, where they stay when somebody replaces those in seeds/."""
LENGTH = 6_400
"""Bytes of Arabic in a story, at least: the five articles have 8,000 on average."""
FIRST_DAY = date(2014, 9, 1)
DAYS = 4_000
"""Over how many days the stories are spread."""
LAST_DAY_OF_A_MONTH = 31
YEARS = range(1901, 2100)
"""A figure up to the former or among the latter may be part of a date, and stays as it is."""
PROJECT_FILES = ("pelicanconf.py", "publishconf.py", "plugins", "theme")
_FIGURE = re.compile(r"(?<![\d/.,-])[1-9]\d{0,3}(?![\d/.,-])")
_MEMORY_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'

Pair = tuple[str, str]
"""A sentence in Arabic and in English."""


def make_project(folder: Path, count: int) -> None:
    """Make a project with `count` stories in a folder that is not there yet."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    (folder / "content").mkdir()
    for name in PROJECT_FILES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    # Nothing is to be asked for.
    settings = (folder / "pelicanconf.py").read_text(encoding="utf-8")
    (folder / "pelicanconf.py").write_text(
        settings + '\nBRIEFING_ENGINE = "none"\n', encoding="utf-8"
    )
    shutil.copy(ARTICLES / "seeds" / "glossary.toml", seeds)
    shutil.copytree(ARTICLES / "seeds" / "topics", seeds / "topics")
    # The words of an editor cite the five articles, so these are among the stories.
    for path in sorted((ARTICLES / "seeds").glob("0*")):
        shutil.copy(path, seeds)
    titles, paragraphs = material()
    real = len(list(seeds.glob("*.txt")))
    for number in range(real, count):
        write_story(seeds, number, titles, paragraphs)


def make_spares(folder: Path, first: int, spares: int) -> None:
    """Write the stories with the numbers from `first` on into a folder that is not there yet."""
    folder.mkdir(parents=True)
    titles, paragraphs = material()
    for number in range(first, first + spares):
        write_story(folder, number, titles, paragraphs)


def write_story(seeds: Path, number: int, titles: list[Pair], paragraphs: list[list[Pair]]) -> None:
    """Write one story and its memory; the same number gives the same story."""
    chance = random.Random(number)  # noqa: S311 - no secret
    title, title_en = chance.choice(titles)
    pairs: list[Pair] = [(f"{title} ({number})", f"{title_en} ({number})")]
    day = FIRST_DAY + timedelta(days=number * 7 % DAYS)
    lines = [pairs[0][0], "", day.strftime("%Y/%m/%d"), ""]
    length = 0
    for paragraph in chance.sample(paragraphs, len(paragraphs)):
        sentences = [_own(pair, chance) for pair in paragraph]
        pairs += sentences
        line = " ".join(ar for ar, _ in sentences)
        lines += [line, ""]
        length += len(line.encode())
        if length >= LENGTH:
            break
    stem = f"story-{number:05}"
    (seeds / f"{stem}.txt").write_text("\n".join(lines), encoding="utf-8")
    entries = [f"msgid {_quoted(ar)}\nmsgstr {_quoted(en)}\n" for ar, en in dict(pairs).items()]
    memory = "\n".join([_MEMORY_HEAD, *entries])
    (seeds / f"{stem}.en.po").write_text(memory, encoding="utf-8")


def material() -> tuple[list[Pair], list[list[Pair]]]:
    """Return the titles and the paragraphs that stories are made of."""
    stories = make_edition(read_inputs(ARTICLES, "seeds")).stories
    return [_pair(story.title) for story in stories if story.title.en], _paragraphs(stories)


def _paragraphs(stories: tuple[Story, ...]) -> list[list[Pair]]:
    """Return the paragraphs of prose as sentences, without any that has no English."""
    found = []
    for story in stories:
        for block in story.blocks:
            if block.kind == "paragraph" and all(s.en and s.lang == "ar" for s in block.sentences):
                found.append([_pair(sentence) for sentence in block.sentences])
    return found


def _pair(sentence: Sentence) -> Pair:
    return sentence.ar, sentence.en or ""


def _own(pair: Pair, chance: random.Random) -> Pair:
    """Return a sentence with other figures, and with a number that no other sentence has."""
    ar, en = pair
    for figure in sorted(set(_FIGURE.findall(ar)) & set(_FIGURE.findall(en))):
        if int(figure) > LAST_DAY_OF_A_MONTH and int(figure) not in YEARS:
            other = str(chance.randrange(LAST_DAY_OF_A_MONTH + 1, 9000))
            ar = re.sub(rf"(?<!\d){figure}(?!\d)", other, ar)
            en = re.sub(rf"(?<!\d){figure}(?!\d)", other, en)
    number = chance.randrange(10_000, 10_000_000)
    # One sentence of the articles ends in two stops with a blank between them.
    end = len(ar.rstrip('.؟!”»" '))
    stop = len(en.rstrip('.?!”"'))
    return (
        f"{ar[:end]} (الوثيقة {number}){ar[end:]}",
        f"{en[:stop]} (document {number}){en[stop:]}",
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    make_project(Path(sys.argv[1]), int(sys.argv[2]))
    if sys.argv[3:]:
        make_spares(Path(sys.argv[3]), int(sys.argv[2]), int(sys.argv[4]))
