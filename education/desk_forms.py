"""What is sent from the editors' desk, and by a clinician who was invited.

Rank 3: imports editorial, the models and slight.
"""

from django import forms
from django.db.models import QuerySet

from .editorial import SHORTEST_REASON, Severity
from .models import Invitation, Passage, Review, ReviewerProfile, SentQuestion, Variant
from .slight import is_slight

LONGEST_WORDS = 4_000  # characters of a note, a comment or a reason
SEVERITIES = [
    (Severity.TYPO, "Typo. A slip of the pen: no word of another meaning, no figure. Another editor may approve it."),
    (Severity.MINOR, "Minor. Said better, the same facts and the same advice. A clinician has to approve it."),
    (
        Severity.MAJOR,
        "Major. A fact, a figure or advice is new or different. A clinician has to approve it, and the other levels "
        "are then marked as possibly out of date.",
    ),
]


def words(label: str, help_text: str = "", *, required: bool = True, rows: int = 3, **attrs: str) -> forms.CharField:
    """A field for some sentences."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": rows} | attrs),
    )  # fmt: skip


class SubmitForm(forms.Form):
    """Hands in the draft of a text as it was looked at. `assessment` is what is told of these very words."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    severity = forms.ChoiceField(label="How much does the change mean?", choices=SEVERITIES, widget=forms.RadioSelect)
    note = words("What changed, and why?", "A sentence or two. The reviewer reads this first, and it is kept.")
    override_reason = words(
        "Why may it be harder to read than its level promises?",
        "The reviewer sees this reason, and it stays with the text’s history.",
        required=False,
    )
    carries_over = forms.ModelChoiceField(
        Review.objects.none(),
        label="Does this carry over a change from another level?",
        required=False,
        blank=True,
        empty_label="No, it is a change of its own.",
        widget=forms.RadioSelect,
    )

    def __init__(self, variant: Variant, assessment, *args, **options):
        super().__init__(*args, **options)
        self.variant, self.assessment = variant, assessment
        # Whether somebody has saved the text since it was looked at.
        self.is_stale = self.is_bound and self.data.get("seen_version") != str(variant.version)
        self.initial["seen_version"] = variant.version
        if not assessment.needs_reason:
            del self.fields["override_reason"]
        if not variant.has_changes or not variant.live:
            self.fields["severity"].choices = SEVERITIES[1:]
        causes = self._causes()
        self.fields["carries_over"].queryset = causes
        self.fields["carries_over"].label_from_instance = self._carried
        if not causes:
            del self.fields["carries_over"]

    def _causes(self) -> QuerySet[Review]:
        """The changes of other levels that this text is behind."""
        behind = Review.objects.filter(marks__variant=self.variant, marks__ended_at=None)
        return behind.select_related("variant__article").distinct()

    @staticmethod
    def _carried(review: Review) -> str:
        level, day = review.variant.get_level_display(), review.decided_at or review.submitted_at
        return f"Yes: it carries over the change of the {level} text of {day:%-d %B %Y} (“{review.note[:120]}”)."

    def clean_severity(self) -> str:
        severity = self.cleaned_data["severity"]
        if severity == Severity.TYPO and (more := is_slight(self.variant.live, self.variant.drafted)):
            raise forms.ValidationError(f"This is more than a typo. {more} Choose minor or major.")
        return severity

    def clean_note(self) -> str:
        return self._told("note", "Say in a sentence what changed and why.")

    def clean_override_reason(self) -> str:
        return self._told("override_reason", "Say in a sentence why, or make the text easier to read first.")

    def _told(self, name: str, otherwise: str) -> str:
        value = self.cleaned_data[name].strip()
        if len(value) < SHORTEST_REASON:
            raise forms.ValidationError(otherwise)
        return value

    def clean(self) -> dict:
        if self.is_stale:
            self.data = self.data.copy()
            self.data["seen_version"] = self.variant.version
            raise forms.ValidationError(
                "Somebody has saved this text since you opened this page. What stands above is the text as it is now: "
                "look at it, then hand it in."
            )
        if self.assessment.blocking:
            raise forms.ValidationError("Mend the faults that are listed above first. No reason can stand in for that.")
        return super().clean()

    @property
    def told(self) -> dict:
        """What goes to `Review.submit`. Call it on a valid form."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}
        if told.get("override_reason"):
            told["overridden"] = [remark.message for remark in self.assessment.needs_reason]
        return told


class CommentForm(forms.Form):
    """A comment to a decision; `required` where the decision needs one."""

    comment = words("Comment")

    def __init__(self, *args, label: str = "Comment", help_text: str = "", required: bool = True, **options):
        super().__init__(*args, **options)
        field = self.fields["comment"]
        field.label, field.help_text, field.required = label, help_text, required


class InviteForm(forms.ModelForm):
    """Whom to ask. The address is told to nobody else."""

    class Meta:
        model = Invitation
        fields = ["name", "email"]
        labels = {"email": "E-mail address"}


class GuestForm(forms.ModelForm):
    """What a clinician without an account decides, and who they say they are."""

    is_clinician = forms.BooleanField(
        label="I am a clinician, and I did not write this text.",
        error_messages={"required": "Only a clinician who did not write the text may decide about it."},
    )
    comment = words(
        "Comment", "To return it, say what has to change. To approve it, you need not write anything.", required=False
    )

    class Meta:
        model = ReviewerProfile
        fields = ["name", "post", "credentials", "conflicts"]
        widgets = {"conflicts": forms.Textarea({"rows": 2})}

    def __init__(self, *args, approves: bool = False, **options):
        """`approves` says which of the two buttons was pressed."""
        super().__init__(*args, **options)
        self.approves = approves
        for name in ("post", "credentials", "conflicts"):
            self.fields[name].required = approves
        if approves:
            self.fields["conflicts"].error_messages["required"] = "Write “None” if there are none."
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.order_fields(["name", "post", "credentials", "conflicts", "comment", "is_clinician"])

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.approves and not cleaned.get("comment", "").strip():
            self.add_error("comment", "Say what has to change, so that the editors can put it right.")
        return cleaned

    def _post_clean(self) -> None:
        """What somebody who returns a text leaves empty stays as they told it the last time."""
        kept = {name: getattr(self.instance, name) for name in ("post", "credentials", "conflicts")}
        super()._post_clean()
        for name, value in kept.items():
            if not getattr(self.instance, name):
                setattr(self.instance, name, value)


class AnsweredForm(forms.Form):
    """Which section answers a reader's question, and whether search shall find the section by it."""

    place = forms.ChoiceField(
        label="Which section answers it?",
        help_text="Only sections that readers can meet are listed. If there is none yet, write it first.",
        error_messages={"invalid_choice": "Readers meet no such section. Choose another."},
    )
    add = forms.BooleanField(label="Add the question to what readers ask of this article", required=False)
    asked_as = forms.CharField(
        label="In these words",
        help_text="Search finds the section by them, and other readers can be shown them. Take out what tells of a "
        "person, and what only one reader would ask.",
        required=False,
        max_length=200,
    )

    def __init__(self, question: SentQuestion, *args, **options):
        """Costs a query for the sections."""
        super().__init__(*args, initial={"asked_as": question.words[:200]}, auto_id="answer_%s", **options)
        articles: dict[str, dict[str, str]] = {}
        found = Passage.objects.readable().order_by(
            "variant__article__position", "variant__article", "variant", "position"
        )
        for article, key, heading in found.values_list("variant__article__slug", "section", "heading"):
            articles.setdefault(article, {}).setdefault(f"{article}/{key}", heading)
        groups = [(article, list(sections.items())) for article, sections in articles.items()]
        self.fields["place"].choices = [("", "Choose a section"), *groups]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("add") and not cleaned.get("asked_as"):
            self.add_error("asked_as", "Write the question as readers may ask it, or take the tick away.")
        return cleaned

    @property
    def told(self) -> dict[str, str]:
        """What goes to `SentQuestion.answer`, the article as its address. Call it on a valid form."""
        article, _, section = self.cleaned_data["place"].partition("/")
        return {
            "article": article,
            "section": section,
            "asked_as": self.cleaned_data["asked_as"] if self.cleaned_data["add"] else "",
        }
