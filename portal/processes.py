"""How much work may go on at once."""

from __future__ import annotations

import multiprocessing
import os
import threading
from multiprocessing.context import BaseContext


def cores() -> int:
    """How many processes are worth while; 1 where a process may not fork.

    A process with threads must not: a lock that another thread holds stays locked for ever.
    """
    able = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return len(os.sched_getaffinity(0)) if able else 1


def forking() -> BaseContext:
    """The way to start processes that have everything their parent has."""
    return multiprocessing.get_context("fork")
