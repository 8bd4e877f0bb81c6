"""Saved answers: asked again after every refresh, so that a change is told with the article behind it."""
