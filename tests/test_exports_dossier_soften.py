"""Texts of pages made safe to set, charts made of counts, letters that have a font."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.dossier import limits
from exports.dossier.charts import Bin, Dated, bars_of, bins_of, time_chart
from exports.dossier.coverage import is_covered, uncovered_note
from exports.dossier.soften import bare_line, one_line, paragraphs_of, rows_of, soften


def test_controls_go_and_text_stays() -> None:
    """Control characters are dropped, line breaks and tabs and the letters stay."""
    assert soften("a\x00b\x1b[31m\u0085c\nd\te").text == "ab[31mc\nd\te"


def test_direction_overrides_are_dropped_and_told() -> None:
    """A direction override cannot turn a text round, and the reader is told that there was one."""
    soft = soften("invoice \u202egnp.exe")
    assert soft.text == "invoice gnp.exe"
    assert soft.notes == ("1 direction control not printed",)


def test_endless_word_is_cut_and_told() -> None:
    """A word of a million letters keeps its first ones; what was left out is counted."""
    soft = soften("before " + "x" * 1_000_000 + " after")
    assert soft.text == "before " + "x" * limits.WORD + "… after"
    assert soft.notes == (f"1 endless word cut ({1_000_000 - limits.WORD:,} characters left out)",)


@pytest.mark.parametrize("text", ["東京" * 2_000, "กรุงเทพ" * 500, "https://velmark.example/" + "a" * 300])
def test_long_runs_that_are_no_endless_words_stay(text: str) -> None:
    """Scripts without spaces and long addresses are not cut."""
    assert soften(text).text == text


def test_pile_of_marks_is_cut_and_told() -> None:
    """A hundred thousand marks on one letter become eight."""
    soft = soften("Z" + "\u0301" * 100_000 + "algo")
    assert soft.text == "Z" + "\u0301" * limits.MARKS + "algo"
    assert soft.notes == ("1 pile of combining marks cut to 8",)


@pytest.mark.parametrize("text", ["مُحَمَّدٌ رَسُولٌ", "בְּרֵאשִׁית בָּרָא", "Tiế̂ng Việt", "हिन्दी में लिखा हुआ क्षत्रियों"])
def test_honest_marks_stay(text: str) -> None:
    """Pointed Arabic and Hebrew, decomposed Vietnamese and Devanagari are left as they are, without a note."""
    assert soften(text) == soften(text + "x").__class__(text=text)


@given(st.text())
def test_softening_twice_changes_nothing(text: str) -> None:
    """Softening is idempotent and leaves nothing that a font cannot be asked for."""
    once = soften(text).text
    assert soften(once).text == once
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in once)  # the C0 controls


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_one_line_is_one_line(text: str, most: int) -> None:
    """A line has no break and is no longer than allowed, but for the two isolates around it."""
    line = bare_line(text, most)
    assert len(line.splitlines()) <= 1
    assert len(line) <= most
    assert len(one_line(text, most)) <= most + 2


@given(st.lists(st.sampled_from(["word", "a", "ab" * 40]), max_size=3_000))
def test_pieces_of_a_paragraph_lose_no_word(words: list[str]) -> None:
    """A paragraph that is set as several keeps every word in order, and no piece is too long."""
    pieces = paragraphs_of(" ".join(words))
    assert " ".join(pieces).split() == words
    assert all(len(piece) <= limits.BLOCK for piece in pieces)


def test_rows_have_equal_numbers_of_cells() -> None:
    """Rows that are too short are filled up, so that the columns keep their places."""
    rows, notes = rows_of("a | b | c\n1 | x\n\n2")
    assert (rows, notes) == ((("a", "b", "c"), ("1", "x", ""), ("2", "", "")), ())


def test_wide_table_is_cut_and_told() -> None:
    """Columns past the page are counted."""
    rows, notes = rows_of(" | ".join("abcdefghijklm"))
    assert len(rows[0]) == limits.TABLE_COLUMNS
    assert notes == ("5 more columns of this table are in the archive",)


def dated(*days: str) -> list[Dated]:
    """Return things of one sure day each."""
    return [Dated(earliest=day, latest=day, sure=True) for day in days]


@pytest.mark.parametrize(
    ("days", "first", "last", "count"),
    [
        (("2022-02-27", "2022-03-02"), "2022-02-27", "2022-03-02", 4),
        (("2024-02-28", "2024-03-01"), "2024-02-28", "2024-03-01", 3),
        (("2021-11-05", "2023-02-01"), "2021-11", "2023-02", 16),
        (("1998-01-01", "2023-02-01"), "1998", "2023", 26),
    ],
)
def test_columns_fit_the_span(days: tuple[str, ...], first: str, last: str, count: int) -> None:
    """Days, months or years, without a gap, as the span asks."""
    bins, loose = bins_of(dated(*days))
    assert (bins[0].label, bins[-1].label, len(bins), loose) == (first, last, count, 0)


def test_wide_bounds_are_in_no_column() -> None:
    """What may lie in several columns is in none, and is counted apart."""
    bins, loose = bins_of(
        [*dated("2021-01-01", "2021-12-31"), Dated(earliest="2021-02-01", latest="2021-05-30", sure=False)]
    )
    assert (sum(column.sure + column.unsure for column in bins), loose) == (2, 1)


def test_months_are_columns_where_days_are_not_known() -> None:
    """Articles known to the month are drawn by month, though the span would fit days."""
    month = Dated(earliest="2022-09-01", latest="2022-09-30", sure=True)
    bins, loose = bins_of([month, month, *dated("2022-10-02")])
    assert ([(column.label, column.sure) for column in bins], loose) == ([("2022-09", 2), ("2022-10", 1)], 0)


@given(st.lists(st.dates().map(str), min_size=1, max_size=40))
def test_every_sure_day_is_in_one_column(days: list[str]) -> None:
    """Nothing dated to the day is lost, whatever the span."""
    bins, loose = bins_of(dated(*days))
    assert (sum(column.sure for column in bins), loose) == (len(days), 0)
    assert [column.label for column in bins] == sorted({column.label for column in bins})


def test_chart_is_well_formed_and_titled() -> None:
    """A chart is SVG with a title for those who cannot see it, and its labels are escaped."""
    bins = (Bin(label="2021", sure=2, unsure=1), Bin(label="2022", sure=0, unsure=0))
    root = ET.fromstring(time_chart(bins, title="<b>3 & 0</b>"))  # noqa: S314  our own markup
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "<b>3 & 0</b>"
    assert "3" in [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_bars_sum_the_rest_and_put_the_nameless_last() -> None:
    """The largest counts have a bar each, the others share one, and what has no name stands last."""
    counts = [(f"Outlet {letter}", 9 - number) for number, letter in enumerate("abcdefgh")]
    bars = bars_of([*counts, ("none", 30)], last="none", most=4)
    assert [(bar.label, bar.count) for bar in bars[-2:]] == [("5 others", 6 + 5 + 4 + 3 + 2), ("none", 30)]
    assert max(bar.share for bar in bars) == 100


def test_letters_without_a_font_are_named() -> None:
    """Latin with schwa, Cyrillic, Greek, Armenian, Georgian, Arabic and Hebrew have a font; Chinese has none."""
    assert uncovered_note("Kəlbəcər Қазақ Αθήνα Հայաստան საქართველო القُرآن עברית “quoted” – № 5…") == ()
    (note,) = uncovered_note("東京")
    assert note.startswith("2 characters not in the bundled fonts (U+4EAC, U+6771): ")


def test_coverage_is_that_of_the_fonts() -> None:
    """The list of covered characters is what the font files hold, no more and no less."""
    ttlib = pytest.importorskip("fontTools.ttLib")
    from importlib.resources import files  # noqa: PLC0415  beside its use

    folder = files("exports.dossier").joinpath("fonts")
    held = set()
    for font in folder.iterdir():
        if font.name.endswith(".ttf") and "Mono" not in font.name:
            with font.open("rb") as stream:
                held |= set(ttlib.TTFont(stream, lazy=True).getBestCmap())
    lines = folder.joinpath("coverage.txt").read_text("ascii").split()
    pairs = [line.split("-") for line in lines]
    listed = {code for first, last in pairs for code in range(int(first, 16), int(last, 16) + 1)}
    assert listed == held
    assert all(is_covered(chr(code)) for code in held)
