"""Media with fixed places on pages (PDF, OFD, scans): ink on a page to paragraphs and grids."""
