"""The words of the interface, in the language that content/site.yaml chooses.

A language is a folder of portal/translations with one catalogue (gettext): a third one is a file.
Templates name a word by a dotted key (`words.search.button`), Python says it in Chinese, with gaps in
braces; the catalogue knows both, the Chinese one too, so that every word is changed in one place.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, current_app, has_app_context
from flask_babel import Babel, Domain

FOLDER = Path(__file__).with_name("translations")
DOMAIN = "messages"
# What records and this code are written in; also the language of what has no site (command line).
CHINESE = "zh_Hans"
_KEY = "language"


class Language(Domain):  # type: ignore[misc]
    """A language of the interface; for Flask-Babel the domain that its gettext reads.

    name: of its folder. texts: message → what is said, both with gaps in braces. code, tag: language and
    country, as Open Graph and as HTML and feeds write them. locale: how Babel writes its days and numbers.
    direction: of its script, rtl or ltr.
    """

    def __init__(self, name: str, catalogue: Catalog) -> None:
        super().__init__(domain=DOMAIN)
        self.name = name
        self.texts: Mapping[str, str] = {
            within(one.context or "", str(one.id)): str(one.string)
            for one in catalogue
            if one.id and one.string
        }
        self.code = self.texts.get("format.locale", name)
        self.locale = Locale.parse(self.code)
        self.tag = self.code.replace("_", "-")
        self.direction = "rtl" if self.locale.text_direction == "rtl" else "ltr"
        signs = self.locale.number_symbols["latn"]
        own = {",": signs["group"], ".": signs["decimal"]}
        # Chinese and English write numbers as Python does, and pages are full of them.
        self._signs = str.maketrans({sign: to for sign, to in own.items() if sign != to})
        self._catalogue = catalogue

    def figures(self, text: str) -> str:
        """A number that is written «1,234.5», with the language's own signs."""
        return text.translate(self._signs) if self._signs else text

    @cached_property
    def _days(self) -> dict[tuple[datetime.date, str], str]:
        return {}

    def day(self, value: datetime.date, pattern: str) -> str:
        """A day by a pattern of Unicode TR 35, such as «d MMMM y» or «EEEE»."""
        if (value, pattern) not in self._days:
            self._days[value, pattern] = format_date(value, pattern, self.locale)
        return self._days[value, pattern]

    @cached_property
    def words(self) -> Any:
        """The words with dotted keys as nested attributes: `words.search.button`."""
        groups: dict[str, dict[str, str]] = {}
        for key, text in self.texts.items():
            group, dot, name = key.partition(".")
            if dot and group.isidentifier() and name.isidentifier():
                groups.setdefault(group, {})[name] = text
        return SimpleNamespace(**{key: SimpleNamespace(**said) for key, said in groups.items()})

    @cached_property
    def _translations(self) -> Translations:
        compiled = BytesIO()
        write_mo(compiled, self._catalogue)
        compiled.seek(0)
        return Translations(compiled, DOMAIN)

    def get_translations(self) -> Translations:
        """The same words for Flask-Babel's own functions, which we hardly need: `say` is quicker."""
        return self._translations


def within(context: str, text: str) -> str:
    """The message for a word that means something else in this context (gettext's msgctxt)."""
    return f"{context}\x04{text}" if context else text


def file(name: str) -> Path:
    """The catalogue of a language."""
    return FOLDER / name / "LC_MESSAGES" / f"{DOMAIN}.po"


def found() -> list[str]:
    """The names of all languages there are, in order."""
    return sorted(path.name for path in FOLDER.iterdir() if file(path.name).is_file())


def language(name: str = CHINESE) -> Language:
    """A language by the name of its folder."""
    return _read(name, file(name).read_bytes())


@cache
def _read(name: str, written: bytes) -> Language:
    return Language(name, read_po(BytesIO(written)))


# The language of the request at work; Flask's way to it takes its time.
_current: ContextVar[Language | None] = ContextVar("language", default=None)


def current() -> Language:
    """The language of the application at work; Chinese where there is none."""
    return _current.get() or _of_application()


def _of_application() -> Language:
    return of(current_app) if has_app_context() else _outside()


def of(app: Flask) -> Language:
    """The language of this application."""
    chosen: Language = app.extensions.get(_KEY) or _outside()
    return chosen


@cache
def _outside() -> Language:
    """What is spoken where there is no site, read once: the window's days are said ten thousand times."""
    return language()


def say(message: str, /, **values: object) -> str:
    """A message in the site's language, its gaps filled.

    message: the key of a word, the Chinese name of a label or of one of its values, or a Chinese
    sentence with gaps in braces. What the catalogue does not know is said as it is.
    """
    text = (_current.get() or _of_application()).texts.get(message)
    if text is None:
        text = message.rpartition("\x04")[2]
    return text.format(**values) if values else text


def listed(items: Iterable[str]) -> str:
    """What is said, in a row: «甲、乙»."""
    return say("record.comma").join(items)


def in_year(year: int) -> str:
    """A year in words: «2026 年»."""
    return say("{year} 年", year=year)


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """This language for a while, whatever the site has; its answers must not meet those of another."""
    token = _current.set(language(name))
    try:
        yield
    finally:
        _current.reset(token)


def attach(app: Flask, name: str) -> None:
    """Make it the language of this application, for `say`, templates and Flask-Babel."""
    chosen = language(name)
    babel = Babel(app, configure_jinja=False, default_locale=name, default_domain=DOMAIN)
    babel.domain_instance = chosen
    app.extensions[_KEY] = chosen
    app.jinja_env.globals.update(words=chosen.words, say=say)
    app.jinja_env.filters["say"] = say
    app.before_request(_at_work)
    app.teardown_request(_at_rest)


def _at_work() -> None:
    _current.set(_of_application())


def _at_rest(_error: BaseException | None) -> None:
    _current.set(None)
