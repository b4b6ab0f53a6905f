"""The whole way from a content folder to rows, collecting every problem before it gives up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.load import checks, links, prose
from portal.load.rows import make
from portal.load.table import read_table
from portal.load.text import Parsed, Unreadable, parse_yaml, read_record, read_text
from portal.load.walk import SITE, Source, walk
from portal.marks import part_of
from portal.models.base import Record
from portal.models.link import Link
from portal.models.site import Site
from portal.problems import ContentError, Problem
from portal.sections import BY_NAME, SECTIONS
from portal.window import Workdays

# Filled by the loader; a file that sets one of them is mistaken about what it means.
_DERIVED = ("id", "path", "body", "html")


@dataclass(frozen=True)
class Loaded:
    """Sound content: typed rows by (section, id), and what is derived from them.

    files: root-relative address of each attachment → its file.
    """

    site: Site
    rows: Mapping[links.Key, Record]
    links: tuple[Link, ...]
    files: Mapping[str, Path]
    workdays: Workdays


def load(content: Path) -> Loaded:
    """Read and check a content folder; raises ContentError with every problem of the run."""
    problems: list[Problem] = []
    site = _site(content, problems)
    if site is None and not (content / SITE).exists():
        raise ContentError(problems)
    found = walk(content)
    problems += found.problems
    rows: dict[links.Key, Record] = {}
    parsed: dict[links.Key, Parsed] = {}
    broken: set[links.Key] = set()
    paths: dict[links.Key, str] = {}
    for source in found.sources:
        key = (source.section, source.id)
        if key in paths:
            remedy = "改掉其中一个文件名：编号在一个栏目里只能用一次"
            problems.append(Problem(source.path, 0, "", f"编号与 {paths[key]} 相同", remedy))
            continue
        paths[key] = source.path
        try:
            parsed[key] = read_record(content / source.path, source.path)
            row = _row(content, source, parsed[key])
        except Unreadable as error:
            row = [error.problem]
        if isinstance(row, list):
            problems += row
            broken.add(key)
        else:
            rows[key] = row
    order = {section.name: number for number, section in enumerate(SECTIONS)}
    rows = dict(sorted(rows.items(), key=lambda item: (order[item[0][0]], item[0][1])))

    made_links: list[Link] = []
    for key, row in rows.items():
        for outcome in links.check(key[0], row, rows, broken):
            if isinstance(outcome, Link):
                made_links.append(outcome)
            else:
                location, reason, remedy = outcome
                path, line = parsed[key].place(location)
                problems.append(Problem(path, line, links.field_name(location), reason, remedy))
    addresses = {path: f"/{section}/{id}/" for (section, id), path in paths.items()}
    for key, row in rows.items():
        problems += prose.render(key[0], row, parsed[key], addresses)
    files: dict[str, Path] = {}
    claimed_by_broken = _claims(parsed, broken)
    for result in checks.attachments(rows, parsed, found.others - claimed_by_broken):
        if isinstance(result, Problem):
            problems.append(result)
        else:
            files[result[0]] = content / result[1]
    workdays = checks.workdays(rows)
    problems += [*checks.twins(rows, parsed), *checks.loops(rows, parsed)]
    if site:
        problems += [*checks.codes(site, rows, parsed)]
        problems += [*checks.windows(site, rows, parsed, workdays)]
    if problems or site is None:
        raise ContentError(problems)
    return Loaded(site, rows, tuple(made_links), files, workdays)


def _site(content: Path, problems: list[Problem]) -> Site | None:
    if not (content / SITE).is_file():
        remedy = "核对内容文件夹的位置（PORTAL_CONTENT 或 --content），并在其中写好 site.yaml"
        problems.append(Problem(SITE, 0, "", "内容文件夹里没有这个文件", remedy))
        return None
    try:
        parsed = parse_yaml(read_text(content / SITE, SITE), SITE)
    except Unreadable as error:
        problems.append(error.problem)
        return None
    site = make(Site, parsed.data, parsed)
    if isinstance(site, Site):
        return site
    problems += site
    return None


def _row(content: Path, source: Source, parsed: Parsed) -> Record | list[Problem]:
    """The row of one record's file, its tables read from the CSV files that it names."""
    model = BY_NAME[source.section].model
    values: dict[str, Any] = dict(parsed.data)
    problems = [
        Problem(*parsed.place((name,)), name, f"不能填写 {name}，它由文件自动得出", "删掉这一行")
        for name in _DERIVED
        if values.pop(name, None) is not None
    ]
    for name, field in model.model_fields.items():
        value = values.get(name)
        if part_of(field.annotation) and isinstance(value, str) and value.endswith(".csv"):
            file = (content / source.path).parent / value
            path = file.relative_to(content).as_posix()
            if "/" in value or not file.is_file():
                place = parsed.place((name,))
                problems.append(Problem(*place, name, f"找不到表格「{value}」", "把它放在记录旁边"))
                del values[name]
                continue
            values[name] = read_table(file, path, name, parsed)
    values |= {"id": source.id, "path": source.path}
    if parsed.body:
        values["body"] = parsed.body
        parsed.places[("body",)] = (source.path, parsed.body_line)
    row = make(model, values, parsed)
    if isinstance(row, list):
        return problems + row
    return problems or row


def _claims(parsed: Mapping[links.Key, Parsed], broken: set[links.Key]) -> frozenset[str]:
    """Files beside records that could not be read: they are not to be called unclaimed."""
    claims: set[str] = set()
    for key in broken & parsed.keys():
        folder = Path(parsed[key].path).parent
        claims.update(path for path, _ in parsed[key].places.values())
        listed = parsed[key].data.get("attachments")
        for item in listed if isinstance(listed, list) else ():
            if isinstance(item, dict) and isinstance(item.get("file"), str):
                claims.add((folder / item["file"]).as_posix())
    return frozenset(claims)
