"""The measurements. Each takes chats and a detector, gives figures as values, and says them as tables."""
