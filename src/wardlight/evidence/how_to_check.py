"""VERIFY.txt: how a stranger checks a pack with what is on most computers already."""

from wardlight.evidence.seal import spoken
from wardlight.evidence.statement import Statement

_TEXT = """\
HOW TO CHECK THIS PACK

This is a record of messages from an export. It was sealed by
a program called Wardlight. You do not need that program to check it.
No picture, video or voice note is in it, and none was opened.

You need: sha512sum, ssh-keygen and, for a time stamp, openssl.
Linux has them. macOS has them too; there "shasum -a 512" stands for
"sha512sum". On Windows use Git Bash, which has all three.

1. Unpack the zip and open a shell in the folder that holds "pack" and "seal".

2. The seal is by one key, and the root is what that key signed:

     ssh-keygen -Y check-novalidate -n wardlight-pack -s seal/root.txt.sig < seal/root.txt

   It has to say: Good "wardlight-pack" signature, and this key:

     {fingerprint}

   In words, its first 20 digits: {spoken}.
   A key made on a family's computer does not say who they are. Compare it
   with what the sealing person tells you by phone or on paper. If it is
   another, stop: somebody may have made the whole pack anew.

3. The root fits the lists, and the lists fit the files:

     sha512sum -c seal/root.txt
     (cd pack && sha512sum -c tagmanifest-sha512.txt && sha512sum -c manifest-sha512.txt)

   Every line has to end in OK.

4. No file is there that no list names. This has to print nothing:

     (cd pack && find . ! -type d | sed 's|^\\./||' | LC_ALL=C sort) > files.txt
     (cd pack && cut -c131- manifest-sha512.txt tagmanifest-sha512.txt; echo tagmanifest-sha512.txt) | LC_ALL=C sort | diff files.txt -
     ls seal | grep -v -x -e root.txt -e root.txt.sig -e times.txt -e 'time-[0-9]*\\.tsr'

5. When it was sealed. seal/root.txt says what the sealing computer's clock
   said ({made}). That is a claim. Only a time stamp of
   an authority shows more. For each file seal/time-1.tsr, time-2.tsr ...:

     openssl ts -reply -in seal/time-1.tsr -text
     openssl ts -verify -data seal/root.txt.sig -in seal/time-1.tsr -CAfile AUTHORITY.pem

   AUTHORITY.pem is the authority's own root certificate, from its site. Never
   take one from a pack: anybody can make a certificate.

   Where it says "certificate has expired", the stamp is older than the
   authority's certificate. Check it as of the time that it names:

     openssl ts -verify -attime SECONDS -data seal/root.txt.sig -in seal/time-1.tsr -CAfile AUTHORITY.pem

   SECONDS is that time: date -u -d "Nov 22 04:38:36 2026 GMT" +%s
   This then rests on nobody having got hold of the authority's old key. A pack
   that is kept for years should be stamped again before that date.
{copy}
What this shows: these bytes are those that the key sealed. What it does not
show: who the people behind the accounts are, that the export is what the app
gave, or what the messages mean. The export is not in here. Its digests are in
pack/data/pack.json; whoever keeps it can show with "wardlight rebuild" that
these messages come from it.
"""


_COPY = """
6. This is a copy: {hidden} messages are hidden in it. Each keeps its number.
   The seal of the whole pack is in pack/data/original. Its key:

     ssh-keygen -Y check-novalidate -n wardlight-pack -s pack/data/original/root.txt.sig < pack/data/original/root.txt

   That the messages shown here are those which that seal is over is checked
   by "wardlight verify", or by its file verify.py alone, with Python.
"""


def verify_text(statement: Statement, fingerprint: str) -> str:
    """The page for this pack."""
    copy = _COPY.format(hidden=statement.left_out.messages) if statement.kind == "copy" else ""
    return _TEXT.format(
        copy=copy,
        fingerprint=fingerprint,
        spoken=spoken(fingerprint),
        made=statement.sealing.made.replace("T", " ").replace("Z", " UTC"),
    )
