"""Moving house: the whole graph as one portable file, and back into any store.

::

    store ── export ──► FILE ── verify ──► spool (on disk) ── fuse ──► import ──► any store
             kept nodes only               claims by bucket            entities, events, relations anew
"""
