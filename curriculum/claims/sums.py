"""What a sum in digits comes to: numbers as ranges, with their units."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

# A tilde, or `≈` for an equals sign, leaves so much open.
ABOUT = 0.1
# Beyond these nobody checks a sum by hand, and powers grow without bound.
LARGEST_POWER = 64
LARGEST = 1e30

_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


class Range(Struct, frozen=True):
    """All that the writing leaves open, both ends included."""

    low: float
    high: float

    def times(self, factor: float) -> Range:
        return Range(self.low * factor, self.high * factor)

    def meets(self, other: Range) -> bool:
        slack = 1e-9 * max(abs(self.high), abs(other.high), 1e-9)
        return self.low <= other.high + slack and other.low <= self.high + slack

    def __str__(self) -> str:
        middle = (self.low + self.high) / 2
        return f"{middle:,.0f}" if middle.is_integer() else f"{middle:.6g}"


def read_operand(text: str) -> Range:
    """A decimal is known to half of its last digit, a whole number exactly."""
    plain = text.replace(",", "")
    value = float(plain)
    if "e" in plain or "." not in plain:
        return Range(value, value)
    half = 0.5 * 10 ** -len(plain.partition(".")[2])
    return Range(value - half, value + half)


def read_result(text: str, *, about: bool) -> Range:
    """As an operand, but a result may be cut off, or rounded to its trailing zeros."""
    plain = text.replace(",", "")
    value = float(plain)
    decimals = len(plain.partition(".")[2]) if "e" not in plain else 0
    zeros = len(plain) - len(plain.rstrip("0")) if "." not in plain else 0
    step = 10**-decimals if decimals else 0.5 * 10**zeros if zeros > 1 and value >= 1000 else 0.0
    step = max(step, ABOUT * abs(value) if about else 0.0)
    return Range(value - step, value + step)


def evaluate(tokens: Sequence[Range | str]) -> Range | None:
    """The sum of ranges, operators and brackets; None where it is none, or too big."""
    values: list[Range] = []
    operators: list[str] = []
    value_is_next = True
    for token in tokens:
        if isinstance(token, Range) or token == "(":
            if not value_is_next:
                return None
            if isinstance(token, Range):
                values.append(token)
                value_is_next = False
            else:
                operators.append("(")
        elif value_is_next or not _push(token, values, operators):
            return None
        else:
            value_is_next = token != ")"
    if value_is_next or "(" in operators:
        return None
    return values[0] if _reduce(values, operators, 0) and len(values) == 1 else None


def _push(token: str, values: list[Range], operators: list[str]) -> bool:
    if token == ")":
        if "(" not in operators or not _reduce(values, operators, 0):
            return False
        operators.pop()
        return True
    # Powers are read from the right, all others from the left.
    if not _reduce(values, operators, _PRECEDENCE[token] + (token == "^")):
        return False
    operators.append(token)
    return True


def _reduce(values: list[Range], operators: list[str], least: int) -> bool:
    """Carry out what binds at least so tightly, back to the last open bracket."""
    while operators and operators[-1] != "(" and _PRECEDENCE[operators[-1]] >= least:
        right, left = values.pop(), values.pop()
        result = _apply(operators.pop(), left, right)
        if result is None or max(abs(result.low), abs(result.high)) > LARGEST:
            return False
        values.append(result)
    return True


def _apply(operator: str, left: Range, right: Range) -> Range | None:
    if operator == "+":
        return Range(left.low + right.low, left.high + right.high)
    if operator == "-":
        return Range(left.low - right.high, left.high - right.low)
    if operator == "^":
        return _power(left, right)
    if operator == "/":
        if right.low <= 0:
            return None
        right = Range(1 / right.high, 1 / right.low)
    products = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Range(min(products), max(products))


def _power(base: Range, exponent: Range) -> Range | None:
    fits = base.low > 0 and exponent.low == exponent.high <= LARGEST_POWER
    if not fits or base.high > LARGEST or exponent.low < 0:
        return None
    if base.high > 1e6 and exponent.high > 4:
        return None
    ends = (base.low**exponent.low, base.high**exponent.high)
    return Range(min(ends), max(ends))
