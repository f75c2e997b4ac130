"""Pages of the web to Document: HTML and saved pages."""
