"""Comparing units on one metric: who is compared, where each stands, what is drawn and said of it."""
