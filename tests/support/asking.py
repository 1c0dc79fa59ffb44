"""Many requests to a reading room in this process; what stands in the address arrives as it is."""

import asyncio
from typing import Any


class Asker:
    """Asks one reading room."""

    def __init__(self, room: Any) -> None:  # noqa: ANN401  the conftest's room
        """Ask `room`, in its own loop."""
        self._application = room.datasette.app()
        self._room = room

    def ask(self, path: str, query: str = "") -> tuple[int, bytes]:
        """Return status and body of a GET."""
        status, body = self._room.run(self._answer(path, query))
        return status, body

    async def _answer(self, path: str, query: str) -> tuple[int, bytes]:
        sent: list[dict[str, Any]] = []
        raw = f"{path}?{query}" if query else path
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": raw.encode("ascii", "replace"),
            "query_string": query.encode("ascii", "replace"),
            "headers": [(b"host", b"localhost")],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0)
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            await asyncio.sleep(0)
            sent.append(message)

        await self._application(scope, receive, send)
        return int(sent[0]["status"]), b"".join(each.get("body", b"") for each in sent[1:])
