"""No sign turns a letter: typed text loses it and no word, a document keeps it and its page says its name."""

import pytest

from cases.database import write_tx
from cases.tables import Document
from server.draft_forms import long_text
from server.forms import text_of
from server.turning import straightened, with_names

pytestmark = pytest.mark.anyio
SIGNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


@pytest.mark.parametrize("sign", SIGNS)
def test_what_is_typed_loses_the_sign_and_no_word(sign):
    assert text_of(f"同意{sign}拨款{sign}") == long_text(f"同意{sign}拨款{sign}") == "同意拨款"
    assert straightened(f"不{sign}\n同意") == "不\n同意"


@pytest.mark.parametrize("sign", SIGNS)
def test_a_page_says_its_name(sign):
    assert with_names(f"<p>同意{sign}拨款</p>") == f"<p>同意〔U+{ord(sign):04X}〕拨款</p>"


def test_what_turns_nothing_stays():
    words = "שלום 👨\u200d👩 می\u200cخواهم “引”"
    assert straightened(words) == with_names(words) == words


async def test_a_document_is_kept_as_it_came_and_turns_no_page(site):
    row = await Document.select(Document.id, Document.title).where(Document.title.is_not_null()).first()
    turned = f"\u202e{row['title']}\u2066"
    async with write_tx():
        await Document.update({Document.title: turned}).where(Document.id == row["id"])
    page = (await site.get(f"/documents/{row['id']}")).text
    assert f"〔U+202E〕{row['title']}〔U+2066〕" in page and not set(SIGNS) & set(page)
    assert (await Document.select(Document.title).where(Document.id == row["id"]))[0]["title"] == turned
