"""Owns the start of the application: a free port, a warm server, one line that says where it is."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parent.parent
PORTS_TRIED = 50
GREETINGS = (b"You can now view", b"URL:", b"Local URL:", b"Network URL:", b"External URL:")


def is_free(address: str, port: int) -> bool:
    """Whether nothing listens on this port and one may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def free_port(address: str, wanted: int) -> int:
    """The wanted port, or the next free one above it."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        if is_free(address, port):
            return port
    raise SystemExit(f"No free port between {wanted} and {wanted + PORTS_TRIED - 1}; name another with --port.")


def start(address: str, port: int) -> subprocess.Popen[bytes]:
    """The server as a child process, in a session of its own so that Ctrl-C reaches it through us only."""
    command = [sys.executable, "-m", "dashboard.front", address, str(port)]
    quiet = {"PYTHONUTF8": "1", "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | quiet,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    threading.Thread(target=pass_on, args=(child,), daemon=True).start()
    return child


def pass_on(child: subprocess.Popen[bytes]) -> None:
    """What the server says, except its greeting: errors of pages reach the terminal."""
    for line in child.stdout or ():
        if line.strip() and not line.strip().startswith(GREETINGS):
            sys.stderr.buffer.write(line)
            sys.stderr.flush()


def wait_until_healthy(host: str, port: int, child: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Returns when the server answers; raises SystemExit when it ended or stays silent."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if child.poll() is not None:
            raise SystemExit(f"The server ended at once (exit code {child.returncode}).")
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://{host}:{port}/_stcore/health", timeout=2).close()
            return
        time.sleep(0.05)
    raise SystemExit(f"The server did not answer within {seconds:.0f} s.")


def warm(host: str, port: int, seconds: float = 30) -> bool:
    """Run the first page once, as a reader would, so that the first reader finds everything imported and the build
    open. False when the page did not finish."""
    end = time.monotonic() + seconds
    message = BackMsg()
    message.rerun_script.query_string = ""
    try:
        with connect(f"ws://{host}:{port}/_stcore/stream", max_size=None, open_timeout=seconds) as line:
            line.send(message.SerializeToString())
            while time.monotonic() < end:
                answer = line.recv(timeout=max(0.1, end - time.monotonic()))
                if isinstance(answer, bytes) and ForwardMsg.FromString(answer).WhichOneof("type") == "script_finished":
                    return True
    except (TimeoutError, OSError, WebSocketException):
        return False
    return False


def stop(child: subprocess.Popen[bytes]) -> None:
    """End the server and wait for it."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def say(text: str) -> None:
    """Write a line to standard output at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def serve(address: str, wanted: int) -> int:
    """Start, warm, announce, and stay until the server ends or the reader presses Ctrl-C."""
    port = free_port(address, wanted)
    host = "127.0.0.1" if address in ("0.0.0.0", "") else address
    if port != wanted:
        say(f"端口 {wanted} 已被占用，改用 {port}。 Port {wanted} is taken, using {port}.")
    child = start(address, port)

    def leave(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)
    try:
        wait_until_healthy(host, port, child)
        warm(host, port)
        say(f"明镜已就绪，请在浏览器打开：  http://{host}:{port}")
        say(f"Ready, open in a browser:   http://{host}:{port}   (Ctrl-C ends it / 按 Ctrl-C 结束)")
        return child.wait()
    except KeyboardInterrupt:
        with contextlib.suppress(BrokenPipeError):  # who listened may be gone first
            say("\n已结束。 Ended.")
        return 0
    finally:
        stop(child)


def main(words: list[str] | None = None) -> int:
    """Serve as the words of the command line say; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.serve", description="Serve the newest build.")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default="127.0.0.1", help="0.0.0.0 to let other machines in")
    chosen = parser.parse_args(words)
    return serve(chosen.address, chosen.port)


if __name__ == "__main__":
    raise SystemExit(main())
