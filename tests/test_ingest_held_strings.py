"""What is kept between pages is small: no reading of a long string stays in memory."""
# ruff: noqa: SLF001  the caches themselves are what is tested

from collections.abc import Callable
from functools import _lru_cache_wrapper
from typing import Any

import pytest

from ingest.charset import mojibake
from ingest.extract.html import outlet, people, phrases
from ingest.furniture import page
from ingest.normalise.dates import find_dates, read, read_date
from ingest.pipeline import process
from schemas.article import Article
from schemas.page import RawPage, Source

HELD: "list[_lru_cache_wrapper[Any]]" = [
    people._folded,
    people._credits_in,
    people._opened,
    outlet._key_of,
    phrases._bare,
    mojibake._is_disguised,
    mojibake._as_utf8,
    read._dates_in,
    read._date_of,
]
LONG = "Ostrel Harbour café isnâ€™t open on 3 May 2021 " * 4_000
SHORT = "The cafÃ© at Ostrel quay isnâ€™t open: 7 May 2021"
BOTH: "list[tuple[_lru_cache_wrapper[Any], Callable[[str], object]]]" = [
    (people._folded, people.fold_name),
    (phrases._bare, phrases.bare),
    (mojibake._as_utf8, mojibake.repair_line),
    (read._dates_in, find_dates),
    (page._key_held, page.key_of),
    (page._words_held, page.content_words),
]


@pytest.mark.parametrize(("cache", "read_it"), BOTH, ids=lambda each: each.__name__)
def test_a_short_string_is_held_and_a_long_one_is_not(
    cache: "_lru_cache_wrapper[Any]", read_it: Callable[[str], object]
) -> None:
    """A short string is read once; a long one is read as well, and forgotten."""
    cache.cache_clear()
    assert read_it(SHORT)
    assert cache.cache_info().currsize == 1
    assert read_it(LONG)
    assert cache.cache_info().currsize == 1


def test_a_long_run_in_disguise_is_not_held() -> None:
    """Letters side by side that are UTF-8 in disguise are looked at, and not kept where they are many."""
    mojibake._is_disguised.cache_clear()
    assert mojibake.repair_line("Ð´Ð¾Ð¼Ð¾Ð²").is_repaired
    held = mojibake._is_disguised.cache_info().currsize
    assert held
    mojibake.repair_line("Ð´Ð¾Ð¼Ð¾Ð²" * 500)
    assert mojibake._is_disguised.cache_info().currsize == held


def test_a_long_field_is_cut_before_it_is_held() -> None:
    """Of an author's field that never ends only the start is read, and only that is held."""
    people._credits_in.cache_clear()
    first = people.credits_in("By Ilka Brenn | " + "x" * 400, outlets=frozenset())
    assert [each.name for each in first] == ["Ilka Brenn"]
    assert people.credits_in("By Ilka Brenn | " + "x" * 500_000, outlets=frozenset()) == first
    assert people._credits_in.cache_info().currsize == 1


def test_a_long_string_is_no_date() -> None:
    """A string that is too long for a date is none, and is not held."""
    read._date_of.cache_clear()
    assert read_date("7 May 2021") is not None
    assert read_date("7 May 2021 " * 10_000) is None
    assert read._date_of.cache_info().currsize == 1


def test_pages_with_giant_headings_leave_little_behind() -> None:
    """After pages whose headings never end, no cache holds more than it held of an ordinary one."""

    def made(number: int, times: int) -> RawPage:
        words = f"Ostrel harbour opens {number} " * times
        text = "<p>The harbour of Ostrel was opened again on Monday, after nine months of work on its walls.</p>" * 4
        html = f"<title>{words}</title><meta property=og:site_name content='{words}'><h1>{words}</h1>{text}"
        return RawPage(source=Source(path=f"{number}.html"), payload=html.encode(), format="html")

    for cache in HELD:
        cache.cache_clear()
    assert isinstance(process(made(0, 1), keep_bytes=False), Article)
    before = {id(cache): cache.cache_info().currsize for cache in HELD}
    for number in range(1, 4):
        process(made(number, 4_000), keep_bytes=False)
    grown = {cache.__name__: cache.cache_info().currsize - before[id(cache)] for cache in HELD}
    assert sum(grown.values()) < 3 * len(HELD), grown
