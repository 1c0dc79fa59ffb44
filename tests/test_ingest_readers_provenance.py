import time

import pytest

from ingest.readers.pages.page import with_provenance
from ingest.readers.pages.provenance import Provenance, read_provenance
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
        (
            HTTRACK.replace(b"/a.html", "/mai nyt/blå.html".encode()),
            Provenance(
                url="http://talvin.example/mai%20nyt/bl%C3%A5.html",
                captured="2016-01-31T06:40:15+00:00",
                saver="httrack",
            ),
        ),
        (BROWSER, Provenance(url="https://talvin.example/a/b/1", captured=None, saver="browser")),
    ],
    ids=["singlefile", "httrack", "monolith", "httrack with spaces", "browser"],
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


def replay_head(url: str = "http://talvin.example/a?b=1&amp;c=2", stamp: str = "20221125093000") -> str:
    """Return the beginning of a page as the Wayback Machine shows it."""
    return (
        '<!DOCTYPE html><html><head><script src="//archive.org/includes/x.js" type="text/javascript"></script>\n'
        '<script type="text/javascript" src="/_static/js/wombat.js?v=1" charset="utf-8"></script>\n'
        f'<script>\n  __wm.init("https://web.archive.org/web");\n  __wm.wombat("{url}","{stamp}",'
        '"https://web.archive.org/","web","/_static/",\n "1669368600");\n</script>'
        "<!-- End Wayback Rewrite JS Include --><title>Bridge</title></head><body><p>Rain.</body></html>"
    )


def archived_on(words: str = "09:30:00 Nov 25, 2022") -> str:
    """Return what the Wayback Machine writes behind a page."""
    return f"<!--\n  FILE ARCHIVED ON {words} AND RETRIEVED FROM THE\n  INTERNET ARCHIVE ON 10:00:00 Jan 02, 2024.\n-->"


EVERNOTE = (
    '<meta name="exporter-version" content="Evernote Mac 7.13 (458080)"/>'
    '<meta name="created" content="2019-11-14 17:10:50 +0000"/><meta name="source-url" content="https://talvin.example/a"/>'
)
WAYBACK = Provenance(url="http://talvin.example/a?b=1&c=2", captured="2022-11-25T09:30:00+00:00", saver="wayback")


@pytest.mark.parametrize(
    ("page", "expect"),
    [
        (replay_head(), WAYBACK),
        (replay_head() + archived_on(), WAYBACK),
        (replay_head() + archived_on("09:30:00 Dez 25, 2022"), WAYBACK),
        (
            "<!-- saved from url=(0065)https://web.archive.org/web/20221125093000/http://talvin.example/a --><html>",
            Provenance(url="http://talvin.example/a", captured="2022-11-25T09:30:00+00:00", saver="browser"),
        ),
        (
            SINGLEFILE.decode().replace(
                "https://talvin.example/news/bridge?id=4",
                "https://web.archive.org/web/20210301120000if_/https://talvin.example/news/bridge?id=4",
            ),
            Provenance(
                url="https://talvin.example/news/bridge?id=4", captured="2021-03-01T12:00:00+00:00", saver="singlefile"
            ),
        ),
        (
            SINGLEFILE.decode().replace("https://talvin.example/news/bridge?id=4", "https://archive.ph/aB3dE")
            + '<link rel="canonical" href="https://archive.ph/2021.03.01-120000/https://talvin.example/b">',
            Provenance(url="https://talvin.example/b", captured="2021-03-01T12:00:00+00:00", saver="singlefile"),
        ),
        (
            '<html data-scrapbook-source="https://talvin.example/?b&amp;c" data-scrapbook-create="20221125093000123">',
            Provenance(
                url="https://talvin.example/?b&c", captured="2022-11-25T09:30:00+00:00", saver="webscrapbook"
            ),
        ),
        (
            '<html data-scrapbook-source="https://talvin.example/a" data-scrapbook-create="20221125093000"><head>',
            Provenance(url="https://talvin.example/a", captured=None, saver="webscrapbook"),
        ),
        (
            "<!DOCTYPE html>\n<!-- OriginalSrc: https://talvin.example/a -->\n<html><head>",
            Provenance(url="https://talvin.example/a", captured=None, saver="maoxian"),
        ),
        (
            f'<?xml version="1.0"?><html><head>{EVERNOTE}<title>x</title></head><body>',
            Provenance(url="https://talvin.example/a", captured="2019-11-14T17:10:50+00:00", saver="evernote"),
        ),
        (
            "<!-- Saved from https://talvin.example/a at 2025-12-01T10:30:45Z using monolith v2.10.1 --><html>",
            Provenance(url="https://talvin.example/a", captured="2025-12-01T10:30:45+00:00", saver="monolith"),
        ),
        (
            "<html><!--\n Page saved with SingleFile\n url: https://talvin.example/a\n saved date: 2026-09-24\n-->",
            Provenance(url="https://talvin.example/a", captured="2026-09-24", saver="singlefile"),
        ),
    ],
    ids=[
        "wayback", "wayback with its end", "end in another language", "browser on a replay", "singlefile on a replay",
        "archive.today", "webscrapbook", "old webscrapbook", "maoxian", "evernote", "monolith", "singlefile",
    ],
)  # fmt: skip
def test_more_savers_and_web_archives(page: str, expect: Provenance) -> None:
    """Savers in use leave their marks; a page saved from a web archive is the page that the archive shows."""
    assert read_provenance(page.encode()) == expect


@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><title>x</title></head><body><p>Rain.</body></html>{archived_on()}",
        replay_head().replace("<head>", "<head><title>Own words</title>"),
        replay_head().replace("archive.org", "talvin.example"),
        replay_head(url="javascript:alert(1)"),
        '<p>Rain.</p><html data-scrapbook-source="https://talvin.example/a">',
        '<html data-scrapbook-create="20221125093000123"><head>',
        f"<html><head></head><body>{EVERNOTE}",
        '<html><head><meta name="source-url" content="https://talvin.example/a"/></head><body>',
        '<link rel="canonical" href="https://archive.ph/2021.03.01-120000/https://talvin.example/b">',
        '<link rel="canonical" href="https://web.archive.org/web/20210301120000/https://talvin.example/b">',
    ],
    ids=[
        "end without a head", "behind the page's words", "another host", "no web address", "behind text", "no source",
        "evernote in the body", "no evernote", "canonical alone", "canonical of a replay alone",
    ],
)  # fmt: skip
def test_what_anybody_may_have_written_says_nothing(page: str) -> None:
    """Marks behind the page's own words, and links to web archives, are no provenance."""
    assert read_provenance(page.encode()) is None


def test_a_replay_whose_end_disagrees_has_no_time() -> None:
    """Where the mark behind the page names another day than the one before it, neither is taken."""
    found = read_provenance((replay_head() + archived_on("09:30:00 Nov 25, 2019")).encode())
    assert found == Provenance(url=WAYBACK.url, captured=None, saver="wayback")


def test_a_stamp_that_is_no_time_gives_an_address_alone() -> None:
    """A thirteenth month is no time."""
    found = read_provenance(replay_head(stamp="20221399000000").encode())
    assert found == Provenance(url=WAYBACK.url, captured=None, saver="wayback")


@pytest.mark.parametrize(
    "piece", ["<html ", "<head>", "<!--", "__wm.wombat(", '<meta name="a" content="', "<link rel=canonical "]
)
def test_hostile_tops_cost_little(piece: str) -> None:
    """A page of nothing but beginnings of marks is looked at in passing."""
    start = time.process_time()
    read_provenance((piece * 200_000).encode())
    assert time.process_time() - start < 2
