"""Reference tables: curated rows, one source each, and how they become claims."""
