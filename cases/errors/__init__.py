"""Everything that may go wrong and be told to a person: a type with data, a stable code and a Chinese sentence.

``str(error)`` says what happened and what to do about it. The web edge maps ``status`` to HTTP, the command line
prints the sentence; neither writes a sentence of its own. One file for each part of the work, all names here.
"""

from cases.errors.archive import TooManyRows, Withdrawn
from cases.errors.base import (
    CaseError,
    error_types,
    spoken_size,
)
from cases.errors.common import (
    AmbiguousDepartment,
    DatabaseBusy,
    DatabaseNotOpened,
    Forbidden,
    NotFound,
    NumberTaken,
    Outdated,
    UnknownDepartment,
)
from cases.errors.files import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileError,
    FileNotReadable,
    FileNotThere,
    GarbledPdf,
    NestedArchive,
    NoTextInside,
    NoTextLayer,
    NothingRead,
    NotSaved,
    NotText,
    NumberConflict,
    TooLarge,
    TooMuchText,
    TooSlow,
    UnsafeArchive,
    UnsafeFile,
    UnsafeMember,
    UnsupportedFormat,
)

__all__ = [
    "AmbiguousDepartment",
    "CaseError",
    "DamagedFile",
    "DatabaseBusy",
    "DatabaseNotOpened",
    "EmptyFile",
    "EncryptedFile",
    "FileError",
    "FileNotReadable",
    "FileNotThere",
    "Forbidden",
    "GarbledPdf",
    "NestedArchive",
    "NoTextInside",
    "NoTextLayer",
    "NotFound",
    "NotSaved",
    "NotText",
    "NothingRead",
    "NumberConflict",
    "NumberTaken",
    "Outdated",
    "TooLarge",
    "TooManyRows",
    "TooMuchText",
    "TooSlow",
    "UnknownDepartment",
    "UnsafeArchive",
    "UnsafeFile",
    "UnsafeMember",
    "UnsupportedFormat",
    "Withdrawn",
    "error_types",
    "spoken_size",
]
