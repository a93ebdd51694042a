"""Whether a file that somebody brings may be handed out to others as it came."""

from cases.intake.isolation import read_apart
from cases.intake.pictures import check_picture


def check_handed_out(name: str, medium: str, data: bytes) -> None:
    """Look into a file of a medium ("docx", "pdf", "jpg", "png", "txt") for what harms whoever opens it.

    Raises a FileError that says what was found.
    """
    if medium in ("jpg", "png"):
        check_picture(name, data)
    elif medium in ("docx", "pdf"):
        read_apart(f"handed_{medium}", name, data)
