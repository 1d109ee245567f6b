"""The desk of online consultation: conversations, what is said in one, the answer, and what it is turned into."""
