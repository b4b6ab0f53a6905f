"""Attachments → verdicts, each file's content looked into once: the verdict is kept by its SHA-256."""

from __future__ import annotations

import hashlib
import io
import json
import os
import queue
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from threading import Thread

from portal.canonical import Fingerprint, fingerprint
from portal.causes import said
from portal.personal.kinds import KINDS, MAX_BYTES
from portal.personal.light import LIGHT, judged
from portal.personal.verdict import Verdict

SECONDS = 30
"""How long one file may take to be looked into, on a busy machine too."""
_FILE = "attachments.json"
_CODE = Path(__file__).parent
_ROOT = _CODE.parent.parent


def scan(
    files: Mapping[str, Path],
    state: Path | None = None,
    prints: Callable[[Path], Fingerprint] = fingerprint,
) -> dict[str, Verdict]:
    """The verdict on each attachment.

    files: path as reports name it → the file, with an ending of KINDS. state: folder that keeps
    the verdicts; it may be deleted at any time. prints: gives the fingerprint of a file, for all that
    need it. A file that cannot be read is a fault of its own.
    """
    kept = _recalled(state)
    keys, faults = _keys(files, prints)
    new = {key: path for path, key in keys.items() if key not in kept}
    light = {key: path for key, path in new.items() if not KINDS[_ending(path)].heavy}
    found = {
        key: judged(files[path].read_bytes(), _ending(path), LIGHT) for key, path in light.items()
    }
    heavy = [(key, files[path], _ending(path)) for key, path in new.items() if key not in light]
    looked, given_up = _examined_apart(heavy)
    found |= looked
    if found:
        _remember(state, kept | found)
    # That a machine had no time today says nothing about the file tomorrow.
    known = kept | found | given_up
    return faults | {path: known[key] for path, key in keys.items()}


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix


def _keys(
    files: Mapping[str, Path], prints: Callable[[Path], Fingerprint]
) -> tuple[dict[str, str], dict[str, Verdict]]:
    """Path → «ending:SHA-256» of those that can be read, and the verdict on those that cannot."""
    keys: dict[str, str] = {}
    faults: dict[str, Verdict] = {}
    for path, file in files.items():
        try:
            size = file.stat().st_size
            if size > MAX_BYTES:
                reason = f"文件有 {size:,} 字节，超过 {MAX_BYTES:,}"
                faults[path] = Verdict(fault=(reason, "压缩图片，或分成几个文件"))
                continue
            keys[path] = f"{_ending(path)}:{prints(file).sha256}"
        except OSError as error:
            faults[path] = Verdict(fault=(f"读不出这个文件（{said(error)}）", "检查文件权限"))
    return keys, faults


def _examined_apart(
    files: Iterable[tuple[str, Path, str]],
) -> tuple[dict[str, Verdict], dict[str, Verdict]]:
    """Verdicts by worker processes, and those on files that ended one or took too long: refused."""
    waiting = list(files)
    found: dict[str, Verdict] = {}
    given_up: dict[str, Verdict] = {}
    while waiting:
        answered = 0
        for verdict in _worker(waiting):
            found[waiting[answered][0]] = verdict
            answered += 1
        if answered < len(waiting):
            reason = f"文件太复杂，{SECONDS} 秒内没有检查完"
            given_up[waiting[answered][0]] = Verdict(fault=(reason, "用原来的程序打开，另存一份"))
            answered += 1
        waiting = waiting[answered:]
    return found, given_up


def _worker(files: list[tuple[str, Path, str]]) -> Iterable[Verdict]:
    """Answers of one worker, in order, until it is done, dies, or takes too long over a file.

    Works in threads, in forked processes and on Windows, where a signal or a fork would not.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "portal.personal.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        encoding="utf-8",
    )
    answers: queue.SimpleQueue[str] = queue.SimpleQueue()
    reader = Thread(target=_read, args=(process, answers))
    writer = Thread(target=_write, args=(process, files))
    with process:
        reader.start()
        writer.start()
        try:
            for _ in files:
                line = answers.get(timeout=SECONDS)
                if not line:
                    return
                yield Verdict.of(json.loads(line))
        except queue.Empty:
            return
        finally:
            process.kill()
            reader.join()
            writer.join()


def _read(process: subprocess.Popen[str], answers: queue.SimpleQueue[str]) -> None:
    for line in process.stdout or ():
        answers.put(line)
    answers.put("")


def _write(process: subprocess.Popen[str], files: list[tuple[str, Path, str]]) -> None:
    try:
        with process.stdin or io.StringIO() as stdin:
            for _, file, ending in files:
                stdin.write(json.dumps([str(file.absolute()), ending]) + "\n")
    except OSError:
        return  # it has been ended, which `_worker` sees


def _version() -> str:
    """What the verdicts depend on beside the file: our own code."""
    code = b"".join(path.read_bytes() for path in sorted(_CODE.glob("*.py")))
    return hashlib.sha256(code).hexdigest()


def _recalled(state: Path | None) -> dict[str, Verdict]:
    """What was kept; nothing when it is missing, damaged, or by other code."""
    if state is None:
        return {}
    try:
        kept = json.loads((state / _FILE).read_bytes())
        if kept["version"] != _version():
            return {}
        return {key: Verdict.of(plain) for key, plain in kept["verdicts"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _remember(state: Path | None, verdicts: Mapping[str, Verdict]) -> None:
    """Keep the verdicts, the whole file or nothing; a state folder that cannot be written is no fault."""
    if state is None:
        return
    plain = {key: verdicts[key].plain() for key in sorted(verdicts)}
    try:
        state.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=state, prefix=_FILE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"version": _version(), "verdicts": plain}, file, ensure_ascii=False)
        Path(name).replace(state / _FILE)
    except OSError:
        return
