"""One value as the text of one cell."""

from __future__ import annotations

from typing import Any

from graph.store.values import Node, Path, Relation

_GROUPS = frozenset({"Entity", "Site", "Asset"})  # labels that only group; a reader is told the kind


def plain_text(value: Any) -> str:  # noqa: ANN401 - whatever a query returns
    """Write a value in full: nothing for null, lists joined, nodes with all properties, paths by their ids."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list | tuple):
        return "; ".join(plain_text(item) for item in value)
    return _element(value) if isinstance(value, dict) else str(value)


def short_text(value: Any) -> str:  # noqa: ANN401
    """Write a value for a table: nodes and relations by kind, id and name, the rest as ``plain_text``."""
    if isinstance(value, Node):
        return _short_node(value)
    if isinstance(value, Relation):
        key = value["properties"].get("id")
        return f"[:{value['type']}{f' {key}' if key else ''}]"
    if isinstance(value, list | tuple):
        return "; ".join(short_text(item) for item in value)
    return plain_text(value)


def kinds_of(node: dict[str, Any]) -> list[str]:
    """Give the labels that say what a node is."""
    return [label for label in node["labels"] if label not in _GROUPS] or list(node["labels"])


def _short_node(node: dict[str, Any]) -> str:
    properties = node["properties"]
    name = properties.get("name_en") or properties.get("name_ru") or properties.get("title")
    said = f' "{name}"' if name and name != properties.get("id") else ""
    return f"(:{':'.join(kinds_of(node))} {properties.get('id', node['id'])}{said})"


def _element(value: dict[str, Any]) -> str:
    if isinstance(value, Path):
        return _path(value)
    if isinstance(value, Node):
        return f"(:{':'.join(value['labels'])} {_map(value['properties'])})"
    if isinstance(value, Relation):
        return f"[:{value['type']} {_map(value['properties'])}]"
    return _map(value)


def _map(value: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {plain_text(item)}" for key, item in value.items()) + "}"


def _path(path: Path) -> str:
    text = _node_name(path["nodes"][0])
    for start, relation, end in zip(path["nodes"], path["relations"], path["nodes"][1:], strict=False):
        forward = relation["start"] == start["id"]
        arrow = f"-[:{relation['type']}]-"
        text += f"{arrow}>{_node_name(end)}" if forward else f"<{arrow}{_node_name(end)}"
    return text


def _node_name(node: dict[str, Any]) -> str:
    return f"({node['properties'].get('id', node['id'])})"
