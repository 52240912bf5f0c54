"""The messages as CASE/UCO 1.5 JSON-LD, for tools that exchange cases: https://caseontology.org.

Insurance and provenance, not the hand-over format: tables and the PDF come first.
Names are those of the Unified Cyber Ontology's observable vocabulary; every identifier is made from the pack's own id
and a number, so the same pack gives the same bytes.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from wardlight.evidence.records import Record
from wardlight.evidence.statement import Statement
from wardlight.evidence.story import Story
from wardlight.evidence.verify import canonical

_CONTEXT = {
    "kb": "urn:wardlight:",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "co": "http://purl.org/co/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_NAMESPACE = uuid.UUID("6f3c1f0e-58b1-5f8c-9a53-3d1a3f0f8a11")

Node = dict[str, Any]


def write(story: Story, path: Path) -> None:
    """``case.jsonld``, streamed node by node."""
    with path.open("wb") as file:
        file.write(b'{"@context":' + canonical(_CONTEXT) + b',"@graph":[\n')
        _write_nodes(file, _graph(story))
        file.write(b"\n]}\n")


def _write_nodes(file: IO[bytes], nodes: Iterable[Node]) -> None:
    for number, node in enumerate(nodes):
        file.write((b",\n" if number else b"") + canonical(node))


class _Names:
    """Identifiers within one pack: a name always gives the same one."""

    def __init__(self, pack: str) -> None:
        self._pack = pack

    def of(self, kind: str, name: object) -> str:
        made = uuid.uuid5(_NAMESPACE, json.dumps([self._pack, kind, str(name)]))
        return f"kb:{kind}-{made}"

    def to(self, kind: str, name: object) -> Node:
        return {"@id": self.of(kind, name)}


def _of(node: str, part: str) -> str:
    """The name of a part of a node: its kind, the part, and the node's own UUID."""
    kind, uuid_ = node[:-37], node[-36:]
    return f"{kind}-{part}-{uuid_}"


def _graph(story: Story) -> Iterator[Node]:
    statement, names = story.statement, _Names(story.statement.pack)
    yield from _provenance(statement, names)
    people: dict[str, None] = {}
    threads: dict[int, list[int]] = {}
    speakers: dict[int, dict[str, None]] = {}
    for record in story.records():
        threads.setdefault(record.thread, []).append(record.number)
        if record.sender is not None:
            people.setdefault(record.sender)
            speakers.setdefault(record.thread, {}).setdefault(record.sender)
        yield from _message(record, names)
    for name in people:
        yield _account(name, names)
    for thread in statement.threads:
        numbers = threads.get(thread.number, [])
        yield from _thread(thread.number, numbers, speakers.get(thread.number, {}), names)


def _provenance(statement: Statement, names: _Names) -> Iterator[Node]:
    made = {"@type": "xsd:dateTime", "@value": statement.sealing.made}
    yield {
        "@id": names.of("investigation", ""),
        "@type": "case-investigation:Investigation",
        "uco-core:name": f"Messages packed as {statement.pack}",
        "uco-core:object": [names.to("action", ""), names.to("provenance", "")],
    }
    yield {
        "@id": names.of("tool", ""),
        "@type": "uco-tool:Tool",
        "uco-core:name": "wardlight",
        "uco-tool:version": statement.wardlight,
    }
    exports = [names.to("export", each.name) for each in statement.export_parts]
    yield {
        "@id": names.of("action", ""),
        "@type": "case-investigation:InvestigativeAction",
        "uco-core:name": "read the export, and packed the chosen conversations",
        "uco-action:endTime": made,
        "uco-action:instrument": names.to("tool", ""),
        "uco-action:object": exports,
        "uco-action:result": [names.to("provenance", "")],
    }
    yield {
        "@id": names.of("provenance", ""),
        "@type": "case-investigation:ProvenanceRecord",
        "uco-core:description": "The export that the messages were read from. It is not in the pack.",
        "case-investigation:exhibitNumber": statement.pack,
        "uco-core:object": exports,
    }
    for each in statement.export_parts:
        yield _file(names.of("export", each.name), each.name, each.size, {"SHA256": each.sha256})


def _file(node: str, name: str, size: int | None, digests: dict[str, str]) -> Node:
    """A file by name; its node ends in a UUID, and so do the nodes that belong to it."""
    facets: list[Node] = [
        {
            "@id": _of(node, "file"),
            "@type": "uco-observable:FileFacet",
            "uco-observable:fileName": name,
            **({} if size is None else {"uco-observable:sizeInBytes": size}),
        }
    ]
    if digests:
        hashes = [
            {
                "@id": _of(node, method.lower()),
                "@type": "uco-types:Hash",
                "uco-types:hashMethod": method,
                "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": value},
            }
            for method, value in digests.items()
        ]
        facets.append(
            {
                "@id": _of(node, "content"),
                "@type": "uco-observable:ContentDataFacet",
                "uco-observable:hash": hashes,
            }
        )
    return {"@id": node, "@type": "uco-observable:File", "uco-core:hasFacet": facets}


def _account(name: str, names: _Names) -> Node:
    node = names.of("account", name)
    return {
        "@id": node,
        "@type": "uco-observable:DigitalAccount",
        "uco-core:hasFacet": [
            {
                "@id": _of(node, "digital"),
                "@type": "uco-observable:DigitalAccountFacet",
                "uco-observable:displayName": name,
            },
        ],
    }


def _message(record: Record, names: _Names) -> Iterator[Node]:
    node = names.of("message", record.number)
    facet: Node = {
        "@id": _of(node, "facet"),
        "@type": "uco-observable:MessageFacet",
        "uco-observable:messageID": str(record.number),
        "uco-observable:messageText": record.text,
    }
    if record.sender is not None:
        facet["uco-observable:from"] = names.to("account", record.sender)
    if record.at.zone == "UTC" and record.at.read:
        sent = {"@type": "xsd:dateTime", "@value": f"{record.at.read}Z"}
        facet["uco-observable:sentTime"] = sent
    yield {"@id": node, "@type": "uco-observable:Message", "uco-core:hasFacet": [facet]}
    for number, each in enumerate(record.sent):
        file = names.of("sent", f"{record.number}/{number}")
        yield _file(file, each.name or each.kind, each.size, {})
        yield _relation(_of(file, "relation"), file, node, "Attachment_Of")


def _relation(node: str, source: str, target: str, kind: str) -> Node:
    return {
        "@id": node,
        "@type": "uco-observable:ObservableRelationship",
        "uco-core:source": {"@id": source},
        "uco-core:target": {"@id": target},
        "uco-core:kindOfRelationship": kind,
        "uco-core:isDirectional": True,
    }


def _thread(
    number: int, messages: list[int], speakers: Iterable[str], names: _Names
) -> Iterator[Node]:
    node, order = names.of("thread", number), names.of("order", number)
    yield {
        "@id": node,
        "@type": "uco-observable:MessageThread",
        "uco-core:hasFacet": [
            {
                "@id": _of(node, "facet"),
                "@type": "uco-observable:MessageThreadFacet",
                "uco-observable:messageThread": {"@id": order},
                "uco-observable:participant": [names.to("account", each) for each in speakers],
            }
        ],
    }
    items = [names.of("item", each) for each in messages]
    yield {
        "@id": order,
        "@type": "uco-types:Thread",
        "co:size": {"@type": "xsd:nonNegativeInteger", "@value": str(len(items))},
        "co:element": [names.to("message", each) for each in messages],
        "co:item": [{"@id": each} for each in items],
        **({"uco-types:threadOriginItem": {"@id": items[0]}} if items else {}),
        **({"uco-types:threadTerminalItem": {"@id": items[-1]}} if items else {}),
    }
    for at, message in enumerate(messages):
        item: Node = {
            "@id": items[at],
            "@type": "uco-types:ThreadItem",
            "co:itemContent": names.to("message", message),
        }
        if at:
            item["uco-types:threadPreviousItem"] = {"@id": items[at - 1]}
        if at + 1 < len(items):
            item["uco-types:threadNextItem"] = {"@id": items[at + 1]}
        yield item
