"""What a command cannot go on from: told in one sentence, exit code 2."""

from __future__ import annotations


class Failure(Exception):
    """The message says what is wrong, where, and what to do."""

    exit_code = 2


class NotFound(Failure):
    """Nothing has the name that was asked for; the message says which names are near."""

    exit_code = 1


class CannotProve(Failure):
    """A text that cannot be shown to say the same as the record is not written."""

    exit_code = 1
