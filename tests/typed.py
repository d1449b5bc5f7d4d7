"""The desk's forms as an editor meets them: opened, changed here and there, and sent."""

from django.db.models import Model
from django.test import Client
from django.urls import reverse


def place(of: Model | str, page: str = "change", *more) -> str:
    """The address of a page of the admin: of a row, or of a kind by its name."""
    if isinstance(of, str):
        return reverse(f"admin:education_{of}_{page}", args=more)
    return reverse(f"admin:education_{of._meta.model_name}_{page}", args=[of.pk, *more])


def opened(client: Client, address: str) -> dict:
    """What the form at the address would send if nothing were changed, the rows below it included."""
    told = client.get(address).context
    forms = [told["adminform"].form]
    for inline in told["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    values = {name: value() if callable(value) else value for name, value in values.items()}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def change(client: Client, row: Model, form: dict | None = None, **changes):
    """Send the form of a row: as it was when it was opened (`form`), or as it is now; with these changes."""
    address = place(row)
    return client.post(address, (opened(client, address) if form is None else form) | changes)


def with_row(form: dict, prefix: str, **values) -> dict:
    """The form with one more row below it."""
    count = int(form[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{count}-{name}": value for name, value in values.items()}
    return form | row | {f"{prefix}-TOTAL_FORMS": count + 1}


def told(response) -> list[str]:
    """The messages that come with a page, or with the page that follows."""
    return [str(message) for message in response.context["messages"]]
