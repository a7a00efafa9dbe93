"""Numbers in addresses: no longer than a database keeps, so that any other is an address that is not there."""

from django.urls import register_converter


class Number:
    """A number of something: at most eighteen digits, which every database takes for a number."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """As the page gets it."""
        return int(value)

    def to_url(self, value: int) -> str:
        """As it stands in the address."""
        return str(value)


register_converter(Number, "number")
