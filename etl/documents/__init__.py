"""Bytes to Document: one module a medium."""
