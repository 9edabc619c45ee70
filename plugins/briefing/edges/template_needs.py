"""What the templates of a theme ask for: read from their source, with all that they are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain

from jinja2 import Environment, TemplateError, nodes

from ..fingerprint import digest, key_of
from .store import Store

OTHERS = frozenset(["article", "claim", "entry", "excerpt", "explainer", "item", "one", "page"])
OTHERS |= frozenset(["part", "row", "section", "source", "story", "tag", "title"])
OTHERS |= frozenset(["totals", "words", "x"])
"""Names that are never the site's in a template that asks the site under its own name alone."""
ASKING_FILTERS = frozenset(["groupby", "map", "max", "min", "rejectattr", "selectattr", "sort"])
ASKING_FILTERS |= frozenset(["sum", "unique"])
"""Filters of Jinja's that ask values for what they are told, first or as ``attribute``."""
SPECIAL = frozenset(["caller", "kwargs", "loop", "self", "super", "varargs"])
"""Names that Jinja itself sets in loops, blocks and macros."""
Naming = nodes.Include | nodes.Import | nodes.FromImport | nodes.Extends


@dataclass(frozen=True)
class Needs:
    """What a template may ask the site, and what names it takes from elsewhere.

    `of_stories` is what it asks stories by themselves, `of_anything` what it asks at all.
    `is_known` is false where that cannot be read from its source.
    """

    asked: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    of_stories: frozenset[str] = frozenset()
    of_anything: frozenset[str] = frozenset()
    is_known: bool = True


@dataclass(frozen=True)
class TemplateSource:
    """What one file of a template says: `asked` of what may be the site, `of_stories` of a story.

    `looked_up` and `set_here` are names; `others` are the templates that it is made of, each by
    its name or, where that is put together when it is asked for, by how it begins. `macros` are
    its macros with the names of what they take, `handed` where the site is handed to a call: what
    is called, and as which of its arguments.
    """

    asked: frozenset[str]
    of_stories: frozenset[str]
    of_anything: frozenset[str]
    looked_up: frozenset[str]
    set_here: frozenset[str]
    others: frozenset[str]
    macros: Mapping[str, tuple[str, ...]]
    handed: frozenset[tuple[str, int]]
    is_known: bool


class Templates:
    """The templates of an environment. To read them takes long, so `store` keeps what was read.

    `questions` are the names of all that the site can be asked.
    """

    def __init__(self, environment: Environment, store: Store, questions: Collection[str]) -> None:
        self._environment = environment
        self._questions = frozenset(questions)
        self._store = store
        # By name: what a template says, and its file.
        self._texts: dict[str, tuple[str, str | None]] = {}
        for name in sorted(environment.list_templates()):
            # Desktops leave files of their own in folders that were opened: no page is made of one.
            with suppress(UnicodeDecodeError):
                self._texts[name] = self._text(name)
        self._sources: dict[str, TemplateSource] = {}
        self._found: dict[str, Needs] = {}
        self._keys: dict[tuple[str, ...], str] = {}

    @cached_property
    def key(self) -> str:
        """The key of all templates."""
        return self._key_of_texts(self._texts)

    def key_of(self, *names: str) -> str:
        """Return the key of templates, with those that they extend, import and include.

        A folder's name, with a slash at its end, stands for all templates in it. Where it cannot
        be read of what they are made, the key is that of all templates.
        """
        if names not in self._keys:
            # A mistake in one of them is told where a page of it is made.
            with suppress(TemplateError):
                made_of = self._made_of(self._beginning_with(names))
                self._keys[names] = self.key if made_of is None else self._key_of_texts(made_of)
        return self._keys.setdefault(names, self.key)

    def needs(self, name: str) -> Needs:
        """Return what a template needs, with those that it extends, imports and includes."""
        if name not in self._found:
            self._found[name] = self._needs_of(self._made_of({name} & self._texts.keys()))
        return self._found[name]

    def _key_of_texts(self, names: Iterable[str]) -> str:
        return key_of([(name, digest(self._texts[name][0].encode())) for name in sorted(names)])

    def _beginning_with(self, names: Iterable[str]) -> list[str]:
        found: list[str] = []
        for name in names:
            found += [one for one in self._texts if one.startswith(name)]
        return found

    def _text(self, name: str) -> tuple[str, str | None]:
        """Return the text of a template, and its file."""
        loader = self._environment.loader
        return loader.get_source(self._environment, name)[:2] if loader else ("", None)

    def _source(self, name: str) -> TemplateSource:
        """Return what one file says: the frame and the macros are parts of nearly all pages."""
        if name not in self._sources:
            text, file = self._texts[name]
            key = self._store.key("template", digest(text.encode()))
            parse = self._environment.parse
            self._sources[name] = self._store.get_or_make(
                key, lambda: read_template(parse(text, name, file))
            )
        return self._sources[name]

    def _made_of(self, names: Iterable[str]) -> dict[str, TemplateSource] | None:
        """Return templates with all that they are made of; ``None`` if that may be any other."""
        made_of: dict[str, TemplateSource] = {}
        waiting = list(names)
        while waiting:
            one = waiting.pop()
            if one in made_of:
                continue
            made_of[one] = source = self._source(one)
            # The name of another has no part that is written down.
            if "" in source.others:
                return None
            waiting += self._beginning_with(source.others)
        return made_of

    def _needs_of(self, made_of: Mapping[str, TemplateSource] | None) -> Needs:
        parts = () if made_of is None else made_of.values()
        if not parts or not all(part.is_known for part in parts):
            return Needs(is_known=False)
        handed = frozenset(chain.from_iterable(part.handed for part in parts))
        for part in parts:
            for called, place in handed:
                # In the macro it has another name.
                takes = part.macros.get(called)
                if takes and takes[place : place + 1] != ("site",):
                    return Needs(is_known=False)
        # What is set in one branch seems to be looked up in another, and what one that is included
        # looks up is set in the one that includes it.
        names = frozenset[str]().union(*(part.looked_up for part in parts))
        names = names.difference(*(part.set_here for part in parts))
        return Needs(
            asked=self._questions.intersection(chain.from_iterable(p.asked for p in parts)),
            names=names - SPECIAL - self._environment.globals.keys(),
            of_stories=frozenset(chain.from_iterable(part.of_stories for part in parts)),
            of_anything=frozenset(chain.from_iterable(part.of_anything for part in parts)),
        )


def read_template(tree: nodes.Template) -> TemplateSource:
    """Return what a template says, as far as its source tells.

    It is not known of one that gives the site another name, or asks by a computed name.
    """
    # One walk: to look for each kind of node by itself took half of the build of a small site.
    every = list(tree.find_all(nodes.Node))
    names = [node for node in every if isinstance(node, nodes.Name)]
    # Something is asked for something: `site.title`, `site["title"]`.
    gets = [node for node in every if isinstance(node, (nodes.Getattr, nodes.Getitem))]
    # Names in use where it can be told what is asked of them: asked by name, or handed to a
    # function or a macro, where they have a name again.
    open_uses = {id(node.node) for node in gets}
    set_here = {name.name for name in names if name.ctx != "load"}
    others, macros, handed = set(), {}, set()
    by_filters: list[str | None] = []
    for node in every:
        if isinstance(node, nodes.Call):
            open_uses.update(map(id, node.args))
            called = getattr(node.node, "name", getattr(node.node, "attr", ""))
            for place, given in enumerate(node.args):
                if isinstance(given, nodes.Name) and given.name == "site":
                    handed.add((called, place))
        elif isinstance(node, nodes.Macro):
            set_here.add(node.name)
            macros[node.name] = tuple(argument.name for argument in node.args)
        elif isinstance(node, Naming):
            others.add(_beginning(node.template))
            if isinstance(node, nodes.Import):
                set_here.add(node.target)
            elif isinstance(node, nodes.FromImport):
                set_here.update(name if isinstance(name, str) else name[1] for name in node.names)
        elif isinstance(node, nodes.Filter):
            by_filters += _asked_by(node)
    loaded = [name for name in names if name.ctx == "load"]
    # What is asked for by a computed name may be anything.
    open_uses -= {id(get.node) for get in gets if _name_of(get) is None}
    is_hidden = any(name.name == "site" and id(name) not in open_uses for name in loaded)
    asked, of_stories = _questions(gets)
    return TemplateSource(
        asked=asked.union(filter(None, by_filters)),
        of_stories=of_stories,
        of_anything=frozenset(filter(None, (*map(_name_of, gets), *by_filters))),
        looked_up=frozenset(name.name for name in loaded),
        set_here=frozenset(set_here),
        others=frozenset(others),
        macros=macros,
        handed=frozenset(handed),
        is_known=not is_hidden and None not in by_filters,
    )


def _asked_by(one: nodes.Filter) -> list[str | None]:
    """Return what a filter asks each of its values for, ``None`` where the name is computed."""
    if one.name not in ASKING_FILTERS:
        return [None] if one.name == "attr" else []
    given = [*one.args[:1], *(word.value for word in one.kwargs if word.key == "attribute")]
    found: list[str | None] = []
    for name in given:
        text = name.value if isinstance(name, nodes.Const) else None
        # A filter that is mapped may be the one that asks.
        found += text.split(".") if isinstance(text, str) and text != "attr" else [None]
    return found


def _questions(
    gets: Iterable[nodes.Getattr | nodes.Getitem],
) -> tuple[frozenset[str], frozenset[str]]:
    """Return what is asked of anything that may be the site, and what is asked of a story."""
    asked, of_stories = set(), set()
    for get in gets:
        name = _name_of(get) or ""
        of = get.node
        called = of.name if isinstance(of, nodes.Name) else getattr(of, "attr", "")
        if called == "story" and isinstance(get, nodes.Getattr):
            of_stories.add(name)
        # Anything else may be the site, under the name of a macro's argument.
        while isinstance(of, (nodes.Getattr, nodes.Getitem)):
            of = of.node
        if not (isinstance(of, nodes.Name) and of.name in OTHERS):
            asked.add(name)
    return frozenset(asked), frozenset(of_stories)


def _name_of(get: nodes.Getattr | nodes.Getitem) -> str | None:
    """Return what something is asked for, ``None`` where the name is computed."""
    if isinstance(get, nodes.Getattr):
        return get.attr
    if not isinstance(get.arg, nodes.Const):
        return None
    # The first of a list is no name.
    return get.arg.value if isinstance(get.arg.value, str) else ""


@cache
def known_names(template: str, of: str = "anything") -> frozenset[str]:
    """Return what one of the theme's templates asks of anything, as it comes with the plugin.

    With `of="site"` what it may ask the site for its pages not to depend on all of it; nothing for
    a template whose pages do.
    """
    text = (files(__package__) / "template_names.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)[of]
    return frozenset([*lists["all"], *lists[template]]) if template in lists else frozenset()


def _beginning(name: nodes.Expr) -> str:
    """Return the name of a template as far as it is written down."""
    first = name.nodes[0] if isinstance(name, nodes.Concat) else name
    return str(getattr(first, "value", ""))


def allows(
    needs: Needs, asked: frozenset[str], names: frozenset[str], of_anything: frozenset[str]
) -> bool:
    """Tell whether a template needs nothing but what it may ask the site, and these names.

    `of_anything` are the names that it may ask of all other values.
    """
    is_plain = needs.is_known and needs.of_anything <= of_anything
    return is_plain and needs.asked <= asked and needs.names <= names
