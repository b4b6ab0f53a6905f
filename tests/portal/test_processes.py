"""Work over processes: all of it is done, and no end of one leaves the others waiting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import processes
from portal.settings import CHECKOUT

# A process of its own: one that tests run in may have threads, and must not fork.
PROGRAM = """
import itertools, os, signal, sys
from portal.processes import meanwhile, spread

count = itertools.count()

def work(number):
    if number == {bad}:
        {fault}
    yield number * number, os.getpid()
    yield -number, os.getpid()

found = list(spread(work, range(40), 3, {enough}))
assert sorted(told for told, _ in found) == sorted(
    [n * n for n in range(40)] + [-n for n in range(40)])
print(len({{pid for _, pid in found}}), os.getpid() in {{pid for _, pid in found}})
"""


def run(
    bad: int = -1, fault: str = "pass", enough: str = "lambda: False"
) -> subprocess.CompletedProcess[str]:
    return _python(PROGRAM.format(bad=bad, fault=fault, enough=enough))


def _python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_portion_is_done_once_in_other_processes() -> None:
    number, here = run().stdout.split()
    assert 1 <= int(number) <= 3
    assert here == "False"


def test_a_process_may_have_one_of_its_own_meanwhile() -> None:
    done = run(
        0, "with meanwhile(os.getpid) as own: assert own() not in (os.getpid(), os.getppid())"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_processes_that_have_done_enough_make_room_for_others() -> None:
    done = run(enough="lambda: next(count) >= 2")
    assert done.stderr == ""
    number, _ = done.stdout.split()
    assert int(number) >= 40 // 3


@given(st.integers(0, 200), st.integers(1, 9))
def test_every_process_has_a_stretch_of_its_own(total: int, number: int) -> None:
    found = processes._stretches(total, number)
    assert [one for stretch in found for one in stretch] == list(range(total))
    assert {len(stretch) - total // number for stretch in found} <= {0, 1}
    assert len(found) == number


@pytest.mark.parametrize("bad", [0, 39])
def test_what_the_work_raises_is_raised_with_its_place(bad: int) -> None:
    said = run(bad, "raise KeyError('gone')").stderr
    assert said.count("KeyError: 'gone'") == 2
    assert "in work" in said


def test_an_error_that_cannot_be_sent_is_told() -> None:
    said = run(7, "raise type('Own', (Exception,), {})('by itself')").stderr
    assert "Own: by itself" in said
    assert "ChildProcessError" not in said


@pytest.mark.parametrize("bad", [0, 39])
def test_a_process_that_is_killed_ends_the_work(bad: int) -> None:
    done = run(bad, "os.kill(os.getpid(), signal.SIGKILL)")
    assert done.returncode == 1
    assert "ChildProcessError: 一个工作进程被中止" in done.stderr


BESIDE = """
import multiprocessing, os, signal
from portal.processes import meanwhile

here = os.getpid()

def work():
    {fault}
    return os.getpid()

with meanwhile(work) as result:
    assert result() != here
assert not multiprocessing.active_children()
print("done")
"""


def beside(fault: str = "pass") -> subprocess.CompletedProcess[str]:
    return _python(BESIDE.format(fault=fault))


def test_what_is_done_meanwhile_is_done_elsewhere() -> None:
    assert beside().stdout == "done\n"


def test_what_goes_wrong_meanwhile_is_raised_where_it_is_waited_for() -> None:
    missing = beside("raise FileNotFoundError(2, 'gone')")
    assert "FileNotFoundError: [Errno 2] gone" in missing.stderr
    assert "in work" in missing.stderr
    assert "ChildProcessError" not in missing.stderr
    killed = beside("os.kill(os.getpid(), signal.SIGKILL)")
    assert "ChildProcessError: 一个工作进程被中止" in killed.stderr


def test_work_that_nobody_waits_for_ends_with_the_context() -> None:
    program = BESIDE.format(fault="signal.sigtimedwait([], 600)")
    assert _python(program.replace("result()", "1")).stdout == "done\n"


def test_nobody_works_on_for_a_parent_that_was_killed(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    tell = f"open({str(told)!r}, 'w').write(str(os.getpid()))"
    fault = (
        f"{tell}.bit_length(); os.kill(os.getppid(), signal.SIGKILL); signal.sigtimedwait([], 60)"
    )
    assert run(0, fault).returncode == -signal.SIGKILL
    for _ in range(100):
        if not _there(int(told.read_text())):
            return
        signal.sigtimedwait([], 0.1)
    pytest.fail("still at work after ten seconds")


def _there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"
