"""Warehouse to eyes: what the pages are built of."""
