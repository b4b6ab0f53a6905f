"""Keeps the catalogues of portal/translations in one order, with the same messages.

python -m tests.catalogue        sorts, merges what git left in conflict, adds what is missing (empty)
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from portal import language

HEADER = """# The words of the interface. Sorted by python -m tests.catalogue; the msgid is the key of a word in
# the templates, or the Chinese that Python code and the record format use."""
# Both sides of a conflict, without and with the common text that diff3 puts between them.
CONFLICT = re.compile(
    r"^<<<<<<< .*?\n(.*?)(?:^\|\|\|\|\|\|\| .*?\n.*?)?^=======\n(.*?)^>>>>>>> .*?\n",
    re.MULTILINE | re.DOTALL,
)
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


def tidied() -> dict[Path, bytes]:
    """Every catalogue as it should be: file → bytes."""
    files = {name: language.file(name) for name in language.found()}
    said = {name: read(path.read_text(encoding="utf-8")) for name, path in files.items()}
    known = {key for messages in said.values() for key in messages}
    return {
        files[name]: written(name, dict.fromkeys(known, "") | messages)
        for name, messages in said.items()
    }


if __name__ == "__main__":
    for path, data in tidied().items():
        path.write_bytes(data)
