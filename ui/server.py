"""Starting the dashboard on this computer: which port, which address, and what that opens.

Streamlit runs in a process of its own; this module only finds it a port and says in words what the
address means. It imports nothing of Streamlit, so the command line can ask it quickly.
"""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from model.errors import TargetError
from model.strings import N_, Message

HOST = "localhost"
PORT = 8501
MODE_VARIABLE = "FERGHANA_MODE"
"""Set to ``public`` for the dashboard where others can reach it."""
DASHBOARD = Path(__file__).resolve().parent.parent / "dashboard.py"

_TRIED = 50
_OPENS_HERE = N_("The dashboard opens at {url} and can be reached from this computer only.")
_OPENS_WIDE = N_(
    "The dashboard opens at {url}: everyone who can reach this computer over its network can read it, "
    "without a password, so it runs in public mode."
)


def port_is_free(port: int, *, host: str = HOST) -> bool:
    """Whether a server could listen on that port of that address now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        if os.name == "posix":
            # As the server does; elsewhere this option would allow taking a port that is in use.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def choose_port(asked: int | None = None, *, host: str = HOST) -> int:
    """The port asked for; without one 8501, or the next free one.

    Raises
    ------
        TargetError: the port asked for is taken or is none, or no port near 8501 is free.
    """
    if asked is not None:
        if 1 <= asked <= 65535 and port_is_free(asked, host=host):
            return asked
        message = (
            f"Port {asked} of {host} cannot be used (another program has it, or the system keeps it): "
            "leave --port out to take the next free one."
        )
        raise TargetError(message)
    for port in range(PORT, PORT + _TRIED):
        if port_is_free(port, host=host):
            return port
    message = f"No port from {PORT} to {PORT + _TRIED - 1} is free on {host}: name another one with --port."
    raise TargetError(message)


def is_local(host: str) -> bool:
    """Whether only this computer can reach the address.

    >>> [is_local(host) for host in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "example.org")]
    [True, True, True, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == HOST


def opens(host: str, port: int) -> Message:
    """What the address opens, in a sentence."""
    named = f"[{host}]" if ":" in host else host
    return Message(_OPENS_HERE if is_local(host) else _OPENS_WIDE, {"url": f"http://{named}:{port}"})


def command(host: str, port: int) -> list[str]:
    """The command line that runs the dashboard."""
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(DASHBOARD),
        f"--server.address={host}",
        f"--server.port={port}",
    ]


def serve(host: str, port: int) -> int:
    """Run the dashboard until it is stopped; its exit code, 0 where Ctrl-C stopped it.

    Raises
    ------
        TargetError: the dashboard's file is not there.
    """
    if not DASHBOARD.is_file():
        message = f"The file {DASHBOARD} is missing: get the repository again, then try once more."
        raise TargetError(message)
    surroundings = os.environ if is_local(host) else {**os.environ, MODE_VARIABLE: "public"}
    # Streamlit reads .streamlit/config.toml from the folder that it runs in.
    pages = subprocess.Popen(command(host, port), cwd=DASHBOARD.parent, env=dict(surroundings))  # noqa: S603 - our own words
    before = signal.signal(
        signal.SIGTERM, lambda *_: pages.terminate()
    )  # a stop meant for us is meant for the pages
    try:
        return max(pages.wait(), 0)
    except KeyboardInterrupt:
        pages.terminate()
        pages.wait()
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)
