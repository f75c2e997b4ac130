"""Owns the bounds that a process sets itself: of its memory, and of the time until the system ends it."""

from __future__ import annotations

import signal
from pathlib import Path

STATUS = Path("/proc/self/statm")


def limit_memory(limit: int) -> bool:
    """Bound the address space of this process to what it has now plus `limit` bytes; False where the system has no
    such limit (Windows, macOS): there only the time limit holds."""
    try:
        import resource

        used = int(STATUS.read_text().split()[0]) * resource.getpagesize() if STATUS.exists() else 0
        resource.setrlimit(resource.RLIMIT_AS, (used + limit, resource.RLIM_INFINITY))
    except (ImportError, AttributeError, ValueError, OSError):
        return False
    return True


def free_memory() -> None:
    """Take the bound of `limit_memory` back."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def alarm(seconds: float) -> None:
    """Have the system end this process after so many seconds, even inside a library's loop; 0 takes it back. A worker
    whose parent was killed ends so at last."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
