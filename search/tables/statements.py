"""The SQL of an index in PostgreSQL, 13 and later, without extensions.

It has a schema of its own and no migration: it is derived, as the files of an index are. Whoever drops the schema has
deleted the index and nothing else, and no backup has it.
"""

# Changes with the layout of tables and of what is packed in them.
LAYOUT = 2
SCHEMA = "dafu_search"
LOCK = 0x6461_6678  # the advisory lock of the one writer

# Segments are never changed but for ``gone``; one that left the list is kept for readers that began on it.
CREATE = (
    "CREATE SCHEMA IF NOT EXISTS dafu_search",
    """CREATE TABLE dafu_search.state (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        version text NOT NULL, generation bigint NOT NULL, segments bigint[] NOT NULL)""",
    """CREATE TABLE dafu_search.segments (
        id bigint PRIMARY KEY, size integer NOT NULL, words integer NOT NULL, gone bytea NOT NULL DEFAULT '',
        left_at timestamptz)""",
    """CREATE TABLE dafu_search.parts (
        segment bigint NOT NULL, name text NOT NULL, number integer NOT NULL, data bytea NOT NULL,
        PRIMARY KEY (segment, name, number))""",
    """CREATE TABLE dafu_search.postings (
        segment bigint NOT NULL, word bigint NOT NULL, data bytea NOT NULL, PRIMARY KEY (segment, word))""",
    # Packed arrays do not compress, and pieces of what is not compressed can be read alone.
    "ALTER TABLE dafu_search.parts ALTER COLUMN data SET STORAGE EXTERNAL",
    "ALTER TABLE dafu_search.postings ALTER COLUMN data SET STORAGE EXTERNAL",
)
DROP = "DROP SCHEMA IF EXISTS dafu_search CASCADE"
THERE = "SELECT to_regclass('dafu_search.state') IS NOT NULL AS there"

STATE = "SELECT generation, version FROM dafu_search.state"
# One statement: the list and what is gone of each segment belong to one moment.
LISTED = """SELECT state.generation, state.version, segments.id, segments.size, segments.gone
    FROM dafu_search.state LEFT JOIN dafu_search.segments ON segments.id = ANY(state.segments)
    ORDER BY array_position(state.segments, segments.id)"""
# How many segments of the list are there in full: all kinds of parts, and words where they have any. Asked every
# second: whether a segment has any word would be looked for from the first of all, its least is found by the key.
WHOLE = """SELECT cardinality(state.segments) AS listed, count(segments.id) FILTER (WHERE
        NOT EXISTS (SELECT FROM unnest($1::text[]) AS named (name) WHERE NOT EXISTS (
            SELECT FROM dafu_search.parts WHERE parts.segment = segments.id AND parts.name = named.name))
        AND (words = 0 OR (SELECT min(word) FROM dafu_search.postings WHERE postings.segment = segments.id) IS NOT NULL)
    ) AS whole
    FROM dafu_search.state LEFT JOIN dafu_search.segments ON segments.id = ANY(state.segments)
    GROUP BY state.segments"""
PART = "SELECT number, data FROM dafu_search.parts WHERE segment = $1 AND name = $2 ORDER BY number"
NUMBERED = "SELECT number, data FROM dafu_search.parts WHERE segment = $1 AND name = $2 AND number = ANY($3::integer[])"
PARTS = "SELECT segment, name, data FROM dafu_search.parts WHERE segment = ANY($1::bigint[]) AND name = ANY($2::text[])"
# Pieces of long values, each by its first byte (from 1) and its length.
SLICES = """SELECT asked.place, substring(parts.data FROM asked.first FOR asked.length) AS data
    FROM unnest($3::integer[], $4::integer[], $5::integer[], $6::integer[])
        AS asked (place, number, first, length)
    JOIN dafu_search.parts ON parts.segment = $1 AND parts.name = $2 AND parts.number = asked.number"""
POSTINGS = """SELECT segment, word, data FROM dafu_search.postings
    WHERE segment = ANY($1::bigint[]) AND word = ANY($2::bigint[])"""
ALL_POSTINGS = "SELECT word, data FROM dafu_search.postings WHERE segment = $1"

SET_GONE = "UPDATE dafu_search.segments SET gone = $2 WHERE id = $1"
SET_STATE = """INSERT INTO dafu_search.state (version, generation, segments) VALUES ($1, $2, $3::bigint[])
    ON CONFLICT (one) DO UPDATE
    SET version = excluded.version, generation = excluded.generation, segments = excluded.segments"""
LEAVE = "UPDATE dafu_search.segments SET left_at = now() WHERE id <> ALL($1::bigint[]) AND left_at IS NULL"
# Under the writer's lock a segment that is not listed and never left is what a crash left behind.
FORGOTTEN = """SELECT segments.id FROM dafu_search.segments
    WHERE segments.id NOT IN (SELECT unnest(state.segments) FROM dafu_search.state)
    AND (left_at IS NULL OR left_at < now() - interval '10 minutes')"""
FORGET = (
    "DELETE FROM dafu_search.postings WHERE segment = ANY($1::bigint[])",
    "DELETE FROM dafu_search.parts WHERE segment = ANY($1::bigint[])",
    "DELETE FROM dafu_search.segments WHERE id = ANY($1::bigint[])",
)
ANALYSE = ("ANALYZE dafu_search.parts", "ANALYZE dafu_search.postings")
