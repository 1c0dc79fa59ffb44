"""Made-up news (cases/made_up_news.toml) as articles, each at an address of its own."""

import tomllib
from pathlib import Path
from typing import Any

from builders import make_article

from schemas.article import Article

_CASES = Path(__file__).resolve().parent.parent / "cases" / "made_up_news.toml"


def made_up_news(**more: Any) -> list[Article]:  # noqa: ANN401  fields of an article
    """Return the tellings as articles; the record id of each is its event and a number."""
    tellings = tomllib.loads(_CASES.read_text(encoding="utf-8"))["telling"]
    return [
        make_article(
            url=f"https://{each['outlet']}.example/{each['event']}/{number}",
            record_id=f"{each['event']}-{number}",
            text=each["text"],
            headline=each["headline"],
            outlet=each["outlet"],
            published=each.get("day"),
            language=each["language"],
            **more,
        )
        for number, each in enumerate(tellings)
    ]
