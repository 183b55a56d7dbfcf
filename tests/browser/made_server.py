"""The dashboard on made data: ``made_server.py PORT SIZE`` or ``made_server.py PORT FOLDER``.

A size makes so many incidents, scattered so that each has its own symbol; a folder is shown as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from streamlit.web import bootstrap

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.made_incidents import made_incidents  # noqa: E402 - the path comes first
from store.bundle import open_store  # noqa: E402
from ui import caching  # noqa: E402

NAMES = ('O\'zbek "qishloq"', "Ёри `x` ${1}", "</script><b>Хуҷанд</b>", "{{ a }} \\n 'б'")
"""Quotes, signs of code and Cyrillic letters in every name."""


def main(port: int, data: str) -> None:
    """Serve on a port until the process ends."""
    if data.isdigit():
        bundled = open_store()
        made = made_incidents(bundled, int(data), scattered=True)
        made["place_text"] = [NAMES[number % len(NAMES)] for number in range(len(made))]
        store = bundled.with_incidents(made)
        caching.store = caching.pin = lambda: store
    else:
        caching.DATA_DIR = Path(data)
    options = {"server.port": port, "server.headless": True, "server.fileWatcherType": "none"}
    bootstrap.load_config_options(options)
    bootstrap.run(str(ROOT / "dashboard.py"), is_hello=False, args=[], flag_options=options)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
