"""What the readers of Meta's JSON exports share. No reader stands here.

``scan`` finds where values begin and end, ``decode`` turns a file into typed records, ``stream`` puts
them in order and says what is odd about them. ``thread_json`` and ``end_to_end`` know one record's
fields each, ``identity`` the files on accounts, ``layout`` which file is what, ``merge`` two halves of
one thread, ``text`` the repair of damaged letters, ``attachments`` where a file that was sent stands.
"""
