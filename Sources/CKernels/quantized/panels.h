// How each format lies in a panel.
//
// A panel is a row of groups; a group has its scales first, then its words. Word i of a row holds the bytes 4i to 4i + 3 of the
// row's block in the file; the words of the sixteen rows lie side by side. Q6_K's scales of whole groups stand in front of
// the panel, so that every word is aligned.
#pragma once

#include "quantized.h"

#define PANEL_INLINE static inline __attribute__((always_inline))

// Whether blocks have 32 elements, of which two make a group; else 256.
PANEL_INLINE bool has_small_blocks(const int format) {
    return format == MARTLET_PANEL_Q4_0 || format == MARTLET_PANEL_Q8_0 || format == MARTLET_PANEL_Q4_1 ||
           format == MARTLET_PANEL_Q5_1;
}

// Elements of a group.
PANEL_INLINE long group_size(const int format) { return has_small_blocks(format) ? 64 : 256; }

PANEL_INLINE long group_bytes(const int format) {
    switch (format) {
    case MARTLET_PANEL_Q4_0: return 64 + 512;
    case MARTLET_PANEL_Q8_0: return 64 + 1024;
    case MARTLET_PANEL_Q4_1: return 128 + 512;
    case MARTLET_PANEL_Q5_1: return 128 + 128 + 512;
    case MARTLET_PANEL_Q4_K: return 256 + 2048;
    case MARTLET_PANEL_Q5_K: return 256 + 512 + 2048;
    default: return 256 + 1024 + 2048;
    }
}

// Elements that share a scale.
PANEL_INLINE long part_size(const int format) { return format == MARTLET_PANEL_Q6_K ? 16 : 32; }

// What is taken away from each element.
PANEL_INLINE int element_offset(const int format) {
    switch (format) {
    case MARTLET_PANEL_Q4_0: return 8;
    case MARTLET_PANEL_Q8_0: return 128;
    case MARTLET_PANEL_Q6_K: return 32;
    default: return 0;
    }
}

// Whether each part has a minimum as well.
PANEL_INLINE bool has_minima(const int format) {
    return format == MARTLET_PANEL_Q4_K || format == MARTLET_PANEL_Q5_K || format == MARTLET_PANEL_Q4_1 ||
           format == MARTLET_PANEL_Q5_1;
}

PANEL_INLINE long group_count(const int format, long depth) {
    return (depth + group_size(format) - 1) / group_size(format);
}

// Bytes in front of the groups.
PANEL_INLINE long header_bytes(const int format, long groups) {
    return format == MARTLET_PANEL_Q6_K ? (groups * 32 + 63) / 64 * 64 : 0;
}
