"""The names of the files that a letter is published as."""

JUDGMENT, HTML, LETTER, BUNDLE = "judgment.json", "letter.html", "letter.json", "letter-restricted.json"
LOG, PDF, WORD = "log.jsonl", "letter.pdf", "letter.docx"
