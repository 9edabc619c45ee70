"""Templates are compiled when they are rendered, and call what they name as Jinja's own do."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import Any

import pytest
from jinja2 import (
    Environment,
    Template,
    UndefinedError,
    pass_context,
    pass_environment,
    pass_eval_context,
)
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from pelican.generators import Generator
from pelican.plugins.briefing.edges.templates import (
    LazyTemplate,
    QuickContext,
    prepare_templates,
)


@pass_context
def of_context(context: Context, word: str) -> str:
    """Return a word with what the template calls `name`, also within a loop."""
    return f"{word} {context['name']} {context.get('i')}"


@pass_environment
def of_environment(environment: Environment, word: str) -> str:
    """Return a word with whether the environment escapes."""
    return f"{word} {environment.autoescape}"


@pass_eval_context
def of_evaluation(evaluation: EvalContext, word: str) -> str:
    """Return a word with whether what is printed is escaped."""
    return f"{word} {evaluation.autoescape}"


class Callable:
    """Something that is called, and has methods."""

    def __call__(self, word: str, end: str = "") -> str:
        """Return a word with an end."""
        return f"{word}{end}"

    @pass_context
    def method(self, context: Context, word: str) -> str:
        """Return a word with what the template calls `name`."""
        return f"{word} {context['name']}"


class Wanting:
    """Something whose call wants the context."""

    @pass_context
    def __call__(self, context: Context, word: str) -> str:
        """Return a word with what the template calls `name`."""
        return f"{word} {context['name']}"


CALLS = {
    "a function": "{{ plain('<a>') }}",
    "a partial function": "{{ half() }}",
    "a kept function": "{{ kept('a') }}",
    "a type": "{{ dict(a=1) }}",
    "a callable": "{{ callable('a', end='<') }}",
    "its method that wants the context": "{{ callable.method('a') }}",
    "a callable that wants the context": "{{ wanting('a') }}",
    "the context in a loop": "{% for i in (1, 2) %}{{ of_context('a') }}{% endfor %}",
    "the environment": "{{ of_environment('a') }}",
    "the evaluation": "{% autoescape false %}{{ of_evaluation('<') }}{% endautoescape %}",
    "a macro": "{% macro m(a, b=2) %}<{{ a }}{{ b }}>{% endmacro %}{{ m('<') }}{{ m(1, b=3) }}",
    "a macro of more": "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, a=2) }}",
    "a macro round others": (
        "{% macro m(a) %}[{{ caller(a) }}]{% endmacro %}{% call(a) m('x') %}{{ a }}{% endcall %}"
    ),
    "within a block": "{% block b %}{% set x = 1 %}{{ of_context(plain('a')) }}{% endblock %}",
    "what has come to its end": "{% set i = ended() %}<{{ i.__next__() }}>",
    "a loop that calls itself": (
        "{% for i in [[1], []] recursive %}({{ loop(i) if i is iterable else i }}){% endfor %}"
    ),
}
GIVEN: dict[str, Any] = {
    "name": "n",
    "plain": str.upper,
    "half": partial("{}{}".format, 1, 2),
    "kept": lru_cache(str.title),
    "ended": lambda: iter(()),
    "callable": Callable(),
    "wanting": Wanting(),
    "of_context": of_context,
    "of_environment": of_environment,
    "of_evaluation": of_evaluation,
}


def rendered(source: str, kind: type[Context]) -> str:
    """Return what a template makes of the values above, in contexts of a kind."""
    environment = Environment(autoescape=True)
    environment.context_class = kind
    return environment.from_string(source).render(GIVEN)


@pytest.mark.parametrize("source", CALLS.values(), ids=CALLS)
def test_a_call_gives_what_it_gives_in_a_context_of_jinjas(source: str) -> None:
    """What is called gets the same arguments, and what it returns is escaped as before."""
    assert rendered(source, QuickContext) == rendered(source, Context)


def test_what_is_not_there_cannot_be_called() -> None:
    """A misspelt name is the mistake that Jinja tells."""
    with pytest.raises(UndefinedError, match="'missing' is undefined"):
        rendered("{{ missing('a') }}", QuickContext)


def test_a_template_is_compiled_when_it_is_rendered_and_not_for_its_name() -> None:
    """A page that is taken over from the site before needs no more than the name."""
    compiled = []

    def get() -> Template:
        compiled.append("page.html")
        return Environment(autoescape=True).from_string("{{ a }}{% block b %}{% endblock %}")

    template = LazyTemplate("page.html", cache(get))
    assert (template.name, compiled) == ("page.html", [])
    assert template.render(a="<") == "&lt;"
    assert (list(template.blocks), compiled) == (["b"], ["page.html"])


def test_what_compiling_raises_is_raised_as_it_is() -> None:
    """An extension of an owner's may fail at anything."""

    def get() -> Template:
        raise AttributeError

    with pytest.raises(AttributeError):
        LazyTemplate("page.html", get).render()


def test_a_generator_that_finds_templates_in_its_own_way_keeps_it() -> None:
    """Nobody knows which file it will take."""

    class Own(Generator):  # type: ignore[misc]
        """A generator of another plugin's."""

        def __init__(self) -> None:
            """Have nothing."""

        def get_template(self, name: str) -> str:
            """Return something else."""
            return f"{name} of my own"

    generator = Own()
    prepare_templates(generator)
    assert generator.get_template("page") == "page of my own"
