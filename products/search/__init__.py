"""Find products: by words, as they are typed, typos forgiven, and by what is in them.

`products.search.finding` is the way in. The index stands beside the products, is kept by triggers
and lists only what everybody may see: SQLite has it as an FTS5 table, PostgreSQL as a tsvector.
"""
