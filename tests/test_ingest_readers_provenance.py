import pytest

from ingest.readers.page import with_provenance
from ingest.readers.provenance import Provenance, read_provenance
from schemas.page import RawPage, Source

SINGLEFILE = b"""<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile
 url: https://talvin.example/news/bridge?id=4
 saved date: Mon Nov 28 2022 10:00:05 GMT+0100 (Central European Standard Time)
--><meta charset=utf-8><title>Bridge</title>"""
HTTRACK = b"""<!DOCTYPE html>
<html>
<!-- Mirrored from talvin.example/a.html by HTTrack Website Copier/3.x [XR&CO'2014], Sun, 31 Jan 2016 06:40:15 GMT -->
<!-- Added by HTTrack --><meta http-equiv="content-type" content="text/html;charset=utf-8" /><!-- /Added by HTTrack -->
<head><title>Bridge</title></head>"""
MONOLITH = (
    b"<!-- Saved from https://talvin.example/a at 2023-12-01T10:30:45Z using monolith v2.7.0 --><!DOCTYPE html><html>"
)
BROWSER = b"<!DOCTYPE html>\r\n<!-- saved from url=(0028)https://talvin.example/a/b/1 -->\r\n<html><head>"


@pytest.mark.parametrize(
    ("page", "expect"),
    [
        (
            SINGLEFILE,
            Provenance(
                url="https://talvin.example/news/bridge?id=4", captured="2022-11-28T10:00:05+01:00", saver="singlefile"
            ),
        ),
        (
            HTTRACK,
            Provenance(url="http://talvin.example/a.html", captured="2016-01-31T06:40:15+00:00", saver="httrack"),
        ),
        (MONOLITH, Provenance(url="https://talvin.example/a", captured="2023-12-01T10:30:45+00:00", saver="monolith")),
        (BROWSER, Provenance(url="https://talvin.example/a/b/1", captured=None, saver="browser")),
    ],
    ids=["singlefile", "httrack", "monolith", "browser"],
)
def test_savers_marks_give_address_and_time(page: bytes, expect: Provenance) -> None:
    """Each saver's mark at the top of a page is read."""
    assert read_provenance(page) == expect


@pytest.mark.parametrize(
    "page",
    [
        b"<html><head><title>x</title></head><body><!-- saved from url=(0028)https://talvin.example/a/b/1 --></body>",
        b"<html><!-- saved from url=(0014)about:internet --><head>",
        b"<html><!-- saved from our archive --><head>",
        b"<!-- Saved from local source at yesterday using monolith v2.7.0 --><html>",
        b"<html><!-- Page saved with SingleFile\n url: javascript:alert(1)\n saved date: soon\n--><head>",
    ],
    ids=["in the body", "no address", "other words", "monolith without address", "no web address"],
)
def test_other_comments_say_nothing(page: bytes) -> None:
    """A mark in the body, or one without a web address or time, is no provenance."""
    assert read_provenance(page) is None


def test_what_the_record_says_wins_over_the_mark() -> None:
    """The URL of a record stays; the mark adds the time that the record lacks."""
    page = RawPage(
        source=Source(path="a"), payload=MONOLITH, format="html", url="https://other.example/x", url_basis="record"
    )
    joined = with_provenance(page)
    assert (joined.url, joined.url_basis) == ("https://other.example/x", "record")
    assert (joined.captured, joined.captured_basis) == ("2023-12-01T10:30:45+00:00", "saver:monolith")
