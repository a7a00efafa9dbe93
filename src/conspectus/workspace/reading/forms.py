"""What people fill in while they read."""

from django import forms


class CommentForm(forms.Form):
    """What somebody says of an entry."""

    text = forms.CharField(
        label="Comment", required=False, help_text="Seen by the inspection team. No names of children",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    tags = forms.CharField(
        label="Tags", required=False, max_length=200,
        help_text="Short words with commas between, for example: exploitation, late",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """One of both must be there."""
        given = super().clean() or {}
        if not given.get("text") and not given.get("tags"):
            self.add_error("text", "Enter a comment or a tag")
        return given
