#!/bin/sh
# Sets everything up the first time and opens the dashboard. Same as `make run`, without make.
cd -- "$(dirname -- "$0")" || exit 1
for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if command -v "$python" >/dev/null 2>&1; then
        exec "$python" tools/tasks.py run
    fi
done
echo "Python is needed but was not found: install Python 3.13 (of a bundle: the version in README-OFFLINE.txt)." >&2
exit 1
