"""A story, a family, or a list of them, as JSON.

Rule: pure; told things in, JSON values out.
"""

from collections.abc import Iterable
from typing import Any

from archive.tellings import Telling
from exports.telling.account import Account
from exports.telling.roles import Role
from schemas.codec import to_json
from schemas.telling import Member


def story_json(telling: Telling, account: Account, *, is_whole: bool) -> dict[str, Any]:
    """Return what the page of a story tells."""
    return {
        **_head(telling, is_whole=is_whole),
        "articles": [member_json(member, account.roles[member.id]) for member in telling.members],
        "order": {
            "steps": [
                {"kind": step.kind.value, "articles": _ids(step.members), "timed": step.timed}
                for step in account.order.steps
            ],
            "between": [
                {"article": each.member.id, "after": each.after, "before": each.before}
                for each in account.order.spanning
            ],
            "date_in_doubt": _ids(account.order.doubtful),
            "known_on_one_side": _ids(account.order.one_sided),
            "date_unknown": _ids(account.order.undated),
            "earliest": account.order.earliest,
            "is_first": account.order.is_first and is_whole,
        },
        "credits": [
            {"agency": each.agency, "articles": _ids(each.members), "its_own": _ids(each.own)}
            for each in account.agencies
        ],
        "taken": [
            {
                "source": each.source.id,
                "taker": each.taker.id,
                "grounds": list(each.grounds),
                "share": each.share,
            }
            for each in account.takings
        ],
        "families": [
            {"family": each.name, "first": each.first.id if each.first else None, "articles": _ids(each.members)}
            for each in account.families
        ],
        "disagreements": [
            {
                "kind": each.kind,
                "values": [
                    {"value": value.value, "around": value.around, "articles": _ids(value.members)}
                    for value in each.values
                ],
            }
            for each in account.disagreements
        ],
        "compared": {
            "pairs": [[pair.base.id, pair.other.id] for pair in account.pairs.compared],
            "left_out": account.pairs.left_out,
            "tied_to_no_other": account.pairs.alone,
        },
    }


def family_json(telling: Telling, base: Member, *, is_first: bool, lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return what the page of a family tells."""
    is_whole = len(telling.members) == len(telling.group.members)
    return {
        **_head(telling, is_whole=is_whole),
        "compared_with": base.id,
        "is_first": is_first,
        "articles": list(lines),
    }


def member_json(member: Member, role: Role | None = None) -> dict[str, Any]:
    """Return an article of a group."""
    return {
        "id": member.id,
        "accession": member.accession,
        "title": member.title,
        "outlet": member.outlet,
        "agency": member.agency,
        "language": member.language,
        "published": member.published,
        "published_edtf": member.published_edtf,
        "published_earliest": member.published_earliest,
        "published_latest": member.published_latest,
        "published_basis": member.published_basis,
        "word_count": member.word_count,
        "family": member.family,
        **({"is": role.value} if role else {}),
    }


def _head(telling: Telling, *, is_whole: bool) -> dict[str, Any]:
    group = telling.group
    return {
        "name": group.story,
        "label": group.label or None,
        "is_named": group.is_named,
        "why": group.why,
        "count": len(group.members),
        "outlets": group.outlets,
        "first": group.first,
        "last": group.last,
        "languages": [{"language": code, "articles": count} for code, count in telling.languages],
        "agencies": [{"agency": agency, "articles": count} for agency, count in telling.agencies],
        "said": to_json(telling.said),
        "lookalikes": _ids(telling.lookalikes),
        "all_told": is_whole,
    }


def _ids(members: Iterable[Member]) -> list[str]:
    return [member.id for member in members]
