"""Sections to a file: set the articles, then what tells their pages, then join.

The front matter is numbered apart, so the pages of the articles do not depend on the length of the contents; its own
pages do, so what tells pages is set last, and again where a number in it proves wrong.

Rule: the order of work; setting and joining are `press`'s.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import accumulate

from exports.dossier.flat import flattened
from exports.dossier.groups import COVER, Group, groups_of
from exports.dossier.manifest import Place, manifest_of
from exports.dossier.model import DossierView, Entry, ReceivedFile, StoryTold, chapters
from exports.dossier.press.join import Attachment, Bound, Joined, join
from exports.dossier.press.metadata import About, Standard
from exports.dossier.press.part import Made, Part
from exports.dossier.press.press import Press, Ready
from exports.dossier.press.seal import MANIFEST
from exports.dossier.press.stamps import LETTERS, labels
from exports.dossier.render import Frame, Renderer, Standing
from exports.dossier.request import DossierRequest, Progress
from exports.dossier.sections import BACK, FRONT, Section, build_body, build_each
from exports.dossier.sections.plain import build_plain, build_plain_story
from exports.dossier.seeds import seed_of
from exports.phrases import joined
from schemas.errors import ExportError

_TIMES = 4
"""How often the contents are set at the most until all numbers are right: once, nearly always."""

_SPECIMEN = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Folios</title></head>
<body><p class="folio">{LETTERS}</p></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A dossier as a file."""

    joined: Joined
    notes: tuple[str, ...]
    """What was cut or changed to print it."""
    plain: tuple[str, ...]
    """Marks of articles, and names of stories and lists, that are set plainly."""
    denied: tuple[str, ...]
    was_set: int
    """Parts that were set for it; the others were kept."""


@dataclass
class _Work:
    """What one dossier is printed with."""

    view: DossierView
    request: DossierRequest
    frame: Frame
    renderer: Renderer
    press: Press
    tell: Progress
    html: dict[str, str] = field(default_factory=dict)
    """By group: what was set."""
    ready: dict[str, Ready] = field(default_factory=dict)

    @cached_property
    def told(self) -> dict[str, Entry | StoryTold]:
        """Stories and articles in order, by their anchors."""
        return {each.anchor: each for each in chapters(self.view, is_by_story=self.request.order == "story")}


def print_dossier(
    view: DossierView, request: DossierRequest, frame: Frame, press: Press, *, standard: Standard | None, tell: Progress
) -> Printed:
    """Return the dossier as a file.

    Raises: ExportError where a part cannot be set at all.
    """
    work = _Work(view, request, frame, Renderer(frame), press, tell)
    sections, groups = _composed(work)
    _set_all(work, groups, sections)
    for _ in range(_TIMES):
        plain = tuple(_plain_names(work, groups))
        if plain == work.view.set_plainly:
            break
        work.view = replace(view, set_plainly=plain)  # which the colophon tells
        sections, groups = _composed(work)
        _set_all(work, groups, sections)
    else:
        raise ExportError("what could not be set changes with every try; please report this")
    folios = Part(name="specimen", title="the page numbers", make=lambda: Made(html=_SPECIMEN))
    specimen = press.set([folios], _silent)["specimen"].sheets
    press.rest()  # joining takes memory enough
    joined = join(
        [_bound(work, group) for group in groups],
        specimen,
        _about(frame, view),
        attached=_attached(work, groups),
        standard=standard,
        tell=lambda done, of: tell("write", done, of),
    )
    denied = tuple(url for each in work.ready.values() for url in each.sheets.denied)
    notes = tuple(note for group in groups for note in work.ready[group.name].notes)
    return Printed(joined=joined, notes=notes, plain=work.view.set_plainly, denied=denied, was_set=press.was_set)


def _set_all(work: _Work, groups: Sequence[Group], sections: Sequence[Section]) -> None:
    """Set what is not set yet as it is to be; last what tells pages."""
    _set(work, [group for group in groups if not group.tells_pages], sections)
    _set_those_that_tell_pages(work, groups, sections)


def _plain_names(work: _Work, groups: Sequence[Group]) -> Iterator[str]:
    """Yield the names of what is set plainly: marks of articles, names of stories and of lists."""
    for group in groups:
        if work.ready[group.name].is_plain:
            yield _name(work.told[group.name]) if group.place == "body" else _called(group)


def _called(group: Group) -> str:
    """Return what people call the lists of a group."""
    return f"the {joined([section.key for section in group.sections])}"


def _name(told: Entry | StoryTold) -> str:
    return told.mark if isinstance(told, Entry) else told.story.story


def _composed(work: _Work) -> tuple[tuple[Section, ...], list[Group]]:
    """Return the sections of front and back, and what is set together."""
    work.tell("compose", 0, 1)
    front, back = (build_each(which, work.view, work.request) for which in (FRONT, BACK))
    groups = groups_of(front, list(work.told), back, is_small=work.frame.is_small)
    work.tell("compose", 1, 1)
    return (*front, *back), groups


def _set(
    work: _Work, groups: Sequence[Group], sections: Sequence[Section], pages: Mapping[str, str] | None = None
) -> None:
    standing = Standing(sections=tuple(section.key for section in sections), pages=pages or {})
    parts = []
    for group in groups:
        if group.place == "body":
            if group.name not in work.ready:
                parts.append(_part(work, work.told[group.name], standing))
            continue
        html = work.renderer.part(group.sections, standing)
        if work.html.get(group.name) != html:
            work.html[group.name] = html
            notes = tuple(note for section in group.sections for note in section.notes)
            made = Made(html=html, notes=notes)
            plain = partial(_flat, work, group, standing)
            parts.append(Part(name=group.name, title=_called(group), make=partial(_as_is, made), plain=plain))
    work.ready |= work.press.set(parts, lambda done, of: work.tell("lay out", done, of))


def _flat(work: _Work, group: Group, standing: Standing, problem: str) -> str:
    return work.renderer.part(flattened(group.sections, work.renderer, standing, problem), standing)


def _as_is(made: Made) -> Made:
    return made


def _part(work: _Work, told: Entry | StoryTold, standing: Standing) -> Part:
    """Return an article or a story as a part; it is made only where it is not kept."""
    seed = seed_of(told, work.view, work.request, work.frame)
    make = partial(_make, work, told, standing)
    if isinstance(told, StoryTold):
        plain = _plainly(work, partial(build_plain_story, told), standing)
        return Part(name=told.anchor, title=f"story {told.story.story}", make=make, seed=seed, plain=plain)
    return Part(
        name=told.anchor,
        title=f"article {told.mark}",
        make=make,
        seed=seed,
        language=told.record.language or "",
        plain=_plainly(work, partial(build_plain, told), standing),
    )


def _make(work: _Work, told: Entry | StoryTold, standing: Standing) -> Made:
    section = build_body(told, work.view, work.request)
    return Made(html=work.renderer.part([section], standing), notes=(*section.notes, *section.print_notes))


def _plainly(work: _Work, build: Callable[[str], Section], standing: Standing) -> Callable[[str], str]:
    return lambda problem: work.renderer.part([build(problem)], standing)


def _set_those_that_tell_pages(work: _Work, groups: Sequence[Group], sections: Sequence[Section]) -> None:
    """Set what names the pages of others, anew until every number is right: its own length is a guess at first."""
    pages = _pages(work, groups)
    for _ in range(_TIMES):
        _set(work, [group for group in groups if group.tells_pages], sections, pages)
        found = _pages(work, groups)
        if found == pages:
            return
        pages = found
    raise ExportError("the page numbers in the contents come to no end; please report this")


def _pages(work: _Work, groups: Sequence[Group]) -> dict[str, str]:
    """Return the number of the page of each anchor, as far as that is known or can be guessed."""
    lengths = [_length(work, group) for group in groups]
    front = sum(length for group, length in zip(groups, lengths, strict=True) if group.place == "front")
    names = labels(front=front, body=sum(lengths) - front)
    found: dict[str, str] = {}
    for group, start in zip(groups, accumulate(lengths, initial=0), strict=False):
        found[group.name] = names[start]
        if group.name in work.ready:
            found |= {anchor.name: names[start + anchor.page] for anchor in work.ready[group.name].sheets.anchors}
    return found


def _length(work: _Work, group: Group) -> int:
    return work.ready[group.name].sheets.pages if group.name in work.ready else group.likely_pages


def _bound(work: _Work, group: Group) -> Bound:
    return Bound(
        name=group.name,
        sheets=work.ready[group.name].sheets,
        is_front=group.place == "front",
        has_folios=group.name != COVER,
    )


def _attached(work: _Work, groups: Sequence[Group]) -> list[Attachment]:
    """Return the files inside the file: the manifest, and what was received where that was asked for."""
    received = [_received(each) for each in work.view.received]
    named = {each.name: hashlib.sha256(each.content).hexdigest() for each in received}
    return [_manifest(work, groups, named), *received]


def _manifest(work: _Work, groups: Sequence[Group], attached: Mapping[str, str]) -> Attachment:
    sheets = [work.ready[group.name].sheets for group in groups]
    starts = list(accumulate((each.pages for each in sheets), initial=0))
    numbers = _pages(work, groups)
    places = {
        group.name: Place(page=numbers[group.name], index=start, pages=each.pages)
        for group, each, start in zip(groups, sheets, starts, strict=False)
    }
    prints = [one for each in sheets for one in each.prints]
    return Attachment(
        name=MANIFEST,
        content=manifest_of(work.view, work.request, work.frame.title, places, prints, attached),
        mime="application/json",
        relationship="Data",
        description="What is in this dossier, for machines: articles, hashes, pages",
    )


def _received(file: ReceivedFile) -> Attachment:
    ending, mime = _FORMS.get(file.form, ("bin", "application/octet-stream"))
    return Attachment(
        name=f"{file.mark}-{file.number}.{ending}",
        content=file.content,
        mime=mime,
        relationship="Source",
        description=f"The file that [{file.mark}] was read from, as it was received. SHA-256 {file.sha256}",
    )


_FORMS = {
    "html": ("html", "text/html"),
    "text": ("txt", "text/plain"),
    "json": ("json", "application/json"),
    "pdf": ("pdf", "application/pdf"),
    "xml": ("xml", "application/xml"),
}
"""Ending and media type of a received file, by its form; others are bytes."""


def _about(frame: Frame, view: DossierView) -> About:
    return About(
        title=frame.title,
        author=frame.author,
        description=frame.description,
        language=frame.language,
        generator=frame.generator,
        producer=frame.producer,
        created=frame.created,
        digest=view.digest,
    )


def _silent(done: int, of: int) -> None:
    """Tell nobody."""
