"""The register of places and agencies: records, kinds, and how printed names are read."""
