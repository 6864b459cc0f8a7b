"""Products from files: `files` opens them, `formats` knows what they hold, `rows` checks it.

`products.services.importing` writes what comes out.
"""
