"""Our Jinja: quicker, and the same to a template."""

from __future__ import annotations

from types import FunctionType, SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from markupsafe import Markup, escape

from portal.chrome import link
from portal.templating.jinja import Quick, shown
from tests.conftest import MakeApp

plain = st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.dates(), st.floats())


def quick(**words: SimpleNamespace) -> Quick:
    """Our environment, with these words."""
    environment = Quick(Flask(__name__), autoescape=True, undefined=StrictUndefined)
    environment.globals["words"] = SimpleNamespace(**words)
    return environment


@given(plain | st.text().map(Markup))
def test_a_value_is_shown_as_markupsafe_escapes_it(value: object) -> None:
    assert shown(value) == str(escape(value))


def test_what_a_macro_made_is_not_escaped_again() -> None:
    text = "{% macro row(x) %}<td>{{ x }}</td>{% endmacro %}{{ row('<') }}{% set y %}{{ row(1) }}{% endset %}{{ y }}"
    assert quick().from_string(text).render() == "<td>&lt;</td><td>1</td>"


def test_words_stand_in_the_template_as_they_are_said() -> None:
    environment = quick(home=SimpleNamespace(title="甲 & 乙", many="共 {count} 条"))
    text = "<h1>{{ words.home.title }}</h1>{{ words.home.many.format(count=count) }}"
    assert environment.from_string(text).render(count="<3") == "<h1>甲 &amp; 乙</h1>共 &lt;3 条"
    assert "words" not in environment.compile(text, raw=True)


def test_a_word_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'titel'"):
        quick(home=SimpleNamespace()).from_string("{{ words.home.titel }}").render()


def test_a_word_may_be_chosen_by_the_template() -> None:
    environment = quick(months=SimpleNamespace(may="五月"))
    assert environment.from_string("{{ words.months[name] }}").render(name="may") == "五月"


def test_what_may_be_missing_can_be_asked_for() -> None:
    text = "{{ one.x is defined }} {{ one.y is defined }} {{ one.x.z is not defined }}"
    assert quick().from_string(text).render(one=SimpleNamespace(x=1)) == "True False True"


def test_a_value_that_the_page_was_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'one' is undefined"):
        quick().from_string("{{ one.x }}").render()


ROW = "{% macro row(x, y=2) %}{{ x }}-{{ y }}{% endmacro %}"


@pytest.mark.parametrize("call", ["row(1)", "row(1, 2)", "row(x=1)", "row(y=2, x=1)"])
def test_a_macro_takes_arguments_by_place_and_by_name(call: str) -> None:
    assert quick().from_string(f"{ROW}{{{{ {call} }}}}").render() == "1-2"


@pytest.mark.parametrize("call", ["row(1, z=2)", "row(1, 2, 3)", "row(1, x=2)"])
def test_a_macro_takes_no_others(call: str) -> None:
    with pytest.raises(TypeError):
        quick().from_string(f"{ROW}{{{{ {call} }}}}").render()


def test_a_macro_is_told_what_its_caller_says() -> None:
    text = "{% macro twice() %}{{ caller(1) }}{{ caller(2) }}{% endmacro %}"
    text += "{% call(x) twice() %}<b>{{ x }}</b>{% endcall %}"
    assert quick().from_string(text).render() == "<b>1</b><b>2</b>"


@pytest.mark.parametrize(
    "text", ["{{ row(*x) }}", "{% macro row() %}{{ varargs }}{% endmacro %}{{ row() }}"]
)
def test_what_our_templates_never_use_is_refused(text: str) -> None:
    with pytest.raises((TemplateSyntaxError, TypeError)):
        quick().from_string(text).render(row=str, x=[1])


def test_an_error_names_the_line_of_the_template() -> None:
    template = quick().from_string("一\n{% for x in [1] %}\n{{ x.missing }}\n{% endfor %}")
    with pytest.raises(AttributeError) as caught:
        template.render()
    assert any(str(one.path) == "<template>" and one.lineno == 2 for one in caught.traceback)


def test_no_function_of_ours_wants_the_context(make_app: MakeApp) -> None:
    environment = make_app().jinja_env
    standard = DEFAULT_FILTERS.values()
    ours = [*environment.globals.values(), *environment.filters.values()]
    functions = [one for one in ours if isinstance(one, FunctionType) and one not in standard]
    assert link in functions
    assert [one for one in functions if hasattr(one, "jinja_pass_arg")] == []
