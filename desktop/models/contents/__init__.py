"""What attachments contain: kept once by the hash of the content, sealed beside a local file or in a server's rows."""
