"""The outbox: mail is a row, written together with what it tells of.

`manage.py verzend` sends what is due, tries again when a mail server refuses, and
keeps reminders back in quiet hours. Nothing else in the product talks to a mail server.
"""
