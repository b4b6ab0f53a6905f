"""Ctrl-C and the system's wish to end us: at once until the swap, and not in the middle of it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
_asked: list[int] = []
_listening: list[bool] = []


class Stopped(SystemExit):
    """The system asked the command to end; 128 + the signal's number is its exit code, as in a shell."""

    code: int


def listen() -> None:
    """From now on a signal raises KeyboardInterrupt (Ctrl-C) or Stopped, so that `finally` runs."""
    _listening.append(True)
    for one in SIGNALS:
        signal.signal(one, _stop)


def finish() -> None:
    """From now on signals are ignored: the site is being swapped in.

    What is learnt of it then takes seconds when it is large; to lose that would cost the next build more.
    """
    if _listening:
        for one in SIGNALS:
            signal.signal(one, signal.SIG_IGN)


def check() -> None:
    """Raise when a signal came whose exception was lost in a finaliser or a C callback."""
    if _asked:
        _raise(_asked[0])


@contextmanager
def decided() -> Iterator[None]:
    """What is done within is done as a whole: a signal that came before ends the command now, none does later."""
    check()
    finish()
    with undisturbed():
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """Within, signals are ignored: cleaning up and swapping take a moment and must be whole."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = [(one, signal.signal(one, signal.SIG_IGN)) for one in SIGNALS]
    try:
        yield
    finally:
        for one, handler in former:
            signal.signal(one, handler)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    _asked.append(number)
    _raise(number)


def _raise(number: int) -> NoReturn:
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise Stopped(128 + number)
