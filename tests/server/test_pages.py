"""Pages, fragments and redirects: caching, the way back, and templates that know their names."""

import re
from pathlib import Path

import pytest

from cases.resources import data_folder
from server import pages

pytestmark = pytest.mark.anyio
TEMPLATES = data_folder("server", "templates")


@pytest.mark.parametrize("path", ["/", "/gk/", "/cases/1", "/feed.atom", "/data/replies.json", "/sitemap.xml"])
async def test_an_unchanged_public_page_is_not_sent_again(site, path):
    first = await site.get(path)
    again = await site.get(path, If_None_Match=first.headers["etag"])
    assert again.status_code == 304
    assert again.content == b""
    assert (await site.get(path, If_None_Match='W/"other"')).status_code == 200


async def test_last_modified_is_the_record_s(site):
    first = await site.get("/cases/1")
    stamp = first.headers["last-modified"]
    assert (await site.get("/cases/1", If_Modified_Since=stamp)).status_code == 304
    assert (await site.get("/cases/1", If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT")).status_code == 200
    assert (await site.get("/cases/1", If_Modified_Since="yesterday")).status_code == 200


async def test_pages_of_staff_are_kept_nowhere(staff):
    assert (await staff.get("/cases/1")).headers["cache-control"] == "no-store"


async def test_a_fragment_is_a_part_of_its_page(site):
    page = await site.client.get("/commitments/")
    part = await site.get("/commitments/", HX_Request="true")
    assert part.text.strip() in page.text
    assert "<html" not in part.text
    assert "HX-Request" in part.headers["vary"]


async def test_back_button_gets_the_page(site):
    page = await site.get("/commitments/", HX_Request="true", HX_History_Restore_Request="true")
    assert "<html" in page.text


@pytest.mark.parametrize("bad", ["//evil.test", "/\\evil.test", "https://evil.test", "javascript:x", "", "/a\r\nX: y"])
def test_no_way_leads_out(bad):
    assert pages.inside(bad) == "/"


def test_a_way_inside_is_kept():
    assert pages.inside("/cases/3?x=1#c4") == "/cases/3?x=1#c4"


def test_every_static_file_named_in_a_template_is_there():
    named = set()
    for path in TEMPLATES.rglob("*.html"):
        named.update(re.findall(r"asset\('([^']+)'\)", path.read_text(encoding="utf-8")))
    assert named
    for name in named:
        assert (pages.STATIC / name).is_file()
        assert re.fullmatch(rf"/static/{re.escape(name)}\?v=[0-9a-f]{{12}}", pages.asset(name))


def test_styles_use_only_what_the_oldest_browser_knows():
    text = (pages.STATIC / "app.css").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    newer = (":has(", "@container", "@layer", "color-mix(", "oklch(", "light-dark(", "dvh", "subgrid", "accent-color")
    assert [word for word in newer if word in text] == []


def test_the_script_stays_small_and_says_nothing_itself():
    text = (pages.STATIC / "app.js").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    assert not re.search(r"[\u4e00-\u9fff]", text)
    for newer in (".at(", "structuredClone", "Object.hasOwn", "findLast", "replaceAll("):
        assert newer not in text


def test_templates_hold_no_script():
    for path in TEMPLATES.rglob("*.html"):
        text = Path(path).read_text(encoding="utf-8")
        assert not re.search(r'\son[a-z]+=|<script(?![^>]*(?:src=|type="application/))|style=|javascript:', text), path
