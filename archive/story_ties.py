"""What ties texts and keeps them apart: what is said of their articles, told of the texts that stand for them.

Rule: reads the tables only.
"""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from archive.links import as_list
from archive.story_said import SAID_PREFIX, Said, ties_of


@dataclass(slots=True)
class TextTies:
    """The ties of placed texts, as far as they were asked for; who is placed must not change meanwhile."""

    conn: sqlite3.Connection
    said: Said
    groups: dict[int, frozenset[str]] = field(default_factory=dict)
    """By text: the families and merges that tie it."""
    apart: dict[int, frozenset[int]] = field(default_factory=dict)
    """By text: the texts that it is kept apart from."""
    wary: set[int] = field(default_factory=set)
    """Texts that are kept apart from any, placed or not: they come to a story last."""
    _fellows: dict[str, frozenset[int]] = field(default_factory=dict)

    def read(self, texts: Collection[int]) -> None:
        """Read the ties of texts."""
        unread = [text for text in texts if text not in self.groups]
        articles = self._articles(unread)
        ties = ties_of(self.conn, list(articles), self.said)
        foes = self._texts({other for found in ties.apart.values() for other in found})
        groups: dict[int, set[str]] = {text: set() for text in unread}
        apart: dict[int, set[int]] = {text: set() for text in unread}
        for article, text in articles.items():
            groups[text] |= ties.groups[article]
            if ties.apart[article]:
                self.wary.add(text)
            apart[text].update(foes[other] for other in ties.apart[article] if other in foes)
        self.groups.update({text: frozenset(names) for text, names in groups.items()})
        self.apart.update({text: frozenset(found) for text, found in apart.items()})

    def fellows(self, texts: Collection[int]) -> set[int]:
        """Return the placed texts that some texts are tied to, and these themselves where they are tied at all."""
        self.read(texts)
        names = {name for text in texts for name in self.groups[text]}
        for name in sorted(names - self._fellows.keys()):
            self._fellows[name] = frozenset(self._texts(self._members(name)).values())
        return {text for name in names for text in self._fellows[name]}

    def _members(self, name: str) -> set[int]:
        """Return the articles of a family or of a merge."""
        if name.startswith(SAID_PREFIX):
            number = int(name.removeprefix(SAID_PREFIX))
            return {article for each in self.said.statements if each.number == number for article in each.sides[0]}
        rows: Iterable[tuple[int]] = self.conn.execute(
            "SELECT article_id FROM family_member WHERE family_id = (SELECT id FROM family WHERE public_id = ?)",
            (name,),
        )
        return {article for (article,) in rows}

    def _articles(self, texts: Collection[int]) -> dict[int, int]:
        """Return by article the text, of `texts`, that stands for it."""
        rows: Iterable[tuple[int, int]] = self.conn.execute(
            "SELECT article_id, text_of FROM story_copy WHERE text_of IN (SELECT value FROM json_each(?))",
            (as_list(texts),),
        )
        return {text: text for text in texts} | dict(rows)

    def _texts(self, articles: Collection[int]) -> dict[int, int]:
        """Return by article the placed text that stands for it; those without one are left out."""
        rows: Iterable[tuple[int, int]] = self.conn.execute(
            "SELECT j.value, t.article_id FROM json_each(?) j LEFT JOIN story_copy c ON c.article_id = j.value"
            " JOIN story_text t ON t.article_id = ifnull(c.text_of, j.value) WHERE t.is_placed",
            (as_list(articles),),
        )
        return dict(rows)
