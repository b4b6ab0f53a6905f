"""What templates may use beside the values that views hand them: filters and links."""

from __future__ import annotations

from flask import Flask
from jinja2 import StrictUndefined
from markupsafe import Markup

from portal import (
    addresses,
    deadlines,
    display,
    divisions,
    glossary,
    pieces,
    reads,
    references,
    rounds,
    status,
    steps,
)
from portal.choice import choice
from portal.chrome import alike, around, here, link, set_out
from portal.data import records
from portal.feeds import feed
from portal.feeds import views as feed_views
from portal.headers import META_POLICY
from portal.language import current, say
from portal.lists import facets
from portal.markdown import converter, markup
from portal.menu import ENTRIES
from portal.metadata.about import about
from portal.metadata.page import said
from portal.oversight import credit, figures, forms, halves, sheets
from portal.oversight.pages import PAGES
from portal.palette import COLOURS
from portal.plain import Plain
from portal.rules.table import SUBJECTS
from portal.sections import BY_NAME, GROUPS
from portal.telephone import dialled
from search.query import yuan


def absolute(address: str) -> str:
    """The full address of a root-relative one."""
    return addresses.absolute(address, reads.site().base_url)


def body(record: Plain) -> Markup:
    """The record's body as HTML with links that are right on this page."""
    html = glossary.marked(record).replace(converter.BACK, say(converter.BACK))
    return markup.rebase(html, link)


def attach(app: Flask) -> None:
    """Give the application's templates their filters and names."""
    app.before_request(set_out)
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        amount=display.amount,
        in_wan=display.in_wan,
        number=display.number,
        size=display.size,
        day=display.day,
        weekday=display.weekday,
        status=status.status,
        yuan=yuan,
        dialled=dialled,
    )
    environment.globals.update(
        link=link,
        here=here,
        alike=alike,
        said=said,
        about=about,
        around=around,
        absolute=absolute,
        body=body,
        policy=META_POLICY,
        paper=COLOURS["paper"],
        language=current,
        section_named=BY_NAME,
        groups=GROUPS,
        entries=ENTRIES,
        oversight_pages=PAGES,
        fields=display.fields,
        facets_offered=facets.offered,
        facet_number=facets.number,
        facet_values=facets.values,
        list_of=facets.list_of,
        digest=records.digest,
        facts=pieces.facts,
        known=pieces.known,
        pieces=pieces.pieces,
        filled_columns=pieces.filled_columns,
        target=references.target,
        naming=reads.naming,
        related=reads.related,
        divisions=divisions.around,
        site=reads.site,
        today=reads.today,
        status=status.status,
        grade_is_over=status.grade_is_over,
        repealed=status.repealed,
        current_step=steps.current,
        choice=choice,
        ended=rounds.ended,
        ends=figures.ends,
        added=figures.added,
        beside=halves.beside,
        judged=SUBJECTS,
        sheet_of=sheets.clause_sheet,
        clause_address=sheets.clause_address,
        rules_of_article=sheets.rules_of_article,
        filled=forms.filled,
        bars=credit.bars,
        bars_on=credit.bars_on,
        feed_named=feed.find,
        has_calendar=deadlines.has_calendar,
        feeds_of=feed_views.of_record,
    )
