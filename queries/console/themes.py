"""Colours of statements and of the prompt, by theme.

``auto`` uses the terminal's own 16 colours, which its owner has made readable; the yellow and the bright ones that
vanish on white are left out. ``dark`` and ``light`` name exact colours with a contrast of at least 4.5 on black and on
white (WCAG 2.2, criterion 1.4.3; a test computes it).
"""

from __future__ import annotations

from collections.abc import Mapping

AUTO = {
    "keyword": "bold ansiblue", "string": "ansigreen", "number": "ansicyan", "comment": "italic ansibrightblack",
    "parameter": "ansimagenta", "label": "bold ansicyan", "property": "", "function": "ansiblue", "name": "",
    "bracket": "", "wrong": "underline ansired", "command": "bold ansimagenta",
}  # fmt: skip
DARK = {
    "keyword": "bold #7aa2f7", "string": "#9ece6a", "number": "#ff9e64", "comment": "italic #8a93b8",
    "parameter": "#bb9af7", "label": "#2ac3de", "property": "#c0caf5", "function": "#7dcfff", "name": "#c0caf5",
    "bracket": "#a9b1d6", "wrong": "underline #ff7a93", "command": "bold #bb9af7",
}  # fmt: skip
LIGHT = {
    "keyword": "bold #1a4fa3", "string": "#3a6b00", "number": "#9a3b00", "comment": "italic #5f6470",
    "parameter": "#6b3fa0", "label": "#00657a", "property": "#333a4d", "function": "#0b5a8a", "name": "#333a4d",
    "bracket": "#4a5063", "wrong": "underline #b3002d", "command": "bold #6b3fa0",
}  # fmt: skip
_THEMES: Mapping[str, Mapping[str, str]] = {"auto": AUTO, "dark": DARK, "light": LIGHT, "plain": {}}
_PROMPT = {
    "prompt": "bold", "bottom-toolbar": "noreverse", "matching-bracket.cursor": "bold underline",
    "matching-bracket.other": "bold underline",
}  # fmt: skip


def style_rules(theme: str) -> dict[str, str]:
    """Give the rules of a theme by class name, for the editor."""
    colours = _THEMES[theme]
    if not colours:
        return {"bottom-toolbar": "noreverse"}
    fault = colours["wrong"].removeprefix("underline ")
    said = {"clock": colours["parameter"], "writing": f"bold {fault}", "toolbar-fault": fault}
    return {f"cypher.{name}": rule for name, rule in colours.items()} | _PROMPT | said
