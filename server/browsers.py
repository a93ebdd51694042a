"""Which browsers are too old for the pages: told by what they call themselves, so that no script is needed."""

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
