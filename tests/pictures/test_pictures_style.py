"""Pictures within another page keep to their place."""

import re

from conspectus.pictures import part_style

PAGE = 60  # rem: how wide the workspace's pages are


def test_the_style_of_a_part_is_css_and_holds_nothing_outside_its_place() -> None:
    style = part_style()
    assert style.startswith(".picture {") and style.rstrip().endswith("}")
    assert '[role="region"]' in style and "&#" not in style
    assert ":root" not in style and "body {" not in style
    assert style.count("{") == style.count("}")


def test_no_drawing_is_wider_than_the_page_that_shows_it_on_a_desk() -> None:
    widths = [int(one) for one in re.findall(r"min-width: (\d+)rem", part_style())]
    assert widths and max(widths) <= PAGE  # the words at its right edge would be cut off
