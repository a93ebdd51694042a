"""The codes of a second factor: those of half a minute that a telephone shows (TOTP, RFC 6238), and printed ones."""

import base64
import hmac
import re
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

STEP = 30  # seconds that a code is shown
DIGITS = 6
AROUND = 1  # steps by which the clock of a telephone may differ
SEED = 20  # bytes: what RFC 4226 recommends, and what every app takes
PRINTED = 10  # codes on a sheet
ISSUER = "答复"
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_SHOWN = re.compile(rf"\d{{{DIGITS}}}", re.ASCII)
# A printed code holds 49 random bits, more than any password: less work than for one makes guessing as hopeless.
_hasher = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)


def new_seed() -> bytes:
    """What a telephone and we will both know."""
    return secrets.token_bytes(SEED)


def step_at(moment: datetime) -> int:
    """The number of the half minute since 1970 that an instant lies in."""
    return int(moment.timestamp()) // STEP


def code_at(seed: bytes, step: int, *, digits: int = DIGITS) -> str:
    """The code of a step (RFC 4226 section 5.3, with HMAC-SHA-1, which is what every app computes)."""
    mac = hmac.digest(seed, struct.pack(">Q", step), "sha1")
    at = mac[-1] & 15
    return str((struct.unpack(">I", mac[at : at + 4])[0] & 0x7FFF_FFFF) % 10**digits).zfill(digits)


def matching_step(seed: bytes, code: str, moment: datetime) -> int | None:
    """The step, of the present one and its neighbours, whose code this is; None for any other code."""
    now = step_at(moment)
    steps = range(max(0, now - AROUND), now + AROUND + 1)
    fitting = [step for step in steps if hmac.compare_digest(code_at(seed, step).encode(), code.encode())]
    return fitting[-1] if fitting else None


def is_shown(typed: str) -> bool:
    """Whether something typed looks like a code of a telephone."""
    return _SHOWN.fullmatch(typed) is not None


def key_to_type(seed: bytes) -> str:
    """A seed for somebody who cannot scan: groups of four letters and digits."""
    letters = base64.b32encode(seed).decode().rstrip("=")
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def address_of(seed: bytes, owner: str) -> str:
    """What the square on the page says to an app. owner: the account as the app will list it."""
    asked = {"secret": key_to_type(seed).replace(" ", ""), "issuer": ISSUER}
    return f"otpauth://totp/{quote(ISSUER)}:{quote(owner)}?{urlencode(asked, quote_via=quote)}"


def printed_codes() -> tuple[str, ...]:
    """Fresh codes to print: two groups of five characters that are not mistaken for one another."""
    return tuple(
        "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(PRINTED)
    )


def hash_of(printed: str) -> str:
    """What is stored for a printed code."""
    return _hasher.hash(_plain(printed))


def fits(stored: str, typed: str) -> bool:
    """Whether a typed code is the printed one, however its groups were parted."""
    try:
        return _hasher.verify(stored, _plain(typed))
    except (VerificationError, InvalidHashError):
        return False


def _plain(typed: str) -> str:
    return "".join(letter for letter in typed[:40].casefold() if letter.isalnum())
