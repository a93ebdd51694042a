"""What tests of commands have in common: a document of the archive that ships with the program, and lines of JSON."""

import json

from cases.resources import fixtures

ARCHIVE = fixtures() / "archive"
ONE = next(iter(sorted(ARCHIVE.glob("ta-2023-*.txt"))))


def lines(result):
    """What a command with --json printed."""
    return [json.loads(line) for line in result.stdout.splitlines()]
