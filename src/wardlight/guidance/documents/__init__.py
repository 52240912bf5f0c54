"""The papers a family, a school or an officer needs: ``form`` is their shape, ``fill`` fills one, and the rest write it.

Each is marked draft, and each line of it rests on an entry, an answer or a message.
"""
