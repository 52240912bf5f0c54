"""A pack changes hands: the entry in its custody log, and the receipt that both sides sign."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from wardlight.errors import PackUnreadable
from wardlight.evidence import custody, verify
from wardlight.evidence.pack import BY
from wardlight.evidence.rebuild import checked
from wardlight.evidence.seal import spoken
from wardlight.evidence.statement import Statement, statement_from
from wardlight.evidence.story import sha256_of
from wardlight.evidence.whole_file import write_whole


class HandedOver(Struct, frozen=True, kw_only=True):
    """What was written.

    Attributes:
        receipt: The page to sign.
        log: The custody log, beside the pack.
    """

    receipt: Path
    log: Path


class Terms(Struct, frozen=True, kw_only=True):
    """To whom, what for and how. As a person typed it.

    Attributes:
        to: A name, a role, a place.
        purpose: What for.
        method: How it goes there, for example ``by hand on a USB stick``.
        giver: Who gives it; empty for a line to fill in.
    """

    to: str
    purpose: str
    method: str
    giver: str = ""


def hand_over(pack: Path, terms: Terms, now: datetime) -> HandedOver:
    """Check the seal, write down the hand-over, and make the receipt.

    Raises:
        PackUnreadable: The pack's seal does not hold.
        CustodyBroken: The log beside it was changed.
        PackUnwritable: The folder may not be written to.
    """
    found = checked(pack)
    if not pack.is_file():
        raise PackUnreadable("A pack is handed over as the zip that it is.", where=str(pack))
    statement, sealed_log = _read(pack)
    details = {
        "to": terms.to,
        "purpose": terms.purpose,
        "method": terms.method,
        "seal checked": found.sentence,
        "file": f"{pack.name}, {pack.stat().st_size} bytes, SHA-256 {sha256_of(pack)}",
        **({"from": terms.giver} if terms.giver else {}),
    }
    log = custody.go_on(pack, sealed_log, "handed-over", details, now=now, by=BY)
    entries = custody.entries_of(log.read_bytes())
    number = sum(each.what == "handed-over" for each in entries)
    path = pack.with_name(f"{pack.name}.receipt-{number}.txt")
    page = _RECEIPT.format(
        pack=statement.pack,
        contacts="; ".join(statement.contacts) or "not told in this copy",
        messages=f"{found.shown} of {found.messages}",
        when=entries[-1].at.replace("T", " ").replace("Z", " UTC"),
        clock=entries[-1].clock,
        root=found.root,
        spoken=spoken(found.root),
        key=found.signer,
        giver=terms.giver or "_" * 40,
        **{name.replace(" ", "_"): each for name, each in details.items() if name != "from"},
    )
    return HandedOver(receipt=write_whole(path, page.encode()), log=log)


def sealed_log_of(pack: Path) -> bytes:
    """The custody log inside a pack whose seal holds.

    Raises:
        PackUnreadable: It does not hold.
    """
    checked(pack)
    return _read(pack)[1]


def _read(pack: Path) -> tuple[Statement, bytes]:
    with verify.opened(pack) as files:
        with files.open(verify.PACK_JSON) as stream:
            statement = statement_from(stream.read())
        with files.open(f"{verify.BAG}data/custody.jsonl") as stream:
            return statement, stream.read()


_RECEIPT = """\
RECEIPT FOR A SEALED PACK

Pack               {pack}
About              {contacts}
Messages           {messages}
File               {file}
Root (SHA-512)     {root}
  in words         {spoken} ... (its first 20 digits)
Key                {key}
Seal, when given   {seal_checked}

Given on           {when} ({clock})
By                 {giver}
To                 {to}
What for           {purpose}
How                {method}

No picture, video or voice note is in it. The original export is not in it; it stays
with whoever keeps it, unchanged.

Before signing, whoever takes it checks the seal: pack/VERIFY.txt in it says how.


Signed, giving  ______________________________   Date ____________

Signed, taking  ______________________________   Date ____________
"""
