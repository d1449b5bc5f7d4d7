"""What readers may say of a text, what they may ask us, and what we would rather not be told.

Rank 3: imports the models.
"""

import re
import unicodedata

from django import forms

from .models import Feedback, SentQuestion, Variant
from .models.feedback import fingerprint
from .models.wanted import LONGEST_QUESTION

FINGERPRINT = re.compile(r"[0-9a-f]{16}")
LONGEST = Feedback._meta.get_field("words").max_length
ENDINGS = "com|net|org|info|biz|io|ru|cn|xyz|top|uk|de|eu"
# What is looked for in the words, and what to do about it. A long number is one of seven digits or more, however
# they are parted: so it is a telephone number, or that of an insurance or a hospital.
REFUSED = (
    (re.compile(r"[^\s@]@[^\s@]"), "Please take out the e-mail address. We do not keep it and cannot answer."),
    (
        re.compile(rf"://|\bwww\.|\[url|<a\s|\w\.(?:{ENDINGS})\b", re.IGNORECASE),
        "Please take out the web address, and say in words what you mean.",
    ),
    (
        re.compile(r"\d(?:[\s().\-/+]{0,3}\d){6}"),
        "Please take out the long number. It could be a phone number or tell who you are.",
    ),
)
# Whether the text helped is what the button said; a remark comes after an answer that is counted already.
ANSWERS = {"yes": True, "no": False, "remark": None}


class WordsField(forms.CharField):
    """A few lines in a reader's own words, without what the eye does not see."""

    widget = forms.Textarea(attrs={"rows": 5, "autocomplete": "off"})
    TOO_LONG = "Please say it in %(limit_value)d characters or fewer. You wrote %(show_value)d."

    def to_python(self, value) -> str:
        """Without control characters, marks of direction and joiners: they could hide a number, or turn a line round
        on an editor's screen.
        """
        lines = re.sub(r"\r\n?|[\u2028\u2029]", "\n", value or "").replace("\t", " ")
        return super().to_python("".join(c for c in lines if c == "\n" or unicodedata.category(c)[0] != "C"))

    def clean(self, value) -> str:
        """Refused with what to take out, if they could tell who wrote them or want to lead somewhere else."""
        words = super().clean(value)
        plain = unicodedata.normalize("NFKC", words)
        for pattern, remedy in REFUSED:
            if pattern.search(plain):
                raise forms.ValidationError(remedy)
        return words


class FeedbackForm(forms.Form):
    """An answer about a text: “yes” says all, “no” needs a reason, a remark needs words."""

    reason = forms.ChoiceField(
        label="What fits best",
        choices=Feedback.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of these answers."},
    )
    section = forms.ChoiceField(
        label="Which part it is about (if you like)",
        required=False,
        error_messages={"invalid_choice": "This part is not in the text now. Choose another, or the whole page."},
    )
    words = WordsField(
        required=False,
        max_length=LONGEST,
        error_messages={
            "required": "Write a few words first.",
            "max_length": WordsField.TOO_LONG,
        },
    )

    def __init__(self, text: Variant, answer: str, judged: str, data=None):
        """For a text as readers meet it, one of ANSWERS, and the fingerprint of the words that the reader had before
        them; what is none gives way to that of the words now. Costs a parse, but for a plain “yes”.
        """
        super().__init__(data)
        self.text, self.answer = text, answer
        self.judged = judged if FINGERPRINT.fullmatch(judged) else fingerprint(text.live)
        if answer == "yes":
            self.fields.clear()
            return
        if answer == "remark":
            del self.fields["reason"]
        parts = [(part.key, part.title) for part in text.document.sections if part.key]
        self.fields["section"].choices = [("", "The whole page"), *parts]
        self.fields["words"].required = answer == "remark"
        self.fields["words"].label = "In your own words" + ("" if answer == "remark" else " (if you like)")
        self.fields["words"].help_text = f"Up to {LONGEST} characters."

    def keep(self) -> Feedback:
        """The answer, stored. Call it on a valid form."""
        helpful = ANSWERS[self.answer]
        return Feedback.objects.create(variant=self.text, judged=self.judged, helpful=helpful, **self.cleaned_data)


class QuestionForm(forms.Form):
    """A question for the editors, as it is shown to whoever sends it; without the tick nothing is kept."""

    q = WordsField(
        label="Your question, as it will be sent",
        max_length=LONGEST_QUESTION,
        error_messages={"required": "Write your question first.", "max_length": WordsField.TOO_LONG},
    )
    agreed = forms.BooleanField(
        label="Send this question to the editors",
        error_messages={
            "required": "Tick the box if you want to send the question. Without the tick we keep nothing of it."
        },
    )

    def keep(self) -> SentQuestion:
        """The question, stored. Call it on a valid form."""
        return SentQuestion.objects.keep(self.cleaned_data["q"])
