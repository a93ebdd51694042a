"""An index that is deleted, or damaged, under the program: searches go on meanwhile, and soon it is whole again."""

import asyncio
import contextlib
import shutil
from pathlib import Path
from random import Random

from tests.faults.ledger import Ledger
from tests.faults.site import NAME, Site

SECONDS = 3.0  # of searching, in which readers meet the damage


async def deleted(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """The whole folder."""
    for one in (site.data / "index").iterdir():
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(one) if one.is_dir() else one.unlink()
    await asyncio.sleep(SECONDS)
    return []


async def dropped(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """The index that lies in the database."""
    assert site.cluster is not None
    await site.cluster.ask("DROP SCHEMA dafu_search CASCADE", NAME)
    await asyncio.sleep(SECONDS)
    return []


async def segment_deleted(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """One of the files that hold words."""
    for one in _chosen(site, ".seg", draw):
        one.unlink(missing_ok=True)
    await asyncio.sleep(SECONDS)
    return []


async def contents_cut(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """The table of contents is empty."""
    for one in _chosen(site, ".toc", draw):
        one.write_bytes(b"")
    await asyncio.sleep(SECONDS)
    return []


async def byte_flipped(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """One byte in one file or, as often, in every file."""
    files = [one for one in sorted((site.data / "index").rglob("*")) if one.is_file() and one.stat().st_size]
    for one in files if draw.random() < 0.5 else draw.sample(files, 1):
        with contextlib.suppress(FileNotFoundError), one.open("r+b") as file:
            at = draw.randrange(one.stat().st_size)
            file.seek(at)
            byte = file.read(1)
            file.seek(at)
            file.write(bytes([byte[0] ^ (1 << draw.randrange(8))]))
    await asyncio.sleep(SECONDS)
    return []


def _chosen(site: Site, ending: str, draw: Random) -> list[Path]:
    files = sorted((site.data / "index").glob(f"build-*/*{ending}"))
    return draw.sample(files, 1) if files else []
