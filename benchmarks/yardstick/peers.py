"""The other extractors: their names, what they are made of, whether they import here.

Rule: a peer that does not import is said, never left out in silence.
"""

import importlib
import importlib.metadata
import warnings
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    """One extractor of others."""

    name: str
    """Of its adapter."""
    module: str
    """What is imported to see whether it is there."""
    parts: tuple[str, ...]
    """Distributions whose versions name its answers."""
    gives: frozenset[str] = frozenset({"body", "facts"})


BODY_ONLY = frozenset({"body"})
_TRAFILATURA = ("trafilatura", "htmldate", "courlan")

PEERS = (
    Peer("trafilatura_default", "trafilatura", _TRAFILATURA),
    Peer("trafilatura_fast", "trafilatura", _TRAFILATURA),
    Peer("trafilatura_precision", "trafilatura", _TRAFILATURA),
    Peer("readability_lxml", "readability", ("readability-lxml",)),
    Peer("resiliparse", "resiliparse.extract.html2text", ("resiliparse",)),
    Peer("newspaper4k", "newspaper", ("newspaper4k",)),
    Peer("htmldate", "htmldate", ("htmldate",), frozenset({"date"})),
)
BY_HOST_PEERS = ("trafilatura_default", "trafilatura_fast", "trafilatura_precision")
"""Peers whose texts are compared with learned furniture taken off."""
SPEED_PEER = "trafilatura_default"


def version_of(peer: Peer) -> str:
    """Return the versions of what a peer is made of, fit for a file's name."""
    return "_".join(importlib.metadata.version(part) for part in peer.parts)


def present_peers() -> tuple[list[Peer], list[str]]:
    """Return the peers that import, and a sentence for each that does not."""
    present, absent = [], []
    for peer in PEERS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                importlib.import_module(peer.module)
            version_of(peer)
        except Exception as error:  # noqa: BLE001  a peer may fail to import in any way
            absent.append(f"{peer.name} is not in this run: {type(error).__name__}: {error}")
        else:
            present.append(peer)
    return present, absent
