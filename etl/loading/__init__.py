"""Parsed reports and reference data into the raw and core layers of a build."""
