"""How the program's log is written: lines for people, or one JSON object a line; either way on stderr.

The log names incidents by the number that the user was shown. It holds no form, no text of a case and no query.
"""

import json
import logging
import sys
from datetime import datetime

from cases.clock import BEIJING

_BREAKS = {code: f"\\x{code:02x}" for code in (*range(32), 127, *range(0x80, 0xA0), 0x2028, 0x2029)}
_KEEP = {**_BREAKS}
del _KEEP[ord("\n")]


def set_up(form: str) -> None:
    """Send warnings and faults of the program and of its libraries to stderr. form: "console" or "json".

    What is said below a warning stays out: some of it names what people searched for.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines() if form == "json" else Plain())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class Plain(logging.Formatter):
    """Time, level, where from, what. What came from outside cannot begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{_when(record)} {record.levelname} {record.name} {record.getMessage()}".translate(_BREAKS)
        return line + ("\n" + self.formatException(record.exc_info).translate(_KEEP) if record.exc_info else "")


class Lines(logging.Formatter):
    """One JSON object a line, with the number of the incident where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        said = {"at": _when(record), "level": record.levelname, "from": record.name, "said": record.getMessage()}
        incident = getattr(record, "incident", None)
        if incident:
            said["incident"] = incident
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=True)


def _when(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, BEIJING).isoformat(timespec="milliseconds")
