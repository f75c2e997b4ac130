"""Owns the memory that recognition takes: its models and libraries count for the reader, not for a document."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

STATUS = Path("/proc/self/statm")
ARENAS = -8  # of mallopt: how many pools of memory threads may open; each takes 64 MB of addresses
OUT_OF_MEMORY = ("bad_alloc", "Failed to allocate", "Insufficient memory", "OutOfMemoryError")


@contextmanager
def of_the_reader() -> Iterator[None]:
    """What is loaded inside is allowed on top of the bound that a worker has for one document."""
    if not STATUS.exists():  # no Linux: no bound
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    before = mapped()
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(ARENAS, 1)
    try:
        yield
    finally:
        if soft != resource.RLIM_INFINITY:
            resource.setrlimit(resource.RLIMIT_AS, (soft + mapped() - before, hard))


def mapped() -> int:
    """The bytes of addresses that this process has."""
    return int(STATUS.read_text().split()[0]) * os.sysconf("SC_PAGESIZE")


@contextmanager
def told_as_memory() -> Iterator[None]:
    """An error of a library in C that says it got no memory is a MemoryError, as for anything else."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        if any(word in str(error) for word in OUT_OF_MEMORY):
            raise MemoryError(f"{sys.platform}: recognition") from error
        raise
