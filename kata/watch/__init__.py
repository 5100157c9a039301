"""Watch mode: judges a step again on every save, and says on one screen how it stands.

`state` holds what is known and decides what is to be done, `view` draws it; both are pure. Around
them stand `saves` (files), `examiner` (judges), `terminal` (keys and screen), and `loop`.
"""
