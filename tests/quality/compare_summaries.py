"""Compares our summaries with known ways of picking sentences, by ROUGE.

    .venv/bin/python tests/quality/compare_summaries.py folder/of/articles [folder/of/papers]

One article: the headline is the reference, the sentences below it are what may be picked.

Several sources, in two measures, both weak, and read with care:
- Articles of different outlets on one event. Each in turn is left out; its headline and first
  sentence (or the first words of its body, which is what a reader of several articles would want
  to know) are the reference, the other outlets' articles are what may be picked. So no method can
  hand back the reference, as it could if a summary were judged by the leads of its own sources.
  It is the defensible one, but the folder has few such groups.
- One article cut into overlapping sources, each sentence in each by chance; the headline is the
  reference. It shows how a method bears repetition; what sources agree on is chance there.
- Papers, of which nothing was written for us: introduction and conclusion are the sources, the
  abstract is the reference. Many, and by another hand; but English, and no news. They come with the
  package aclsum (MIT), in aclsum/dataset/.
In all, the sources stand interleaved (all first sentences, then all second ones), which makes Lead
the lead of every source; and no method may say a thing twice (see `SAME`).

Each method's R1 stands beside its difference from Lead, with the interval in which that lies if the
tasks had been others of their kind (95 %, bootstrap over the tasks).

The articles (NTREX, CC-BY-SA) stay outside the project: nothing of their text is kept or printed.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations, zip_longest
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import pelican.plugins

ROOT = Path(__file__).resolve().parents[2]
pelican.plugins.__path__.append(str(ROOT / "plugins"))

from baselines import (  # noqa: E402
    Limit,
    Ranker,
    Vector,
    content,
    cosine,
    distinct,
    extract,
    rankers,
    tfidf,
)
from pelican.plugins.briefing.explain.select import Candidate, select_across  # noqa: E402
from pelican.plugins.briefing.model import Block, Sentence  # noqa: E402
from pelican.plugins.briefing.story.summary import best_points, can_be_point  # noqa: E402
from rouge import MEASURES, Rouge  # noqa: E402

ONE_ARTICLE = (Limit(sentences=1), Limit(sentences=3), Limit(sentences=5), Limit(words=50))
BODY_WORDS = (100, 250)
"""Words of the article left out that a summary is measured against, and its own length."""
ABSTRACT = Limit(words=140)
"""The mean length of the papers' abstracts."""
MANY_SOURCES = (Limit(sentences=5), Limit(words=100))
OURS = "Ours"
MULTI = ("Lead", "LexRank", "TextRank", "Centroid+MMR", OURS)
SAME = 0.6
"""Cosine of content stems from which two sentences say the same."""
TOP = 4
"""Lines of an article that tell its event: the headline and three sentences."""
ONE_EVENT = 0.12
"""Cosine of two tops from which articles tell of one event. Found by reading all pairs above 0.06:
from here on up every pair is of one event or one affair but the one below; under it are only pairs
that are of none, and those that a third article already links."""
NOT_ONE_EVENT = (frozenset({"bbc.381680", "scotsman.133783"}),)
"""Brexit and the car makers, Brexit and the nurses: read, and told apart."""
SOURCES, KEPT, SEED = 4, 0.5, 2004
"""Cut articles: how many sources, the chance of a sentence to be in one, where chance begins."""
RESAMPLED, TAIL = 2000, 50
"""Means of resampled tasks, and how many of them lie beyond either end of an interval."""


class Article(NamedTuple):
    """A headline and the sentences below it."""

    name: str
    headline: str
    body: list[str]

    @property
    def outlet(self) -> str:
        """Return who published it: the name without its number."""
        return self.name.rpartition(".")[0]


class Task(NamedTuple):
    """What may be picked, what a summary should hold, and the sources the sentences are of."""

    sentences: list[str]
    reference: str
    sources: list[list[str]]


Method = Callable[[Task], list[int]]


def articles(folder: Path) -> list[Article]:
    """Return the articles of a folder: Arabic before a tab, the headline on the first line."""
    return [_article(path) for path in sorted(folder.glob("*.tsv"))]


def _article(path: Path) -> Article:
    lines = path.read_text(encoding="utf-8").splitlines()
    headline, *body = [line.partition("\t")[0].strip() for line in lines]
    return Article(path.stem, headline, [text for text in body if text])


def choose(sentences: list[str], count: int) -> list[int]:
    """Return the places our own summary picks, best first: `summarise` with another count."""
    made = [Sentence(f"p{place}s1", text) for place, text in enumerate(sentences, 1)]
    blocks = [Block(f"p{n}", "paragraph", n, (one,)) for n, one in enumerate(made, 1)]
    pairs = enumerate(zip(blocks, made, strict=True))
    places = [place for place, (block, one) in pairs if can_be_point(block, one)]
    return [places[i] for i in best_points([made[place] for place in places], count)]


def ours(sentences: list[str]) -> list[int]:
    """Rank sentences as our summary picks them; those it never would come last."""
    picked = choose(sentences, len(sentences))
    return picked + [place for place in range(len(sentences)) if place not in picked]


def headlines(read: list[Article]) -> list[Task]:
    """Return the task of one article, for each."""
    return [Task(one.body, one.headline, [one.body]) for one in read]


def groups(read: list[Article]) -> list[list[Article]]:
    """Return the articles that tell of one event, linked pair by pair, of two outlets or more."""
    tops = tfidf(content(" ".join([one.headline, *one.body[: TOP - 1]])) for one in read)
    groups = [[one] for one in read]
    for (one, top), (other, below) in combinations(zip(read, tops, strict=True), 2):
        if _one_event(one, other, top, below):
            first, second = (next(g for g in groups if a in g) for a in (one, other))
            groups = [g for g in groups if g not in (first, second)]
            groups.append(first + [a for a in second if a not in first])
    return [g for g in groups if len({a.outlet for a in g}) > 1]


def _one_event(one: Article, other: Article, top: Vector, below: Vector) -> bool:
    known = {one.name, other.name} in NOT_ONE_EVENT
    return cosine(top, below) >= ONE_EVENT and not known


def left_out(group: list[Article], words: int = 0) -> Iterator[Task]:
    """Yield a task for each article of a group: the other outlets against its first lines.

    Those are its headline and first sentence, or so many words of its body.
    """
    for one in group:
        others = [other.body for other in group if other.outlet != one.outlet]
        begun = " ".join(" ".join(one.body).split()[:words])
        yield Task(interleave(others), begun or f"{one.headline} {one.body[0]}", others)


def cut(read: list[Article]) -> Iterator[Task]:
    """Yield each article cut into overlapping sources."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    for one in read:
        kept = [[s for s in one.body if chance.random() < KEPT] for _ in range(SOURCES)]
        yield Task(interleave(kept), one.headline, kept)


def papers(folder: Path) -> Iterator[Task]:
    """Yield the task of each paper: introduction and conclusion against the abstract."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            # Our stems know no capital letters.
            parts = json.loads(line.lower())["sentences"]
            sources = [parts["introduction"], parts["conclusion"]]
            yield Task(interleave(sources), " ".join(parts["abstract"]), sources)


def across(task: Task) -> list[int]:
    """Rank the sentences of several sources as our explainers pick them, the rest behind."""
    made = [
        Candidate(str(number), place, text)
        for number, source in enumerate(task.sources)
        for place, text in enumerate(source)
    ]
    budget = sum(len(text.split()) for text in task.sentences)
    picked = [made[i].text for i in select_across(made, budget)]
    places = [task.sentences.index(text) for text in dict.fromkeys(picked)]
    return places + [i for i in range(len(task.sentences)) if i not in set(places)]


def interleave(sources: Iterable[list[str]]) -> list[str]:
    """Return the first sentence of each source, then the second of each, and so on."""
    return [text for text in chain(*zip_longest(*sources)) if text is not None]


def once(rank: Method) -> Method:
    """Return a method that says nothing twice."""
    return lambda task: distinct(task.sentences, rank(task), SAME)


def of_sentences(rank: Ranker) -> Method:
    """Return a method that does not ask which source a sentence is of."""
    return lambda task: rank(task.sentences)


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Return between what the mean of differences lies, were the tasks drawn anew (95 %)."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    count = len(differences)
    means = sorted(fmean(chance.choices(differences, k=count)) for _ in range(RESAMPLED))
    return means[TAIL], means[-TAIL - 1]


def table(title: str, methods: dict[str, Method], tasks: list[Task], limit: Limit) -> str:
    """Return the table of one limit in hundredths: F1 of each measure, then recall.

    At the end of a line is the difference of R1's F1 from Lead, and its interval.
    """
    heads = [f"{name} {kind}" for kind in ("F1", "rec") for name in MEASURES]
    lines = [f"{title}, {limit}: {len(tasks)} summaries"]
    lines.append(f"{'':13}" + "".join(f"{head:>8}" for head in [*heads, "words", "R1-Lead"]))
    leads: list[float] = []
    for name, rank in methods.items():
        made = [extract(task.sentences, rank(task), limit) for task in tasks]
        found: dict[str, list[Rouge]] = {}
        for kind, measure in MEASURES.items():
            pairs = zip(made, tasks, strict=True)
            found[kind] = [measure(text, task.reference) for text, task in pairs]
        cells = [100 * fmean(one.f1 for one in of_kind) for of_kind in found.values()]
        cells += [100 * fmean(one.recall for one in of_kind) for of_kind in found.values()]
        cells.append(fmean(len(text.split()) for text in made))
        scored = [100 * one.f1 for one in found["R1"]]
        leads = leads or scored  # Lead is the first of the methods
        beyond = [one - lead for one, lead in zip(scored, leads, strict=True)]
        low, high = interval(beyond)
        cells.append(fmean(beyond))
        numbers = "".join(f"{cell:8.1f}" for cell in cells)
        lines.append(f"{name:13}{numbers} [{low:+.1f}, {high:+.1f}]")
    return "\n".join(lines)


def report(folder: Path, of_papers: Path | None) -> Iterator[str]:
    """Yield the tables of all measures."""
    read = articles(folder)
    methods = {name: of_sentences(rank) for name, rank in {**rankers(), OURS: ours}.items()}
    several = {name: once(methods[name]) for name in MULTI if name != OURS}
    several[OURS] = once(across)
    for limit in ONE_ARTICLE:
        yield table("One article", methods, headlines(read), limit)
    found = groups(read)
    for group in found:
        yield "One event: " + ", ".join(one.name for one in group)
    outlets = [task for group in found for task in left_out(group)]
    for title, tasks in (("Other outlets", outlets), ("Cut articles", list(cut(read)))):
        for limit in MANY_SOURCES:
            yield table(title, several, tasks, limit)
    for words in BODY_WORDS:
        tasks = [task for group in found for task in left_out(group, words)]
        yield table(f"Other outlets' first {words} words", several, tasks, Limit(words=words))
    if of_papers:
        yield table("Papers", several, list(papers(of_papers)), ABSTRACT)


def main() -> None:
    """Print the report; say what is missing where it cannot be made."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "")
    if not any(folder.glob("*.tsv")):
        sys.exit(f"no articles in {folder}: pass the folder that has them")
    try:
        for part in report(folder, Path(sys.argv[2]) if len(sys.argv) > 2 else None):
            print(part, end="\n\n")  # noqa: T201 - a report
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is missing: pip install sumy numpy")


if __name__ == "__main__":
    main()
