"""A real server and a real browser. Where no Chromium can be had these tests are skipped by name."""

import asyncio
import contextlib
import os
import shutil
import threading
import time

import pytest
import uvicorn

from cases import database
from cases.actions.demo_accounts import load_demo_accounts
from server.app import create_app
from server.settings import Settings

# The shell without a window's furniture first: it needs half the time of the whole browser and draws the same.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def demo_archive(archive_template, tmp_path_factory):
    """The small archive with the people of the demonstration, made once."""
    made = archive_template.copied_to(tmp_path_factory.mktemp("demo"))
    asyncio.run(_with_accounts(made.url))
    return made


@pytest.fixture(scope="module")
def address(demo_archive, tmp_path_factory):
    """Address of a running site over the small archive."""
    made = demo_archive.copied_to(tmp_path_factory.mktemp("walk"))
    with served(create_app(Settings(made.folder, made.url, demo=True))) as at:
        yield at


@contextlib.contextmanager
def served(app):
    """Address of an application while it runs in a thread."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


async def _with_accounts(url):
    await database.open_database(url, migrated=False)
    await load_demo_accounts()
    await database.close()


@pytest.fixture(scope="module")
def browser(address):
    """Chromium, named by DAFU_CHROMIUM or found on the path, or the one Playwright has downloaded.

    Not longer than a module, and after the site: while it lives, no other event loop can be started in this thread.
    """
    with started_browser() as started:
        yield started


@contextlib.contextmanager
def started_browser():
    """A running Chromium; without one the test is skipped."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = os.environ.get("DAFU_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_api.sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--lang=zh-CN"])
        except sync_api.Error as reason:
            pytest.skip(f"no Chromium for the walks: {str(reason).splitlines()[0]}")
        yield started
        started.close()


class Walker:
    """A page that remembers what went wrong: console errors and requests to other hosts."""

    def __init__(self, context, address):
        self.page, self.address, self.errors, self.foreign = context.new_page(), address, [], []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda r: None if r.url.startswith(address) else self.foreign.append(r.url))

    def open(self, path):
        self.page.goto(self.address + path)
        return self.page

    def enter(self, role="审查人员"):
        """Enter with one click as the first who acts in a role."""
        self.open("/account/sign-in").click(f".demo-accounts button:has-text('{role}') >> nth=0")
        self.page.wait_for_load_state()
        return self

    @property
    def overflow(self):
        """Pixels by which the page stays wider than its window, once it had some frames to lay itself out anew."""
        return self.page.evaluate(
            """async () => {
                const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
                for (let frame = 0; frame < 30 && wider() > 0; frame += 1) {
                    await new Promise(next => requestAnimationFrame(next));
                }
                return wider();
            }"""
        )


@pytest.fixture
def walk(browser, address):
    """Makes walkers: ``walk(width, height, **options of the context)``. Errors of any of them fail the test."""
    made = []

    def make(width=1366, height=768, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **options)
        walker = Walker(context, address)
        made.append((context, walker))
        return walker

    yield make
    for context, walker in made:
        context.close()
        assert walker.errors == []
        assert walker.foreign == []
