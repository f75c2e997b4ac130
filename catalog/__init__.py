"""What the words mean: forms, metrics, rules, dimensions. Imports nothing of ours."""
