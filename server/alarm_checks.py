"""What the last hour was like, all together: guessing at passwords, and use that no people make."""

from cases.queries.alarms import last_hour
from server.health import Check, bad, good
from server.settings import Settings


async def alarm_check(settings: Settings) -> Check:
    """Whether somebody should look now."""
    seen, most = await last_hour(), settings.limits.tries_hour
    uses = "，".join(f"{what.label} {count} 次" for what, count in seen.uses.items())
    said = f"登录失败 {seen.failures} 次" + (f"，{uses}" if uses else "")
    if most and seen.failures >= most:
        return bad("最近一小时", f"{said}：有人在猜密码，请看运行日志里的来源地址，在前置代理上封堵")
    return good("最近一小时", said)
