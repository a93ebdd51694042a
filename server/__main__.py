"""``python -m server …`` is the same as ``dafu …``."""

from server.cli import main

main(prog_name="dafu")
