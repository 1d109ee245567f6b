"""The page of the desk's partners: carrier, texts, parcels, mail."""
