"""The embedded store: ArcadeDB as a child process on loopback, shared by one user's commands.

``server`` starts, finds and stops it; ``watchdog`` stops it when nobody uses it.
Nothing here imports the driver before the server must be asked something.
"""
