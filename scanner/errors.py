"""What can go wrong in a way that the user can mend. Anything else is a bug and crashes."""


class PiimapError(Exception):
    """The user can mend this: the message is one line that says what is wrong and what to do. Exit code 2."""


class InvalidConfiguration(PiimapError):
    """The configuration file or an option cannot be used as it stands."""


class InvalidPolicy(PiimapError):
    """A policy or declaration cannot be read, is empty, or is no privacy policy."""


class InvalidInventory(PiimapError):
    """An inventory file is missing, broken, or of a version this piimap does not read."""


class UnusableTarget(PiimapError):
    """A target does not exist, cannot be opened, or is of a kind that is not supported."""
