"""A small HTTP/1.1 client that costs little beside the site that it loads: kept connections, nothing unpacked.

Everybody shares its connections, as behind a proxy; where each comes from stands in X-Forwarded-For.
"""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
PACKED = "gzip, br"  # what browsers ask for; nobody unpacks what he does not look into
LONGEST_LINE = 1024 * 1024


class Broken(OSError):
    """No whole answer came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a request. path: without its query; headers: names in small letters, the last of each."""

    asked: str
    status: int
    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Lean:
    """Asks a site at a host and port, over as many connections as are needed at a time."""

    def __init__(self, host: str, port: int, *, seconds: float = 60.0) -> None:
        self.host, self.port, self.seconds = host, port, seconds
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, method: str, path: str, *, origin: str, cookie: str = "", body: bytes = b"", media: str = FORM,
                  packed: bool = False, more: Mapping[str, str] | None = None) -> Answer:  # fmt: skip
        """One request and its answer. origin: the address it comes from. Raises OSError, TimeoutError."""
        said = {"Host": f"{self.host}:{self.port}", "X-Forwarded-For": origin, "Sec-Fetch-Site": "same-origin",
                **({"Cookie": cookie} if cookie else {}), **({"Accept-Encoding": PACKED} if packed else {}),
                **({"Content-Type": media} if body else {}), **(more or {})}  # fmt: skip
        if body or method != "GET":
            said["Content-Length"] = str(len(body))
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in said.items())
        async with asyncio.timeout(self.seconds):
            return await self._sent(f"{method} {path.partition('?')[0]}", head.encode() + b"\r\n", body)

    async def close(self) -> None:
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()

    async def _sent(self, asked: str, head: bytes, body: bytes) -> Answer:
        while True:
            reader, writer, kept = await self._connection()
            try:
                writer.write(head)
                if body:
                    writer.write(body)
                    await writer.drain()
                first = await reader.readuntil(b"\r\n\r\n")
                break
            except (asyncio.IncompleteReadError, ConnectionError) as problem:
                writer.close()
                # One that was kept may have been closed by the other side just now; a browser asks again, too.
                if not kept or (isinstance(problem, asyncio.IncompleteReadError) and problem.partial):
                    raise Broken(f"{asked}: connection ended") from problem
            except BaseException:
                writer.close()
                raise
        try:
            answer, stays = await _read(reader, asked, first)
        except asyncio.IncompleteReadError as problem:
            writer.close()
            raise Broken(f"{asked}: half an answer") from problem
        except BaseException:
            writer.close()
            raise
        if stays:
            self._idle.append((reader, writer))
        else:
            writer.close()
        return answer

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, bool]:
        """One that waits, the latest used first, or a new one; whether it was kept."""
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer, True
            writer.close()
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=LONGEST_LINE)
        return reader, writer, False


async def _read(reader: asyncio.StreamReader, asked: str, head: bytes) -> tuple[Answer, bool]:
    """The answer that begins with this head, and whether its connection may be used again."""
    first, *lines = head[:-4].decode("latin-1").split("\r\n")
    status, headers, cookies = int(first.split(" ", 2)[1]), dict[str, str](), []
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
        if name.lower() == "set-cookie":
            cookies.append(value.strip().partition(";")[0])
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = await _chunks(reader)
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    stays = headers.get("connection", "").lower() != "close"
    return Answer(asked, status, headers, tuple(cookies), body), stays


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).split(b";")[0] or b"0", 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(parts)


def form(fields: Mapping[str, str]) -> bytes:
    """The body of a form without files."""
    return urlencode(fields).encode()


def upload(fields: Mapping[str, str], name: str, data: bytes, *, field: str = "file") -> tuple[bytes, str]:
    """The body of a form with one file, and its media type."""
    line = f"--{secrets.token_hex(12)}"
    said = "".join(f'{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
                   for key, value in fields.items())  # fmt: skip
    shown = name.replace("\\", "\\\\").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    said += (f'{line}\r\nContent-Disposition: form-data; name="{field}"; filename="{shown}"\r\n'
             "Content-Type: application/octet-stream\r\n\r\n")  # fmt: skip
    body = b"".join((said.encode(errors="replace"), data, f"\r\n{line}--\r\n".encode()))
    return body, f"multipart/form-data; boundary={line[2:]}"
