"""The reading room: a Datasette plugin. Hooks only; each hands over at once.

It changes nothing in an instance that serves no archive of ours.
"""

from collections.abc import Awaitable, Callable
from sqlite3 import Connection
from typing import Any

from pluggy import HookimplMarker

from exports.site import (
    access,
    closed,
    faults,
    frame_vars,
    metadata,
    row_counts,
    shield,
    sql_functions,
    start_check,
    warming,
)
from exports.site.routes import routes_of

hookimpl = HookimplMarker("datasette")


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:  # noqa: ANN401  Datasette ships no types
    """Add the pages of the reading room."""
    return routes_of(datasette)


@hookimpl(tryfirst=True)
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """Put the Host check, the headers and the gate before every page."""
    return lambda application: shield.shield(datasette, application)


@hookimpl
def extra_template_vars(
    datasette: Any,  # noqa: ANN401
    request: Any,  # noqa: ANN401
    database: str | None,
    template: str,
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Give every template the frame that it stands in."""
    return lambda: frame_vars.frame_of(datasette, request, database, template)


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, request: Any, exception: BaseException) -> Callable[[], Awaitable[Any]]:  # noqa: ANN401
    """Answer what cannot be given with a sentence in our frame."""
    return lambda: faults.answer(datasette, request, exception)


@hookimpl(optionalhook=True)
def permission_allowed(datasette: Any, actor: dict[str, Any] | None, action: str, resource: Any) -> bool | None:  # noqa: ANN401
    """Say who may change an archive, for Datasette 0.65."""
    return access.granted(datasette, actor, action, resource)


@hookimpl(optionalhook=True)
def register_actions() -> list[Any]:
    """Name the right to change an archive, for Datasette 1.0."""
    return access.actions()


@hookimpl(optionalhook=True)
def permission_resources_sql(datasette: Any, actor: dict[str, Any] | None, action: str) -> Any:  # noqa: ANN401
    """Say who may change an archive, for Datasette 1.0."""
    return access.granted_sql(datasette, actor, action)


@hookimpl(optionalhook=True)
def get_metadata(datasette: Any) -> dict[str, Any]:  # noqa: ANN401
    """Describe the tables of the archives, for Datasette 0.65."""
    return metadata.metadata_of(datasette)


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:  # noqa: ANN401
    """Refuse a file whose changes would not be seen; describe the tables, for Datasette 1.0; look common words up."""
    start_check.check(datasette)
    row_counts.soften_counts(datasette)

    async def begin() -> None:
        await metadata.describe(datasette)
        await warming.start(datasette)

    return begin


@hookimpl(trylast=True)
def prepare_connection(conn: Connection, database: str, datasette: Any) -> None:  # noqa: ANN401
    """Give Datasette's own table search our query language, and close what only the owner sees."""
    sql_functions.register(conn, database, datasette)
    closed.close(conn, database, datasette)


@hookimpl
def render_cell(value: object, column: str, table: str | None, database: str, datasette: Any) -> Any:  # noqa: ANN401
    """Link ids in tables to the reading page; leave every other cell to Datasette."""
    return metadata.cell(value, column, table, database, datasette)
