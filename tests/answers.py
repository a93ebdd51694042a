"""What answers of the site say, to be compared with one another."""

import io
import re
import zipfile
from datetime import datetime

import httpx

from cases import clock
from server.headers import ALWAYS


async def asked_at(moment: datetime, client: httpx.AsyncClient, addresses: list[str]) -> dict[str, httpx.Response]:
    """The answers as of one instant: a paper prints its minute."""
    answers = {}
    for address in addresses:
        with clock.at(moment):
            answers[address] = await client.get(address)
    return answers


def said(answer: httpx.Response) -> str:
    """What an answer says, that of Word and Excel files included."""
    if not answer.content.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        names = [name for name in packed.namelist() if not name.startswith("docProps/")]
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in sorted(names))


def steady(answer: httpx.Response) -> str:
    """An answer without what differs from one request to the next."""
    changing = r'(name="(?:token|visit_token|key)" value=")[^"]*|\d+\.\d+ ?(?:毫秒|秒)|\d\d:\d\d(?::\d\d)?'
    return re.sub(changing, r"\1", said(answer))


def faults_of(answer: httpx.Response, *, kept: bool) -> list[str]:
    """What an answer lacks of what every answer has. kept: whether its reader may keep it."""
    found = [f"no {name}" for name in ALWAYS if name.lower() not in answer.headers]
    kind, control = answer.headers.get("content-type", ""), answer.headers.get("cache-control", "")
    textual = kind.startswith("text/") or "xml" in kind.partition(";")[0].partition("/")[2].split("+")
    if answer.content and textual and "charset=utf-8" not in kind.lower():
        found.append(f"no charset in {kind}")
    if answer.content and not kind:
        found.append("no content-type")
    if not control or (not kept and control != "no-store"):
        found.append(f"cache-control is {control!r}")
    return found + [f"says {name}" for name in ("server", "x-powered-by") if name in answer.headers]
