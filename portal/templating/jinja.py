"""Jinja without what our templates never use: that took half of the time of a page.

Jinja asks before every call whether the function wants the context (none of ours does), tries an
attribute and then an item for every dot (ours are all attributes), sorts the arguments of a macro anew
at every call, makes an object of every value that it escapes only to join them all, compares all names
of a page with those of a component at every import, and looks each word up when it is said, which is
fixed as long as the application lives.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

# The words of the interface, as templates call them.
WORDS = "words"
# What stands in the code of every template, behind Jinja's own import and in its line: the numbers of
# lines lead back to the template.
_NAMES = f"from {__name__} import macro as Macro, shown as escape"


class Once(Template):
    """A template whose macros are made once: the names that they see are always the same."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


class Plainly(CodeGenerator):
    """Writes a dot and a call as Python has them."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's way
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # noqa: N802 - Jinja's way
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - Jinja's way
    ) -> None:
        if node.dyn_args or node.dyn_kwargs:
            self.fail("a call with * or **", node.lineno)
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for one in (*node.args, *node.kwargs):
            self.visit(one, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class Spoken(NodeTransformer):
    """Puts the words themselves where a template names them, and an item where a dot is not enough."""

    def __init__(self, words: object) -> None:
        self._words = words

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - Jinja's way
        said = self._said(node)
        if isinstance(said, str):
            return nodes.Const(said)
        # The blocks of a template are items.
        block = isinstance(node.node, nodes.Name) and node.node.name == "self"
        return self.generic_visit(_item(node) if block else node)

    def visit_Test(self, node: nodes.Test) -> nodes.Node:  # noqa: N802 - Jinja's way
        # What may be missing.
        if node.name == "defined" and isinstance(node.node, nodes.Getattr):
            node.node = _item(node.node)
        return self.generic_visit(node)

    def _said(self, node: nodes.Expr) -> object:
        if isinstance(node, nodes.Getattr):
            return getattr(self._said(node.node), node.attr, None)
        return self._words if isinstance(node, nodes.Name) and node.name == WORDS else None


def _item(node: nodes.Getattr) -> nodes.Getitem:
    """The same as `x["y"]`, which Jinja looks up in all its ways."""
    return nodes.Getitem(node.node, nodes.Const(node.attr), "load", lineno=node.lineno)


def shown(value: object) -> str:
    """A value as HTML, to be joined with other HTML: what `escape` gives, as plain text.

    The escaping itself is markupsafe's; the object it puts around takes twenty times as long.
    """
    if type(value) is str:
        return _escape_inner(value)
    return value if type(value) is Markup else escape(value)


_safe = partial(str.__new__, Markup)


def macro(
    _environment: Environment,
    made: Callable[..., str],
    name: str | None,
    arguments: tuple[str, ...],
    *special: bool,
) -> Callable[..., str]:
    """A macro as a function, in the place of Jinja's Macro.

    made: gets all arguments in their order, `missing` for what was not given, and gives HTML.
    special: whether the macro names kwargs, varargs (ours do not) and caller; whether it escapes.
    """
    kwargs, varargs, caller, escapes = special
    if kwargs or varargs:
        raise TypeError(f"{name}: a macro with kwargs or varargs")
    names = (*arguments, "caller") if caller else arguments
    number = len(names)
    safe = _safe if escapes else str

    def called(*given: object, **named: object) -> str:
        if named or len(given) < number:
            given += tuple(named.pop(one, missing) for one in names[len(given) :])
            if named:
                raise TypeError(f"{name}: {', '.join(named)}")
        return safe(made(*given))

    return called


class Quick(Environment):
    """The environment of our templates."""

    code_generator_class = Plainly
    template_class = Once

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        words = self.globals.get(WORDS, SimpleNamespace())
        code = super()._generate(Spoken(words).visit(source), *args, **kwargs)
        return code.replace("\n", f"; {_NAMES}\n", 1)
