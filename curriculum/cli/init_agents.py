"""The page that tells coding agents which command to run when, as a skill of the project."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from curriculum.cli.output import Failure, say
from curriculum.files.file import read_file
from curriculum.files.repository import leads_outside
from curriculum.files.writing import write_new

SKILL = Path(".agents", "skills", "curriculum", "SKILL.md")


def skill_page() -> bytes:
    return files("curriculum.cli").joinpath("skill.md").read_bytes()


def init_agents(folder: Path) -> int:
    """Writes the page where none is; one that is there already is never changed."""
    file = folder / SKILL
    if leads_outside(file, folder):
        raise Failure(f'"{SKILL}" leads out of the repository; nothing is written through it')
    page = skill_page()
    if file.exists():
        if read_file(file) != page:
            raise Failure(f'"{SKILL}" is there already and is another page; move it, or keep it')
        say(f'"{SKILL}" is there already')
        return 0
    file.parent.mkdir(parents=True, exist_ok=True)
    write_new(file, page)
    say(f'wrote "{SKILL}"; copy it to where your agents look for skills')
    return 0
