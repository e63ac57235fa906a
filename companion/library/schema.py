# SPDX-License-Identifier: MIT
"""The tables of library.db, and the steps that bring an older file up to them.

Lists of short lines (authors, tags, aliases) are stored with a newline between two items. Offsets and lengths
count code points of the document's text, which is the texts of its passages one after another.
"""

from collections.abc import Sequence

APPLICATION_ID = 0x52644362  # marks the file as ours, in the place that SQLite keeps for it

_FIRST = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    # revision grows with the text and with what the index knows of the document; mentions_at is the glossary's
    # revision that its mentions were made with; checksum covers its sections and passages.
    """CREATE TABLE documents (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL CHECK (title <> ''),
        authors TEXT NOT NULL,
        date TEXT NOT NULL,
        publisher TEXT NOT NULL,
        language TEXT NOT NULL,
        description TEXT NOT NULL,
        source TEXT NOT NULL,
        extra TEXT NOT NULL,
        format TEXT NOT NULL,
        added TEXT NOT NULL,
        words INTEGER NOT NULL,
        length INTEGER NOT NULL,
        pages INTEGER,
        original TEXT NOT NULL,
        digest TEXT NOT NULL,
        tags TEXT NOT NULL,
        warnings TEXT NOT NULL,
        outline TEXT NOT NULL,
        revision INTEGER NOT NULL DEFAULT 1,
        mentions_at INTEGER NOT NULL DEFAULT 0,
        checksum TEXT NOT NULL,
        removed_at TEXT
    )""",
    "CREATE INDEX documents_by_digest ON documents (digest)",
    """CREATE TABLE sections (
        document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        start INTEGER NOT NULL,
        length INTEGER NOT NULL,
        blocks TEXT NOT NULL,
        PRIMARY KEY (document, number)
    )""",
    # AUTOINCREMENT: a passage's number is never given to another one, so the index may go by it.
    """CREATE TABLE passages (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
        start INTEGER NOT NULL,
        text TEXT NOT NULL,
        section TEXT NOT NULL,
        page TEXT NOT NULL,
        UNIQUE (document, start)
    )""",
    """CREATE TABLE images (
        document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (document, name)
    )""",
    """CREATE TABLE bookmarks (
        id TEXT PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
        start INTEGER NOT NULL,
        length INTEGER NOT NULL,
        quote TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        title TEXT NOT NULL,
        note TEXT NOT NULL,
        tags TEXT NOT NULL,
        colour TEXT NOT NULL,
        state TEXT NOT NULL,
        created TEXT NOT NULL,
        changed TEXT NOT NULL
    )""",
    "CREATE INDEX bookmarks_by_place ON bookmarks (document, start)",
    """CREATE TABLE positions (
        document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
        start INTEGER NOT NULL,
        length INTEGER NOT NULL,
        quote TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        opened TEXT NOT NULL
    )""",
    # bundled is the name under which an entry came with the program; hidden keeps a deleted one from coming back.
    """CREATE TABLE terms (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        definition TEXT NOT NULL,
        category TEXT NOT NULL,
        aliases TEXT NOT NULL,
        abbreviations TEXT NOT NULL,
        related TEXT NOT NULL,
        sources TEXT NOT NULL,
        origin TEXT NOT NULL,
        bundled TEXT,
        hidden INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE mentions (
        document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
        start INTEGER NOT NULL,
        length INTEGER NOT NULL,
        term INTEGER NOT NULL REFERENCES terms ON DELETE CASCADE,
        PRIMARY KEY (document, start)
    ) WITHOUT ROWID""",
    "CREATE INDEX mentions_by_term ON mentions (term, document, start)",
    # All that the search package knows of this file.
    """CREATE VIEW index_documents AS
        SELECT id, revision, title, authors, tags, language, date FROM documents WHERE removed_at IS NULL""",
    """CREATE VIEW index_passages AS
        SELECT number, document, start, text, section, page FROM passages
        WHERE document IN (SELECT id FROM documents WHERE removed_at IS NULL)""",
)

_COLLECTIONS = (
    "CREATE TABLE collections (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (name <> ''))",
    """CREATE TABLE collected (
        collection TEXT NOT NULL REFERENCES collections ON DELETE CASCADE,
        document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
        PRIMARY KEY (collection, document)
    )""",
    "CREATE INDEX collected_by_document ON collected (document)",
)

# A definition belongs to the term of its name, also of one that is deleted and comes back. A suggestion is found again
# by its id, which is made of what it says, so that what the reader made of it outlives another reading. suggested_at
# is the revision of the document for which suggestions were made.
_SUGGESTIONS = (
    "ALTER TABLE terms ADD COLUMN scope TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE documents ADD COLUMN suggested_at INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE definitions (
        id TEXT PRIMARY KEY,
        term TEXT NOT NULL,
        document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
        start INTEGER NOT NULL,
        length INTEGER NOT NULL,
        quote TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        text TEXT NOT NULL,
        rule TEXT NOT NULL,
        state TEXT NOT NULL,
        created TEXT NOT NULL
    )""",
    "CREATE INDEX definitions_by_term ON definitions (term)",
    "CREATE INDEX definitions_by_place ON definitions (document, start)",
    """CREATE TABLE suggestions (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
        start INTEGER NOT NULL,
        length INTEGER NOT NULL,
        quote TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        short TEXT NOT NULL,
        text TEXT NOT NULL,
        rule TEXT NOT NULL,
        score REAL NOT NULL,
        count INTEGER NOT NULL,
        state TEXT NOT NULL
    )""",
    "CREATE INDEX suggestions_by_place ON suggestions (document, start)",
    # A document that comes into a collection, or leaves it, is marked anew where the collection has terms of its own.
    """CREATE TRIGGER terms_come AFTER INSERT ON collected BEGIN
        UPDATE documents SET mentions_at = 0 WHERE id = NEW.document
        AND EXISTS (SELECT 1 FROM terms WHERE scope = 'collection:' || NEW.collection AND NOT hidden);
    END""",
    """CREATE TRIGGER terms_go AFTER DELETE ON collected BEGIN
        UPDATE documents SET mentions_at = 0 WHERE id = OLD.document
        AND EXISTS (SELECT 1 FROM terms WHERE scope = 'collection:' || OLD.collection AND NOT hidden);
    END""",
)

# Where an image lay beside the file: from there it is taken when the text is made again from the original.
_ADDRESSES = ("ALTER TABLE images ADD COLUMN address TEXT NOT NULL DEFAULT ''",)

# Both go by the term's name, so that they outlive a term that is deleted and comes back.
_ENCOUNTERS = (
    "CREATE TABLE hushed (term TEXT PRIMARY KEY)",
    """CREATE TABLE encounters (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        term TEXT NOT NULL,
        time TEXT NOT NULL,
        document TEXT REFERENCES documents ON DELETE SET NULL,
        start INTEGER NOT NULL,
        length INTEGER NOT NULL,
        title TEXT NOT NULL,
        page TEXT NOT NULL,
        sentence TEXT NOT NULL
    )""",
    """CREATE TRIGGER encounters_follow AFTER UPDATE OF name ON terms WHEN OLD.name <> NEW.name BEGIN
        UPDATE OR REPLACE hushed SET term = NEW.name WHERE term = OLD.name;
        UPDATE encounters SET term = NEW.name WHERE term = OLD.name;
    END""",
)

# What is found beside the texts: notes and terms. Each change gives an entry a new number, so that the number says
# which state of it the index holds, as a document's revision does.
_ENTRIES = (
    """CREATE TABLE entries (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        note TEXT REFERENCES bookmarks ON DELETE CASCADE,
        term INTEGER REFERENCES terms ON DELETE CASCADE
    )""",
    "CREATE INDEX entries_by_note ON entries (note)",
    "CREATE INDEX entries_by_term ON entries (term)",
    "INSERT INTO entries (id, note) SELECT 'note:' || id, id FROM bookmarks",
    "INSERT INTO entries (id, term) SELECT 'term:' || id, id FROM terms",
    *(
        f"""CREATE TRIGGER {table}_{action}_entries AFTER {action} ON {table} BEGIN
            DELETE FROM entries WHERE id = '{kind}:' || NEW.id;
            INSERT INTO entries (id, {kind}) VALUES ('{kind}:' || NEW.id, NEW.id);
        END"""
        for table, kind in (("bookmarks", "note"), ("terms", "term"))
        for action in ("insert", "update")
    ),
    """CREATE VIEW index_entries AS
        SELECT entries.id, entries.number, entries.number + documents.revision AS revision, 'note' AS kind,
            entries.note AS key, bookmarks.document, documents.title,
            bookmarks.title AS heading, bookmarks.note AS body,
            bookmarks.tags || char(10) || documents.tags AS tags, documents.language,
            bookmarks.changed AS date, bookmarks.start, bookmarks.length,
            (SELECT section FROM passages WHERE passages.document = bookmarks.document
                AND passages.start <= bookmarks.start ORDER BY start DESC LIMIT 1) AS section,
            (SELECT page FROM passages WHERE passages.document = bookmarks.document
                AND passages.start <= bookmarks.start ORDER BY start DESC LIMIT 1) AS page
        FROM entries JOIN bookmarks ON bookmarks.id = entries.note JOIN documents ON documents.id = document
        WHERE removed_at IS NULL AND (bookmarks.title <> '' OR bookmarks.note <> '')
        UNION ALL
        SELECT entries.id, number, number, 'term', name, '', name,
            name || char(10) || abbreviations || char(10) || aliases, definition, '', 'en', '', 0, 0, category, ''
        FROM entries JOIN terms ON terms.id = entries.term WHERE NOT hidden""",
)

_ORIGINS = (
    # modified is in nanoseconds since 1970; with the size it tells whether the file must be read to know it.
    """CREATE TABLE origins (
        path TEXT PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
        digest TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified INTEGER NOT NULL,
        seen TEXT NOT NULL
    )""",
    "CREATE INDEX origins_by_document ON origins (document)",
)

# What a change of the glossary's names can touch: see `companion.library.vocabulary`.
_VOCABULARIES = (
    """CREATE TABLE vocabularies (
        document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
        labels TEXT NOT NULL
    )""",
    "CREATE TABLE changed_names (revision INTEGER NOT NULL, name TEXT NOT NULL)",
)

# What entries of the glossary were before each change, as JSON; the name is what the entry is called now.
_VERSIONS = (
    """CREATE TABLE versions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        did TEXT NOT NULL,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        entry TEXT
    )""",
    "CREATE INDEX versions_by_name ON versions (name)",
)

# What the reader learns: when each term's card comes again, with what the scheduler knows of it, and all answers.
_LEARNING = (
    "CREATE TABLE cards (term TEXT PRIMARY KEY, due TEXT NOT NULL, card TEXT NOT NULL)",
    """CREATE TABLE reviews (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        term TEXT NOT NULL,
        at TEXT NOT NULL,
        grade INTEGER NOT NULL,
        seconds REAL NOT NULL
    )""",
)

# seen is the highest number of a passage that the search was looked at with: those with higher ones are new.
_SEARCHES = (
    """CREATE TABLE searches (
        id TEXT PRIMARY KEY,
        query TEXT NOT NULL UNIQUE CHECK (query <> ''),
        created TEXT NOT NULL,
        seen INTEGER NOT NULL
    )""",
)

# Step n brings a file of version n to version n + 1. A released step is never changed.
MIGRATIONS: tuple[Sequence[str], ...] = (
    _FIRST,
    _COLLECTIONS,
    _SUGGESTIONS,
    _ADDRESSES,
    _ENCOUNTERS,
    _ENTRIES,
    _ORIGINS,
    _VOCABULARIES,
    _VERSIONS,
    _LEARNING,
    _SEARCHES,
)
