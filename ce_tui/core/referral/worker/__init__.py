"""The process that draws PDFs, and who watches it."""
