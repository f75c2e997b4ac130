"""Document to Report: identity, sections, tables, figures."""
