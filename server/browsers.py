"""Browsers by what they call themselves, so that no script is needed: which are too old, and how one is called."""

import re

# The first version of each that has what the style sheet needs.
LEAST = {"Chrome": 90, "Firefox": 89}
LEAST_SAFARI = 15
_NAMED = re.compile(r"\b(Chrome|Firefox)/(\d{1,4})")
_SAFARI = re.compile(r"\bVersion/(\d{1,4})[^ ]{0,20} (?:Mobile/\S{1,20} )?Safari/")


def too_old(agent: str) -> bool:
    """Whether a browser of this name shows the pages wrongly. What calls itself something unknown is let in."""
    if "MSIE " in agent or "Trident/" in agent:
        return True
    if found := _NAMED.search(agent):
        return int(found[2]) < LEAST[found[1]]
    if found := _SAFARI.search(agent):
        return int(found[1]) < LEAST_SAFARI
    return False


# The first that fits: nearly all call themselves by several names.
_NAMES = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Edg", "Edge"),
    ("QQBrowser", "QQ 浏览器"), ("360", "360 浏览器"),
    ("Qaxbrowser", "奇安信浏览器"), ("Firefox", "火狐浏览器"), ("Chrome", "Chrome 内核浏览器"), ("Safari", "Safari"),
)  # fmt: skip
_MACHINES = (
    ("iPhone", "苹果手机"), ("iPad", "苹果平板"), ("HarmonyOS", "鸿蒙手机"), ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Mac OS", "苹果电脑"), ("Linux", "Linux 电脑"),
)  # fmt: skip


def called(agent: str) -> str:
    """A browser and its machine in a few words, for the list of one's own sessions."""
    found = [next((said for sign, said in known if sign in agent), "") for known in (_MACHINES, _NAMES)]
    return " · ".join(filter(None, found)) or "未知设备"
