"""Paper: PDF and workbooks from frozen content."""
