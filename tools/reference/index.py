"""The front page of the reference."""

from pathlib import Path

from tools.reference.markdown import page, table

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"
PAGES = {
    "agencies": ("Agencies", "whom Conspectus looks at, and who inspects them"),
    "events": ("Words for events", "what a return can say happened"),
    "duties/index": ("Duties", "who owes what to whom by when"),
    "patterns": ("Patterns", "what only the joint record shows"),
    "sample": ("The sample", "how children are chosen for tracking"),
    "frameworks/index": ("Frameworks", "what is asked of whom, and the rules of judgment"),
    "returns": ("Returns", "the files that agencies send, column by column"),
    "return-checks": ("Checks of a return", "what is looked for in every return"),
    "code-lists": ("Code lists", "our words for values, and others' words for them"),
    "casebook": ("The casebook", "what a build makes, table by table"),
    "truth": ("The truth", "what is behind a made-up area, table by table"),
    "command-line": ("The command line", "every command and its options"),
    "schemas": ("JSON", "what commands print and write for other programs"),
    "api": ("The API", "what a program can read of an inspection"),
    "who-sees-what": ("Who sees what", "every page, for every part, before, in and after its stage"),
    "glossary": ("Glossary", "one line a term"),
    "changelog": ("Changes", "what is new, in users' words"),
    "benchmarks": ("Benchmarks", "how long it takes, and how much memory"),
    "load": ("Load", "how fast the workspace is for many people at once, and whether anything is lost"),
}

MEASURED = ("benchmarks", "load")


def pages() -> dict[str, str]:
    """One page; what is measured only once somebody has measured it."""
    shown = {
        name: told for name, told in PAGES.items() if name not in MEASURED or (DOCS / f"{name}.md").exists()
    }
    parts = (
        "Made from the definitions, the models and the command line themselves, and checked for freshness, "
        "so that what stands here is what the program does.",
        table(["", ""], [(f"[{title}]({name}.md)", says) for name, (title, says) in shown.items()]),
    )
    return {"docs/reference/index.md": page("Reference", *parts, made_from="everything below")}
