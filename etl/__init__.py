"""Published documents in, parsed reports out; parsed reports in, a warehouse build out."""
