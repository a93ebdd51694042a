"""The form of a submission: nonsense becomes nothing, and what is shown is what was written."""

import pytest

from cases.queries.submissions import submission_page
from server.submission_forms import shown_of, written_in
from tests.cases.submissions import hall, written

pytestmark = pytest.mark.anyio


async def test_there_and_back(furnished):
    here = await hall()
    case_id = await written(here)
    shown = shown_of(await submission_page(case_id, actor=here.first))
    again = await written_in(shown, here.place)
    assert again.shown == shown
    assert again.unmatched == ()


async def test_an_empty_form_and_one_of_nonsense(furnished):
    here = await hall()
    empty = await written_in({}, here.place)
    assert (empty.written.title, empty.written.consent_publish, empty.unmatched) == ("", True, ())
    strange = await written_in(
        {"consent": "no", "lead_units": "\u202e局, 市交通局", "consent_reason": "a\nb"}, here.place
    )
    assert not strange.written.consent_publish
    assert strange.written.consent_reason == "a b"
    assert len(strange.written.lead_units) == 1
    assert strange.unmatched == ("局",)
