"""The console: statements typed, pasted, piped or read from a file, answered from the same store."""
