"""Who may change an archive, and that nobody else can, however they ask."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from command_line import run
from datasette.app import Datasette
from editing import EDITING, FORM, WHY, Browser, changes, signed_in
from reading_room import NAME, mixed_archive, parsed, texts

from exports.site.access import CURATE
from exports.site.forms.every import FORMS
from exports.site.server import Editing, serve
from exports.site.shield import LONGEST_FORM
from schemas.errors import UsageError

IS_ALPHA = hasattr(Datasette, "allowed")

SAID = {
    "article": "A-0001",
    "story": "s-A-0001",
    "field": "published",
    "value": "2021-03-16",
    "other": "A-0003",
    "kind": "reworked",
    "label": "A name",
    "articles": "A-0001",
    "because": WHY,
    "fields": "outlet",
    "tag": "bridges",
    "note": "n-none",
    "body": "words",
    "who": "private",
}
"""Enough for any form."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive."""
    return mixed_archive(tmp_path)


def token_of(browser: Browser) -> str:
    """Return the token that Datasette 0.65 puts into forms."""
    text = browser.get(f"/{NAME}/-/edit/fact?article=A-0001").text
    return str(text.partition('name="csrftoken" value="')[2].partition('"')[0])


@pytest.fixture
def owned(archive: Path, room: Callable[..., Any]) -> Callable[..., Any]:
    """Give `owned(permissions)`: a room of Datasette's own command, whose owner's settings give those rights."""

    def open_room(permissions: dict[str, Any], *, of_database: bool = False) -> Any:  # noqa: ANN401  a room
        rights = {"permissions": permissions}
        given = {"databases": {NAME: rights}} if of_database else rights
        settings = {"config": given} if IS_ALPHA else {"metadata": given}
        return room(served=Datasette(files=[str(archive)], **settings))

    return open_room


def answers(browser: Browser, **headers: str) -> set[int]:
    """Send every form there is, with a token where there is one; return what came back."""
    token = token_of(browser)
    return {
        browser.post(f"/{NAME}/-/edit/{name}", {**SAID, "csrftoken": token}, **headers).status_code for name in FORMS
    }


def test_nobody_writes_who_has_not_signed_in(archive: Path, room: Callable[..., Any]) -> None:
    """Every form is refused to a reader, in a room that takes changes and in one that takes none."""
    for opened in (room(archive, editing=EDITING), room(archive)):
        assert answers(Browser(opened)) == {403}
    page = Browser(opened).post(f"/{NAME}/-/edit/fact", SAID)
    assert "Only somebody who has signed in may change this archive" in page.text
    assert changes(archive) == []


def test_signed_in_is_not_enough(archive: Path, room: Callable[..., Any]) -> None:
    """An actor whom nobody gave the right reads as all do, and is told so."""
    colleague = Browser(room(archive, editing=EDITING), {"id": "ana"})
    assert answers(colleague) == {403}
    assert "not change it" in colleague.get(f"/{NAME}/-/edit").text
    assert changes(archive) == []


def test_without_edit_nobody_writes_not_even_root(archive: Path, room: Callable[..., Any]) -> None:
    """A cookie of root from another day opens nothing where the room is served for reading."""
    assert answers(Browser(room(archive), {"id": "root"})) == {403}
    assert changes(archive) == []


def test_one_time_address_works_once(archive: Path, room: Callable[..., Any]) -> None:
    """The second browser that opens it is not signed in; a wrong token signs nobody in."""
    opened = room(archive, editing=EDITING)
    assert Browser(opened).get("/-/auth-token?token=wrong").status_code == 403
    token = opened.datasette._root_token  # noqa: SLF001  as it is printed
    first = signed_in(opened)
    second = Browser(opened)
    assert second.get(f"/-/auth-token?token={token}").status_code == 403
    assert (first.get(f"/{NAME}/-/edit").status_code, second.get(f"/{NAME}/-/edit").status_code) == (200, 403)


def test_asking_changes_nothing(archive: Path, room: Callable[..., Any]) -> None:
    """A link never changes anything: fields in an address fill a form in."""
    browser = signed_in(room(archive, editing=EDITING))
    for name in FORMS:
        asked = "&".join(f"{key}={value}" for key, value in SAID.items())
        assert browser.get(f"/{NAME}/-/edit/{name}?{asked}").status_code == 200, name
        assert browser.room.ask("PUT", f"/{NAME}/-/edit/{name}", headers=browser.headers()).status_code >= 400
    assert changes(archive) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": ""},
        {"sec_fetch_site": "", "origin": "https://evil.example"},
        {"sec_fetch_site": "", "origin": "null"},
        {"sec_fetch_site": "", "origin": "http://localhost.evil.example"},
    ],
    ids=str,
)
def test_form_of_another_site_is_refused(headers: dict[str, str], archive: Path, room: Callable[..., Any]) -> None:
    """Every form is refused that does not come from a page of this room, though the cookies and the token are right."""
    assert answers(signed_in(room(archive, editing=EDITING)), **headers) == {403}
    assert changes(archive) == []


def test_form_of_this_host_is_taken_from_an_older_browser(archive: Path, room: Callable[..., Any]) -> None:
    """Where a browser does not say that the page is of the same origin, the origin itself is compared."""
    browser = signed_in(room(archive, editing=EDITING))
    said = {**SAID, "csrftoken": token_of(browser)}
    sent = browser.post(f"/{NAME}/-/edit/fact", said, sec_fetch_site="", origin="http://localhost")
    assert sent.status_code == 303
    assert len(changes(archive)) == 1


@pytest.mark.skipif(IS_ALPHA, reason="Datasette 1.0 has no token: it asks where a form comes from")
@pytest.mark.parametrize("token", ["", "wrong"])
def test_form_without_its_token_is_refused(token: str, archive: Path, room: Callable[..., Any]) -> None:
    """Datasette 0.65 asks for the token of the page, beside our own question."""
    browser = signed_in(room(archive, editing=EDITING))
    browser.get(f"/{NAME}/-/edit")
    for name in FORMS:
        assert browser.post(f"/{NAME}/-/edit/{name}", {**SAID, "csrftoken": token}).status_code == 403
    assert changes(archive) == []


def test_copy_that_never_changes_is_not_written(archive: Path, room: Callable[..., Any]) -> None:
    """A file that is served as immutable has no forms, whoever asks, and says why."""
    served = Datasette(immutables=[str(archive)])
    if IS_ALPHA:
        served.root_enabled = True
    browser = Browser(room(served=served), {"id": "root"})
    assert answers(browser) == {403}
    assert "a copy for reading" in browser.get(f"/{NAME}/-/edit").text
    assert "/-/edit" not in browser.get(f"/{NAME}/-/article/A-0001").text


def test_published_copy_is_not_written(archive: Path, tmp_path: Path, room: Callable[..., Any]) -> None:
    """A copy for readers has no forms, though its owner signs in to it; where it came from is where it is corrected."""
    copy = tmp_path / "copy" / f"{NAME}.db"
    copy.parent.mkdir()
    assert run("reextract", archive).exit_code == 0
    assert run("publish", archive, copy).exit_code == 0
    before = copy.read_bytes()
    browser = signed_in(room(copy, editing=EDITING))
    assert answers(browser) == {403}
    assert "a copy for reading" in browser.get(f"/{NAME}/-/edit").text
    assert "/-/edit" not in browser.get(f"/{NAME}/-/article/A-0001").text
    assert browser.get(f"/{NAME}/-/check?seed=1&cards=1&n=1").status_code == 200
    assert copy.read_bytes() == before


@pytest.mark.parametrize("of_database", [False, True])
def test_owner_gives_the_right_in_datasettes_settings(
    of_database: bool,  # noqa: FBT001  a case
    archive: Path,
    owned: Callable[..., Any],
) -> None:
    """Whom `permissions` name may write, under the name that their sign-in brings; others may not."""
    opened = owned({CURATE: {"id": ["ana", "ben"]}}, of_database=of_database)
    ana = Browser(opened, {"id": "ana", "name": "Ana Lind"})
    assert ana.send(f"/{NAME}/-/article/A-0001", "fact", value="2021-03-16", because=WHY).status_code == 303
    assert changes(archive)[0][0] == "Ana Lind"
    ben = Browser(opened, {"id": "ben"})
    assert ben.send(f"/{NAME}/-/article/A-0001", "fact", value="2021-03-17", because=WHY).status_code == 303
    assert changes(archive)[0][0] == "ben"
    assert answers(Browser(opened, {"id": "carl"})) == {403}
    assert answers(Browser(opened)) == {403}


def test_right_for_everybody_is_still_for_those_who_signed_in(archive: Path, owned: Callable[..., Any]) -> None:
    """A change has a name: nobody writes without one, even where the owner allows all."""
    assert answers(Browser(owned({CURATE: True}))) == {403}
    assert changes(archive) == []


def test_datasettes_own_ways_to_write_are_closed(archive: Path, room: Callable[..., Any]) -> None:
    """Nothing writes past the archive's own rules: every other address of an archive can only be read."""
    served = Datasette(files=[str(archive)])
    if IS_ALPHA:
        served.root_enabled = True
    browser = Browser(room(served=served), {"id": "root"})
    before = archive.read_bytes()
    for path in (
        f"/{NAME}/article/-/insert",
        f"/{NAME}/article/-/drop",
        f"/{NAME}/article/1/-/delete",
        f"/~{ord('p'):02X}ress/article/-/drop",
        f"/{NAME}/-/create",
        f"/{NAME}/-/execute-write",
        f"/{NAME}/-/queries/store",
        f"/{NAME}",
        f"/{NAME}/article",
        f"/{NAME}/-/edit%2F..%2Farticle/-/drop",
    ):
        for kind in (FORM, "application/json"):
            refused = browser.post(path, {"confirm": "true"}, content_type=kind)
            assert (refused.status_code, refused.text) == (405, "This page can only be read."), path
    assert archive.read_bytes() == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content_type": "application/json"}, 415),
        ({"content_type": "multipart/form-data; boundary=x"}, 415),
        ({"content_length": str(LONGEST_FORM + 1)}, 413),
        ({"content_length": "9" * 30}, 413),
        ({"content_length": "²"}, 411),
    ],
    ids=str,
)
def test_what_is_no_form_is_refused_before_it_is_read(
    headers: dict[str, str], status: int, archive: Path, room: Callable[..., Any]
) -> None:
    """Other kinds of content, and more than a person types, are turned away."""
    browser = signed_in(room(archive, editing=EDITING))
    given = {name: value.encode() if name == "content_length" else value for name, value in headers.items()}
    assert browser.post(f"/{NAME}/-/edit/fact", SAID, **given).status_code == status
    assert changes(archive) == []


@pytest.mark.parametrize("path", ["/", "/nothing", "/-/logout", "/-/auth-token", "/-/static/app.css", "//", "/~70ress"])
def test_what_is_sent_elsewhere_is_bounded_as_well(path: str, archive: Path, room: Callable[..., Any]) -> None:
    """Datasette reads the whole of what is sent with a cookie, to look for its token, wherever it is sent to."""
    stranger = Browser(room(archive), {"id": "anybody"})
    too_long = stranger.post(path, {"a": "1"}, content_length=str(LONGEST_FORM + 1))
    assert too_long.status_code in {405, 413}
    unsaid = stranger.post(path, {"a": "1"}, content_length=b"?")
    assert unsaid.status_code in {405, 411}


def test_other_databases_take_what_their_owner_lets_them(
    archive: Path, tmp_path: Path, room: Callable[..., Any]
) -> None:
    """Bounds are for archives: what else an instance serves answers as Datasette does."""
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as conn:
        conn.execute("CREATE TABLE t(a)")
    browser = Browser(room(served=Datasette(files=[str(archive), str(other)])), {"id": "root"})
    said = browser.post("/other/t/-/insert", {"a": "1"}, content_length=str(LONGEST_FORM + 1)).text
    assert "can only be read" not in said
    assert "too much for a form" not in said


def test_no_script_reads_who_is_signed_in(archive: Path, room: Callable[..., Any]) -> None:
    """The mark of a browser that signed in is for the server alone."""
    opened = room(archive, editing=EDITING)
    answer = opened.get(f"/-/auth-token?token={opened.datasette._root_token}")  # noqa: SLF001  as it is printed
    (line,) = [each for each in answer.headers.get_list("set-cookie") if each.startswith("ds_actor=")]
    assert "httponly" in line.lower()


def test_bytes_that_are_no_text_do_no_harm(archive: Path, room: Callable[..., Any]) -> None:
    """A form of broken bytes, or of a thousand fields, is answered as any other."""
    browser = signed_in(room(archive, editing=EDITING))
    token = token_of(browser)
    many = {f"f{n}": "x" for n in range(1000)}
    sent = browser.post(f"/{NAME}/-/edit/fact", {"csrftoken": token, **SAID, b"value": b"\xff", **many})
    assert sent.status_code == 400
    assert changes(archive) == []


def test_name_of_an_editor_is_one_clean_line(archive: Path, owned: Callable[..., Any]) -> None:
    """What a sign-in calls somebody goes into the log as text of one line."""
    browser = Browser(owned({CURATE: {"id": "x"}}), {"id": "x", "name": "<b>A\n\x1b[31mB</b>" + "y" * 500})
    assert browser.send(f"/{NAME}/-/article/A-0001", "fact", value="2021-03-16", because=WHY).status_code == 303
    name = changes(archive)[0][0]
    assert name.startswith("<b>A [31mB</b>yyy")
    assert len(name) == 120
    assert "<b>A" not in browser.get(f"/{NAME}/-/edit").text


def test_root_of_datasettes_own_command_may_edit(archive: Path, room: Callable[..., Any]) -> None:
    """`datasette serve --root` gives the right as `cuttings serve --edit` does; without a name it is root's."""
    served = Datasette(files=[str(archive)])
    if IS_ALPHA:
        served.root_enabled = True
    browser = signed_in(room(served=served))
    assert browser.send(f"/{NAME}/-/article/A-0001", "fact", value="2021-03-16", because=WHY).status_code == 303
    assert changes(archive)[0][0] == "root"
    assert "Editing as root" in " ".join(texts(parsed(browser.get(f"/{NAME}/-/home")), "li", "editor"))


def test_editing_is_for_this_machine_alone(archive: Path) -> None:
    """An address that signs in whoever opens it is not printed for a network."""
    with pytest.raises(UsageError, match=r"--edit is for this machine alone"):
        serve([archive], host="0.0.0.0", port=0, editing=Editing())  # noqa: S104  refused
