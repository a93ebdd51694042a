"""``python -m tests.attack KIND [--json]``: runs one kind of attack, prints its table, ends with 0 where all held.

With ``--json`` the last line is for programs. ``all`` runs every kind with its usual size.
"""

import argparse
import dataclasses
import importlib
import json
import sys

from tests.attack.rows import table

# A kind is a module of this package: options(parser) adds its options, run(asked) gives its rows.
KINDS = {
    "api": "schemathesis on the open data",
    "fuzz": "atheris on the parsers of what strangers write",
    "queries": "hostile questions to the index and over HTTP",
    "scripts": "texts that run, stored in every field, and every page in a real browser",
    "times": "days and instants that programs trip over",
    "traps": "texts and numbers that programs trip over, in every form and address",
    "uploads": "hostile files at every place that takes a file",
    "regexes": "every pattern against texts that keep it busy",
    "sources": "bandit, pip-audit, an inventory of packages",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    for name, told in KINDS.items():
        one = kinds.add_parser(name, help=told)
        importlib.import_module(f"tests.attack.{name}").options(one)
        one.add_argument("--json", action="store_true")
    kinds.add_parser("all", help="every kind with its usual size").add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = []
    for name in KINDS if asked.kind == "all" else [asked.kind]:
        given = parser.parse_args([name]) if asked.kind == "all" else asked
        rows += importlib.import_module(f"tests.attack.{name}").run(given)
    print(table(rows))
    if asked.json:
        print(json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False))
    return int(any(row.wrong for row in rows))


if __name__ == "__main__":
    sys.exit(main())
