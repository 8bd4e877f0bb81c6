"""Sources as data: which feeds, pages, folders and tables a refresh reads, and what each may say."""
