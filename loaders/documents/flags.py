"""Flags of an article: what was odd about its source, for the reader of its claims."""

from __future__ import annotations

BOILERPLATE_CUT = "boilerplate_cut"  # lists of other stories, captions, calls or menus were taken out
BROKEN_BYTES = "broken_bytes"  # a few bytes were no UTF-8 and stand as U+FFFD
DATE_AMBIGUOUS = "date_ambiguous"  # the page names several publication dates; none was taken
DATE_DROPPED = "date_dropped"  # the page's own date is impossible or lies in the future
ENCODING_GUESSED = "encoding_guessed"  # told by letter frequencies, not by a declaration
HOMOGLYPHS = "homoglyphs"  # words mix Latin and Cyrillic letters
LANG_MISMATCH = "lang_mismatch"  # the declared language is not the one the text is in
NO_TITLE = "no_title"  # the source gives no title
TITLE_ONLY = "title_only"  # the source gives a title and no text
