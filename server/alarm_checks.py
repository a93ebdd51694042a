"""What whoever keeps the machine should be told of now: guessing at passwords, and daily rounds that are not made."""

from datetime import timedelta

from cases.clock import BEIJING, now
from cases.queries.alarms import last_hour
from cases.queries.retention import last_round
from server.health import Check, bad, good, note
from server.settings import Settings

LATE = timedelta(hours=50)  # one round was missed, for whatever reason, and the next one too


async def alarm_check(settings: Settings) -> Check:
    """Whether somebody should look now."""
    seen, most = await last_hour(), settings.limits.tries_hour
    uses = "，".join(f"{what.label} {count} 次" for what, count in seen.uses.items())
    said = f"登录失败 {seen.failures} 次" + (f"，{uses}" if uses else "")
    if most and seen.failures >= most:
        return bad("最近一小时", f"{said}：有人在猜密码，请看运行日志里的来源地址，在前置代理上封堵")
    return good("最近一小时", said)


async def tidy_check() -> Check:
    """Whether what is over is taken away every day."""
    last = await last_round()
    if last is None:
        return note("保存期限", "还没有清理过到期的数据：后台进程每天凌晨做，新装的明天再看")
    said = f"{last.at.astimezone(BEIJING):%Y-%m-%d %H:%M} 清理：{last.gone}"
    return good("保存期限", said) if now() - last.at < LATE else note("保存期限", f"{said}；此后没有再做，请看后台进程")
