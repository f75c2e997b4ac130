"""Office files to Document: Word, WPS, RTF and sheets."""
