"""Personal values sealed with AES-256-GCM, under keys from a file that is no part of the database.

A sealed value names its algorithm and its key, ``aes256gcm.3f9a1c2e.…``, so that keys can change and another algorithm
can come beside this one. It opens only where it was made for: ``bound`` names table, column and row.
"""

import base64
import binascii
import contextlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cases.errors import KeyFileDamaged, KeyFileMissing, KeyMissing, NoKeys, SealBroken
from cases.files import settle

ALGORITHM = "aes256gcm"
LENGTH = 32
_NONCE = 12
_SEALED = re.compile(r"([a-z0-9]{1,16})\.([0-9a-f]{8})\.([A-Za-z0-9_-]{38,})")
_LINE = re.compile(r"([a-z0-9]{1,16}) ([A-Za-z0-9_-]{43}=)")
_HEAD = (
    "# 答复 Dafu 的密钥：电话等内容用它加密。丢了它，这些内容就再也读不出来。\n"
    "# 请另行保管一份，不要与数据库备份放在一处。最后一行是正在用的；以前的备份要用以前的密钥。\n"
)


@dataclass(frozen=True, slots=True)
class Key:
    """One secret and what follows from it. id: public, so a wrong file is known by it. Never shows the secret."""

    algorithm: str
    secret: bytes = field(repr=False)
    id: str = field(init=False)
    cipher: AESGCM = field(init=False, repr=False, compare=False)
    marks: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", _derived(self.secret, "key id", 4).hex())
        object.__setattr__(self, "cipher", AESGCM(_derived(self.secret, ALGORITHM, LENGTH)))
        object.__setattr__(self, "marks", _derived(self.secret, "marks", LENGTH))


@dataclass(frozen=True, slots=True)
class Keyring:
    """keys: from the oldest to the one in force. place: the file, None for keys that live in memory only."""

    keys: tuple[Key, ...]
    place: Path | None = None
    seen: tuple[int, ...] = ()

    @property
    def in_force(self) -> Key:
        return self.keys[-1]

    def key(self, known_as: str) -> Key | None:
        return next((key for key in self.keys if key.id == known_as), None)


_held: Keyring | None = None


def use(keyring: Keyring | None) -> None:
    """Make these the keys of this process; None takes them away."""
    global _held
    _held = keyring


def is_empty() -> bool:
    """Whether this process has no keys yet."""
    return _held is None


@contextlib.contextmanager
def using(keyring: Keyring) -> Iterator[None]:
    """Use other keys for the time of a block."""
    before = _held
    use(keyring)
    try:
        yield
    finally:
        use(before)


def held() -> Keyring:
    """The keys of this process, read again where their file was replaced since. Raises NoKeys.

    A file that has gone meanwhile, or that lacks one of the keys it had, does not stop a process that has read it: by
    the keys of another system nothing must be sealed.
    """
    if _held is None:
        raise NoKeys
    if _held.place is not None and _stamp(_held.place) not in ((), _held.seen):
        with contextlib.suppress(KeyFileMissing, KeyFileDamaged):
            fresh = read(_held.place)
            if set(_held.keys) <= set(fresh.keys):
                use(fresh)
    return _held


def new_key() -> Key:
    """A fresh key of the algorithm in use."""
    return Key(ALGORITHM, secrets.token_bytes(LENGTH))


def in_memory() -> Keyring:
    """Fresh keys that end with the process: for trials and tests, never for what is to be read again."""
    return Keyring((new_key(),))


def seal(text: str, bound: str) -> str:
    """A text as it may be stored at one place. bound: ``table.column:row``, the same for ``unseal``. Raises NoKeys."""
    key, nonce = held().in_force, secrets.token_bytes(_NONCE)
    sealed = key.cipher.encrypt(nonce, text.encode(), _bound(key, bound))
    return f"{key.algorithm}.{key.id}.{base64.urlsafe_b64encode(nonce + sealed).decode().rstrip('=')}"


def unseal(sealed: str, bound: str) -> str:
    """What was sealed for this place. Raises NoKeys, KeyMissing, and SealBroken for anything else than that value."""
    place = bound.partition(":")[0]
    parts = _SEALED.fullmatch(sealed)
    if parts is None or parts[1] != ALGORITHM:
        raise SealBroken(place)
    key = held().key(parts[2])
    if key is None:
        raise KeyMissing(parts[2])
    try:
        raw = base64.urlsafe_b64decode(parts[3] + "=" * (-len(parts[3]) % 4))
        return key.cipher.decrypt(raw[:_NONCE], raw[_NONCE:], _bound(key, bound)).decode()
    except (InvalidTag, binascii.Error, UnicodeDecodeError):
        raise SealBroken(place) from None


def key_of(sealed: str) -> str | None:
    """The id of the key that a stored value needs, None for a text that is not sealed."""
    parts = _SEALED.fullmatch(sealed)
    return parts[2] if parts else None


def mark(text: str, purpose: str) -> str:
    """What equal texts have in common without telling which they are, by the key in force: to store and to index."""
    return _mark(held().in_force, text, purpose)


def marks(text: str, purpose: str) -> list[str]:
    """The marks a text may be stored under, one a key, so that it is found while keys change."""
    return [_mark(key, text, purpose) for key in held().keys]


def _mark(key: Key, text: str, purpose: str) -> str:
    said = f"{purpose}\0{text}".encode()
    return f"{key.id}.{hmac.digest(key.marks, said, 'sha256').hex()}"


def read(place: Path) -> Keyring:
    """The keys of a file. Raises KeyFileMissing, KeyFileDamaged."""
    seen = _stamp(place)
    try:
        lines = place.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError as problem:
        raise KeyFileMissing(str(place), problem.strerror or type(problem).__name__) from None
    keys = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        said = _LINE.fullmatch(line.strip())
        if said is None or said[1] != ALGORITHM:
            raise KeyFileDamaged(str(place), number)
        keys.append(Key(said[1], base64.urlsafe_b64decode(said[2])))
    if not keys or len({key.id for key in keys}) < len(keys):
        raise KeyFileDamaged(str(place), len(lines))
    return Keyring(tuple(keys), place, seen)


def make(place: Path) -> Keyring:
    """A new file with one fresh key, readable by its owner alone; a file that is there is read and left as it is."""
    if place.exists():
        return read(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    _put(place, [new_key()], new=True)
    return read(place)


def add(place: Path) -> Keyring:
    """Put a fresh key in force; those before stay, to open what they have sealed. Raises as ``read``."""
    _put(place, [*read(place).keys, new_key()], new=False)
    return read(place)


def _put(place: Path, keys: list[Key], *, new: bool) -> None:
    """The file, whole or not at all, on the disk when this returns. new: unless somebody else has made one."""
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            lines = [f"{key.algorithm} {base64.urlsafe_b64encode(key.secret).decode()}\n" for key in keys]
            file.write((_HEAD + "".join(lines)).encode())
            file.flush()
            os.fsync(file.fileno())
        if not new:
            beside.replace(place)
        else:
            with contextlib.suppress(FileExistsError):  # another process was first: its keys count
                os.link(beside, place)
    finally:
        beside.unlink(missing_ok=True)
    settle(place.parent)


def _stamp(place: Path) -> tuple[int, ...]:
    """What changes when the file is replaced; empty where it cannot be looked at."""
    try:
        there = place.stat()
    except OSError:
        return ()
    return there.st_mtime_ns, there.st_size, there.st_ino


def _derived(secret: bytes, purpose: str, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"dafu/1/{purpose}".encode()).derive(secret)


def _bound(key: Key, bound: str) -> bytes:
    return f"{key.algorithm}\0{key.id}\0{bound}".encode()
