// Caches of keys and values: pages of 64 positions, and attention over them.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Numbers that a cache keeps.
enum martlet_cache_format {
    MARTLET_CACHE_F32,
    MARTLET_CACHE_F16,
    MARTLET_CACHE_BF16,
    MARTLET_CACHE_Q8_0,  // blocks of 32 along the head: whole numbers of 8 bits, and a factor in binary16
};

enum {
    /// Positions of a page.
    MARTLET_PAGE = 64,
    /// Positions that are summed before they are added to those before them.
    MARTLET_CACHE_RANGE = 512,
};

/// How one key-value head lies in a page: first its keys, then its values.
///
/// Keys lie element by element, [head_size][64], or for Q8_0 by fours, [rounded_size / 4][64][4], biased by 128 and
/// followed by factors [rounded_size / 32][64]. Values lie position by position: [64][padded_size], or for Q8_0
/// [64][rounded_size] followed by factors [64][rounded_size / 32].
struct martlet_cache_layout {
    enum martlet_cache_format format;
    long head_size;
    long padded_size;   // up to a multiple of 16
    long rounded_size;  // up to a multiple of 32
    long key_bytes;     // of a head in a page; a multiple of 64
    long head_bytes;    // of keys and values together; a multiple of 64
};

/// The layout of heads of `head_size` elements.
struct martlet_cache_layout martlet_cache_layout(enum martlet_cache_format format, long head_size);

/// Queries of one sequence over one key-value head of its cache.
struct martlet_cached_attention {
    struct martlet_cache_layout layout;
    const char *base;       // this head in page 0
    long page_stride;       // bytes from one page to the next
    const int32_t *pages;   // the sequence's pages, in the order of positions
    long position;          // of the first row; the cache holds all rows' keys and values
    long rows;              // neighbouring positions
    long query_heads;       // heads of queries that share the key-value head
    long query_stride;      // elements from one row to the next
    float scale;            // factor on the scores
    long window;            // positions that a row sees, itself included, or 0 for all
    float softcap;          // scores become softcap * tanh(score / softcap), or 0 for as they are
};
