"""The front door of cuttings: the public names and the command."""

import sys


def main() -> None:
    """Run the command line."""
    from archive.cli import cli  # noqa: PLC0415  the safeguard comes before anything is imported

    cli.main(args=sys.argv[1:], prog_name="cuttings")
