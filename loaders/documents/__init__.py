"""Document reading: files, folders and standard input become clean articles, or say why they cannot.

``files`` lists items, ``decode`` turns bytes to text, ``page`` and ``plain`` find the article in it,
``normalise`` and ``boilerplate`` clean it, ``language`` names its language, ``reading`` ties them together.
"""
