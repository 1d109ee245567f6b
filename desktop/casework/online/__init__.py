"""Online consultation as the desk works on it: conversations, answers, phrases, drafts, and what they turn into."""
