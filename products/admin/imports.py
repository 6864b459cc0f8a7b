"""Import a file of products in the admin: try it, look at what it would do, then do it."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import UserRequest, row_key
from products.imports.files import ImportFileError
from products.imports.left_out import RejectedTable
from products.models import Product, ProductFile
from products.services.uploads import (
    MOST_BYTES,
    MOST_ROWS,
    rows_left_out,
    upload_go_on,
    upload_keep,
)

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Product]
else:
    Base = object


SHOWN = 100
"""Rows left out that stand on the page; all are in the download."""


class UploadForm(forms.Form):
    """A file, and whether what is sure is published."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV with the columns id, brand, name and ingredients_text, or a part of an Open"
            " Beauty Facts dump (JSONL or CSV). It may be packed with gzip."
        ),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish new products whose kind is sure"), required=False
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            message = _("This file is too large for a page: run import_products with it instead.")
            raise forms.ValidationError(message)
        return file


class ImportPages(Base):
    """The pages of an import, for the admin of products."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("import/", view(self.import_view), name="products_import"),
            path("import/<int:pk>/", view(self.import_file_view), name="products_import_file"),
            path(
                "import/<int:pk>/rejected.csv", view(self.rejected_view), name="products_rejected"
            ),
        ]
        return [*own, *super().get_urls()]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file and try it."""
        self._check(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                file = upload_keep(
                    name=upload.name,
                    data=upload.read(),
                    publish=form.cleaned_data["publish"],
                    now=cast("UserRequest", request).now,
                )
            except ImportFileError as error:
                form.add_error("file", str(error))
            else:
                return redirect("admin:products_import_file", file.pk)
        context = {
            "form": form,
            "most_rows": MOST_ROWS,
            "files": ProductFile.objects.defer("data"),
        }
        return self._page(request, "import", context, status=422 if form.errors else 200)

    def import_file_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what a file would do or did, or how far that is; a POST does the next step."""
        self._check(request)
        file = get_object_or_404(ProductFile.objects.defer("data"), pk=pk)
        if request.method == "POST":
            curator = cast("UserRequest", request)
            done = row_key(request.POST.get("done", ""))
            behind = file.done if done is None else done
            file = upload_go_on(file=file, done=behind, by=curator.user.pk, now=curator.now)
            if not curator.htmx:
                return redirect("admin:products_import_file", pk)
        context = {"file": file, "shown": file.rejected[:SHOWN]}
        if request.method == "POST":
            return TemplateResponse(request, "products/_import_run.html", context)
        return self._page(request, "import_file", context)

    def rejected_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Download the rows that were left out."""
        self._check(request)
        file = get_object_or_404(ProductFile.objects.exclude(data=b""), pk=pk)
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=f"{file.name}.rejected.csv"
        )
        table = RejectedTable(answer)
        for row in rows_left_out(file):
            table.add(row)
        return answer

    def _check(self, request: HttpRequest) -> None:
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied

    def _page(
        self, request: HttpRequest, page: str, context: dict[str, Any], status: int = 200
    ) -> TemplateResponse:
        whole = {
            **self.admin_site.each_context(request),
            "title": _("Import products"),
            "opts": Product._meta,
            **context,
        }
        return TemplateResponse(request, f"products/admin_{page}.html", whole, status=status)
