"""The escort plan: who can take which work, who suits best, and the plan that covers the most (D-01, GC-12)."""
