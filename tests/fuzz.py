"""Long searches by hand: `python -m tests.fuzz markdown|load [SECONDS]`; what they find becomes a case.

markdown: bodies that are let through and take long, or end in anything but a page.
load: content folders that end in anything but rows or problems.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from portal.load import load
from portal.problems import ContentError
from tests.factories import Content

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
from portal import markup
body = sys.stdin.buffer.read().decode()
start = time.perf_counter()
try:
    markup.render(body, lambda attribute, value: value)
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
        except BaseException as error:
            print(repr(error), file.name, bytes(data), flush=True)
            raise


if __name__ == "__main__":
    search = {"markdown": markdown, "load": content}[sys.argv[1]]
    seed = int(time.time())
    end = time.monotonic() + float(sys.argv[2] if len(sys.argv) > 2 else 60)
    number = 0
    while time.monotonic() < end:
        search(random.Random(seed + number))  # noqa: S311
        number += 1
    print(f"{number} tried from seed {seed}")
