"""The bundle for this machine, unpacked and started with the network cut: the first map is drawn.

Gathers some 250 MB of wheels, so it runs in ``make test-long`` or with FERGHANA_BUNDLE=1 only.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools import bundle
from tools.wheels import target_of

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 900
ASKED = os.environ.get("FERGHANA_BUDGET") == "long" or os.environ.get("FERGHANA_BUNDLE")
INSIDE = """
ip link set lo up
sh run.sh > "$NOTES/run.log" 2>&1 &
server=$!
trap 'kill $server; wait $server' EXIT
for attempt in $(seq 600); do
    grep -q "Uvicorn server started" "$NOTES/run.log" && break
    kill -0 $server || exit 3
    sleep 1
done
address=$(sed -n 's/.*opens at \\(http[^ ]*\\) .*/\\1/p' "$NOTES/run.log")
.venv/bin/ferghana doctor --json > "$NOTES/doctor.json"
PYTHONPATH="$REPOSITORY" "$LOOKER" "$REPOSITORY/tests/tools/look_offline.py" "$address" > "$NOTES/seen.json"
"""


def _network_can_be_cut() -> bool:
    unshare = shutil.which("unshare")
    return bool(
        unshare
        and shutil.which("ip")
        and subprocess.run([unshare, "-n", "true"], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(not ASKED, reason="gathers 250 MB: make test-long, or FERGHANA_BUNDLE=1")
@pytest.mark.skipif(not _network_can_be_cut(), reason="the network can be cut by root on Linux only (unshare -n)")
def test_the_bundle_for_this_machine_draws_the_first_map_without_a_network(tmp_path: Path) -> None:
    path, _ = bundle.make(target_of(), dist=tmp_path)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    (unpacked,) = (folder for folder in tmp_path.iterdir() if folder.is_dir())
    notes = tmp_path / "notes"
    notes.mkdir()
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "FERGHANA_", "VIRTUAL"))
    }
    env |= {
        "PIP_CONFIG_FILE": os.devnull,
        "HOME": str(notes),
        "FERGHANA_NO_BROWSER": "1",
        "NOTES": str(notes),
        "REPOSITORY": str(ROOT),
        "LOOKER": sys.executable,
    }
    command = ["unshare", "-n", "bash", "-c", INSIDE]
    done = subprocess.run(command, cwd=unpacked, env=env, check=False, timeout=SECONDS, capture_output=True)
    log = (notes / "run.log").read_text("utf-8")
    assert done.returncode == 0, log + done.stderr.decode()
    seen = json.loads((notes / "seen.json").read_text("utf-8"))
    assert seen["marks"] > 100
    assert {urlsplit(url).hostname for url in seen["requests"]} == {"localhost"}
    doctor = json.loads((notes / "doctor.json").read_text("utf-8"))
    assert [check for check in doctor["checks"] if not check["ok"]] == []
