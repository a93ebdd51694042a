"""Where the data that ships with the program lies: beside the packages in a checkout, inside them in a wheel."""

import csv
import functools
from pathlib import Path


@functools.cache
def data_folder(package: str, name: str) -> Path:
    """The folder ``name`` ("templates", "fixtures") that belongs to a top-level package ("server", "cases").

    Raises FileNotFoundError where the installation is incomplete; the sentence is for the person who installs.
    """
    top = Path(__file__).resolve().parent.parent
    for place in (top / package / "_data" / name, top / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"安装不完整：找不到 {name} 文件夹。请重新安装 Dafu。")


def fixtures() -> Path:
    """The folder of data that a fresh installation starts from."""
    return data_folder("cases", "fixtures")


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file of reference data; a byte order mark, as spreadsheets write it, does no harm."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
