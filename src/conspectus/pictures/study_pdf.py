"""The study of a library as tagged PDF that meets PDF/UA: refused by the compiler where it is not accessible."""

import json
from importlib.resources import files
from pathlib import Path

from conspectus.library.study import Figure, Part, Study, said
from conspectus.pictures.study_page import bounds, shares_in_words, study_svg

HERE = Path(str(files(__package__ or "")))
FONTS = HERE.parent / "letter" / "fonts"  # the letter's: one set of them is enough to ship


def study_pdf(study: Study) -> bytes:
    """The document; the same study gives the same bytes."""
    import typst  # loads a compiler, which only a document needs

    made = typst.compile(
        HERE / "templates" / "study.typ",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"study": json.dumps(_document(study), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def _document(study: Study) -> dict[str, object]:
    """The study as words alone."""
    return {
        "title": study.title,
        "lead": study.lead,
        "drawing": str(study_svg(study)),
        "drawing_says": shares_in_words(study),
        "parts": [_part(part, study.figures) for part in study.parts],
        "figures": [[one.id, f"{one.value:.4g}", bounds(one), one.command] for one in study.figures.values()],
    }


def _part(part: Part, figures: dict[str, Figure]) -> dict[str, object]:
    rows = [[line.title, *(said(figures[id]) if id else "–" for id in line.ids)] for line in part.lines]
    return {"id": part.id, "title": part.title, "says": part.says, "columns": part.columns, "rows": rows}
