"""Words of the page itself, not of the letter on it: buttons, neighbours, imprint. A letter ends where they begin."""

import re

_BUTTONS = (
    "打印|关闭|收藏|分享|推荐|纠错|我要纠错|政策解读|无障碍浏览|智能问答|返回|返回列表|返回顶部|回到顶部|相关附件|附件下载|文件下载|政策咨询|"
    "用户登录|关注微信|关注手机版|扫码浏览|扫码关注|热门词条|热门跟贴|相关词条|联络我们|联系我们|友情链接|相关链接|相关文章|相关阅读|"
    "相关新闻|网站地图|网友评论|我要评论|列印本页|关闭视窗|举报|点赞|×"
)
_MARKS = (
    r"责任编辑|责编[:∶]|编辑[:∶]|审核[:∶]|一审[:∶]|二审[:∶]|校对[:∶]|终审[:∶]|来源[:∶]|信息来源[:∶]|上一[篇条][:∶]|下一[篇条][:∶]|扫一扫|"
    r"版权所有|Copyright|©|主办[:∶]|主办单位[:∶][^\n]{0,30}(?:办公室|人民政府|委员会|中心)\s|网站标识码|您所访问的|<!--|"
    r"为进一步了解掌握社会公众|账号\+密码|手机\+密码|下载Word|下载PDF|打印文章|掃描|扫描二维码|手机扫|微信扫|您是第\s{0,3}\d|满意度\s{0,2}[:∶]|"
    r"满意度评价|本文链接|网站支持|建议使用\s?(?:\d|IE)|技术支持[:∶]|版权声明|字号[:∶]|大\s中\s小|往期文章|当前第\s?\d|微信公众号|"
    r"[\u4e00-\u9fff]{0,3}ICP备|[\u4e00-\u9fff]{0,2}公网安备"
)
_DEBRIS = re.compile(
    rf"(?<![^\s|>。])[\[【《#]?\s?(?:(?:{_MARKS})|(?:{_BUTTONS})(?:本页|此页|窗口|文章|到)?(?=[\s|】\]#:∶]|$))"
)


def letter_stop(text: str, start: int, end: int) -> int:
    """Where the page's own words begin after a letter that starts at a place; end if there are none."""
    match = _DEBRIS.search(text, start, end)
    return match.start() if match else end
