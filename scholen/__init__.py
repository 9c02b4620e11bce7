"""Who belongs where: people, schools, memberships and invitations.

Signing in is here too, by a code by mail or a passkey, never with a password.
`toegang` says of every address who may read it; every other app builds on that.
"""
