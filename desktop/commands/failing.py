"""The ways a command can fail, each with its exit code and one Chinese sentence."""

from __future__ import annotations


class CommandFault(Exception):
    """A command that cannot go on; `exit_code` is what the shell sees."""

    exit_code = 1


class UsageFault(CommandFault):
    """Called wrongly: exit code 2."""

    exit_code = 2


class EnvironmentFault(CommandFault):
    """Something around the program is missing or broken: exit code 3."""

    exit_code = 3
