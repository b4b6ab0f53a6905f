"""What an editor needs to complete and to underline while a webmaster types.

JSON Schemas for site.yaml and for the fields of each section; snippets for Visual Studio Code, in
which language servers of YAML do not look into the front matter of Markdown; and a task whose
problems it underlines.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from build.forms.hints import describe, example
from build.forms.shape import Column, columns, shape
from build.forms.skeleton import skeleton
from portal.models.site import Site
from portal.sections import SECTIONS
from portal.settings import CHECKOUT

Json = dict[str, Any]
FOLDER = ".vscode"
_DIALECT = "http://json-schema.org/draft-07/schema#"
_PATTERNS = {
    "day": r"^\d{4}-\d{2}-\d{2}$",
    "amount": r"^\d{1,13}(\.\d{1,2})?$",
    "number": r"^\d{1,13}(\.\d{1,2})?$",
    "percent": r"^\d{1,3}(\.\d{1,2})?$",
    "count": r"^\d{1,12}$",
    "year": r"^(19|20)\d{2}$",
}


def schema(title: str, fields: tuple[Column, ...]) -> Json:
    """The JSON Schema of a mapping with these fields, as an editor's YAML server reads it."""
    return {
        "$schema": _DIALECT,
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "required": [one.name for one in fields if one.required],
        "properties": {one.name: _property(one) for one in fields},
    }


def _property(one: Column) -> Json:
    said = {"title": one.label, "description": f"{one.label}：{describe(one)}"}
    if one.parts:
        inner = {
            name: value for name, value in schema(one.label, one.parts).items() if name != "$schema"
        }
        return said | {
            "oneOf": [{"type": "array", "items": inner}, {"type": "string", "pattern": r"\.csv$"}]
        }
    single = _single(one)
    return said | ({"type": "array", "items": single} if one.many else single)


def _single(one: Column) -> Json:
    if one.choices:
        return {"enum": list(one.choices)}
    if one.kind == "yes":
        return {"enum": ["是", "否"]}
    if pattern := _PATTERNS.get(one.kind):
        # The server has typed the value by YAML's rules; the pattern holds for what stays text.
        return {"type": ["string", "number"], "pattern": pattern, "examples": [example(one)]}
    return {"type": ["string", "number"]}


def files(today: str, content: Path) -> dict[str, Json]:
    """Path below the opened folder → its content, for every file that an editor needs.

    content: the content folder that is checked at every save, wherever the opened folder is.
    """
    made = {f"{FOLDER}/schema/site.json": schema("site.yaml", shape(Site))}
    for section in SECTIONS:
        fields = tuple(one for one in columns(section.name) if one.name != "body")
        made[f"{FOLDER}/schema/{section.name}.json"] = schema(section.chinese, fields)
    made[f"{FOLDER}/gongkai.code-snippets"] = _snippets(today)
    made[f"{FOLDER}/settings.json"] = _SETTINGS
    made[f"{FOLDER}/tasks.json"] = _tasks(content)
    return made


def write(folder: Path, today: str, content: Path) -> list[str]:
    """Write the files; paths of those that were there with other content, which stay as they are.

    Schemas and snippets are ours and written anew; settings and tasks may be the user's.
    """
    kept = []
    for path, made in files(today, content).items():
        file, text = folder / path, json.dumps(made, ensure_ascii=False, indent=2) + "\n"
        ours = "schema/" in path or path.endswith(".code-snippets")
        if file.exists() and not ours and file.read_text(encoding="utf-8") != text:
            kept.append(path)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return kept


def _snippets(today: str) -> Json:
    """Whole records by the name of their section, and single fields with their choices to pick."""
    made: Json = {}
    for section in SECTIONS:
        made[section.chinese] = {
            "scope": "markdown",
            "prefix": [section.chinese, section.name],
            "description": section.explained,
            "body": _literal(skeleton(section.name, today).splitlines()),
        }
        for one in columns(section.name):
            choices = one.choices or (("是", "否") if one.kind == "yes" else ())
            if choices:
                key = f"{one.label} {one.name}（{section.chinese}）"
                picked = ",".join(choice.replace(",", "\\,") for choice in choices)
                lead = f"{one.name}:\n  - " if one.many else f"{one.name}: "
                made[key] = {
                    "scope": "markdown",
                    "prefix": [one.name, one.label],
                    "description": f"{section.chinese}：{describe(one)}",
                    "body": [f"{lead}${{1|{picked}|}}"],
                }
    return made


def _literal(lines: list[str]) -> list[str]:
    return [line.replace("\\", "\\\\").replace("$", "\\$") for line in lines]


_SETTINGS: Json = {
    "files.encoding": "utf8",
    "files.eol": "\n",
    "[markdown]": {
        "editor.quickSuggestions": {"comments": "on", "strings": "on", "other": "on"},
        "editor.snippetSuggestions": "top",
        "editor.wordWrap": "on",
    },
    "yaml.schemas": {"./.vscode/schema/site.json": "content/site.yaml"},
}


def _tasks(content: Path) -> Json:
    """The check at every save; the program is where we are, which may be beside the content."""
    check = f'-m build check --watch --content "{content.as_posix()}"'
    return {
        "version": "2.0.0",
        "tasks": [
            {
                "label": "检查内容（保存时）",
                "type": "shell",
                "command": f".venv/bin/python {check}",
                "windows": {"command": f".venv\\Scripts\\python {check}"},
                "options": {"cwd": CHECKOUT.as_posix()},
                "isBackground": True,
                "runOptions": {"runOn": "folderOpen"},
                "presentation": {"reveal": "silent"},
                "problemMatcher": {
                    "owner": "gongkai",
                    "source": "公开",
                    "fileLocation": ["relative", content.as_posix()],
                    "pattern": {
                        "regexp": r"^(\S.*?\.(?:md|yaml|csv))(?: 第 (\d+) 行)?(?:，字段 [^：]+)?：(.*)$",
                        "file": 1,
                        "line": 2,
                        "message": 3,
                    },
                    "background": {
                        "activeOnStart": True,
                        "beginsPattern": "^检查开始$",
                        "endsPattern": "^检查结束$",
                    },
                },
            }
        ],
    }
