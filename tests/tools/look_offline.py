"""What a reader sees of an unpacked bundle: started by test_bundle_offline.py where there is no network."""

from __future__ import annotations

import json
import sys

from playwright.sync_api import sync_playwright

from tools.chromium import ARGUMENTS, found

WAIT = 60_000


def main(address: str) -> None:
    """Print the marks on the map, and every address that was asked, as JSON."""
    requests: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found()), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address)
        marks = page.frame_locator("iframe").locator("path.leaflet-interactive")
        marks.first.wait_for(state="attached", timeout=WAIT)
        number = marks.count()
        browser.close()
    asked = [url for url in requests if url.startswith("http")]
    sys.stdout.write(json.dumps({"marks": number, "requests": asked}))


if __name__ == "__main__":
    main(sys.argv[1])
