"""The catalogue as files, for anyone."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import ClockRequest
from products.export import as_csv, as_json, exported

SHARE_ALIKE_FILE = "products-odbl"


@require_safe
def product_downloads(request: ClockRequest) -> HttpResponse:
    """Say what there is to download, under which licence."""
    parts = [
        {
            "file": "products",
            "title": _("This catalogue"),
            "words": _("The selection is under the MIT licence unless a row says otherwise."),
            "count": exported(share_alike=False).count(),
        },
        {
            "file": SHARE_ALIKE_FILE,
            "title": _("From Open Beauty Facts"),
            "words": _(
                "Under the Open Database Licence: name Open Beauty Facts, and pass on what you"
                " make of it under the same licence. So these rows have files of their own."
            ),
            "count": exported(share_alike=True).count(),
        },
    ]
    return render(request, "products/downloads.html", {"parts": parts})


@require_safe
def product_export(_request: ClockRequest, file: str, form: str) -> StreamingHttpResponse:
    """Send one of the files, a bounded number of rows in memory."""
    rows = exported(share_alike=file == SHARE_ALIKE_FILE)
    text, kind = (
        (as_csv(rows), "text/csv") if form == "csv" else (as_json(rows), "application/json")
    )
    response = StreamingHttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file}.{form}"'
    return response
