"""A story as a pair of plain Pelican posts, one sentence a line."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from ..editors.glossary import Glossary
from ..model import Block, Lang, Sentence, Story
from .l10n import Catalogue
from .text import displayable, escape_inline, escape_line, escape_metadata, isolate_markdown

HASH = re.compile(r"^Content-hash: ([0-9a-f]{16})\n", re.MULTILINE)
NO_TAG_MARKS = re.compile("[,;<>&]")
PREFIXES = {"heading": "## ", "pullquote": "> ", "embed": "> ", "item": "- "}
CLASSES = {"caption": "caption", "embed": "embed", "pullquote": "pullquote"}


@dataclass(frozen=True, slots=True)
class Translation:
    """How much of a story's Arabic is in English: counts of segments by state."""

    reviewed: int
    machine: int
    pending: int

    @property
    def total(self) -> int:
        """All segments."""
        return self.reviewed + self.machine + self.pending

    @property
    def state(self) -> str:
        """One word for the whole: reviewed, machine, partial or pending."""
        if self.pending == 0:
            return "reviewed" if self.machine == 0 else "machine"
        return "pending" if self.pending == self.total else "partial"


def translation_of(story: Story) -> Translation:
    """Return how much of a story is translated."""
    # What the source has in English needs no translation, and says nothing of one.
    states = [sentence.state for sentence in story.segments() if sentence.lang == "ar"]
    return Translation(*(states.count(s) for s in ("reviewed", "machine", "pending")))


def story_post(story: Story, lang: Lang, glossary: Glossary, t: Catalogue) -> str:
    """Return the text of a story's post in one language."""
    body = "\n\n".join(_parts(story, lang, t)) + "\n"
    fields = [f"{name}: {value}" for name, value in _metadata(story, lang, glossary, t) if value]
    return signed("\n".join(fields) + "\n\n" + body)


def signed(text: str) -> str:
    """Return a post with the hash of its content as its first line."""
    return f"Content-hash: {_digest(text)}\n{text}"


def is_untouched(text: str) -> bool:
    """Tell whether a post is as the build wrote it; a post without a hash is a person's own."""
    found = HASH.match(text)
    return found is not None and found[1] == _digest(text[found.end() :])


def read_head(text: str) -> dict[str, str]:
    """Return the front matter of a post by its keys, with the hash if it has one."""
    fields: dict[str, str] = {}
    for line in text.split("\n\n", maxsplit=1)[0].split("\n"):
        key, separator, value = line.partition(":")
        if separator:
            fields[key.strip()] = html.unescape(value.strip())
    return fields


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _metadata(
    story: Story, lang: Lang, glossary: Glossary, t: Catalogue
) -> Iterator[tuple[str, str]]:
    title = story.title.text_or_original(lang)
    yield "Title", escape_metadata(title)
    if story.published:
        # The first day it can be of, since Pelican wants one; the theme shows `Published`.
        yield "Date", story.published.when.day
        yield "Published", story.published.when.iso
    if story.updated:
        yield "Modified", story.updated.when.iso.replace("T", " ").removesuffix("Z")
    yield "Lang", lang
    yield "Slug", story.slug
    yield "Category", t("category.articles")
    # Pelican parts tags at commas and semicolons, and with these at those of an escaped mark.
    tags = (NO_TAG_MARKS.sub(" ", tag_name(tag, lang, glossary)) for tag in story.tags)
    yield "Tags", ", ".join(" ".join(displayable(tag).split()) for tag in tags)
    yield "Summary", summary_markdown(story, lang) or t("notice.in_preparation")
    yield "Seed", escape_metadata(story.seed)
    if story.publisher:
        yield "Publisher", escape_metadata(story.publisher.name)
    if story.author:
        yield "Byline", escape_metadata(story.author.name)
    if story.url:
        yield "Source", escape_metadata(story.url)
    if lang == "en":
        yield "Translation", translation_of(story).state


def tag_name(tag: str, lang: Lang, glossary: Glossary) -> str:
    """Return a tag's name: that of its glossary entry, else the tag itself."""
    entry = glossary.entries.get(tag)
    return entry.name[lang] if entry else tag.replace(",", " ")


def summary_sentences(story: Story) -> tuple[Sentence, ...]:
    """Return a story's key points, in document order."""
    by_id = {sentence.id: sentence for _, sentence in story.body() if not sentence.doubtful}
    return tuple(by_id[i] for i in story.summary if i in by_id)


def summary_markdown(story: Story, lang: Lang) -> str:
    """Return a summary in one line; what has no English is left out of the English one."""
    if story.editor_summary:
        return escape_inline(story.editor_summary[lang])
    texts = (sentence.shown(lang) for sentence in summary_sentences(story))
    return " ".join(escape_inline(text) for text in texts if text)


def _parts(story: Story, lang: Lang, t: Catalogue) -> Iterator[str]:
    """Yield the blocks of a post as Markdown, each with the remarks on its sentences after it."""
    if story.withheld:
        link = f" [{t('notice.in_full')}]({story.url})" if story.url else ""
        yield f"{t('notice.withheld', count=story.withheld)}{link}\n{{: .notice }}"
    if lang == "en":
        yield from _notice(story, t)
    if story.deck:
        yield f"{_line(story.deck, lang)}\n{{: .deck }}"
    dateline = _dateline(story, lang)
    # The dateline opens the first paragraph, as in print; without one it stands alone.
    if dateline and all(block.kind != "paragraph" for block in story.blocks):
        yield dateline
        dateline = ""
    # A caption without its picture is out of the way, and says what it is.
    captions = [block for block in story.blocks if block.kind == "caption"]
    others = [block for block in story.blocks if block.kind != "caption"]
    yield from _blocks(others, story, lang, t, dateline)
    if captions:
        yield f"{escape_inline(t('story.captions'))}\n{{: .notice .captions }}"
        yield from _blocks(captions, story, lang, t, "")


def _blocks(
    blocks: Sequence[Block], story: Story, lang: Lang, t: Catalogue, dateline: str
) -> Iterator[str]:
    """Yield blocks with their remarks; the dateline opens the first paragraph."""
    for is_list, run in groupby(blocks, key=lambda block: block.kind == "item"):
        # Neighbouring items are one Markdown list, so nothing may come between them.
        neighbours = list(run)
        groups = [neighbours] if is_list else [[block] for block in neighbours]
        for group in groups:
            text = "\n".join(_block(block, lang) for block in group)
            if dateline and group[0].kind == "paragraph":
                text, dateline = f"{dateline}\n{text}", ""
            yield text
            sentences = list(chain.from_iterable(block.sentences for block in group))
            for sentence in sentences:
                if sentence.id not in story.notes:
                    continue
                note = escape_inline(t("story.note", text=story.notes[sentence.id][lang]))
                remark = f'<span class="remark">{isolate_markdown(note, lang)}</span>'
                # Which sentence is meant is plain where there is only one.
                if len(sentences) > 1:
                    remark += f" [{escape_inline(t('story.which'))}](#{sentence.id}){{: .remark }}"
                yield f"{remark}\n{{: .notice .remarks }}"


def _notice(story: Story, t: Catalogue) -> Iterator[str]:
    """Yield what a reader must know of the English, if anything: what is missing or unread."""
    translation = translation_of(story)
    doubtful = sum(s.doubtful for s in story.segments())
    counts = {"pending": translation.pending, "machine": translation.machine, "doubtful": doubtful}
    # A memory written by hand may name no engine.
    unnamed = t("notice.unnamed")
    origins = {s.origin or unnamed for s in story.segments() if s.state == "machine"}
    engines = escape_inline(t("list.separator").join(sorted(origins)))
    fields: dict[str, str | float] = {"total": translation.total, "origin": engines}
    told = [t(f"notice.{kind}", count=n, **fields) for kind, n in counts.items() if n]
    if told:
        told.append(f"[{t('notice.original')}]({{filename}}/ar/{story.slug}.md)")
        yield f"{' '.join(told)}\n{{: .notice }}"


def _dateline(story: Story, lang: Lang) -> str:
    """Return the place a story was filed from; in Arabic where the glossary has no English."""
    if story.dateline is None:
        return ""
    if lang == "en" and story.dateline.en is None:
        return f"*{_arabic(escape_inline(story.dateline.ar))} —*{{: .dateline }}"
    name = story.dateline.ar if lang == "ar" else story.dateline.en or ""
    return f"*{escape_inline(name)} —*{{: .dateline }}"


def _block(block: Block, lang: Lang) -> str:
    """Return one block, a line for each sentence: a change of one is a change of one line."""
    prefix = PREFIXES.get(block.kind, "")
    lines = [_line(sentence, lang) for sentence in block.sentences]
    if block.kind == "item":
        text = "- " + "\n".join(lines)
    else:
        text = "\n".join(prefix + line for line in lines)
    marked = CLASSES.get(block.kind)
    quote = "> " if prefix == "> " else ""
    return f"{text}\n{quote}{{: .{marked} }}" if marked else text


def _line(sentence: Sentence, lang: Lang) -> str:
    """Return one sentence; what is in another language than the post says so."""
    if lang == "en" and sentence.en and sentence.doubtful:
        return f'<span class="doubtful">{escape_inline(sentence.en)}</span>'
    if lang == "en":
        if sentence.en is None:
            return _arabic(escape_inline(sentence.ar))
        return isolate_markdown(escape_line(sentence.en), "en")
    if sentence.lang == "en":
        return f'<span lang="en" dir="ltr">{escape_inline(sentence.ar)}</span>'
    return isolate_markdown(escape_line(sentence.ar))


def _arabic(markdown: str) -> str:
    return f'<span lang="ar" dir="rtl" class="pending">{isolate_markdown(markdown)}</span>'
