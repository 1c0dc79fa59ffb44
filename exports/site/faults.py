"""What a reader sees when a page cannot be given: a sentence in our frame, never a trace of the program's inside.

Rule: knows errors by their status only; what is not expected goes to the log.
"""

import logging
from typing import Any

from datasette.utils.asgi import Response

from exports.site.access import archives_of
from exports.site.frame_vars import frame_of
from exports.site.pages.frame import PAGE_HEADERS, as_json

SENTENCES = {
    404: "There is nothing at this address.",
    403: "This page is closed here.",
    400: "That question cannot be answered as it was put.",
    500: "Something went wrong here. It is written in the log of the server; the archive itself is only read.",
}

TITLES = {404: "Not found", 403: "Closed", 400: "Not understood", 500: "A fault"}

log = logging.getLogger("cuttings.site")


async def answer(datasette: Any, request: Any, exception: BaseException) -> Response | None:  # noqa: ANN401  untyped
    """Return the answer to a request that ended in `exception`; None where no archive is served."""
    if not archives_of(datasette):
        return None
    status = int(getattr(exception, "status", 500))
    if status not in SENTENCES:
        status = 400 if status < 500 else 500  # noqa: PLR2004  client's or ours
    if status == 500:  # noqa: PLR2004  ours
        log.error("%s failed", request.path, exc_info=exception)
    if str(request.path).endswith(".json"):
        return as_json({"ok": False, "status": status, "error": SENTENCES[status]}, status=status)
    frame = await frame_of(datasette, request, None, "cuttings/missing.html")
    context = {
        **frame,
        "urls": datasette.urls,
        "title": TITLES[status],
        "sentence": SENTENCES[status],
        "links": None,
        "index": str(datasette.urls.instance()),
    }
    template = _environment(datasette, request).get_template("cuttings/missing.html")
    return Response.html(await template.render_async(context), status=status, headers=dict(PAGE_HEADERS))


def _environment(datasette: Any, request: Any) -> Any:  # noqa: ANN401
    if hasattr(datasette, "get_jinja_environment"):  # Datasette 1.0
        return datasette.get_jinja_environment(request)
    return datasette.jinja_env
