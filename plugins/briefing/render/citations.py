"""How a story is cited elsewhere: as text, as BibTeX and as RIS, with what its page states."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Lang, Story
from .site import Site
from .text import displayable

_BIBTEX_MARKS = str.maketrans({"{": "(", "}": ")", "\\": "/"})
"""What would end a field of BibTeX, or be read as a command."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A story cited in three ways; what is not known is left out of each."""

    text: str
    bibtex: str
    ris: str


def citation(site: Site, story: Story, lang: Lang) -> Citation:
    """Return how a story is cited; `lang` is that of its page."""
    address = f"{site.origin}/{lang}/{story.slug}.html"
    title = displayable(story.title.text_or_original(lang))
    written_in = lang if story.title.text(lang) else "ar"
    publisher = displayable(site.publisher(story, lang) or "")
    author = displayable(story.author.name) if story.author else ""
    day = story.published.when.iso_date if story.published else ""
    words = site.words[lang]
    quoted = words.t("explainer.titled", title=title)
    named = [name for name in (author, quoted, publisher, words.day(story)) if name]
    host = words.t("cite.on", site=site.title[lang])
    text = f"{words.listed(named)}. {host} {address}"
    fields = {
        "title": title,
        "author": author,
        "journal": publisher,
        "year": day[:4],
        "date": day,
        "url": story.url or address,
        "note": f"{host} {address}" if story.url else "",
        "language": "arabic" if written_in == "ar" else "english",
    }
    lines = []
    for name, value in fields.items():
        if value:
            lines.append(f"  {name} = {{{value.translate(_BIBTEX_MARKS)}}}")
    bibtex = "@article{" + story.slug + ",\n" + ",\n".join(lines) + "\n}"
    tags = {
        "TY": "NEWS",
        "TI": title,
        "AU": author,
        "PB": publisher,
        "PY": day[:4],
        "DA": day.replace("-", "/"),
        "UR": story.url or address,
        "LA": written_in,
    }
    ris = "".join(f"{tag}  - {value}\n" for tag, value in tags.items() if value) + "ER  - "
    return Citation(text, bibtex, ris)
