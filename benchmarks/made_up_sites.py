"""Web pages of made-up outlets around given texts: menus, JSON-LD, meta tags and a byline, as news sites have them.

Rule: pure; texts in, bytes out. The same texts give the same pages.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from html import escape

WORDS = 400
"""Of an article."""
HOSTS = 40
TOWNS = ("Orbek", "Velmark", "Lennfurt", "Kastel", "Saint Oda", "Varnhavn", "Drossen", "Quille")
KINDS = ("Herald", "Post", "Gazette", "Courier", "Observer")
SECTIONS = ("World", "Politics", "Business", "Culture", "Sport", "Science", "Region", "Weather", "Opinion", "Archive")
PEOPLE = ("Ira Maren", "Jora Danek", "Tomas Weld", "Ona Kern", "Bo Lindqvarn", "Ilsa Oor", "Wim Tarsel", "Mara Quist")
TOPICS = ("harbour", "council", "ferries", "harvest", "railway", "elections", "floods", "schools", "fishing", "prices")

Dice = random.Random
"""Chances that fall the same way each time; nothing here is a secret."""


def articles_of(texts: Iterable[str], words: int = WORDS) -> Iterator[tuple[str, ...]]:
    """Yield paragraphs of `words` words in all, as many as the texts have one after the other, each used once."""
    held: list[str] = []
    count = 0
    for text in texts:
        for line in filter(None, map(str.strip, text.split("\n\n"))):
            told = line.split()[: words - count]
            held.append(" ".join(told))
            count += len(told)
            if count >= words:
                yield tuple(held)
                held, count = [], 0


def records_of(articles: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield each article as a line of JSON, with what plain records say of it."""
    for number, paragraphs in enumerate(articles):
        story = _story(number, paragraphs)
        record = {name: story[name] for name in ("url", "title", "date", "author")}
        yield json.dumps(record | {"id": f"r-{number}", "text": "\n\n".join(paragraphs)}).encode()


def pages_of(articles: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield each article as a page of a news site."""
    for number, paragraphs in enumerate(articles):
        yield _page(_story(number, paragraphs), paragraphs).encode()


def _story(number: int, paragraphs: Sequence[str]) -> dict[str, str]:
    """Return what is said of an article."""
    dice = Dice(f"story {number}")
    host = dice.randrange(HOSTS)
    outlet = f"{TOWNS[host % len(TOWNS)]} {KINDS[host // len(TOWNS)]}"
    site = f"https://www.{outlet.lower().replace(' ', '-')}.example"
    day = f"20{dice.randrange(15, 24)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
    section = dice.choice(SECTIONS)
    title = " ".join(paragraphs[0].split()[:9]).strip(" .,;:").capitalize()
    return {
        "outlet": outlet,
        "site": site,
        "url": f"{site}/{section.lower()}/{day.replace('-', '/')}/story-{number:05d}.html",
        "title": title,
        "summary": " ".join(paragraphs[0].split()[:28]),
        "date": f"{day}T{dice.randrange(24):02d}:{dice.randrange(60):02d}:00+02:00",
        "changed": f"{day}T23:{dice.randrange(60):02d}:00+02:00",
        "author": dice.choice(PEOPLE),
        "section": section,
        "topics": ", ".join(dice.sample(TOPICS, 3)),
        "image": f"{site}/media/{dice.getrandbits(48):012x}/lead.jpg",
    }


def _page(story: dict[str, str], paragraphs: Sequence[str]) -> str:
    quoted = {name: escape(value) for name, value in story.items()}
    menu = "".join(f'<li><a href="/{name.lower()}/">{name}</a></li>' for name in SECTIONS)
    body = "\n".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    more = "".join(f'<li><a href="/more/{each}">More on {each}</a></li>' for each in TOPICS)
    return f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{quoted["title"]} - {quoted["outlet"]}</title>
{_meta(quoted)}
<link rel="canonical" href="{quoted["url"]}">
<script type="application/ld+json">{_linked_data(story)}</script></head>
<body><nav class="menu"><ul>{menu}</ul></nav>
<article><h1>{quoted["title"]}</h1>
<p class="byline">By <a rel="author" href="/people/">{quoted["author"]}</a></p>
<time datetime="{quoted["date"]}">{quoted["date"][:10]}</time>
{body}
</article>
<aside><h2>Read on</h2><ul>{more}</ul></aside>
<footer><p>All rights of {quoted["outlet"]} are reserved.</p></footer></body></html>
"""


def _meta(story: dict[str, str]) -> str:
    named = {"description": "summary"}
    shown = {"og:title": "title", "og:description": "summary", "og:url": "url", "og:image": "image"}
    shown |= {"og:site_name": "outlet", "article:published_time": "date", "article:modified_time": "changed"}
    tags = [f'<meta name="{name}" content="{story[key]}">' for name, key in named.items()]
    tags += [f'<meta property="{name}" content="{story[key]}">' for name, key in shown.items()]
    return "\n".join(tags)


def _linked_data(story: dict[str, str]) -> str:
    return json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story["title"],
            "description": story["summary"],
            "datePublished": story["date"],
            "dateModified": story["changed"],
            "author": {"@type": "Person", "name": story["author"]},
            "publisher": {"@type": "Organization", "name": story["outlet"]},
            "image": story["image"],
            "mainEntityOfPage": story["url"],
            "articleSection": story["section"],
            "keywords": story["topics"],
        }
    )
