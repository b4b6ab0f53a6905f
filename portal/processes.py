"""Work that is spread over processes, which have everything their parent has."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

Portion = TypeVar("Portion")
Result = TypeVar("Result")

# How many portions a process has before it: the next lies ready when one is done.
AHEAD = 2


def cores() -> int:
    """How many processes are worth while; 1 where a process may not fork.

    A process with threads must not: a lock that another thread holds stays locked for ever.
    """
    able = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if not able:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # macOS


def spread(
    work: Callable[[Portion], Result],
    portions: Sequence[Portion],
    number: int,
    enough: Callable[[], bool] = lambda: False,
) -> Iterator[Result]:
    """What `work` makes of each portion, in no fixed order, by `number` forked processes.

    Portions that follow each other mostly go to the same process, which has what they share. enough: asked
    in a process after each portion, whether another should go on in its place, forked from this one anew.
    Raises what `work` raises, and ChildProcessError when a process is ended from outside: by hand, or
    by a system that runs out of memory (multiprocessing's own pool waits for ever then). No process
    outlives the iteration, nor this process.
    """
    context = multiprocessing.get_context("fork")
    stretches = _stretches(len(portions), number)
    waiting: dict[Connection, deque[int]] = {}
    busy: dict[Connection, deque[int]] = {}
    processes: dict[Connection, BaseProcess] = {}

    def do(number: int) -> tuple[Result, bool]:
        return work(portions[number]), enough()

    def start(stretch: deque[int]) -> Connection:
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve,
            args=(do, theirs, [ours, *busy], os.getpid()),
            daemon=True,
        )
        process.start()
        theirs.close()
        processes[ours], busy[ours], waiting[ours] = process, deque(), stretch
        return ours

    def end(line: Connection) -> deque[int]:
        """End a process; what it has not done goes back to the others of its stretch."""
        line.close()
        processes.pop(line).join()
        return busy.pop(line) + waiting.pop(line)

    try:
        for line in [start(stretch) for stretch in stretches] * AHEAD:
            _next(line, busy, waiting)
        while at_work := [line for line, numbers in busy.items() if numbers]:
            ready = wait(at_work)
            for line in (one for one in at_work if one in ready):
                result, leaves = _received(line)
                busy[line].popleft()
                yield result
                for one in [start(end(line))] * AHEAD if leaves else [line]:
                    _next(one, busy, waiting)
    finally:
        for process in processes.values():
            process.terminate()
            process.join()
        for line in busy:
            line.close()


def _stretches(total: int, number: int) -> list[deque[int]]:
    """The numbers of all portions, in as many stretches of about the same length."""
    ends = [total * one // number for one in range(number + 1)]
    return [deque(range(*both)) for both in pairwise(ends)]


def _next(
    line: Connection, busy: dict[Connection, deque[int]], waiting: dict[Connection, deque[int]]
) -> None:
    """Hand out the next portion of its own stretch, else the last one of the longest."""
    own, longest = waiting[line], max(waiting.values(), key=len)
    if longest:
        number = own.popleft() if own else longest.pop()
        try:
            line.send(number)
        except BrokenPipeError:
            raise _ended() from None
        busy[line].append(number)


def _received(line: Connection) -> tuple[Any, bool]:
    """A result, and whether the process that sent it leaves."""
    try:
        error, result, leaves = line.recv()
    except (EOFError, ConnectionResetError):
        raise _ended() from None
    if error is not None:
        raise error
    return result, leaves


def _ended() -> ChildProcessError:
    return ChildProcessError("一个工作进程被中止（多半是内存不足）")


def _serve(
    do: Callable[[int], tuple[object, bool]],
    line: Connection,
    others: list[Connection],
    parent: int,
) -> None:
    """The life of a process: Ctrl-C is the parent's business, whose end is ours."""
    _end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in others:
        other.close()
    leaves = False
    while True:
        try:
            number = line.recv()
        except (EOFError, ConnectionResetError):
            return
        if leaves:
            continue  # it was sent before the parent knew, who gives it to another
        try:
            result, leaves = do(number)
            answer: tuple[BaseException | None, object, bool] = (None, result, leaves)
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
            error.add_note(traceback.format_exc())
            answer = (_told(error), None, False)
        try:
            line.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return


def _told(error: Exception) -> Exception:
    """The error, or what it says where it cannot go from one process to another."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - an error may refuse in any way
        return RuntimeError("".join(traceback.format_exception(error)))
    return error


# prctl(2): the signal that the system sends when the parent dies.
_PR_SET_PDEATHSIG = 1


def _end_with(parent: int) -> None:
    """Do not finish a portion for a parent that was killed, where the system can see to that.

    Elsewhere the lock of the build, which is ours as well, keeps the next one off until then.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
