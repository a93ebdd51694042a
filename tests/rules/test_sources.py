"""What may not stand in the project: text of the sample documents, requests to other hosts, secrets of a workplace."""

import os
import re
from pathlib import Path

import pytest

from tests.rules.test_tree import ROOT, tracked

SHINGLE = 28
TEXTUAL = (".py", ".md", ".html", ".css", ".js", ".txt", ".csv", ".toml", ".json", ".tsv")


def characters(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff0-9]", "", text)


def test_no_sentence_of_the_samples_stands_here():
    folder = os.environ.get("DAFU_SAMPLES")
    if not folder:
        pytest.skip("DAFU_SAMPLES names no folder of sample documents")
    known: set[str] = set()
    for path in (*Path(folder, "seeds").glob("*.txt"), *Path(folder, "published").glob("*.txt")):
        text = characters(path.read_text(encoding="utf-8", errors="ignore"))
        known.update(text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1))
    assert known
    copied = {}
    for name in tracked():
        if "/vendor/" in name or not name.endswith(TEXTUAL):
            continue
        data = (ROOT / name).read_bytes()
        text = characters(data.decode("utf-8", errors="ignore"))
        hit = next((text[i : i + SHINGLE] for i in range(len(text)) if text[i : i + SHINGLE] in known), None)
        if hit and len(hit) == SHINGLE:
            copied[name] = hit
    assert copied == {}


@pytest.mark.parametrize(
    "name", [n for n in tracked() if re.match(r"templates/.*\.html$|server/static/[^/]+\.(css|js)$", n)]
)
def test_no_page_asks_another_host(name):
    """An address may be shown or named as a vocabulary; nothing may be fetched from it."""
    text = (ROOT / name).read_text(encoding="utf-8")
    fetched = re.findall(
        r"""(?:src|srcset|action|data|poster)\s*=\s*["']?\s*(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import""", text
    )
    linked = re.findall(r"""<link[^>]+href\s*=\s*["'](?:https?:)?//""", text)
    assert fetched + linked == []


@pytest.mark.parametrize(
    "name", [n for n in tracked() if n.startswith("server/static/vendor/") and n.endswith((".js", ".css"))]
)
def test_vendored_files_have_a_version_and_a_licence(name):
    folder = (ROOT / name).relative_to(ROOT / "server/static/vendor").parts[0]
    assert re.fullmatch(r"[a-z.-]+-\d+\.\d+\.\d+", folder)
    assert list((ROOT / "server/static/vendor" / folder).glob("LICENSE*"))
