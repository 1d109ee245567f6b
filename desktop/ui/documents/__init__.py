"""The editor of documents, drawn from their form tables, and the preview of the paper they become.

`DocumentEditor` (editor.py) is what a workspace puts on its page; `PreviewLane` (preview.py) stands beside it.
"""
