"""Scans of signed forms: what is one is kept under its digest, what is none is refused in words."""

import pytest

from cases import files
from cases.actions.signed_forms import stored_form
from cases.errors import FileError
from tests.pictures import png

pytestmark = pytest.mark.anyio
PHOTO = png()


async def test_a_photograph_is_kept_as_it_came(tmp_path):
    form = await stored_form("评价表.png", PHOTO, folder=tmp_path)
    assert (form.name, form.media, form.size) == ("评价表.png", "image/png", len(PHOTO))
    assert files.read(tmp_path, form.sha256) == PHOTO


@pytest.mark.parametrize(("name", "data"), [("评价表.txt", "同意".encode()), ("评价表.png", b"\x00\x01\x02")])
async def test_what_nobody_can_have_signed_is_refused(tmp_path, name, data):
    with pytest.raises(FileError):
        await stored_form(name, data, folder=tmp_path)
