"""Dates with a month word: `25 November 2022`, `Nov.25`, `noyabrın 25-də`, `2022 წლის 25 ნოემბერი`.

Rule: pure; sees tokens of the folded text.
"""
# ruff: noqa: RUF001, RUF002  signs of many scripts

from collections.abc import Iterator, Sequence

from ingest.normalise.dates.jalali import gregorian_of
from ingest.normalise.dates.names import COMMON_WORD_MONTHS, DAY_JOINERS, JALALI_MONTHS, ORDINAL_ENDINGS, YEAR_WORDS
from ingest.normalise.dates.numeric import full_year, is_possible
from ingest.normalise.dates.reading import EARLIEST_YEAR, LATEST_YEAR, Day
from ingest.normalise.dates.tokens import Token
from ingest.normalise.dates.words import clean_word, known_language, month_of, month_table

_YEAR_WORDS = frozenset(clean_word(word) for word in YEAR_WORDS)
_ENDINGS = frozenset(clean_word(word) for word in ORDINAL_ENDINGS)
_JALALI = {clean_word(word): number for word, number in JALALI_MONTHS.items()}

_DAY_DIGITS, _YEAR_DIGITS = 2, 4

_NEAR = 8
_REACH = 5
"""Tokens that are looked at on each side of the month word."""

_SHORTEST = 3
_FOREIGN_LENGTH = 5
"""In running text a month word of another language than the page's counts only if it is this long."""


class WordedDates:
    """Reads the dates with month words out of one text."""

    def __init__(self, text: str, tokens: Sequence[Token], *, language: str | None, whole: bool) -> None:
        """Take the text (for its capital letters) and the tokens of its folded form."""
        self._text = text
        self._tokens = tokens
        self._language = language
        self._whole = whole

    def days(self) -> Iterator[Day]:
        """Yield the dates in the order of their month words."""
        for index in self._words_by_numbers():
            month, last = self._month_at(index)
            if month is None:
                continue
            found = self._shapes(index, last, month)
            if found is not None:
                yield found

    def _words_by_numbers(self) -> Iterator[int]:
        """Yield the words that stand near a number, in order: a month by itself is no date."""
        done = 0
        for number, token in enumerate(self._tokens):
            if token.kind != "number":
                continue
            for index in range(max(done, number - _NEAR), min(number + _NEAR + 1, len(self._tokens))):
                if self._tokens[index].kind == "word":
                    yield index
            done = max(done, number + _NEAR + 1)

    def _month_at(self, index: int) -> tuple[int | None, int]:
        """Return the month whose name starts at token `index`, and the index of its last token."""
        word = self._tokens[index].text
        following = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        if following is not None and following.kind == "word":
            pair = month_table(None).get(f"{word} {following.text}")
            if pair and len(pair) == 1:
                return (both := next(iter(pair))), self._skip_twin(index + 1, both)
        if word in _JALALI and known_language(self._language) in {None, "fa"}:
            return -_JALALI[word], index
        month = month_of(word, self._language)
        if month is None or not self._counts(index, word):
            return None, index
        return month, self._skip_twin(index, month)

    def _skip_twin(self, last: int, month: int) -> int:
        """Return the last token of another name of the same month behind a stroke (`آذار/مارس`), else `last`."""
        if last + 2 >= len(self._tokens) or self._tokens[last + 1].text != "/":
            return last
        return last + 2 if month_of(self._tokens[last + 2].text, self._language) == month else last

    def _counts(self, index: int, word: str) -> bool:
        if self._whole:
            return True
        known = known_language(self._language)
        if len(word) >= _SHORTEST and self._has_full_date_around(index):
            return True
        own = word in month_table("en") or (known is not None and word in month_table(known))
        if not own and len(word) < _FOREIGN_LENGTH and word.isascii():
            return False
        if word in COMMON_WORD_MONTHS:
            first = self._text[self._tokens[index].start]
            return not first.islower()
        return True

    def _has_full_date_around(self, index: int) -> bool:
        before, after = self._number(index - 1), self._number(index + 1)
        return before is not None and before <= 31 and after is not None and after >= EARLIEST_YEAR  # noqa: PLR2004

    def _number(self, index: int) -> int | None:
        return self._tokens[index].value if 0 <= index < len(self._tokens) else None

    def _shapes(self, first: int, last: int, month: int) -> Day | None:
        """Return the date around the month word at tokens `first` to `last`."""
        day_before = self._day_before(first)
        year_after, year_end = self._year_after(last)
        if day_before is not None:
            day, start = day_before
            if year_after is None:
                year, year_start = self._year_before(start)
                if year is not None:
                    return self._made(year, month, day, year_start, last)
            return self._made(year_after, month, day, start, year_end)
        day_after = self._day_after(last)
        if day_after is not None:
            day, end = day_after
            year, year_start = self._year_before(first)
            if year is not None:
                return self._made(year, month, day, year_start, end)
            year, year_end = self._year_after(end)
            return self._made(year, month, day, first, year_end)
        if year_after is not None:
            return self._made(year_after, month, None, first, year_end)
        year, year_start = self._year_before(first)
        return self._made(year, month, None, year_start, last) if year is not None else None

    def _made(self, year: int | None, month: int, day: int | None, first: int, last: int) -> Day | None:
        if month < 0:
            if year is None or day is None:
                return None
            converted = gregorian_of(year, -month, day)
            if converted is None:
                return None
            year, month, day = converted
        if not is_possible(year, month, day):
            return None
        return Day(year=year, month=month, day=day, start=self._tokens[first].start, end=self._tokens[last].end)

    def _day_before(self, first: int) -> tuple[int, int] | None:
        """Return day and token index of `25`, `25.`, `25th of`, `25 de`, `1er` before the month."""
        index = first - 1
        for _ in range(_REACH):
            if index < 0:
                return None
            token = self._tokens[index]
            day = token.value
            if day is not None:
                return (day, index) if self._is_day(index) else None
            glue = token.text in {".", "-", "'", "’", "/", "°"} or token.text in DAY_JOINERS
            if not (glue or (token.text in _ENDINGS and self._is_glued(index))):
                return None
            index -= 1
        return None

    def _day_after(self, last: int) -> tuple[int, int] | None:
        """Return day and index of the last token of `25`, `.25`, `the 25th`, `25-də` after the month."""
        index = last + 1
        for _ in range(_REACH):
            if index >= len(self._tokens):
                return None
            token = self._tokens[index]
            if token.value is not None:
                return (token.value, self._skip_ending(index)) if self._is_day(index) else None
            if token.text not in {".", "-", "'"} and token.text not in {"the", "ayinin"}:
                return None
            index += 1
        return None

    def _is_day(self, index: int) -> bool:
        """Return whether the number is a day, not a piece of a clock time, an amount or a share."""
        token = self._tokens[index]
        if not (len(token.text) <= _DAY_DIGITS and token.value):
            return False
        return not self._ends_clock_time(index) and not self._goes_on(index)

    def _ends_clock_time(self, index: int) -> bool:
        if index < _DAY_DIGITS:
            return False
        hour, colon = self._tokens[index - 2], self._tokens[index - 1]
        return hour.kind == "number" and colon.text == ":" and colon.end == self._tokens[index].start

    def _goes_on(self, index: int) -> bool:
        """Return whether the number goes on without a space: `25:10`, `25%`, `25,000`, `25.5`, but not `25,2022`."""
        if index + 1 >= len(self._tokens) or self._tokens[index + 1].start != self._tokens[index].end:
            return False
        sign = self._tokens[index + 1]
        if sign.text in {":", "%"}:
            return True
        if sign.text not in {",", "."} or index + 2 >= len(self._tokens):
            return False
        more = self._tokens[index + 2]
        return more.kind == "number" and more.start == sign.end and len(more.text) != _YEAR_DIGITS

    def _is_glued(self, index: int) -> bool:
        """Return whether the token follows a number without a space (a hyphen or apostrophe may stand between)."""
        if index < 1:
            return False
        before = self._tokens[index - 1]
        if before.text in {"-", "'", "."} and index > 1 and before.start == self._tokens[index - 2].end:
            return self._tokens[index - 2].kind == "number" and before.end == self._tokens[index].start
        return before.kind == "number" and before.end == self._tokens[index].start

    def _skip_ending(self, index: int) -> int:
        """Return the index of the last token of a number's glued ending (`25th`, `25-də`, `25'te`)."""
        following = index + 1
        if following < len(self._tokens) and self._tokens[following].text in {"-", "'"}:
            following += 1
        if following < len(self._tokens) and self._tokens[following].text in _ENDINGS and self._is_glued(following):
            return following
        return index

    def _year_after(self, last: int) -> tuple[int | None, int]:
        """Return the year after token `last` and the index of its last token (`last` itself where there is none)."""
        index = last + 1
        for _ in range(_REACH):
            if index >= len(self._tokens):
                return None, last
            token = self._tokens[index]
            year = self._year_at(index)
            if year is not None:
                return year, self._skip_year_words(index)
            if token.text not in {",", ".", "-", "'", "/", "،", ")"} and token.text not in DAY_JOINERS:
                return None, last
            index += 1
        return None, last

    def _year_at(self, index: int) -> int | None:
        token = self._tokens[index]
        if token.kind != "number":
            return None
        if len(token.text) == 4:  # noqa: PLR2004 - a year has four
            year = int(token.text)
            jalali = 1200 <= year <= 1450  # noqa: PLR2004 - converted or refused by `_made`
            return year if jalali or EARLIEST_YEAR <= year <= LATEST_YEAR else None
        glued = (
            index > 1 and self._tokens[index - 1].text in {"-", "'", "/"} and self._tokens[index - 1].end == token.start
        )
        if self._whole and glued and len(token.text) == 2:  # noqa: PLR2004 - "25-Nov-22"
            return full_year(token.text)
        return None

    def _skip_year_words(self, index: int) -> int:
        end = self._skip_ending(index)
        if end + 1 < len(self._tokens) and self._tokens[end + 1].text in _YEAR_WORDS:
            end += 1
            if end + 1 < len(self._tokens) and self._tokens[end + 1].text == ".":
                end += 1
        return end

    def _year_before(self, first: int) -> tuple[int | None, int]:
        """Return the year before token `first` (`2022-ci il noyabrın 25-i`, `2022 წლის 25 ნოემბერი`) and its index."""
        index = first - 1
        worded = False
        for _ in range(_REACH):
            if index < 0:
                return None, first
            token = self._tokens[index]
            if token.kind == "number":
                year = self._year_at(index) if len(token.text) == 4 else None  # noqa: PLR2004
                plain = worded or self._whole or index == first - 1 or known_language(self._language) == "hu"
                return (year, index) if year is not None and plain else (None, first)
            if token.text in _YEAR_WORDS:
                worded = True
            elif not (token.text in {",", ".", "-", "/"} or (token.text in _ENDINGS and self._is_glued(index))):
                return None, first
            index -= 1
        return None, first
