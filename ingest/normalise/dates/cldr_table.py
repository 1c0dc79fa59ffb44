"""Make the table of month and weekday names out of the CLDR that babel ships, or compare them.

    python -m ingest.normalise.dates.cldr_table --check     exit 1 where babel has other names than the table
    python -m ingest.normalise.dates.cldr_table --write

Rule: for the maintainers; nothing that runs on pages imports it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from ingest.normalise.dates.cldr import TABLE, Names
from ingest.normalise.dates.names import DIALECT_LOCALES, LANGUAGES

_CONTEXTS = ("format", "stand-alone")
_WIDTHS = ("wide", "abbreviated")


def names_in_babel() -> dict[str, Names]:
    """Return the names by language, as the installed babel has them."""
    return {language: _names_of(language) for language in LANGUAGES}


def _names_of(language: str) -> Names:
    months: dict[str, set[int]] = {}
    weekdays: dict[str, None] = {}
    for locale in _locales(language):
        for context in _CONTEXTS:
            for width in _WIDTHS:
                for number, name in locale.months[context][width].items():
                    months.setdefault(name, set()).add(number)
                weekdays.update(dict.fromkeys(locale.days[context][width].values()))
    return {"months": {name: sorted(numbers) for name, numbers in months.items()}, "weekdays": list(weekdays)}


def _locales(language: str) -> Iterator[Locale]:
    for name in (language, *DIALECT_LOCALES.get(language, ())):
        yield Locale.parse(name)


def main(arguments: list[str]) -> int:
    """Write the table, or compare it; return the exit status."""
    made = json.dumps(names_in_babel(), ensure_ascii=False, indent=1) + "\n"
    path = Path(__file__).with_name(TABLE)
    if arguments == ["--write"]:
        path.write_text(made, "utf-8")
        return 0
    if arguments == ["--check"]:
        return int(path.read_text("utf-8") != made)
    sys.stderr.write(__doc__ or "")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
