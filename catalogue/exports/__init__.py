"""A page as a file. What is said is composed once, as values without a format; each format has one writer."""
