"""Word documents: styles, blocks, tables, and how much room text takes there."""
