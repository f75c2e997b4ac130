"""Documents in, parsed reports out: the run, its workers, its ledger, its problem lines."""
