"""Changing an archive in the reading room: what each form does to the file, and what becomes of what cannot be done."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import html5lib
import pytest
from builders import BODY
from editing import EDITING, WHY, Browser, changes, signed_in
from reading_room import NAME, article_path, hrefs, mixed_archive, parsed, texts

from archive import reader
from archive.lock import write_lock
from exports.site import editor
from exports.site.forms.every import FORMS

REPAIRS, AGREED = "Bridge in Velmark to be mended", "Velmark bridge: repairs agreed"
ARABIC = "مجلس فيلمارك يناقش إصلاح الجسر"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make an archive with two copies of one text and articles of other kinds."""
    return mixed_archive(tmp_path)


@pytest.fixture
def desk(archive: Path, room: Callable[..., Any]) -> Browser:
    """Sign in to the archive with the one-time address."""
    return signed_in(room(archive, editing=EDITING))


def shown(archive: Path, ref: str) -> Any:  # noqa: ANN401  a record
    """Return an article as the file has it."""
    with closing(reader.open_reader(archive)) as conn:
        return reader.find_article(conn, ref)


def alerts(page: Any) -> list[str]:  # noqa: ANN401  a response
    """Return what a page complains of."""
    tree = html5lib.parse(page.text)
    return [" ".join("".join(e.itertext()).split()) for e in tree.iter() if e.get("role") == "alert"]


def test_fact_is_corrected_with_name_and_reason(archive: Path, desk: Browser) -> None:
    """The form on an article's page corrects a fact, leads back, and says what was done; the log has who and why."""
    path = article_path(desk.room, REPAIRS)
    sent = desk.send(path, "fact", field="published", value="2021-03-16", because=WHY)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{path}#facts")
    assert shown(archive, "A-0001").published == "2021-03-16"
    agent, said = changes(archive)[0]
    assert (agent, said["set"], said["after"], said["because"]) == ("Ilse M.", "published", "2021-03-16", WHY)
    back = parsed(desk.get(path))
    assert texts(back, "p", "told") == ["Published: 2021-03-02 → 2021-03-16."]
    assert "Asserted by Ilse M.: " + WHY in texts(back, "p", "asserted-by")
    assert texts(parsed(desk.get(path)), "p", "told") == [], "a message is said once"


def test_form_shows_what_it_would_correct(desk: Browser) -> None:
    """Beside the field for the right value stands the present one with its evidence, or that there is none."""
    path = article_path(desk.room, REPAIRS)
    ref = path.rpartition("/")[2]
    page = parsed(desk.get(f"/{NAME}/-/edit/fact?article={ref}&field=published"))
    assert texts(page, "p", "value") == ["2 March 2021"]
    (words,) = texts(page, "div", "stands")
    assert "2021-03-02" in words
    assert texts(parsed(desk.get(f"/{NAME}/-/edit/fact?article={ref}&field=modified")), "p", "none") == [
        "The archive has none."
    ]
    assert not texts(parsed(desk.get(f"/{NAME}/-/edit/fact?article=a-9999&field=outlet")), "div", "stands")


def test_correction_is_taken_back(archive: Path, desk: Browser) -> None:
    """Beside a correction stands the form that takes it back; what the page says shows again."""
    path = article_path(desk.room, REPAIRS)
    desk.send(path, "fact", field="outlet", value="The Courier", because=WHY)
    assert shown(archive, "A-0001").outlet == "The Courier"
    assert desk.send(path, "fact-undo").status_code == 303
    assert shown(archive, "A-0001").outlet == "Velmark Courier"
    assert changes(archive)[0][1]["undo"] == "outlet"


def test_pair_is_said_to_be_unrelated_and_that_is_taken_back(archive: Path, desk: Browser) -> None:
    """A person's word on two articles stands before what was measured, until it is taken back; an address names one."""
    path = article_path(desk.room, REPAIRS)
    other = f"http://localhost:8001{article_path(desk.room, AGREED)}?q=bridge"
    assert desk.send(path, "relation", other=other, kind="unrelated", because=WHY).status_code == 303
    with closing(reader.open_reader(archive)) as conn:
        (relation,) = (each for each in reader.relations_of(conn, "A-0001") if each.because)
    assert (relation.kind, relation.by, relation.because) == (None, "Ilse M.", WHY)
    assert desk.send(path, "relation-undo").status_code == 303
    with closing(reader.open_reader(archive)) as conn:
        assert [each for each in reader.relations_of(conn, "A-0001") if each.because] == []


def test_pair_is_said_to_be_of_a_kind(archive: Path, desk: Browser) -> None:
    """Two articles that nothing ties can be said to be a rework."""
    path = article_path(desk.room, REPAIRS)
    assert desk.send(path, "relation", other="A-0003", kind="reworked", because=WHY).status_code == 303
    with closing(reader.open_reader(archive)) as conn:
        assert "reworked" in [each.kind for each in reader.relations_of(conn, "A-0003")]


def test_stories_are_joined_named_divided_and_that_is_taken_back(archive: Path, desk: Browser) -> None:
    """Each form about a story does to the file what it says."""
    path = article_path(desk.room, REPAIRS)

    def story() -> Any:  # noqa: ANN401  a story or None
        with closing(reader.open_reader(archive)) as conn:
            return reader.find_story(conn, f"s-{shown(archive, 'A-0001').id}")

    assert desk.send(path, "story-merge", other="A-0002", because=WHY).status_code == 303
    assert desk.send(path, "story-merge", other="A-0003", because=WHY).status_code == 303
    assert len(story().members) == 3
    assert desk.send(path, "story-name", label="The bridge of Velmark", because=WHY).status_code == 303
    assert story().label == "The bridge of Velmark"
    assert desk.send(path, "story-split", articles="A-0003", because=WHY).status_code == 303
    assert len(story().members) == 2
    assert desk.send(path, "story-undo").status_code == 303
    assert len(story().members) == 3
    assert {agent for agent, _ in changes(archive)} == {"Ilse M."}


@pytest.mark.parametrize(
    ("form", "typed", "complaint"),
    [
        ("fact", {"value": "16.3.21", "because": WHY}, "published: '16.3.21' is no date. Write what is known"),
        ("fact", {"value": "2021", "because": "  "}, "Say why. Whoever reads the archive later"),
        ("fact", {"value": "", "because": WHY}, "Right is: nothing is said."),
        ("fact", {"field": "colour", "value": "red", "because": WHY}, "Fact: “colour” is none of the choices."),
        ("fact", {"article": "A-9999", "value": "2021", "because": WHY}, "No article of this archive answers"),
        ("relation", {"other": "nowhere", "because": WHY}, "No article of this archive answers"),
        ("relation", {"other": "A-0001", "because": WHY}, "are the same article"),
        ("relation", {"other": "A-0002", "kind": "cousin", "because": WHY}, "They are: “cousin” is none"),
        ("story-merge", {"other": "nowhere", "because": WHY}, "no story answers to 'nowhere'"),
        ("story-split", {"articles": "A-0005", "because": WHY}, "A-0005 is not in the story"),
        ("story-name", {"label": "x" * 300, "because": WHY}, "200"),
    ],
)
def test_what_cannot_be_done_comes_again_with_the_reason(
    form: str, typed: dict[str, str], complaint: str, archive: Path, desk: Browser
) -> None:
    """A form that cannot be done says why and keeps what was typed; nothing is changed."""
    page = f"/{NAME}/-/edit/{form}?article=A-0001&story=s-{shown(archive, 'A-0001').id}&field=published"
    again = desk.send(page, form, **typed)
    assert again.status_code == 400
    assert complaint in " ".join(alerts(again))
    kept = [e.get("value") for e in html5lib.parse(again.text).iter() if str(e.tag).endswith("}input")]
    lines = [value for name, value in typed.items() if name not in {"field", "kind"} and value.strip()]
    assert all(value in kept for value in lines)
    assert changes(archive) == []


def test_every_form_has_a_page_of_its_own(desk: Browser) -> None:
    """A form can be opened by its address, filled in, and names what it is about."""
    named = {"outlet": "Velmark Courier", "place": "Velmark", "selection": "the-bridge"}
    for name, form in FORMS.items():
        said = {"article": "A-0001", "story": "s-A-0001", "other": "A-0002", "field": "outlet", **named}
        page = parsed(desk.get(f"/{NAME}/-/edit/{name}?{urlencode(said)}"))
        about = named.get(form.about, REPAIRS)
        assert about in " ".join(texts(page, "p", "of")) or form.about not in [each.name for each in form.fields], name
        assert form.title in " ".join(texts(page, "h1")), name
    assert desk.get(f"/{NAME}/-/edit/nothing").status_code == 404


def test_archive_that_is_being_written_is_said_and_nothing_is_lost(
    archive: Path, desk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While an ingest holds the archive a change is refused in words that name no path; what was typed stays."""
    monkeypatch.setattr(editor, "WAIT_S", 0.1)
    with write_lock(archive):
        busy = desk.send(article_path(desk.room, REPAIRS), "fact", value="2021-03-16", because=WHY)
    assert busy.status_code == 503
    assert "Something else is being written to this archive now" in alerts(busy)[0]
    assert 'value="2021-03-16"' in busy.text
    assert str(archive.parent) not in busy.text
    assert changes(archive) == []


def test_archive_that_cannot_be_written_names_no_path(
    archive: Path, desk: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the file cannot be written the reason stands in the server's log, not on the page."""
    page = article_path(desk.room, REPAIRS)
    monkeypatch.setattr("archive.lock.os.open", _refuse)
    refused = desk.send(page, "fact", value="2021-03-16", because=WHY)
    assert refused.status_code == 503
    assert "cannot be written here" in alerts(refused)[0]
    assert str(archive.parent) not in refused.text
    assert str(archive.parent) in caplog.text


def _refuse(*_given: Any, **_more: Any) -> int:  # noqa: ANN401  as os.open is called
    raise PermissionError(13, "Permission denied")


def test_desk_tells_who_what_and_why(desk: Browser) -> None:
    """The desk lists the latest changes with name and reason, and every page says under which name one edits."""
    path = article_path(desk.room, REPAIRS)
    desk.send(path, "fact", field="agency", value="Velm Wire", because=WHY)
    page = parsed(desk.get(f"/{NAME}/-/edit"))
    told = " ".join(texts(page, "ol", "changed-last"))
    assert "agency: Coastal Press → Velm Wire" in told
    assert "Ilse M., 23" not in told or WHY in told
    assert WHY in told
    assert "Editing as Ilse M." in " ".join(texts(parsed(desk.get(f"/{NAME}/-/home")), "li", "editor"))


def test_who_signs_out_edits_no_more(archive: Path, desk: Browser) -> None:
    """The button on the desk signs out; then forms and their pages are closed again."""
    page = html5lib.parse(desk.get(f"/{NAME}/-/edit").text)
    token = next(e.get("value") for e in page.iter() if e.get("name") == "csrftoken")
    assert desk.post("/-/logout", {"csrftoken": token}).status_code == 302
    assert desk.get(f"/{NAME}/-/edit").status_code == 403
    assert "/-/edit/" not in desk.get(article_path(desk.room, REPAIRS)).text
    assert changes(archive) == []


def test_hostile_words_in_forms_stay_words(desk: Browser) -> None:
    """What is typed is shown as typed, in the form that comes again and where it is stored."""
    attack = '"><script>alert(1)</script>'
    path = article_path(desk.room, REPAIRS)
    again = desk.send(path, "fact", value=attack, because=attack)
    assert again.status_code == 400
    assert "<script>" not in again.text
    assert desk.send(path, "fact", field="headline", value=attack, because=attack).status_code == 303
    for page in (path, f"/{NAME}/-/edit", f"/{NAME}/-/edit/fact?article=A-0001&value=%22%3E%3Cscript%3E"):
        assert "<script>" not in desk.get(page).text, page


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/",
        f"/{NAME}/-/\\evil",
        f"/{NAME}/-/x\r\nset-cookie: a=b",
        "/other/-/home",
        f"/{NAME}/-/../../-/logout",
        f"/{NAME}/-/%2e%2E/x",
        f"/{NAME}/-/./home",
    ],
)
def test_form_leads_back_into_its_archive_only(back: str, desk: Browser) -> None:
    """An address that leads elsewhere is not followed."""
    sent = desk.send(article_path(desk.room, REPAIRS), "fact", value="2021-03-16", because=WHY, back=back)
    assert sent.status_code == 303
    assert sent.headers["location"] == article_path(desk.room, REPAIRS)
    assert "a=b" not in str(sent.headers.get("set-cookie"))


def test_readers_see_no_form(archive: Path, room: Callable[..., Any]) -> None:
    """Who has not signed in finds no form, no link to one, and a referrer policy that tells nothing."""
    opened = room(archive, editing=EDITING)
    page = opened.get(article_path(opened, REPAIRS))
    assert "/-/edit" not in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "".join(BODY)[:40] in page.text.replace("\n", "")
    assert not [href for href in hrefs(parsed(page)) if "edit" in href]
