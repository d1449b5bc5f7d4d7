"""Articles as files, at the editors' desk: one taken out as an archive, one brought in as drafts."""

import re

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from ..archive import LARGEST, LARGEST_ENTRY, MOST, BadArchive, pack, unpack
from ..assessment import assess
from ..faults import BrokenContent
from ..files import TEXT_NAME
from ..levels import ReadingLevel
from ..models import Article
from ..models.edition import StaleVersion
from ..portable import Arrival, bring_in, take_out

SEE = ("education.view_article", "education.view_variant")
WRITE = tuple(f"education.{deed}_{model}" for deed in ("add", "change") for model in ("article", "variant"))
MOST_SHOWN = 50  # remarks on a text, or faults of an archive
MEANWHILE = "Somebody else saved the same article while this came in, so nothing was stored. Send the file again."


class ImportForm(forms.Form):
    """The files of one article: an archive, or one text together with the article that it belongs to."""

    file = forms.FileField(
        label="The file",
        help_text=f"A ZIP archive as “Take out as files” makes it, of at most {LARGEST // 1_000_000} MB and {MOST} "
        "files; or one text, such as plain.md.",
    )
    article = forms.ModelChoiceField(
        Article.objects.order_by("slug"),
        label="The article that a single text belongs to",
        required=False,
        empty_label="The archive says it",
    )
    overwrite = forms.BooleanField(
        label="Replace unfinished drafts, mine and other editors’",
        required=False,
        help_text="The words that are replaced stay in the history.",
    )
    take_facts = forms.BooleanField(
        label="Take over stage, place, questions, codes too",
        required=False,
        help_text="These belong to the article at every level and have no draft: readers meet them at once.",
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(f"The file is larger than {LARGEST // 1_000_000} MB. Send one article alone.")
        return file

    def clean(self):
        cleaned = super().clean()
        if "file" in cleaned and "article" in cleaned:
            try:
                self.files_of_article = _files(cleaned["file"], cleaned["article"])
            except BadArchive as error:
                self.add_error("file", str(error))
        return cleaned


def _files(file: UploadedFile, article: Article | None) -> dict[str, bytes]:
    if not file.name.endswith(".md"):
        return unpack(file.read())
    if not TEXT_NAME.fullmatch(file.name):
        raise BadArchive("A single text must be called after its level: plain.md, standard.md or detailed.md.")
    if article is None:
        raise BadArchive("Choose the article that this text belongs to.")
    if file.size > LARGEST_ENTRY:
        raise BadArchive(f"The text is larger than {LARGEST_ENTRY // 1000} KB. Shorten it.")
    return {f"articles/{article.slug}/{file.name}": file.read()}


@require_safe
@admin.site.admin_view
@permission_required(SEE, raise_exception=True)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The files of an article as a ZIP archive: what readers meet or, with `?drafts=1`, what editors have drafted."""
    article = get_object_or_404(Article, pk=pk)
    drafts = request.GET.get("drafts") == "1"
    name = f"{article.slug}{'-drafts' if drafts else ''}.zip"
    return HttpResponse(
        pack(take_out(article, drafts=drafts)),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{re.sub(r"[^a-z0-9.-]", "", name)}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@admin.site.admin_view
@permission_required(WRITE, raise_exception=True)
def bring(request: HttpRequest) -> HttpResponse:
    """The form for an article's files; once sent, what became of each of them, or why nothing was stored.

    Costs an assessment of each text that became a draft.
    """
    if request.method != "POST":
        return _shown(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, form, 400)
    told = {name: form.cleaned_data[name] for name in ("overwrite", "take_facts")}
    try:
        arrival = bring_in(form.files_of_article, request.user, **told)
    except BrokenContent as broken:
        return _shown(request, form, 400, faults=broken.faults[:MOST_SHOWN])
    except (StaleVersion, IntegrityError):
        form.add_error(None, MEANWHILE)
        return _shown(request, form, 409)
    return _shown(request, ImportForm(initial=told), arrival=arrival, texts=_told_of(arrival))


def _told_of(arrival: Arrival) -> list[dict]:
    """Each text with what is to be told about the draft that it became."""
    found = []
    for one in sorted(arrival.texts, key=lambda one: ReadingLevel(one.variant.level).rank):
        assessment = assess(one.variant, one.variant.drafted) if one.is_stored else None
        remarks = [*assessment.errors, *assessment.warnings][:MOST_SHOWN] if assessment else []
        found.append({"brought": one, "assessment": assessment, "remarks": remarks})
    return found


def _shown(request: HttpRequest, form: ImportForm, status: int = 200, **more) -> HttpResponse:
    context = admin.site.each_context(request) | {"title": "Bring in files", "form": form} | more
    return render(request, "desk/import.html", context, status=status)
