"""Starts gunicorn for ``with_django``: one process, as many threads as our own program has for SQLite."""

import os
import sys

import click

WORDS = "--worker-class gthread --workers 1 --threads 4 --keep-alive 60 --log-level warning"


@click.command()
@click.option("--port", type=int, required=True)
def main(port: int) -> None:
    bound = ["--bind", f"127.0.0.1:{port}", *WORDS.split(), "tests.bench.peers.with_django:application"]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *bound])


if __name__ == "__main__":
    main()
