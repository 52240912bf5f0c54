"""What a line of each kind is to be seen as, who says it, and what comes before it."""

from typing import Literal

from msgspec import Struct

ORDINARY = "ordinary"

ASKED_PICTURE = {
    "en": "can you send me a pic",
    "es": "mandame una foto",
    "pt": "me manda uma foto",
    "fr": "envoie moi une photo",
    "it": "mandami una foto",
    "de": "schick mir ein bild",
    "nl": "stuur me een foto",
    "pl": "wyślij mi zdjęcie",
}
SAID_NO = {
    "en": "no",
    "es": "no",
    "pt": "não",
    "fr": "non",
    "it": "no",
    "de": "nein",
    "nl": "nee",
    "pl": "nie",
}
ASKED_AGE = {
    "en": "how old are you",
    "es": "cuantos años tienes",
    "pt": "quantos anos você tem",
    "fr": "tu as quel age",
    "it": "quanti anni hai",
    "de": "wie alt bist du",
    "nl": "hoe oud ben je",
    "pl": "ile masz lat",
}


class Meaning(Struct, frozen=True, kw_only=True):
    """One kind of line.

    Attributes:
        seen_as: The behaviours that it may be seen as.
        role: Who says it.
        after_age: It comes after the child's age was asked (and, where the other says it, given).
        after_ask: It comes after a picture was asked for.
        after_no: And after the child said no.
    """

    seen_as: frozenset[str]
    role: Literal["child", "other"] = "other"
    after_age: bool = False
    after_ask: bool = False
    after_no: bool = False


def _of(*seen_as: str) -> frozenset[str]:
    return frozenset(seen_as)


MEANINGS = {
    "image-request": Meaning(seen_as=_of("image-request", "reciprocal-sending")),
    "image-again": Meaning(
        seen_as=_of("image-request", "pressure", "guilt"), after_ask=True, after_no=True
    ),
    "secrecy": Meaning(seen_as=_of("secrecy")),
    "supervision": Meaning(seen_as=_of("supervision-enquiry")),
    "age": Meaning(seen_as=_of("age-enquiry")),
    "place": Meaning(seen_as=_of("personal-enquiry")),
    "relationship": Meaning(seen_as=_of("personal-enquiry")),
    "looks": Meaning(seen_as=_of("flattery")),
    "platform": Meaning(seen_as=_of("platform-move")),
    "meeting": Meaning(seen_as=_of("meeting")),
    "offer": Meaning(seen_as=_of("gift-offer")),
    "guilt": Meaning(seen_as=_of("guilt", "pressure"), after_ask=True, after_no=True),
    "isolation": Meaning(seen_as=_of("isolation")),
    "age-gap": Meaning(seen_as=_of("compliance-test", "contact-age", "flattery")),
    "caught": Meaning(seen_as=_of("compliance-test", "secrecy", "supervision-enquiry")),
    "contact-age": Meaning(seen_as=_of("contact-age", "compliance-test"), after_age=True),
    "threat": Meaning(seen_as=_of("threat", "pressure")),
    "child-age": Meaning(seen_as=_of("states-age"), role="child", after_age=True),
    "refusal": Meaning(seen_as=_of("refusal", "deflection"), role="child", after_ask=True),
    "deflect": Meaning(seen_as=_of("deflection", "refusal"), role="child", after_ask=True),
    "tell": Meaning(seen_as=_of("will-tell", "reports", "asks-for-help"), role="child"),
    "proof": Meaning(seen_as=_of("asks-for-proof"), role="child"),
    # Anything that raises a score. What a word lowers it by, or a child's own acts, is no alarm. Not sexual-talk: its list
    # is an extra, and a count must not hang on what is installed.
    ORDINARY: Meaning(
        seen_as=_of(
            *("image-request", "pressure", "secrecy", "supervision-enquiry", "age-enquiry"),
            *("personal-enquiry", "platform-move", "gift-offer", "meeting", "threat", "guilt"),
            *("reciprocal-sending", "isolation", "compliance-test", "flattery"),
            *("age-deception", "impersonation", "recontact", "approach"),
        )
    ),
}
