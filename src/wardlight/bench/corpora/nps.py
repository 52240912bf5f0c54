"""The NPS chat corpus as NLTK hands it out (Forsyth and Martell 2007): one session of a chat room in one file.

``Session/Posts/Post`` with ``class`` and ``user``; the words stand before the ``terminals``. Posts that the room itself
wrote (class System: someone joined, someone left) are no messages. There are no times.
"""

from pathlib import Path

from wardlight.bench.chats import Chat, Corpus, Line
from wardlight.bench.corpora.digests import digest_of
from wardlight.bench.corpora.xml import elements, line_of

_THE_ROOM = "System"


def read(path: Path) -> Corpus:
    """The session as one chat of many. A post without a user is bad, by the line it stands on."""
    lines, bad = [], []
    for post in elements(path, "Post"):
        user = post.get("user")
        if not user:
            bad.append(line_of(post))
        elif post.get("class") != _THE_ROOM:
            lines.append(Line(user, post.text or ""))
    chats = (Chat(path.stem, tuple(lines), language="en", register="chat room"),) if lines else ()
    return Corpus(path, "nps", digest_of(path), chats, tuple(bad))
