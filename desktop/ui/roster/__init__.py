"""The roster of escorts: who they are, when they work, which papers they hold."""
