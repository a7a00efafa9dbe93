"""Pictures within another page keep to their place."""

from conspectus.pictures import part_style


def test_the_style_of_a_part_is_css_and_holds_nothing_outside_its_place() -> None:
    style = part_style()
    assert style.startswith(".picture {") and style.rstrip().endswith("}")
    assert '[role="region"]' in style and "&#" not in style
    assert ":root" not in style and "body {" not in style
    assert style.count("{") == style.count("}")
