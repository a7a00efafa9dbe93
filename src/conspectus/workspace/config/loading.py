"""Templates are laid out for those who write them; browsers are sent no white space that shows nothing."""

import re

from django.template import Origin
from django.template.loaders.filesystem import Loader as FilesystemLoader

# White space on either side of an edge of one of these shows nothing.
BLOCKS = (
    "body|blockquote|br|caption|dd|defs|details|div|dl|dt|fieldset|footer|h[1-6]|head|header|html|legend|li|link|main|"
    "meta|nav|ol|optgroup|option|p|rect|section|summary|svg|table|tbody|td|text|th|thead|title|tr|ul"
)
WITHIN = "button|form|select"  # nor within one of these, that stand in a line themselves
VERBATIM = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.DOTALL)
LINE_BREAK = re.compile(r"\s*\n\s*")
WITHIN_A_TAG = re.compile(r"\s*\n\s*(?=/?>)")
ATTRIBUTES = r"\b(?:[^<>{]|{{.*?}}|{%.*?%})*>"
BESIDE_A_BLOCK = re.compile(
    rf"((?:</?(?:{BLOCKS})|<(?:{WITHIN})){ATTRIBUTES})?\s*\n\s*(?=((?:</?(?:{BLOCKS})|</(?:{WITHIN}))\b)?)"
)


def squeezed(text: str) -> str:
    """A template without its line breaks and indents: nothing where nothing shows, one space elsewhere."""
    return "".join(part if VERBATIM.match(part) else _squeezed(part) for part in VERBATIM.split(text))


def _squeezed(text: str) -> str:
    text = WITHIN_A_TAG.sub("", text)
    text = BESIDE_A_BLOCK.sub(lambda found: found[1] or ("" if found[2] else "\n"), text)
    return LINE_BREAK.sub(" ", text)  # those that are left, and those between a tag's attributes


class Loader(FilesystemLoader):
    """Django's, for the workspace's own templates."""

    def get_contents(self, origin: Origin) -> str:
        """What it finds there, squeezed."""
        return squeezed(super().get_contents(origin))
