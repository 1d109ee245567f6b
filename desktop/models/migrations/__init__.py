"""The history of the tables, one script per step; a script that was released is never changed."""
