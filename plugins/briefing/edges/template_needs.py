"""What the templates of a theme ask for: read from their source, with all that they are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from ..fingerprint import digest, key_of
from .store import Store

OTHERS = frozenset(["article", "claim", "entry", "excerpt", "explainer", "item", "one", "page"])
OTHERS |= frozenset(["part", "section", "source", "story", "tag", "title", "words", "x"])
"""Names that are never the site's in a template that asks the site under its own name alone."""


@dataclass(frozen=True)
class Needs:
    """What a template may ask the site, and what names it takes from elsewhere.

    `of_stories` is what it asks stories by themselves. `is_known` is false where that cannot be
    read from its source.
    """

    asked: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    of_stories: frozenset[str] = frozenset()
    is_known: bool = True


class Templates:
    """The templates of an environment. To read them takes long, so `store` keeps what was read.

    `questions` are the names of all that the site can be asked.
    """

    def __init__(self, environment: Environment, store: Store, questions: Collection[str]) -> None:
        self._environment = environment
        self._questions = questions
        self._store = store
        self._found: dict[str, Needs] = {}

    @cached_property
    def key(self) -> str:
        """The key of all templates."""
        found = []
        for name in sorted(self._environment.list_templates()):
            found.append((name, digest(self._source(name).encode())))
        return key_of(found)

    def needs(self, name: str) -> Needs:
        """Return what a template needs, with those that it extends, imports and includes."""
        if name not in self._found:
            key = self._store.key("needs", self.key, name, sorted(self._questions))
            known: Needs | None = self._store.get(key)
            if known is None:
                known = self._read(name)
                self._store.put(key, known)
            self._found[name] = known
        return self._found[name]

    def _source(self, name: str) -> str:
        loader = self._environment.loader
        return loader.get_source(self._environment, name)[0] if loader else ""

    def _read(self, name: str) -> Needs:
        asked: set[str] = set()
        of_stories: set[str] = set()
        looked_up: set[str] = set()
        set_here: set[str] = set()
        # A template is made of others: the frame, macros, parts.
        waiting, seen = [name], set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            tree = self._environment.parse(self._source(one))
            if _hides_the_site(tree):
                return Needs(is_known=False)
            asked.update(name for name in _asked(tree) if name in self._questions)
            of_stories.update(_asked_of_stories(tree))
            looked_up |= find_undeclared_variables(tree)
            set_here |= _set_in(tree)
            for other in find_referenced_templates(tree):
                if other:
                    waiting.append(other)
            for beginning in _computed_names(tree):
                # Without any part that is written down it may be every template there is.
                if not beginning:
                    return Needs(is_known=False)
                waiting += [
                    t for t in self._environment.list_templates() if t.startswith(beginning)
                ]
        # What is set in one branch seems to be looked up in another, and what one that is included
        # looks up is set in the one that includes it.
        names = looked_up - set_here - self._environment.globals.keys()
        return Needs(frozenset(asked), frozenset(names), frozenset(of_stories))


def _set_in(tree: nodes.Template) -> set[str]:
    """Return the names that a template sets itself."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    names |= {node.target for node in tree.find_all(nodes.Import)}
    return names | {node.name for node in tree.find_all(nodes.Macro)}


def _computed_names(tree: nodes.Template) -> Iterable[str]:
    """Yield how the names of templates begin that are put together when they are asked for."""
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        name = getattr(node, "template", None)
        if isinstance(name, nodes.Concat):
            yield str(getattr(name.nodes[0], "value", ""))
        elif not isinstance(name, nodes.Const):
            yield ""


def _hides_the_site(tree: nodes.Template) -> bool:
    """Tell whether a template gives the site another name, or asks things by a computed name."""
    # Asked for something, or handed to a function or a macro: there it has a name again.
    open_uses = {id(node.node) for node in tree.find_all((nodes.Getattr, nodes.Getitem))}  # type: ignore[attr-defined]
    for call in tree.find_all(nodes.Call):
        open_uses |= set(map(id, call.args))
    for name in tree.find_all(nodes.Name):
        if name.name == "site" and name.ctx == "load" and id(name) not in open_uses:
            return True
    return any(node.name == "attr" for node in tree.find_all(nodes.Filter))


def _asked(tree: nodes.Template) -> Iterable[str]:
    """Yield the names of what is asked of anything that may be the site, in a macro as well."""
    asked: list[tuple[nodes.Node, str]] = []
    asked += [(node.node, node.attr) for node in tree.find_all(nodes.Getattr)]
    for item in tree.find_all(nodes.Getitem):
        asked.append((item.node, str(getattr(item.arg, "value", ""))))
    for asked_of, name in asked:
        of = asked_of
        while isinstance(of, (nodes.Getattr, nodes.Getitem)):
            of = of.node
        if not (isinstance(of, nodes.Name) and of.name in OTHERS):
            yield name


def _asked_of_stories(tree: nodes.Template) -> Iterable[str]:
    """Yield the names of what is asked of something that is called a story."""
    for node in tree.find_all(nodes.Getattr):
        of = node.node
        called = of.name if isinstance(of, nodes.Name) else getattr(of, "attr", "")
        if called == "story":
            yield node.attr


def allows(needs: Needs, asked: Collection[str], names: Collection[str]) -> bool:
    """Tell whether a template needs nothing but what it may ask the site, and these names."""
    return needs.is_known and needs.asked <= set(asked) and needs.names <= set(names)
