"""Chinese numerals to integers and back, as case numbers, sessions and dates use them."""

DIGITS = {"〇": 0, "零": 0, "O": 0, "o": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9, "两": 2, "元": 1}
NUMERAL = "[0-9〇零一二三四五六七八九十百]"

_UNITS = {"十": 10, "百": 100}
_NAMES = "零一二三四五六七八九"


def to_int(text: str) -> int | None:
    """The number that a numeral names: "12", "十二", "二十一", "一百零三", "二〇二一". None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not any(char in _UNITS for char in text):
        digits = [_digit(char) for char in text]
        return int("".join(map(str, digits))) if digits and None not in digits else None
    total = unit_of = 0
    for char in text:
        if char in _UNITS:
            total += (unit_of or 1) * _UNITS[char]
            unit_of = 0
        elif (value := _digit(char)) is not None:
            unit_of = value
        else:
            return None
    return total + unit_of


def _digit(char: str) -> int | None:
    return int(char) if char.isascii() and char.isdigit() else DIGITS.get(char)


def to_chinese(number: int) -> str:
    """A number from 0 to 99 in Chinese numerals: 12 is 十二."""
    if number < 10:
        return _NAMES[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _NAMES[tens]) + "十" + (_NAMES[ones] if ones else "")
