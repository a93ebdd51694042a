"""``python -m server …`` is the same as ``dafu …``."""

import gc

RARELY = 50_000  # new objects between two looks for garbage


def main() -> None:
    """Read the program, then run it. What is read stays: to look through it after every 700 objects for something to
    throw away, as is usual, took a fifth of the start."""
    gc.set_threshold(RARELY, 20, 20)
    from server.cli import main as command

    command(prog_name="dafu")


if __name__ == "__main__":
    main()
