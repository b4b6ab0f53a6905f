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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple, TypeVar, cast

Portion = TypeVar("Portion")
Result = TypeVar("Result")

# How many portions a process has before it: the next lies ready when one is done.
AHEAD = 2


class _Said(NamedTuple):
    """What a process says: a result, or an error; or that a portion is done, and whether it leaves then."""

    result: Any = None
    error: Exception | None = None
    done: bool = False
    leaves: bool = False


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
    work: Callable[[Portion], Iterable[Result]],
    portions: Sequence[Portion],
    number: int,
    enough: Callable[[], bool] = lambda: False,
) -> Iterator[Result]:
    """What `work` makes of each portion, each result by itself, in no fixed order, by forked processes.

    number: of those. Portions that follow each other mostly go to the same process, which has what they
    share. enough: asked in a process after each portion, whether another should go on in its place, forked
    from this one anew. Raises what `work` raises, and ChildProcessError when a process is ended from
    outside: by hand, or by a system that runs out of memory (multiprocessing's own pool waits for ever
    then). No process outlives the iteration, nor this process.
    """

    def do(number: int) -> Iterator[_Said]:
        for result in work(portions[number]):
            yield _Said(result)
        yield _Said(done=True, leaves=enough())

    team = _Team(do)
    try:
        for line in [team.start(stretch) for stretch in _stretches(len(portions), number)] * AHEAD:
            team.give(line)
        while at_work := [line for line, numbers in team.busy.items() if numbers]:
            ready = wait(at_work)
            for line in (one for one in at_work if one in ready):
                said = _received(line)
                if said.done:
                    team.done(line, leaves=said.leaves)
                else:
                    yield said.result
    finally:
        team.end()


@contextmanager
def meanwhile(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Begin `work` in a forked process; gives what waits for its result.

    That raises what `work` raises, and ChildProcessError as `spread` does. The process does not outlive
    the context.
    """

    def do(_: int) -> Iterator[_Said]:
        yield _Said(work(), done=True)

    team = _Team(do)
    try:
        line = team.start(deque([0]))
        team.give(line)
        yield lambda: cast(Result, _received(line).result)
    finally:
        team.end()


class _Team:
    """Processes at work, each with its line to us.

    busy: the numbers of the portions that each has before it; waiting: those of its stretch that are left.
    """

    def __init__(self, do: Callable[[int], Iterator[_Said]]) -> None:
        self._do = do
        self._processes: dict[Connection, BaseProcess] = {}
        self.busy: dict[Connection, deque[int]] = {}
        self._waiting: dict[Connection, deque[int]] = {}

    def start(self, stretch: deque[int]) -> Connection:
        """Begin a process with a stretch of its own."""
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        others = [ours, *self.busy]
        process = context.Process(
            target=_serve, args=(self._do, theirs, others, os.getpid()), daemon=True
        )
        # One that comes in the middle of a fork would be lost, or told by the wrong one of the two.
        with _unsignalled():
            process.start()
        theirs.close()
        self._processes[ours], self.busy[ours], self._waiting[ours] = process, deque(), stretch
        return ours

    def give(self, line: Connection) -> None:
        """Hand out the next portion of its own stretch, else the last one of the longest."""
        own, longest = self._waiting[line], max(self._waiting.values(), key=len)
        if longest:
            number = own.popleft() if own else longest.pop()
            try:
                line.send(number)
            except BrokenPipeError:
                raise _ended() from None
            self.busy[line].append(number)

    def done(self, line: Connection, *, leaves: bool) -> None:
        """A portion is done. leaves: by a process that will do no more: another takes over what it had."""
        self.busy[line].popleft()
        if not leaves:
            self.give(line)
            return
        line.close()
        self._processes.pop(line).join()
        heir = self.start(self.busy.pop(line) + self._waiting.pop(line))
        for _ in range(AHEAD):
            self.give(heir)

    def end(self) -> None:
        """End all that are still there."""
        for process in self._processes.values():
            process.terminate()
            process.join()
        for line in self.busy:
            line.close()


def _stretches(total: int, number: int) -> list[deque[int]]:
    """The numbers of all portions, in as many stretches of about the same length."""
    ends = [total * one // number for one in range(number + 1)]
    return [deque(range(*both)) for both in pairwise(ends)]


_ENDING = {
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
}


@contextmanager
def _unsignalled() -> Iterator[None]:
    """Ctrl-C and its like wait; a process that is forked within begins so."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _received(line: Connection) -> _Said:
    try:
        said: _Said = line.recv()
    except (EOFError, ConnectionResetError):
        raise _ended() from None
    if said.error is not None:
        raise said.error
    return said


def _ended() -> ChildProcessError:
    return ChildProcessError("一个工作进程被中止（多半是内存不足）")


def _serve(
    do: Callable[[int], Iterator[_Said]],
    line: Connection,
    others: list[Connection],
    parent: int,
) -> None:
    """The life of a process: Ctrl-C is the parent's business, whose end is ours.

    It may have processes of its own for a while (`meanwhile`), which end with it as it does with its parent.
    """
    _end_with(parent)
    multiprocessing.current_process().daemon = (
        False  # no daemon may have any; its parent has it as one
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
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
        for said in _guarded(do(number)):
            leaves = said.leaves
            try:
                line.send(said)
            except (BrokenPipeError, ConnectionResetError):
                return


def _guarded(saying: Iterator[_Said]) -> Iterator[_Said]:
    """The same; an error is said as well."""
    try:
        yield from saying
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
        error.add_note(traceback.format_exc())
        yield _Said(error=_told(error), done=True)


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
