"""What the reader of HTML exports is made of. No reader stands here.

``page`` turns bytes into a tree, ``blocks`` finds the messages in it by how they repeat, ``body`` reads
what one of them holds, ``stamps`` reads a date that is written in words.
"""
