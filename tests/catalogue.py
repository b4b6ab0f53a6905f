"""Keeps the catalogues of portal/translations in one order, with the messages that the portal says.

python -m tests.catalogue        sorts, merges what git left in conflict, adds what is missing (empty)
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from chinese_calendar import Holiday
from sqlmodel import SQLModel

from portal import language
from portal.canonical import LEFT_OUT
from portal.marks import enum_of, part_of
from portal.sections import SECTIONS, Group
from portal.settings import CHECKOUT

HEADER = """# The words of the interface. Sorted by python -m tests.catalogue; the msgid is the key of a word in
# the templates, or the Chinese that Python code and the record format use."""
# Both sides of a conflict, without and with the common text that diff3 puts between them.
CONFLICT = re.compile(
    r"^<<<<<<< .*?\n(.*?)(?:^\|\|\|\|\|\|\| .*?\n.*?)?^=======\n(.*?)^>>>>>>> .*?\n",
    re.MULTILINE | re.DOTALL,
)
# A word that a template names by its key.
KEY = re.compile(r"[a-z_]+\.[a-z_0-9]+")
# A program of its own that is published as it is.
VERIFIER = CHECKOUT / "portal" / "ledger" / "verifier.py"
Messages = dict[tuple[str, str], str]


def read(text: str) -> Messages:
    """(context, msgid) → msgstr of a catalogue; of both sides where git left a conflict."""
    messages: Messages = {}
    for side in (1, 2):
        whole = CONFLICT.sub(lambda found, side=side: found[side], text)  # type: ignore[misc]
        for one in read_po(BytesIO(whole.encode())):
            if one.id and (one.string or (one.context or "", str(one.id)) not in messages):
                messages[one.context or "", str(one.id)] = str(one.string)
    return messages


def written(name: str, messages: Messages) -> bytes:
    """A catalogue in the one order."""
    catalogue = Catalog(locale=name, header_comment=HEADER, fuzzy=False)
    for (context, id), text in sorted(messages.items(), key=lambda one: (one[0][1], one[0][0])):
        catalogue.add(id, text, context=context or None)
    file = BytesIO()
    write_po(file, catalogue, width=0, omit_header=True)
    head = f'{HEADER}\nmsgid ""\nmsgstr ""\n"Language: {name}\\n"\n"MIME-Version: 1.0\\n"\n'
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    return (head + file.getvalue().decode()).encode()


@cache
def trees() -> tuple[ast.Module, ...]:
    """The modules of the portal, which hold its sentences."""
    files = sorted(path for path in (CHECKOUT / "portal").rglob("*.py") if path != VERIFIER)
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in files)


def said() -> set[str]:
    """Every message that the code says as it stands there: `say("…")`."""
    return {
        message
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args
        for message in _choices(node.args[0])
    }


def _choices(said: ast.expr) -> Iterator[str]:
    if isinstance(said, ast.IfExp):
        yield from _choices(said.body)
        yield from _choices(said.orelse)
    elif isinstance(said, ast.Constant) and isinstance(said.value, str) and said.value:
        yield said.value


def texts() -> set[str]:
    """Every text that stands in the code, said or kept in a table to be said."""
    return {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def named() -> set[str]:
    """What the record format names (sections, fields, values of closed lists), and holidays."""
    found = {str(group) for group in Group} | {one.chinese for one in Holiday}
    for section in SECTIONS:
        found |= {section.message, section.explained, *_of(section.model)}
    return found


def _of(model: type[SQLModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if name not in LEFT_OUT:
            yield field.title or name
            if part := part_of(field.annotation):
                yield from _of(part)
            yield from (str(value.value) for value in enum_of(field.annotation) or ())


def tidied() -> dict[Path, bytes]:
    """Every catalogue as it should be: file → bytes."""
    files = {name: language.file(name) for name in language.found()}
    known = {name: read(path.read_text(encoding="utf-8")) for name, path in files.items()}
    wanted = {
        (context, id) for context, _, id in (one.rpartition("\x04") for one in said() | named())
    }
    wanted |= {key for messages in known.values() for key in messages}
    for name, messages in known.items():
        for key in wanted - {key for key, text in messages.items() if text}:
            own = name == language.CHINESE and not KEY.fullmatch(key[1])
            messages[key] = key[1] if own else ""
    return {files[name]: written(name, messages) for name, messages in known.items()}


if __name__ == "__main__":
    for path, data in tidied().items():
        path.write_bytes(data)
    for name in language.found():
        for (_, id), text in read(language.file(name).read_text(encoding="utf-8")).items():
            if not text:
                print(f"{name}: {id!r}")
