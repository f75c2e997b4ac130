"""Owns the server: the application behind the door that hands out the framework's files."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from dashboard.assets import Assets

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = Path(st.__file__).parent / "static"
MEGABYTE = 1024 * 1024


def main(address: str, port: int) -> None:
    """Serve until a signal ends it. The server is asked for directly and not by way of the framework: a socket that the
    framework opens holds every small answer back for 40 ms, until the browser has confirmed the one before (ADR 11)."""
    # The framework takes a folder `pages` for pages of its own until st.navigation has run once, and answers the first
    # reader of a deep address with "Page not found" over the right page: it is told beforehand that they are not.
    PagesManager.uses_pages_directory = False
    sys.argv = [str(ROOT / "app.py")]
    sys.path.insert(0, str(ROOT))  # as the framework does for a script that it starts
    uvicorn.run(
        st.App(ROOT / "app.py", middleware=[Middleware(Assets, folder=SHIPPED)]),
        host=address,
        port=port,
        ssl_certfile=st.get_option("server.sslCertFile"),
        ssl_keyfile=st.get_option("server.sslKeyFile"),
        ws="websockets-sansio",
        ws_max_size=st.get_option("server.maxMessageSize") * MEGABYTE,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=2,
        log_level="warning",
        access_log=False,
        use_colors=False,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
