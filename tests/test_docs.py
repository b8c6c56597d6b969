"""The docs keep up with the program."""

from __future__ import annotations

from pathlib import Path

import typer.main

import sayso
from sayso.cli import app
from sayso.show.export import EXPORTERS
from sayso.terms import Reading, Stance, Voice

ROOT = Path(__file__).parent.parent
READING = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_and_option_has_help() -> None:
    command = typer.main.get_command(app)
    for name, sub in command.commands.items():  # type: ignore[attr-defined]
        assert sub.help, name
        assert "Example" in sub.help, name
        assert all(getattr(parameter, "help", True) for parameter in sub.params), name


def test_every_field_of_a_reading_is_described() -> None:
    import msgspec

    waiting, seen = [msgspec.inspect.type_info(Reading)], set()
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, msgspec.inspect.StructType) and kind.cls not in seen:
            seen.add(kind.cls)
            for field in kind.fields:
                assert f"`{field.encode_name}`" in READING, f"{kind.cls.__name__}.{field.name}"
                waiting.append(field.type)
        waiting += list(getattr(kind, "types", ())) + [t for t in [getattr(kind, "item_type", None)] if t]


def test_every_stance_and_voice_is_described() -> None:
    assert all(f"`{word.value}`" in READING for kind in (Stance, Voice) for word in kind)


def test_every_format_is_in_the_readme() -> None:
    assert all(name in README for name in EXPORTERS)


def test_the_public_names_are_what_they_were() -> None:
    assert all(hasattr(sayso, name) for name in sayso.__all__)


def test_every_link_in_the_docs_leads_somewhere() -> None:
    import re

    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
