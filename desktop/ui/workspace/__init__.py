"""What the workspaces of consultation and reading share: page, head card, places of the parts, and their room."""
