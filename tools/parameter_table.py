#!/usr/bin/env python3
"""Writes docs/parameters.md from assets/schemas/parameters.json, the one place where parameters are described.

tools/parameter_table.py            writes the page
tools/parameter_table.py --check    writes nothing; ends with 1 if the page is not what it would write
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = ROOT / "assets/schemas/parameters.json"
PAGE = ROOT / "docs/parameters.md"

INTRODUCTION = """\
# Parameters

Made by `tools/parameter_table.py` from `assets/schemas/parameters.json`; edit that file, not this page.

A scenario changes any of them by name in its `"parameters"`, a single run by
`--set /parameters/NAME=VALUE`. *Plausible* is the range that a study should vary, *limits* are what the
program accepts. `docs/model.md` shows where each one stands in the equations.

{all} parameters. For {assumed} of them the source begins with the word assumption: nobody has measured the number, or
not in this form, and the default is a judgement of its order of magnitude. Conclusions that hang on such a number
should be checked over its plausible range.

| parameter | default | plausible | limits | unit | what it is | source |
|---|---:|---|---|---|---|---|
"""


def number(value):
    """1200000 as 1,200,000, 0.30 as 0.3."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def span(low, high):
    return f"{number(low)} to {number(high)}"


def row(name, entry):
    cells = [
        f"`{name}`",
        number(entry["default"]),
        span(*entry["plausible"]),
        span(entry["minimum"], entry["maximum"]),
        entry["unit"],
        entry["description"],
        entry["source"],
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def page():
    parameters = json.loads(SOURCE.read_text(encoding="utf-8"))["properties"]
    assumed = sum(entry["source"].startswith("assumption") for entry in parameters.values())
    rows = [row(name, entry) for name, entry in parameters.items()]
    return INTRODUCTION.format(all=len(parameters), assumed=assumed) + "\n".join(rows) + "\n"


def main():
    if sys.argv[1:] == ["--check"]:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
            return 0
        print(f"{PAGE.relative_to(ROOT)} is not up to date; run tools/parameter_table.py", file=sys.stderr)
        return 1
    if sys.argv[1:]:
        print(__doc__, file=sys.stderr)
        return 2
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
