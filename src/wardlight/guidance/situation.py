"""What a person has said happened. Every field is theirs; what they did not say is unknown, never guessed."""

from msgspec import Struct

from wardlight.guidance.entry import Body, Happened, Role, Sender, When, YesNo


class Situation(Struct, frozen=True, kw_only=True):
    """The answers to the questions, in the order they are asked.

    Attributes:
        danger: Whether a child is in danger now.
        hurt: Whether a child is hurt, or talks of hurting themselves.
        role: Who is asking.
        nation: Where the child lives.
        child_age: In years.
        told: Who has been told already; None where that was not said, empty for nobody.
        happened: What happened; None where that was not said.
        where: The app.
        known: Whether the person messaging is known to the child or family.
        sender: Whether that person is an adult or under 18, where that is really known.
        device: Who has the device, in their own words.
        export: Whether there is an export of the messages.
        from_messages: Whether ``happened`` was taken from messages and not said by a person. What is not in it is
            then unknown, and not denied.
    """

    danger: YesNo | None = None
    hurt: YesNo | None = None
    role: Role | None = None
    nation: str | None = None
    child_age: int | None = None
    told: tuple[Body, ...] | None = None
    happened: tuple[Happened, ...] | None = None
    where: str | None = None
    known: YesNo | None = None
    sender: Sender | None = None
    device: str | None = None
    export: YesNo | None = None
    from_messages: bool = False

    def fits(self, when: When) -> bool:
        """Whether an entry holds here. What is not known shuts out only what has to have happened."""
        happened, told = set(self.happened or ()), set(self.told or ())
        return (
            (self.role is None or not when.roles or self.role in when.roles)
            and (not when.happened or bool(happened & set(when.happened)))
            and not happened & set(when.without)
            and (not when.told or bool(told & set(when.told)))
            and not told & set(when.not_told)
            and self._age_fits(when)
            and when.known in (None, self.known)
            and when.sender in (None, self.sender)
            and when.danger in (None, self.danger)
            and when.hurt in (None, self.hurt)
        )

    def _age_fits(self, when: When) -> bool:
        if self.child_age is None:
            return True
        youngest, oldest = when.min_age or 0, when.max_age
        return youngest <= self.child_age and (oldest is None or self.child_age <= oldest)
