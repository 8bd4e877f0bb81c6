"""Tells a changed answer: on standard output, into a file, to a webhook, by e-mail."""
