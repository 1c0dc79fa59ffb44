"""`cuttings schema`: the JSON Schema of what `list`, `show` and `extract` print."""

import click

from archive.cli.screen import say


@click.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of an article record.

    `list --json` and `show --json` print such records.
    """
    import json

    from schemas.article import ArticleRecord
    from schemas.json_schema import json_schema

    click.echo(json.dumps(json_schema(ArticleRecord), indent=2, ensure_ascii=False))
    say("A record of `cuttings list ARCHIVE --json` is valid by this schema (draft 2020-12).")
