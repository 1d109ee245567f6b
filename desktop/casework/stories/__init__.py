"""Stories: the desk's behaviour as readable scripts, played on a scratch database."""
