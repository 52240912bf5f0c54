"""The contributions weighed anew on chats that somebody labelled: additive still, and never against the rules.

``examples`` takes the contributions of each chat along the way, ``folds`` keeps authors apart, ``solve`` finds the weights,
``places`` puts them where the file of weights has them, ``fit`` is the whole, ``written`` the file.
"""
