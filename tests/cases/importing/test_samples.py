"""What is read from real published pages, scored against their labels."""

import json
import os
import re
import unicodedata
from pathlib import Path

import pytest

from cases.importing.parsing import parse
from cases.importing.printing import as_json
from cases.intake.sources import read_document
from cases.vocabulary import DocumentKind

FIELDS = (
    "session", "number", "title_of_proposal", "addressee", "lead_department", "co_departments", "reply_date",
    "publish_date", "doc_no", "index_no", "result_class", "contact_person", "contact_phone",
)  # fmt: skip
LETTERS = {DocumentKind.REPLY, DocumentKind.CO_REPLY, DocumentKind.PROPOSAL_AND_REPLY}
ACCEPTED = ("", "_alt", "_true", "_literal")


@pytest.fixture(scope="module")
def scored():
    """(labels, what was read) of every sample."""
    folder = os.environ.get("DAFU_SAMPLES")
    if not folder:
        pytest.skip("DAFU_SAMPLES names no folder of sample documents")
    pairs = []
    for labels, texts in (("published/gold.json", "published"), ("published/seeds_gold.json", "seeds")):
        for label in json.loads(Path(folder, labels).read_text(encoding="utf-8")):
            path = Path(folder, texts, label["file"])
            pairs.append((label, as_json(parse(read_document(path.name, path.read_bytes())))))
    return pairs


def plain(value):
    if isinstance(value, list):
        return "|".join(sorted(map(plain, value)))
    return re.sub(r"[\s“”‘’\"'《》:,。;、()\[\]【】〔〕-]+", "", unicodedata.normalize("NFKC", str(value or "")))


def agrees(field, label, read):
    """Whether a value is one of those a label accepts; of a name or a title seven tenths are enough."""
    value = plain(read[field])
    for suffix in ACCEPTED:
        wanted = plain(label.get(field + suffix))
        if wanted and value.lstrip("0") == wanted.lstrip("0"):
            return True
        short, long = sorted((value, wanted), key=len)
        if (
            field in ("addressee", "lead_department", "title_of_proposal")
            and short in long
            and len(short) >= 0.7 * len(long) > 0
        ):
            return True
    return False


def test_the_kind_of_every_page(scored):
    wrong = [
        (label["file"], read["kind"])
        for label, read in scored
        if (read["kind"] in LETTERS) != (label["kind"] in LETTERS)
        or ("co_reply" in (read["kind"], label["kind"]) and read["kind"] != label["kind"])
    ]
    assert wrong == []


def test_fields_as_labelled_and_none_invented(scored):
    right = asked = 0
    invented = []
    for label, read in scored:
        if label["kind"] not in LETTERS:
            continue
        for field in FIELDS:
            if label.get(field):
                asked += 1
                right += agrees(field, label, read)
            elif read[field] and not agrees(field, label, read):
                invented.append((label["file"], field, read[field]))
    assert invented == []
    assert right >= 0.97 * asked
