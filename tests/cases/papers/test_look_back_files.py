"""Files that are no sheet are refused in words, whatever they are; reading real ones is walked through the pages."""

import pytest

from cases.errors import CaseError
from cases.papers.look_back_files import MOST_BYTES, read_sheet_file
from tests.cases.papers.test_look_backs import PAGE


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"%PDF-1.7", b"PK\x03\x04" + b"0" * 900, "序号,落实情况".encode(), b"PK" + b"0" * MOST_BYTES]
)
def test_what_is_no_sheet_is_refused_in_words(data):
    with pytest.raises(CaseError) as refused:
        read_sheet_file("表.xlsx", data, PAGE)
    assert str(refused.value)
