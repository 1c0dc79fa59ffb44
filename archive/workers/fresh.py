"""Start a fresh interpreter with a pipe to it: neither forked nor served by a fork server.

A fork would carry the archive's lock and its open database along, and a server (or `multiprocessing`'s spawning) would
import the caller's own script again.

Rule: starts processes; knows nothing of what they do.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection

_BOOT = """
import sys
module, descriptor, parent, *sys.path[:] = sys.argv[1:]
from importlib import import_module
import_module(module).main(int(descriptor), int(parent))
"""
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""A worker is one of several: its libraries must not start threads of their own."""


def start_fresh(module: str, env: Mapping[str, str] | None = None) -> tuple[subprocess.Popen[bytes], Connection]:
    """Start an interpreter that calls `main(descriptor, parent)` of a module; return it and our end of its pipe.

    `env`: what it is to find in its environment beside our own.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        child = subprocess.Popen(  # noqa: S603  our own interpreter and our own code
            [sys.executable, "-I", "-c", _BOOT, module, str(theirs.fileno()), str(os.getpid()), *sys.path],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | _ONE_THREAD | dict(env or {}),
        )
    return child, Connection(ours.detach())
