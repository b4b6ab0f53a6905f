"""Long searches by hand: `python -m tests.fuzz markdown|load|import [SECONDS]`; what they find becomes a case.

markdown: bodies that are let through and take long, or end in anything but a page.
load: content folders that end in anything but rows or problems.
import: spreadsheets and other files that end in anything but a plan or a refusal.
"""

from __future__ import annotations

import io
import random
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path

import click
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from build.importing.plan import make_plan
from portal.fields import HIDDEN
from portal.load import load
from portal.problems import ContentError
from portal.sections import BY_NAME
from tests.factories import Content
from tests.files import zipped

PIECES = (
    *"[]()<>`*_&#|\\!-+=:~\"'^{}x \t\n中1.",
    *(
        "](",
        "[^1]",
        "[^1]: ",
        "\n\n",
        "\n> ",
        "\n- ",
        "\n1. ",
        "\n    ",
        "\n: ",
        "```",
        "**",
        "<!--",
    ),
    *(
        "-->",
        "<?",
        "<![CDATA[",
        "]]>",
        "<b>",
        "</b>",
        "<div>",
        "<p>",
        "<a href='",
        "<http://a>",
        "&#",
    ),
    *(
        "\n# a",
        "\na\n===\n",
        "| a | b |\n",
        "\n|-|-|\n",
        "[a]: b\n",
        "*[a]: b\n",
        "<div markdown=1>",
    ),
    *(
        "<table><tr><td>",
        "<svg>",
        "<math>",
        "<style>",
        "<textarea>",
        "<script>",
        "</",
        "<!",
        "\n~~~\n",
    ),
)
_CODE = """
import sys, time
from portal.markdown import markup
body = sys.stdin.buffer.read().decode()
start = time.perf_counter()
try:
    markup.finish(markup.draft(body), lambda attribute, value: value)
except markup.TooComplex:
    pass
print(time.perf_counter() - start)
"""
SLOW = 3


def markdown(rng: random.Random) -> None:
    """One body of repeated pieces, rendered in a process that is ended after a while."""
    size = rng.choice((3_000, 20_000, 100_000, 450_000))
    unit = "".join(rng.choices(PIECES, k=rng.randint(1, 4)))
    tail = "".join(rng.choices(PIECES, k=rng.randint(0, 3)))
    body = unit * (size // len(unit)) + tail
    told = f"{unit!r} * {size // len(unit)} + {tail!r}"
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CODE],
            check=False,
            input=body.encode(),
            capture_output=True,
            timeout=60,
        )
    except subprocess.TimeoutExpired:
        print("over 60 s:", told, flush=True)
        return
    if done.returncode or float(done.stdout) > SLOW:
        print(done.stdout.decode().strip(), done.stderr.decode()[-300:], told, flush=True)


def content(rng: random.Random) -> None:
    """A sound folder in which one file is damaged, loaded."""
    with tempfile.TemporaryDirectory() as name:
        world = Content(Path(name)).world()
        world.write("notices/b.csv", "a,b\n1,2\n")
        world.attach("notices/a.txt", "x")
        world.add("notices", "n", "正文", attachments=[{"file": "a.txt", "title": "附"}])
        files = sorted(path for path in Path(name).rglob("*") if path.is_file())
        file = rng.choice(files)
        data = bytearray(file.read_bytes())
        for _ in range(rng.randint(1, 4)):
            place = rng.randint(0, len(data))
            piece = rng.choice((rng.randbytes(2), *map(str.encode, PIECES)))
            data[place : place + rng.randint(0, 3)] = piece * rng.choice((1, 1, 300))
        file.write_bytes(data)
        try:
            load(Path(name))
        except ContentError as error:
            str(error.message).encode()
        except Exception as error:
            print(repr(error), file.name, bytes(data), flush=True)
            raise


def _sheet(rng: random.Random) -> bytes:
    """A workbook of a few cells, one of its parts damaged."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "通知公告"
    sheet.append(["编号", "标题", "公开日期", "类型", "来源", "x" * rng.randint(0, 3)])
    for _ in range(rng.randint(1, 4)):
        odd = (
            1e308,
            -1,
            45000,
            "2026年3月2日",
            "=1+1",
            True,
            None,
            "１２",
            "a" * 300,
            rng.choice(PIECES),
        )
        sheet.append(
            [HIDDEN.sub("", one) if isinstance(one, str) else one for one in rng.choices(odd, k=6)]
        )
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    name = rng.choice(sorted(members))
    data = bytearray(members[name])
    for _ in range(rng.randint(0, 3)):
        place = rng.randrange(len(data))
        data[place : place + rng.randint(0, 9)] = rng.choice(
            (b"", b"9", b"-1", b"<a/>", b"&x;", b"99999999")
        )
    return zipped({**members, name: bytes(data)})


def imported(rng: random.Random) -> None:
    """A foreign file, read by the importer over a sound folder."""
    with tempfile.TemporaryDirectory() as name:
        world = Content(Path(name) / "content").world()
        ending = rng.choice((".xlsx", ".csv", ".json"))
        text = "".join(
            rng.choices((*PIECES, ",", "编号", "标题", "通知公告", "[{", "}]", '"id":'), k=60)
        )
        data = (
            _sheet(rng)
            if ending == ".xlsx"
            else text.encode(rng.choice(("utf-8", "gb18030", "utf-16")))
        )
        file = Path(name) / f"通知公告{ending}"
        file.write_bytes(data)
        try:
            make_plan(file, world.folder, rng.choice((None, BY_NAME["notices"])))
        except click.ClickException:
            return
        except Exception as error:  # noqa: BLE001 - what is searched for
            print(repr(error), ending, data[:2000] if ending != ".xlsx" else "", flush=True)
            traceback.print_exc()


if __name__ == "__main__":
    search = {"markdown": markdown, "load": content, "import": imported}[sys.argv[1]]
    seed = int(time.time())
    end = time.monotonic() + float(sys.argv[2] if len(sys.argv) > 2 else 60)
    number = 0
    while time.monotonic() < end:
        search(random.Random(seed + number))  # noqa: S311
        number += 1
    print(f"{number} tried from seed {seed}")
