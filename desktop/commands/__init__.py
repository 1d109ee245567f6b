"""The subcommands of `caredesk`: each adds its arguments and runs, returning the exit code."""
