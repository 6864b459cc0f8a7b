"""What goes wrong with backups, in words for the person at the command line."""


class BackupError(Exception):
    """A backup cannot be made, or cannot be restored."""
