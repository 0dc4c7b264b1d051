"""Text as the cell of a table takes it."""

# CWE-1236; the list of beginnings is that of OWASP's "CSV Injection", with the full-width forms it names.
_OF_FORMULAS = tuple("=+-@＝＋－＠\t\r\n")


def looks_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet program might take ``text`` for something to be calculated and run it instead of showing
    it. Blanks before it do not count: some programs skip them."""
    return text.startswith(_OF_FORMULAS) or text.lstrip().startswith(_OF_FORMULAS)


def on_one_line(text: str) -> str:
    """``text`` without line breaks: in data a line is a record, and a cell holds one value."""
    lines = text.splitlines()
    return text if lines == [text] else " ".join(line.strip() for line in lines if line.strip())
