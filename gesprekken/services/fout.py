class GesprekFout(Exception):
    """A talk can't be changed like this; the message is a Dutch sentence."""


class GeslotenFout(GesprekFout):
    """The talk is a report by now, or was cancelled: nobody writes in it any more."""
