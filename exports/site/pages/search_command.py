"""The command that prints what a search found: the same words and filters, for the command line.

Rule: pure; names no path, only what the archive is called.
"""

import shlex

from exports.site.links import Quest

_OPTIONS = {
    "outlet": "--outlet",
    "language": "--language",
    "agency": "--agency",
    "author": "--author",
    "story": "--story",
    "tag": "--tag",
    "basis": "--basis",
    "copies": "--copies",
    "without": "--without",
    "date_from": "--from",
    "date_to": "--to",
}


def dossier_command(database: str, quest: Quest) -> str:
    """Return what makes a dossier of a result.

    >>> dossier_command("press", Quest(q="bridge toll", outlet="Post"))
    "cuttings dossier press.db -o dossier.pdf --query 'bridge toll' --outlet Post"
    """
    return _command(["cuttings", "dossier", f"{database}.db", "-o", "dossier.pdf"], quest)


def selection_command(database: str, selection: str) -> str:
    """Return what makes a dossier of a selection, in its order.

    >>> selection_command("press", "the-bridge")
    'cuttings dossier press.db -o the-bridge.pdf --selection the-bridge'
    """
    words = ["cuttings", "dossier", f"{database}.db", "-o", f"{selection}.pdf", "--selection", selection]
    return " ".join(shlex.quote(word) for word in words)


def export_command(database: str, quest: Quest) -> str:
    """Return what writes all articles that the filters leave; words to search for it does not take."""
    return _command(["cuttings", "export", f"{database}.db", "-o", "articles.csv", "--format", "csv"], quest.but(q=""))


def _command(words: list[str], quest: Quest) -> str:
    if quest.q.strip():
        words += ["--query", quest.q.strip()]
    for name, option in _OPTIONS.items():
        value = getattr(quest, name)
        if value:
            words += [option, value]
    return " ".join(shlex.quote(word) for word in words)
