"""One target under atheris: ``python -m tests.attack.fuzzing TARGET [options of libFuzzer]``. Started by ``fuzz``."""

import sys

import atheris

with atheris.instrument_imports(include=["cases", "search", "server.forms", "server.uploads"]):
    from tests.attack.targets import TARGETS


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
