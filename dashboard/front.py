"""Owns the server: the application behind the door that hands out the framework's files."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard.assets import Assets

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = Path(st.__file__).parent / "static"


def main(address: str, port: int) -> None:
    """Serve until a signal ends it."""
    sys.argv = [str(ROOT / "app.py")]  # the framework puts the folder of this file before all others
    app = st.App(ROOT / "app.py", middleware=[Middleware(Assets, folder=SHIPPED)])
    app.run(
        config={
            "server.headless": True,
            "server.address": address,
            "server.port": port,
            "logger.level": "warning",
        }
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
