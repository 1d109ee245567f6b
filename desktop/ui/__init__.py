"""The screen: everything made with Qt."""
