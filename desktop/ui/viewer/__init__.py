"""The viewer of medical images: to check what was handed in and to mark it, never to diagnose by it."""
