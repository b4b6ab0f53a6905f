"""What templates may use beside the values that views hand them: filters, links, words."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from flask import Flask, current_app, request
from jinja2 import StrictUndefined
from markupsafe import Markup

from portal import addresses, display, markup, reads, references, status, steps
from portal.oversight import credit, forms, sheets
from portal.oversight.pages import MENU, PAGES
from portal.plain import Plain
from portal.rules.table import SUBJECTS
from portal.sections import BY_NAME, GROUPS, MAIN, SECTIONS
from search.query import yuan

# The catalogue of interface words; what a field or a section is called stands with the model.
WORDS = Path(__file__).with_name("words.yaml")


# Shown by the server at any depth, so relative links would lead astray.
ROOTED = frozenset({"/404.html"})
# The way from the page being made to the root of the site, and whether links name index.html.
_way: ContextVar[tuple[str, bool]] = ContextVar("way")


def _set_out() -> None:
    """Find the way once for the hundred links of a page."""
    if request.path in ROOTED:
        _way.set((addresses.root(reads.site().base_url), False))
    else:
        _way.set((addresses.up(request.path), current_app.config["FROZEN"]))


def link(address: str) -> str:
    """The root-relative `address` as a relative link from the page being made."""
    root, folder = _way.get()
    return addresses.below(root, address, folder=folder)


def absolute(address: str) -> str:
    """The full address of a root-relative one."""
    return addresses.absolute(address, reads.site().base_url)


def body(record: Plain) -> Markup:
    """The record's body as HTML with links that are right on this page."""
    return markup.rebase(record.html, link)


def read_words() -> Any:
    """The words as nested attributes: `words.search.button`."""

    def nest(value: Any) -> Any:
        if isinstance(value, dict):
            return SimpleNamespace(**{key: nest(item) for key, item in value.items()})
        return value

    return nest(yaml.load(WORDS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))  # noqa: S506


def attach(app: Flask) -> None:
    """Give the application's templates their filters and names."""
    app.before_request(_set_out)
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        amount=display.amount,
        wan=display.wan,
        in_wan=display.in_wan,
        number=display.number,
        day=display.day,
        weekday=display.weekday,
        status=status.status,
        yuan=yuan,
    )
    environment.globals.update(
        link=link,
        absolute=absolute,
        body=body,
        words=read_words(),
        sections=SECTIONS,
        section_named=BY_NAME,
        groups=GROUPS,
        menu=(*MAIN, BY_NAME["projects"], MENU, BY_NAME["policies"]),
        oversight_pages=PAGES,
        fields=display.fields,
        as_text=display.as_text,
        target=references.target,
        naming=reads.naming,
        related=reads.related,
        site=reads.site,
        today=reads.today,
        status=status.status,
        grade_is_over=status.grade_is_over,
        current_step=steps.current,
        judged=SUBJECTS,
        sheet_of=sheets.clause_sheet,
        article=sheets.article,
        clause_address=sheets.clause_address,
        rules_of_article=sheets.rules_of_article,
        filled=forms.filled,
        bars=credit.bars,
    )
