"""The command line in this process, and a small archive for it to work on."""

from pathlib import Path

from builders import fresh_archive, make_article
from click.testing import CliRunner, Result

from archive.cli import cli

ESCAPE = "\x1b[31m"


def run(*arguments: object, obj: object = None) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(cli, [str(each) for each in arguments], obj=obj)


def done(*arguments: object) -> str:
    """Return what a command printed to stdout; it must have succeeded."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def four_articles(folder: Path) -> Path:
    """Make an archive of four articles: two copies of one text, an undated one, and one with awkward letters."""
    path = folder / "a.db"
    articles = [
        make_article(
            url="https://one.example/bridge",
            headline="Bridge at Velmark closed",
            outlet="Velmark Post",
            published="2021-03-16",
            authors=["Ana Petrov", "J. Doe"],
            tags=["bridges"],
            language="en",
            record_id="r-1",
            captured="2021-04-01T10:00:00Z",
        ),
        make_article(url="https://two.example/bridge", headline="Bridge closed", outlet="Daily Two", record_id="r-2"),
        make_article(url="https://two.example/later", text="Nobody knows when this was written.\n\nIt is short."),
        make_article(
            url="https://three.example/x",
            headline=f"=cmd()|{ESCAPE}red\u202e",
            outlet="Şuşa Xəbər",
            published="2022",
            text="The ferry sank near Orlu at 12 o'clock.",
        ),
    ]
    fresh_archive(path, articles)
    return path
