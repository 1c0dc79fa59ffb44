"""A press that never was: articles in any number, as a real archive has them, for measuring what size does.

    python benchmarks/made_up_press.py 100000 --out press.jsonl            records, one a line
    python benchmarks/made_up_press.py 1000 --out more.jsonl --first 100000   the thousand that would come next

Words are made of syllables and used as words of a language are (Zipf 1935): some hundred and fifty make half of a text,
and every text brings some that hardly another has. Events have names, places, figures and days of their own, and belong
to one of some hundred subjects. Most events have one report, few have dozens; of these some are an agency's text as
outlets print it: whole, cut at the end, with words of their own; the others are told anew. A number gives the same
article on every machine, whatever others are made beside it.

Rule: a script, and `articles` for other benchmarks; reads nothing.
"""
# ruff: noqa: S311  choices, no secrets

import argparse
import json
import random
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

SYLLABLES = [
    a + b for a in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "st") for b in "aeiou"
]
LETTERS = {"en": "", "de": "äöü", "az": "əğş", "ru": "", "fr": "éèç"}
"""Languages, and letters that some of their words have; Russian is written in its own."""
CYRILLIC = str.maketrans("abdefgijklmnoprstuvz", "абдефгийклмнопрстувз")
SHARE = {"en": 55, "de": 15, "az": 10, "ru": 12, "fr": 8}
WORDS, TOPICS, OUTLETS = 120_000, 160, 400
COMMONEST = 150
EVENTS_AT_ONCE = 12
"""Articles of an event are spread among those of so many events: nothing comes in order."""
DAYS = 3_650
FIRST_DAY = date(2012, 1, 1)
MOST = 60


def main() -> None:
    """Write records."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--first", type=int, default=0, help="the number of the first article")
    options = parser.parse_args()
    write(options.out, articles(options.count, first=options.first))


def write(file: Path, records: Iterable[dict[str, object]]) -> Path:
    """Write records into a file, one a line; return the file."""
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return file


def articles(count: int, *, first: int = 0) -> Iterator[dict[str, object]]:
    """Yield `count` records from number `first` on, as a scraper writes them: url, title, text, date and so on."""
    skipped, block = first, 0
    # An event is a matter of its number alone, so that what comes before need not be written, only counted.
    while count > 0:
        made = _block(block)
        block += 1
        if skipped >= len(made):
            skipped -= len(made)
            continue
        wanted = made[skipped : skipped + count]
        skipped, count = 0, count - len(wanted)
        events = {number: Event.of(number) for number in dict.fromkeys(number for number, _ in wanted)}
        yield from (events[number].report(place) for number, place in wanted)


def _block(number: int) -> list[tuple[int, int]]:
    """Return the articles of some events in the order in which they come: the event's number, and the report's."""
    found = [
        (event, place)
        for event in range(number * EVENTS_AT_ONCE, (number + 1) * EVENTS_AT_ONCE)
        for place in range(_reports_on(event))
    ]
    random.Random(f"order {number}").shuffle(found)
    return found


def _reports_on(event: int) -> int:
    """Return on how many pages an event was: six in ten of them on one, one in fifty on more than fifteen."""
    return min(MOST, int(random.Random(f"size {event}").paretovariate(1.4)))


@dataclass(frozen=True, slots=True)
class Language:
    """Words, the commonest first."""

    code: str
    words: Sequence[str]
    topics: Sequence[Sequence[str]]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """Return words as often as they are used."""
        return chance.choices(self.words, cum_weights=_zipf(len(self.words)), k=count)


@cache
def language(code: str) -> Language:
    """Return a made-up language."""
    chance = random.Random(f"language {code}")
    words = list(dict.fromkeys(_word(chance, code, 1 + bisect((COMMONEST, 4_000, 40_000), at)) for at in range(WORDS)))
    rarer = words[2_000:60_000]
    return Language(code, words, [chance.sample(rarer, 250) for _ in range(TOPICS)])


@cache
def _zipf(count: int) -> Sequence[float]:
    return list(accumulate(1 / (rank + 2.7) for rank in range(count)))


def _word(chance: random.Random, code: str, syllables: int) -> str:
    word = "".join(chance.choices(SYLLABLES, k=syllables)) + chance.choice(("", "", "n", "r", "s"))
    if LETTERS[code] and chance.random() < 0.2:  # noqa: PLR2004  a share
        at = chance.randrange(len(word))
        word = word[:at] + chance.choice(LETTERS[code]) + word[at + 1 :]
    return word.translate(CYRILLIC) if code == "ru" else word


def _name(chance: random.Random, code: str) -> str:
    return _word(chance, code, chance.choice((2, 3, 3))).capitalize()


@dataclass(slots=True)
class Event:
    """What several articles report."""

    number: int
    tongue: Language
    day: date
    topic: Sequence[str]
    names: Sequence[str]
    place: str
    figures: Sequence[str]
    wire: list[str] = field(default_factory=list)
    """The agency's text: sentences."""

    @classmethod
    def of(cls, number: int) -> "Event":
        """Return the event of a number."""
        chance = random.Random(f"event {number}")
        code = chance.choices(list(SHARE), weights=list(SHARE.values()))[0]
        tongue = language(code)
        made = cls(
            number=number,
            tongue=tongue,
            day=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            topic=tongue.topics[int(TOPICS * chance.random() ** 2)],
            names=[f"{_name(chance, code)} {_name(chance, code)}" for _ in range(6)],
            place=_places(code)[int(2_000 * chance.random() ** 3)],
            figures=[str(chance.randrange(2, 900)) for _ in range(5)],
        )
        made.wire = made.sentences(chance, chance.randrange(14, 40))
        return made

    def sentences(self, chance: random.Random, count: int) -> list[str]:
        """Return sentences on the event."""
        return [self._sentence(chance) for _ in range(count)]

    def _sentence(self, chance: random.Random) -> str:
        words = self.tongue.draw(chance, chance.randrange(7, 24))
        for _ in range(max(1, len(words) // 6)):
            words[chance.randrange(1, len(words))] = self._own_word(chance)
        line = " ".join(words)
        return f"{line[0].upper()}{line[1:]}."

    def _own_word(self, chance: random.Random) -> str:
        kind = chance.random()
        if kind < 0.5:  # noqa: PLR2004  shares of what a sentence on an event speaks of
            return chance.choice(self.topic)
        if kind < 0.8:  # noqa: PLR2004
            return chance.choice(self.names).split()[chance.randrange(2)]
        return self.place if kind < 0.9 else chance.choice(self.figures)  # noqa: PLR2004

    def report(self, place: int) -> dict[str, object]:
        """Return one of the articles on the event."""
        chance = random.Random(f"event {self.number} report {place}")
        outlet = int(OUTLETS * chance.random() ** 2)
        told = chance.choice(("own", "own", "whole", "whole", "cut", "edited")) if place else "whole"
        sentences = self._told(chance, told)
        title = " ".join([self.place, *chance.sample(self.topic, 3), *self.tongue.draw(chance, 3)]).capitalize()
        day = self.day + timedelta(days=int(chance.expovariate(1.2)))
        return {
            "url": f"https://{_outlet(outlet)}.example/{day:%Y/%m}/{self.number}-{place}",
            "title": title,
            "authors": [chance.choice(_authors(outlet))] if told == "own" else [],
            "date_publish": f"{day:%Y-%m-%d} {chance.randrange(24):02}:{chance.randrange(60):02}:00",
            "date_download": f"{day + timedelta(days=chance.randrange(1, 40)):%Y-%m-%d} 04:00:00",
            "language": self.tongue.code,
            "source_domain": f"{_outlet(outlet)}.example",
            "maintext": "\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)),
        }

    def _told(self, chance: random.Random, told: str) -> list[str]:
        """Return the sentences of a report: the agency's, or the outlet's own."""
        if told == "own":
            return self.sentences(chance, chance.randrange(12, 50))
        kept = self.wire[: chance.randrange(6, 12)] if told == "cut" else list(self.wire)
        if told == "edited":
            for _ in range(max(1, len(kept) // 6)):
                kept[chance.randrange(len(kept))] = self._sentence(chance)
        return kept


@cache
def _places(code: str) -> Sequence[str]:
    chance = random.Random(f"places {code}")
    return [_name(chance, code) for _ in range(2_000)]


@cache
def _outlet(number: int) -> str:
    chance = random.Random(f"outlet {number}")
    return f"{_word(chance, 'en', 3)}-{chance.choice(('post', 'times', 'echo', 'herald', 'news'))}-{number}"


@cache
def _authors(outlet: int) -> Sequence[str]:
    chance = random.Random(f"authors {outlet}")
    return [f"{_name(chance, 'en')} {_name(chance, 'en')}" for _ in range(25)]


if __name__ == "__main__":
    main()
