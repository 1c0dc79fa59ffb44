"""While nobody asks: what takes long the first time is looked up when a server has started, a little at a time.

Rule: runs in Datasette's event loop, its reading in Datasette's threads; whoever asks meanwhile waits for one word at
most.
"""

import asyncio
import logging
from functools import partial
from typing import Any

from archive import warming
from exports.site.access import archives_of

REST_S = 0.02
"""Between two words."""

log = logging.getLogger("cuttings.site")

_running: set[asyncio.Task[None]] = set()


async def start(datasette: Any) -> None:  # noqa: ANN401  Datasette ships no types
    """Begin, for archives that are large enough to need it."""
    for name in archives_of(datasette):
        if await datasette.get_database(name).execute_fn(warming.is_large):
            task = asyncio.get_running_loop().create_task(_warm(datasette, name))
            _running.add(task)
            task.add_done_callback(_running.discard)


async def _warm(datasette: Any, name: str) -> None:  # noqa: ANN401
    database = datasette.get_database(name)
    try:
        for word in await database.execute_fn(warming.common_words):
            await database.execute_fn(partial(warming.warm, word=word))
            await asyncio.sleep(REST_S)
    except asyncio.CancelledError:
        raise
    except Exception as error:  # noqa: BLE001  the reading room answers all the same, only later
        log.warning("%s: looking up common words ahead was given up: %s", name, error)
