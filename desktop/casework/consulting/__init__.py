"""The consultation and reading desk: experts and their times, checklists, parcels, and what the workspaces show."""
