"""Entering and what belongs to an account in a real browser: usable, warned before the session sleeps."""

import asyncio
import re

import pytest

from cases import database
from server.app import create_app
from server.settings import Settings
from tests.accounts import PASSWORD
from tests.factors import shown, with_factor
from tests.walks.conftest import served
from tests.walks.steps import done, picture
from tests.walks.test_every_page import faults

SEEDS = {}


@pytest.fixture(scope="module")
def address(demo_archive, tmp_path_factory):
    """A site where somebody has a telephone as his second factor."""
    made = demo_archive.copied_to(tmp_path_factory.mktemp("walk"))
    asyncio.run(_with_telephone(made.url))
    with served(create_app(Settings(made.folder, made.url, demo=True))) as at:
        yield at


async def _with_telephone(url):
    await database.open_database(url, migrated=False)
    _, SEEDS["岳明"], _ = await with_factor(name="岳明")
    await database.close()


def test_name_and_menu_stand_at_the_top_and_lead_out(walk):
    walker = walk().enter("单位联络员")
    page = walker.open("/gk/")
    page.click(".who summary")
    assert page.locator(".who-menu a").all_text_contents() == [
        "保存的检索", "专题", "导出的表格", "我的账号", "切换身份",
    ]  # fmt: skip
    page.click(".who-menu button")
    done(page, "已退出登录")
    assert page.locator(".who").count() == 0


def test_all_of_it_works_without_scripts(walk):
    walker = walk(360, 640, java_script_enabled=False).enter("经办人")
    page = walker.open("/account")
    page.select_option("#deputy", index=1)
    page.fill("#until", "2090-01-01")
    page.fill("#reason", "外出学习")
    page.click("button:text-is('委托')")
    done(page, "已委托")
    page.click("text=撤销委托")
    done(page, "已撤销")


def test_a_quiet_session_is_warned_of_and_kept_awake(walk):
    walker = walk()
    walker.page.clock.install()
    page = walker.enter("单位联络员").open("/gk/")
    page.clock.fast_forward("24:00")
    assert not page.locator("#idle").is_visible()
    page.clock.fast_forward("02:00")
    assert page.locator("#idle").is_visible()
    assert "5 分钟内将自动退出" in page.locator("#idle").inner_text()
    with page.expect_response(re.compile("/account/stay")):
        page.click("text=继续使用")
    page.locator("#idle").wait_for(state="hidden")
    assert page.url.endswith("/gk/")


def test_rules_are_ticked_while_typing(walk):
    page = walk().enter("单位联络员").open("/account/password")
    ticked = "#rules .kept"
    page.fill("#new", "短")
    before = page.locator(ticked).count()
    page.fill("#new", "雨前龙井要用80度的水Tea")
    assert before < page.locator(ticked).count() == 5


def test_a_browser_that_is_too_old_is_told_so(walk):
    walker = walk()
    walker.page.add_init_script("CSS.supports = () => false")
    page = walker.open("/")
    assert page.locator(".too-old-note").is_visible()
    page.click(".too-old-note a")
    assert "浏览器要求" in page.title()


@pytest.mark.parametrize("scripts", [True, False])
def test_one_enters_in_two_steps(walk, scripts):
    walker = walk(360, 640, java_script_enabled=scripts)
    page = walker.open("/account/sign-in?back=/cases")
    page.fill("#name", "岳明")
    page.fill("#password", PASSWORD)
    page.click("main form button.button >> nth=0")
    page.wait_for_selector("#code")
    if scripts:
        assert faults(page) == [] and walker.overflow == 0
        picture(page, "second-step")
    page.fill("#code", shown(SEEDS["岳明"], off=0 if scripts else 1))
    page.click("main form button.button >> nth=0")
    done(page, "已登录")
    assert page.url.endswith("/cases")
    assert "已启用" in walker.open("/account/second-factor").inner_text("main")
