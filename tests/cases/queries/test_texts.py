"""Documents opened for reading."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.queries.masking import MASK
from cases.queries.texts import flags_in, letters, sources
from cases.vocabulary import Flag
from tests.samples import LIFTS, PHONE

pytestmark = pytest.mark.anyio


async def test_the_office_reads_the_file_and_the_public_its_masked_copy(archive):
    office = (await sources([1], actor=OFFICE))[1]
    public = (await sources([1, 3], actor=PUBLIC))[1]
    assert office.text == LIFTS
    assert PHONE not in public.text
    assert len(public.text) == len(LIFTS)
    assert all(old == new or new == MASK for old, new in zip(LIFTS, public.text, strict=True))


async def test_personal_values_are_for_the_office(archive):
    def names(found):
        return {value.name for value in found[1].values}

    assert {"contact_person", "contact_phone"} <= names(await sources([1], actor=OFFICE))
    assert not {"contact_person", "contact_phone"} & names(await sources([1], actor=PUBLIC))
    assert "number" in names(await sources([1], actor=PUBLIC))


async def test_an_undivided_text_is_one_letter(archive):
    source = (await sources([1], actor=OFFICE))[1]
    assert len(letters(source, commitments=(), figures=())) == len(source.parts) >= 1


async def test_nothing_asked_nothing_read(archive):
    assert await sources([], actor=OFFICE) == {}
    assert flags_in('["missing_number"]') == (Flag.MISSING_NUMBER,)
