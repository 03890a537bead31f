"""What a house may decide, as rules see it. The configuration fills it in."""

from __future__ import annotations

from msgspec import Struct

from curriculum.config.dialect import DEFAULT_DIALECT, Dialect


class Settings(Struct, frozen=True):
    """`aliases` are groups of names of one thing, such as `SD3` and `Stable Diffusion 3`.

    `required_fields` are canonical names of fields that every lesson must have. `external` are
    modules and series, such as `6` or `7.1`, that are kept somewhere else.
    """

    dialect: Dialect = DEFAULT_DIALECT
    required_fields: tuple[str, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    external: tuple[str, ...] = ()


DEFAULT_SETTINGS = Settings()
