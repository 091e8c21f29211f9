"""The errors Dateline raises on purpose: each message names the thing, the value and what to do."""


class DatelineError(Exception):
    """Any failure that a user can act on; the command line prints it on one line and exits with 2."""


class UsageError(DatelineError):
    """The command, an option or a setting was wrong."""


class InputError(DatelineError):
    """One input cannot be read. It is set aside with this reason, and the rest goes on."""


class StoreError(DatelineError):
    """The store cannot be opened or written: locked, not ours, newer than this version, or damaged."""


class NotFoundError(DatelineError):
    """No incident, article, account, claim or review has that id."""
