"""`cuttings extract`: pages to records, without an archive.

Rule: stages 1 to 5 in this process; reads what it is given, stores nothing.
"""

import io
import sys
from collections.abc import Iterable, Iterator

import click

from archive.cli.explain import Account, account_lines
from archive.cli.screen import complain, next_step, on_terminal, out, say
from archive.cli.words import counted
from schemas.article import Article
from schemas.codec import json_text
from schemas.page import RawPage, Source
from schemas.report import Rejection
from schemas.view import Capture

STDIN = "-"


@click.command("extract")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--explain", is_flag=True, help="Tell, stage by stage, how the record came to be.")
@click.option(
    "--jsonl",
    is_flag=True,
    help='Read {"id", "url", "html_base64"} a line (or html, or text) and write a line for each.',
)
@click.option("--learn", is_flag=True, help="With --jsonl: drop what the pages of a host repeat.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, metavar="N", help="With --jsonl: worker processes.")
@click.pass_context
def extract_command(
    ctx: click.Context, *, files: tuple[str, ...], explain: bool, jsonl: bool, learn: bool, jobs: int
) -> None:
    """Print the record of a page, without an archive.

    FILE is a page, a text dump or JSON Lines; standard input where none is given. With --jsonl, each line of the input
    gives one line in the same order, with `id` as it was given, `text`, `title`, `author`, `date` and the fields of the
    record; a line that holds no article has the `reason` instead.

    With --learn the whole batch is read first; lines that repeat on the pages of a host (from five pages up) are left
    out of their texts.
    """
    if jsonl and explain:
        raise click.UsageError("--jsonl does not go with --explain.")
    if (learn or jobs > 1) and not jsonl:
        raise click.UsageError("--learn and --jobs go with --jsonl only.")
    if jsonl:
        from archive.cli.extract_lines import extract_lines

        count = extract_lines(files or (STDIN,), learn=learn, jobs=jobs)
        say(f"{counted(count, 'line')} extracted.")
        return
    failed = _extract_pages(files or (STDIN,), explain=explain)
    if failed:
        ctx.exit(1)
    next_step(*(("cuttings ingest NEW.db SOURCE",) if explain else ("cuttings extract FILE --explain",)))


def _extract_pages(files: Iterable[str], *, explain: bool) -> int:
    """Print a record for each page of the files; return how many held no article."""
    from ingest.pipeline import process
    from ingest.record import record_of

    failed = 0
    for page in _pages(files):
        article = page if isinstance(page, Rejection) else process(page, keep_bytes=False)
        if isinstance(article, Rejection):
            complain(f"{article.source}: {article.reason.value}. {article.detail}")
            failed += 1
        elif explain:
            for line in account_lines(account_of(article)):
                out(line)
        else:
            click.echo(json_text(record_of(article), indent=2 if on_terminal() else None))
    return failed


def account_of(article: Article) -> Account:
    """Return all that is known of an article fresh from the pipeline."""
    from ingest.record import record_of

    capture = Capture(
        received_sha256=article.received_sha256,
        received_size=article.received_size,
        format=article.format,
        charset=article.charset,
        charset_basis=article.charset_basis,
        url=article.url,
        url_basis=article.url_basis,
        record_id=article.record_id,
        captured=article.captured,
        captured_basis=article.captured_basis,
        status=article.status,
        media_type=article.media_type,
        stated_digest=article.stated_digest,
        sources=(str(article.source),),
    )
    return Account(
        record=record_of(article), facts=article.facts, blocks=article.blocks, captures=(capture,), is_stored=False
    )


def _pages(files: Iterable[str]) -> Iterator[RawPage | Rejection]:
    from archive.walk import find_files, open_found
    from ingest.readers import Order, read
    from ingest.readers.beside import Beside

    for name in files:
        if name == STDIN:
            whole = io.BytesIO(sys.stdin.buffer.read())
            yield from (met.item for met in read(whole, Order(source=Source(path=STDIN))))
            continue
        for found in find_files(name):
            if isinstance(found, Rejection):
                yield found
                continue
            beside = Beside(note=found.note)
            with open_found(found.path, found.root) as stream:
                yield from (met.item for met in read(stream, Order(source=found.source, beside=beside)))
