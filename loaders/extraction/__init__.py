"""From the text of an article to claims: one small component per job, frames as data."""
