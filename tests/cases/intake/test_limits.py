"""The limits agree with one another."""

from cases.intake import limits


def test_a_part_is_smaller_than_the_whole():
    assert limits.DOCX_PART_BYTES < limits.DOCX_UNPACKED_BYTES < limits.PROCESS_BYTES
    assert limits.HTML_INLINE_BYTES < limits.FILE_BYTES < limits.ARCHIVE_BYTES < limits.ARCHIVE_UNPACKED_BYTES
    assert limits.PROCESS_CPU_SECONDS < limits.PROCESS_WALL_SECONDS


def test_sixty_megabytes_are_too_much_and_an_annual_volume_is_not():
    assert limits.FILE_BYTES < 60 * limits.MB
    assert limits.TEXT_CHARACTERS > 300 * 5_000
