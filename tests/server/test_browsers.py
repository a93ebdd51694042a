"""Browsers by the names they give themselves: too old ones are told so before they see a page that they break."""

import pytest

from server.browsers import called, too_old

pytestmark = pytest.mark.anyio
KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
OLD = [
    "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)",
    "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
    f"Mozilla/5.0 (X11; Linux x86_64) {KIT} Chrome/78.0.3904.108 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:78.0) Gecko/20100101 Firefox/78.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 12_0) AppleWebKit/605.1.15 Version/12.0 Mobile/15E148 Safari/604.1",
]
GOOD = [
    f"Mozilla/5.0 (X11; Linux x86_64) {KIT} Chrome/90.0.4430.246 Safari/537.36",
    f"Mozilla/5.0 (Windows NT 10.0) {KIT} Chrome/106.0.0.0 Safari/537.36 Edg/106.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1",
    "curl/8", "",
]  # fmt: skip


@pytest.mark.parametrize("agent", OLD)
async def test_an_old_one_gets_a_plain_word_and_a_way_on_login_9(site, agent):
    assert too_old(agent)
    page = (await site.get("/account/sign-in?back=/drafts", User_Agent=agent)).text
    assert "版本太低" in page
    assert "内核 90 及以上" in page
    assert 'name="password"' not in page
    assert "anyway=1&amp;back=%2Fdrafts" in page
    assert 'name="password"' in (await site.get("/account/sign-in?anyway=1", User_Agent=agent)).text


@pytest.mark.parametrize("agent", GOOD)
async def test_the_others_get_the_entry(site, agent):
    assert not too_old(agent)
    assert 'name="password"' in (await site.get("/account/sign-in", User_Agent=agent)).text


def test_no_name_takes_long():
    assert not too_old("Version/1" + "9" * 100_000 + " Safari")


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36", "Windows 电脑 · Chrome 内核浏览器"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Windows 电脑 · Edge"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Mobile/15E148 MicroMessenger/8.0", "苹果手机 · 微信"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0", "Linux 电脑 · 火狐浏览器"),
        ("<script>alert(1)</script>", "未知设备"),
        ("", "未知设备"),
    ],
)
def test_a_browser_is_called_by_words_of_ours(agent, said):
    assert called(agent) == said
