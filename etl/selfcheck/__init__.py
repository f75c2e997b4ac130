"""One draft before publication: what is wrong with it, where and why. Reads, judges, says; keeps nothing."""
