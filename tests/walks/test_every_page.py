"""Every page in a real browser: rules of accessibility, no sideways scrolling, nothing in the console."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from server.app import create_app
from server.settings import Settings
from tests.attack import scripts
from tests.attack.hostile_scripts import ELSEWHERE, HTMX, MARK, RUN, TAGS
from tests.walks.conftest import served
from tests.walks.lived import furnished
from tests.walks.pages import NO_PAGES, TOKEN, Page, routes_of

# Beside one page of each route, which ``pages`` finds: pages of the same route that look otherwise.
PUBLIC = (
    *("/", "/search?q=杭州市", "/search?q=珊瑚礁", "/cases/1", "/cases/2", "/commitments?text=zzz", "/documents/1"),
    *("/help/terms", "/help/data", "/help/accessibility", "/help/correction"),
)
QUEUES = ("submitter", "reviewer", "assigner", "clerk", "oversight", "admin")
BESIDE = {
    "/?tab=started": "assigner", "/returns?whole=1": "assigner", "/cases/3": "assigner",
    "/reviews?tab=returned": "reviewer", "/submissions/new": "reviewer",
}  # fmt: skip
# A page of a route with something filled in: the route, and what is added to its address.
FILLED = {"/assignments/new?": "&kind=lead_co&find=mz"}
# Widths and sizes of letters that are looked at beside the one that a page was opened with.
DESK = (("1366", "1"), ("1366", "4"), ("1024", "2"), ("683", "1"))
PHONE = (("360", "3"), ("360", "4"), ("360", "1"), ("320", "1"))
SERIOUS = ("serious", "critical")
# Rules of which axe itself says that a finding is never serious: not asked for, since it would not count.
LESSER = (
    "region", "heading-order", "skip-link", "page-has-heading-one", "landmark-banner-is-top-level",
    "landmark-contentinfo-is-top-level", "landmark-main-is-top-level", "landmark-no-duplicate-banner",
    "landmark-no-duplicate-contentinfo", "landmark-no-duplicate-main", "landmark-one-main", "landmark-unique",
)  # fmt: skip
# What is the same on every page of a person, and rows of a list after those that are all made alike.
FRAME = (".top", ".menu", ".foot", ".bottom", ".idle")
MORE_OF_THE_SAME = ("tbody > tr:nth-child(n+9)", "main li:nth-child(n+13)")


def axe_file():
    """Where axe lies; without it the test is skipped."""
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return Path(axe.__file__).with_name("axe.min.js")


def faults(page, *, framed=True):
    """Serious findings of axe: rule and first element. framed: whether the frame of the page is looked at, too."""
    if not page.evaluate("typeof window.axe !== 'undefined'"):
        page.evaluate(axe_file().read_text(encoding="utf-8"))
    rules = {name: {"enabled": False} for name in LESSER}
    # No style is loaded a second time: only a rule about the turning of a screen reads them.
    options = {"resultTypes": ["violations"], "preload": False, "rules": rules}
    skipped = [[selector] for selector in (*MORE_OF_THE_SAME, *(() if framed else FRAME))]
    found = page.evaluate("([exclude, options]) => axe.run({ exclude }, options)", [skipped, options])
    return [(v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"] if v["impact"] in SERIOUS]


@pytest.fixture(scope="module")
def prepared(demo_archive, tmp_path_factory):
    """A site that has something on every page: the small archive and the lives of the demonstration; its pages."""
    made = demo_archive.copied_to(tmp_path_factory.mktemp("pages"))
    app = create_app(Settings(made.folder, made.url, demo=True))
    found, missing = asyncio.run(furnished(app, made.url))
    return app, found, missing


@pytest.fixture(scope="module")
def address(prepared):
    """Address of the site, running."""
    with served(prepared[0]) as at:
        yield at


@pytest.fixture(scope="module")
def listed(prepared):
    """A page of each route, and those beside them."""
    found = list(prepared[1])
    by_role = {}
    for page in found:
        by_role.setdefault(page.who.rpartition(" ")[2], page)
    queues = [replace(by_role[role], path="/") for role in QUEUES if role in by_role]
    beside = [replace(by_role[role], path=path) for path, role in BESIDE.items()]
    filled = [
        replace(page, path=page.path + more) for page in found for start, more in FILLED.items() if start in page.path
    ]
    assert len(filled) == len(FILLED)
    return found + [Page(path) for path in PUBLIC] + queues + beside + filled


def test_no_page_is_forgotten(prepared):
    assert prepared[2] == [], "a route without a page to look at: see tests/walks/pages.py"
    assert NO_PAGES.keys() <= routes_of(prepared[0]).keys()


def test_every_page_is_accessible_and_no_wider_than_the_window(walk, listed):
    walker = walk(1366, 640)
    # Every page brings axe with it: handing it over page by page takes longer.
    walker.page.context.add_init_script(path=axe_file())
    wrong, kinds, framed = {}, set(), set()
    for shown in sorted(listed, key=lambda page: page.who):
        kind = shown.path.split("/")[1].split("?")[0]
        found = _looked_at(walker, shown, DESK, framed=shown.who not in framed)
        # What a narrow window and large letters alone bring about is alike on all pages of a kind, and what pages do
        # where they begin in one is, too: one of a kind is opened there.
        found += _too_wide(walker, PHONE) if kind in kinds else _looked_at(walker, shown, PHONE, framed=True)
        kinds.add(kind)
        framed.add(shown.who)
        if found:
            wrong[shown.path, shown.who] = found
    assert not wrong, "\n".join(f"{path} {who}: {found}" for (path, who), found in wrong.items())


def _looked_at(walker, shown, sizes, *, framed):
    """What is wrong with a page that is opened in the first of these sizes."""
    wide, letters = sizes[0]
    walker.page.context.clear_cookies()
    cookies = {"dafu_size": letters} | ({TOKEN: shown.token} if shown.token else {})
    walker.page.context.add_cookies([{"name": k, "value": v, "url": walker.address} for k, v in cookies.items()])
    walker.page.set_viewport_size({"width": int(wide), "height": 640})
    page = walker.open(shown.path)
    found, headings = faults(page, framed=framed), page.locator("h1").count()
    if headings != 1:
        found.append(("headings", headings))
    return found + _too_wide(walker, sizes)


def _too_wide(walker, sizes):
    """By how many pixels the page that is open does not fit, for each of these sizes where it does not."""
    found = []
    for wide, letters in sizes:
        walker.page.set_viewport_size({"width": int(wide), "height": 640})
        walker.page.evaluate("letters => { document.documentElement.dataset.size = letters }", letters)
        if (overflow := walker.overflow) > 0:
            found.append((f"wider than {wide} with letters {letters}", overflow))
    return found


def test_targets_of_the_elder_mode_are_large(walk):
    walker = walk(360, 640)
    walker.page.context.add_cookies([{"name": "dafu_size", "value": "3", "url": walker.address}])
    page = walker.open("/commitments")
    page.locator("details.folded:not([open]) > summary").first.click()  # what is folded away has no height to measure
    for selector in (".button", ".input:visible", ".sizes button"):
        height = page.locator(selector).first.bounding_box()["height"]
        assert height >= 60, (selector, height)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 18


def public_reply(walker):
    return walker.open("/gk/").locator("td a").first.get_attribute("href")


def test_print_shows_the_article_alone(walk):
    walker = walk()
    page = walker.open(public_reply(walker))
    page.emulate_media(media="print")
    for hidden in (".top", ".menu", ".foot", ".tools"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".foot-print svg").is_visible()
    assert walker.address in page.inner_text(".foot-print")


def test_no_stored_text_comes_alive(prepared, address, browser):
    """Last in this file, for it writes into every field of the site. The traps are shown to notice what does."""
    shown = [one.format(run=RUN, at=ELSEWHERE, mark=MARK) for one in (*TAGS[5:25], *HTMX)]
    assert len(scripts.seen_alive(browser, shown)) > 25
    sent = scripts.in_thread(scripts.stored(address, prepared[1]))
    assert sent.wrong == []
    assert sent.taken > 20
    opened = scripts.looked(browser, address, prepared[1])
    assert opened.wrong == []
    assert opened.taken > 10
