"""More time is asked for and granted; months later the answer is late, and everybody who must know sees it."""

from datetime import timedelta

import pytest

from cases import clock
from tests.walks import steps
from tests.walks.steps import Site, Stage


@pytest.fixture(scope="module")
def site(tmp_path_factory, demo_archive):
    """A site that goes on at another time when the walk says so."""
    made = demo_archive.copied_to(tmp_path_factory.mktemp("late"))
    running = Site(made.folder, made.url).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def address(site):
    """Where the site runs, whatever its time."""
    return site.address


def test_granted_then_late(walk, site):
    stage = Stage(walk)
    case = steps.submit(stage, "林望舒", "给高层住宅的老人配送热水袋")
    steps.review_and_file(stage, "闻静姝", case, "社会建设")
    steps.assign(stage, case, "sole", ["民政局"])
    steps.accept(stage, "简安宁", case)
    page = steps.part_of(stage, "简安宁", case, "申请延期")
    latest = page.get_attribute("#day", "max")
    page.fill("#day", latest)
    page.fill("#told_on", clock.today().isoformat())
    page.fill("#reason", "需要逐户核对高层住宅的老人名单")
    steps.picture(page, "extension-asked")
    page.click("button:text-is('申请延期')")
    steps.done(page, "已申请延期")
    office = stage.on("钟离远", "/extensions")
    office.click("main a:text-is('审批')")
    steps.done(office, "需要逐户核对")
    office.fill("#words", "同意")
    office.click("button:text-is('同意延期')")
    steps.done(office, "已同意延期")
    page = stage.on("林望舒", f"/cases/{case}")
    year, month, day = latest.split("-")
    assert f"{year}年{int(month)}月{int(day)}日" in page.inner_text("main")
    steps.picture(page, "extended")

    stage.leave()
    site.stop()
    site.start(clock.date.fromisoformat(latest) + timedelta(days=10))
    office = stage.on("隋远山", f"/cases/{case}")
    assert "超期" in office.inner_text("main")
    steps.picture(office, "late")
    office = stage.on("隋远山", f"/urges/new?case={case}")
    office.select_option("#form", "supervision")
    office.fill("#words", "答复已经超期，请在三个工作日内送出")
    office.click("button:text-is('催办')")
    steps.done(office, "已催办")
    page = stage.on("简安宁", f"/cases/{case}")
    assert "请在三个工作日内送出" in page.inner_text("main")
    assert page.locator(".act-bar a:has-text('申请延期')").count() == 0
    assert "超期" in stage.on("简安宁", "/").inner_text("main")
    steps.picture(page, "urged")
