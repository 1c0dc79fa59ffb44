"""A received file, byte for byte, as a download: never shown, never run.

Rule: reads through `archive.reader` only.
"""

import re
from typing import Any

from datasette.utils.asgi import Response

from archive import reader
from archive.published import is_with_owner
from exports.site.pages.frame import nowhere, room_of
from exports.site.shield import FILE_POLICY

WITH_OWNER = "The received file is with the owner of the archive; its SHA-256 is"

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


async def received(datasette: Any, request: Any) -> Response:  # noqa: ANN401  Datasette ships no types
    """Send a received file as an attachment of no particular type."""
    room = await room_of(datasette, request)
    if room is None:
        return await nowhere(datasette, request)
    sha256 = request.url_vars["sha256"]
    held = await room.read(lambda conn: reader.received_bytes(conn, sha256)) if _SHA256.match(sha256) else None
    if held is None and await room.read(lambda conn: is_with_owner(conn, sha256)):
        return await room.missing(f"{WITH_OWNER} {sha256}. This copy for readers was made without it.")
    if held is None:
        return await room.missing("No received file of this archive has that SHA-256.")
    body, kind = held
    suffix = {"text": "txt", "pdf": "pdf"}.get(kind, "html")
    return Response(
        body,
        headers={
            "content-disposition": f'attachment; filename="received-{sha256[:16]}.{suffix}"',
            "content-security-policy": FILE_POLICY,
            "cache-control": "no-cache",
        },
        content_type="application/octet-stream",
    )
