"""`curriculum render --format html --serve`: a site that follows its records."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.conftest import RECORD
from tests.test_terminals import COMMAND, environment, wait_for


def fetched(address: str, **headers: str) -> str:
    with urlopen(Request(address, headers=headers), timeout=10) as answer:
        return str(answer.read().decode())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no signals like these")
def test_the_site_follows_its_records_until_ctrl_c(folder: Path) -> None:
    record, said = folder / "module-3.1.md", folder / "said"
    record.write_text(RECORD)
    command = [*COMMAND, "render", "--format", "html", "--serve"]
    with said.open("wb") as told:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(PYTHONUNBUFFERED="1"), stdout=told, stderr=told
        )
    try:
        wait_for("press Ctrl+C", said)
        address = re.findall(r"http://\S+/", said.read_text())[0]
        page = fetched(f"{address}index.html")
        assert "Probability" in page
        assert "reload.js" in page
        assert fetched(f"{address}.curriculum/version") == "0"
        record.write_text(RECORD.replace("Probability", "Chances"))
        wait_for("made again", said)
        assert fetched(f"{address}.curriculum/version") == "1"
        assert "Chances" in fetched(f"{address}index.html")
        with pytest.raises(HTTPError, match="403"):
            fetched(address, Host="elsewhere.example")
        record.unlink()
        wait_for("not made again: there is no record", said)
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert said.read_text().endswith("stopped\n")
    assert "Traceback" not in said.read_text()
