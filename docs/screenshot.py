"""Makes `docs/site.png`: the site of `records/`, as chromium draws it.

pip install -e '.[browser]'; apt install chromium chromium-driver; python docs/screenshot.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from selenium import webdriver

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "site.png"
SIZE = {"width": 1240, "height": 940, "deviceScaleFactor": 1, "mobile": False}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        render = [sys.executable, "-m", "curriculum", "render", "--format", "html"]
        subprocess.run([*render, "--output", folder, "records"], cwd=ROOT, check=True)
        PICTURE.write_bytes(picture(Path(folder) / "index.html"))


def picture(page: Path) -> bytes:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars"):
        options.add_argument(argument)
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    chrome = webdriver.Chrome(options=options, service=service)
    try:
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", SIZE)
        chrome.get(page.as_uri())
        # One lesson in the light says what the picture is for.
        node = "document.querySelector('.node[data-node=\"14\"]')"
        chrome.execute_script(f"{node}.dispatchEvent(new MouseEvent('mouseenter'))")
        time.sleep(0.5)
        return chrome.get_screenshot_as_png()
    finally:
        chrome.quit()


if __name__ == "__main__":
    main()
