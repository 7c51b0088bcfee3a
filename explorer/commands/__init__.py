"""One file per subcommand; nothing here imports torch or Qt before a command runs."""
