"""Where the time of a cold start goes: the same steps, one after another in a fresh Python, without a browser.

What is left of the whole (:mod:`benchmarks.start`) is the browser: its own start of the page, the way
there and back, and drawing.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from benchmarks.timing import Timing

RUNS = 3
STAGES: dict[str, str] = {
    "server": "import streamlit.web.bootstrap, streamlit.runtime",
    "imports of the page": """
from ui import caching, download, figures, frame, language, legend, look, map_view, messages, notes
""",
    "data opened": "from ui import caching; store = caching.store()",
    "answers": """
from layers import registry
from model.selection import Selection
whole = Selection()
for question in (*registry.questions(registry.chosen()), "years", "sources"):
    caching.answer(question, caching.asked(question, whole))
""",
    "views, packed": """
from answers.languages import translator
keys = tuple(layer.key for layer in registry.chosen())
caching.drawn(keys, whole, translator("en"))
""",
    "page script": """
import logging
logging.disable(logging.CRITICAL)
from streamlit.testing.v1 import AppTest
page = AppTest.from_file("dashboard.py", default_timeout=60).run()
assert not page.exception, page.exception
""",
}
"""Stage: what is run for it, in this order; the page script finds data, answers and views made."""

_PROGRAM = """
import json, os, sys, time
sys.stderr = open(os.devnull, "w")
times, stages = {}, json.loads(sys.argv[1])
for name, code in stages.items():
    began = time.perf_counter()
    exec(code, globals())
    times[name] = time.perf_counter() - began
print("\\n" + json.dumps(times))
"""


def stages() -> dict[str, Timing]:
    """The median time of each stage over some fresh starts, and that of Python itself."""
    runs = [_once() for _ in range(RUNS)]
    return {name: Timing(statistics.median(run[name] for run in runs) * 1000, RUNS) for name in STAGES}


def _once() -> dict[str, float]:
    command = [sys.executable, "-c", _PROGRAM, json.dumps(STAGES)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")  # noqa: S603 - our own code
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
