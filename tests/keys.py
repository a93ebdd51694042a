"""One file of keys for everything that the tests open, also for programs that they start."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from cases import ciphers


def hold() -> ciphers.Keyring:
    """Make the file, once for all processes of a run, and use it."""
    if "DAFU_KEYS" not in os.environ:
        folder = tempfile.mkdtemp(prefix="dafu-keys-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["DAFU_KEYS"] = f"{folder}/dafu.keys"
    ring = ciphers.make(Path(os.environ["DAFU_KEYS"]))
    ciphers.use(ring)
    return ring


def lay_beside(folder: Path) -> None:
    """Give a data folder the keys that its database was filled with, where a site over it looks for them."""
    ciphers._put(folder / "dafu.keys", list(ciphers.held().keys), new=False)
