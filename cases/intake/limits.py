"""How much one document may cost. A published reply has two to ten pages and some 5,000 characters; every limit
lies far above that and far below what would trouble a machine with 4 GB."""

MB = 1024 * 1024

# A reply scanned into a docx with a dozen photographs stays below; the upload route has the same limit.
FILE_BYTES = 20 * MB
# An annual volume of 300 replies in one file has about one million characters.
TEXT_CHARACTERS = 2_000_000
# Above this size even an HTML page is parsed in the limited process: tags that are opened and never closed cost the
# parser the square of their number, half a second at this size.
HTML_INLINE_BYTES = 64 * 1024
# Nesting that no editor produces; a browser draws nothing sensible there either.
HTML_NODES = 400_000
# A page of an office leaves some dozen tags open.
HTML_OPEN_TAGS = 5_000

# One session of a large city has about 1,500 replies; a zip of them with attachments stays below.
ARCHIVE_BYTES = 500 * MB
ARCHIVE_ENTRIES = 20_000
ARCHIVE_UNPACKED_BYTES = 2000 * MB
# Deflate cannot exceed 1032; text reaches 10, XML 40. Checked only above RATIO_FREE_BYTES: small files may be regular.
PACK_RATIO = 150
RATIO_FREE_BYTES = 10 * MB

# Parts of a docx: styles, fonts, one part for each picture. A part of 50 MB of XML becomes 700 MB as a tree.
DOCX_PARTS = 2_000
DOCX_UNPACKED_BYTES = 200 * MB
DOCX_PART_BYTES = 30 * MB
DOCX_PARAGRAPHS = 50_000
# Tables within tables within boxes come to some forty.
XML_DEPTH = 256
# Drawings keep a copy of themselves in an attribute; the parser reads long ones in the square of their length.
XML_ATTRIBUTE = 1_000_000

# A telephone of today takes 50 to 200 million points; a page scanned at 600 dpi has 35.
PICTURE_POINTS = 250_000_000

PDF_PAGES = 500
PDF_OBJECTS = 200_000

# The limited process. Loaded with its parsers it uses some 120 MB of address space; wall time also covers waiting
# for a busy machine.
PROCESS_BYTES = 768 * MB
PROCESS_CPU_SECONDS = 10
PROCESS_WALL_SECONDS = 30
PROCESSES = 2
# How far it stands back behind the program itself, of 19.
PROCESS_NICENESS = 10
# Until one that nobody uses is ended.
PROCESS_IDLE_SECONDS = 20.0
# A fresh process now and then keeps what a parser leaks from adding up.
PROCESS_DOCUMENTS = 500
