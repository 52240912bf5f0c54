"""The words that are used, and the words that never are: data for tests over all user-facing text.

Terms follow the Luxembourg Guidelines for the protection of children from sexual exploitation and
the vocabulary in docs/reference/glossary.md.
"""

NEVER_OF_A_PERSON = (
    "predator",
    "groomer",
    "offender",
    "paedophile",
    "pedophile",
    "pervert",
    "abuser",
)
"""Never in output of a person in a case: a person decides, later, elsewhere."""

NEVER_OF_A_CHILD = (
    "sexting",
    "child pornography",
    "child porn",
    "kiddie",
    "consented",
    "willingly",
    "risky behaviour",
    "risky behavior",
    "self-generated",
    "promiscuous",
    "provocative",
    "her own fault",
    "his own fault",
)
"""Never of a child: each moves the blame to the child."""

NEVER_OF_A_FINDING = ("is safe", "are safe", "no risk", "proves that", "proof that", "guilty")
"""Never of a finding: nothing found is not the same as safe, and a message proves nothing."""

BASE_RATE = (
    "How often is this right? Take one contact in 200 who means harm, and a tool that catches 99 of 100 "
    "of those and is wrong about 1 in 100 of everyone else: then about 1 in 3 of the contacts it flags "
    "is one that means harm. So read the messages before you decide."
)
"""Printed beside every verdict: 0.99 / (0.99 + 199 * 0.01) = 0.33. Not Wardlight's measured rate."""

CLOSING = (
    "Nothing found is not the same as safe: messages may be deleted, sent elsewhere, spoken, or in words "
    "this version does not know. A person decides, not this tool."
)

NEVER_BLAME = "Whatever was said or sent, the child is not to blame."
