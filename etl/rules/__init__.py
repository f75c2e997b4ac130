"""What rules need beyond a query: identities, likeness of texts, prose, repair candidates."""
