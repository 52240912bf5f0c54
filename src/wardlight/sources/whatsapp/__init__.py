"""The parts of the WhatsApp text reader: a line's header, its date, who wrote it, what it says."""
