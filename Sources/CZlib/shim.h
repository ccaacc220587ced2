// zlib for Swift. Function-like macros are not imported by Swift; each one we use is re-exported here.
#ifndef GODWIT_CZLIB_H
#define GODWIT_CZLIB_H
#include <zlib.h>

// Bare deflate without zlib's header and checksum (RFC 4978 §4): negative window bits.

enum { godwit_default_memory_level = 8 };  // zlib.h gives it no name

static inline int godwit_inflateInit(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
static inline int godwit_deflateInit(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, godwit_default_memory_level, Z_DEFAULT_STRATEGY);
}

#endif
