// Where a piece ends, for each split pattern. A result of 0 means: not simple, look closer.
//
// The text goes on for at least MARGIN bytes after the start of the piece. Wherever a character that is not ASCII could
// belong to the piece, the piece is not simple.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#define INLINE static inline __attribute__((always_inline))

enum { MARGIN = 40 };

// Bits of the table of ASCII characters; anything else has UNKNOWN alone.
enum { UPPER = 1, LOWER = 2, LETTER = 3, NUMBER = 4, SPACE = 8, NEWLINE = 16, WHITE = 24, SIGN = 32, UNKNOWN = 64,
       // May stand before the letters of a word: neither line end, letter nor number.
       PREFIX = 128 };

extern const uint8_t martlet_piece_classes[256];
#define CLASS(byte) martlet_piece_classes[byte]


INLINE uint32_t letter_mask(const uint8_t *p) {
#if defined(__SSE2__)
    __m128i bytes = _mm_loadu_si128((const __m128i *)p);
    __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    // As signed numbers, letters are those from 'a' to 'z'; bytes above 0x7F are negative.
    __m128i is = _mm_and_si128(_mm_cmpgt_epi8(folded, _mm_set1_epi8('a' - 1)),
                               _mm_cmplt_epi8(folded, _mm_set1_epi8('z' + 1)));
    return (uint32_t)_mm_movemask_epi8(is);
#else
    uint32_t mask = 0;
    for (int i = 0; i < 16; i++) mask |= (uint32_t)((uint8_t)((p[i] | 0x20) - 'a') < 26) << i;
    return mask;
#endif
}

/// How many letters there are at `p`, 16 at most.
INLINE size_t letters_at(const uint8_t *p) {
#if defined(__aarch64__)
    uint8x16_t folded = vorrq_u8(vld1q_u8(p), vdupq_n_u8(0x20));
    uint8x16_t not = vcgeq_u8(vsubq_u8(folded, vdupq_n_u8('a')), vdupq_n_u8(26));
    uint64_t nibbles = vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(not), 4)), 0);
    return nibbles ? (size_t)__builtin_ctzll(nibbles) >> 2 : 16;
#else
    return (size_t)__builtin_ctz(~letter_mask(p) | 0x10000);
#endif
}

INLINE size_t run(const uint8_t *t, size_t p, size_t limit, uint8_t mask) {
    while (p < limit && (CLASS(t[p]) & mask)) p++;
    return p;
}

/// The end of a run of letters from `p`; 0 where it may go on.
INLINE size_t letters_end(const uint8_t *t, size_t p, size_t limit) {
    size_t n = letters_at(t + p);
    p += n;
    if (__builtin_expect(n == 16, 0)) p = run(t, p, limit, LETTER);
    return p < limit && t[p] < 0x80 ? p : 0;
}

INLINE size_t numbers_end(const uint8_t *t, size_t p, int most) {
    int n = 1;
    p++;
    while (n < most && (CLASS(t[p]) & NUMBER)) p++, n++;
    return n < most && t[p] >= 0x80 ? 0 : p;
}

INLINE size_t contraction(const uint8_t *t, size_t p, uint8_t fold) {
    uint8_t a = t[p] | fold, b = t[p + 1] | fold;
    if (a == 's' || a == 'd' || a == 'm' || a == 't') return 1;
    if ((a == 'l' && b == 'l') || ((a == 'v' || a == 'r') && b == 'e')) return 2;
    return 0;
}

/// Signs from `p`, then line ends.
INLINE size_t signs_end(const uint8_t *t, size_t p, size_t limit, bool slashes) {
    p = run(t, p, limit, SIGN);
    if (p >= limit || t[p] >= 0x80) return 0;
    while (p < limit && (t[p] == '\n' || t[p] == '\r' || (slashes && t[p] == '/'))) p++;
    return p < limit ? p : 0;
}

/// `\s*[\r\n]+|\s+(?!\S)|\s+`
INLINE size_t white_end(const uint8_t *t, size_t start, size_t limit) {
    size_t p = start, line_end = 0;
    while (p < limit && (CLASS(t[p]) & WHITE)) {
        p++;
        if (t[p - 1] == '\n' || t[p - 1] == '\r') line_end = p;
    }
    if (p >= limit || t[p] >= 0x80) return 0;
    if (line_end) return line_end;
    return p > start + 1 ? p - 1 : p;
}

/// `\s+(?!\S)|\s+`; before a character of `apart` the text counts as ended.
INLINE size_t spaces_end(const uint8_t *t, size_t start, size_t limit, uint8_t apart) {
    size_t p = run(t, start, limit, WHITE);
    if (p >= limit || t[p] >= 0x80) return 0;
    return p > start + 1 && !(CLASS(t[p]) & apart) ? p - 1 : p;
}

INLINE size_t gpt4_end(const uint8_t *t, size_t p, size_t limit, int most_numbers) {
    uint8_t kind = CLASS(t[p]);
    if (t[p] == '\'') {
        if (t[p + 1] >= 0x80) return 0;
        size_t n = contraction(t, p + 1, 0x20);
        if (n) return p + 1 + n;
    }
    if ((kind & LETTER) || ((kind & PREFIX) && (CLASS(t[p + 1]) & LETTER))) return letters_end(t, p + 1, limit);
    if (kind & UNKNOWN || ((kind & PREFIX) && t[p + 1] >= 0x80)) return 0;
    if (kind & NUMBER) return numbers_end(t, p, most_numbers);
    if (kind & SIGN) return signs_end(t, p + 1, limit, false);
    if (t[p] == ' ' && (CLASS(t[p + 1]) & SIGN)) return signs_end(t, p + 2, limit, false);
    return white_end(t, p, limit);
}

INLINE size_t gpt2_end(const uint8_t *t, size_t p, size_t limit, bool digits_apart) {
    uint8_t kind = CLASS(t[p]);
    if (t[p] == '\'') {
        size_t n = contraction(t, p + 1, 0);
        if (n) return p + 1 + n;
    }
    uint8_t apart = digits_apart ? NUMBER : 0;
    size_t q = p + 1;
    if (t[p] == ' ') {
        kind = CLASS(t[q]);
        if (kind & apart) return q;
        q++;
        if (kind & WHITE) return spaces_end(t, p, limit, apart);
    } else if (kind & WHITE) {
        return spaces_end(t, p, limit, apart);
    }
    if (kind & LETTER) return letters_end(t, q, limit);
    if (kind & UNKNOWN) return 0;
    if (kind & NUMBER) {
        if (digits_apart) return q;
        q = run(t, q, limit, NUMBER);
    } else {
        q = run(t, q, limit, SIGN);
    }
    return q < limit && t[q] < 0x80 ? q : 0;
}

INLINE size_t cased_end(const uint8_t *t, size_t p, size_t limit, int most_numbers, bool contractions) {
    uint8_t kind = CLASS(t[p]);
    if ((kind & LETTER) || ((kind & PREFIX) && (CLASS(t[p + 1]) & LETTER))) {
        if (!(kind & LETTER)) p++;
        // Capitals, then small letters; most words are short.
        uint8_t first = CLASS(t[p]);
        if (first & UPPER) p = run(t, p, limit, UPPER);
        p = run(t, p, limit, LOWER);
        if (p >= limit || t[p] >= 0x80) return 0;
        if (contractions && t[p] == '\'') {
            if (t[p + 1] >= 0x80) return 0;
            size_t n = contraction(t, p + 1, 0x20);
            if (n) return p + 1 + n;
        }
        return p;
    }
    if (kind & UNKNOWN || ((kind & PREFIX) && t[p + 1] >= 0x80)) return 0;
    if (kind & NUMBER) return numbers_end(t, p, most_numbers);
    if (kind & SIGN) return signs_end(t, p + 1, limit, true);
    if (t[p] == ' ' && (CLASS(t[p + 1]) & SIGN)) return signs_end(t, p + 2, limit, true);
    return white_end(t, p, limit);
}

INLINE size_t words_end(const uint8_t *t, size_t p, size_t limit) {
    uint8_t kind = CLASS(t[p]);
    if (kind & LETTER) return letters_end(t, p + 1, limit);
    if (kind & UNKNOWN) return 0;
    if (kind & NUMBER) return numbers_end(t, p, 2);
    if (kind & WHITE) {
        size_t q = p + 1;
        if (t[p] == ' ') while (q < limit && t[q] == ' ') q++;
        return q < limit ? q : 0;
    }
    size_t q = p + 1;
    while (q < limit) {
        size_t next = t[q] == ' ' ? q + 1 : q;
        if (t[next] >= 0x80) return 0;
        if (!(CLASS(t[next]) & SIGN)) break;
        q = next + 1;
    }
    return q < limit ? q : 0;
}

INLINE size_t piece_end(const uint8_t *t, size_t p, size_t limit, enum martlet_piece_pattern pattern) {
    switch (pattern) {
    case MARTLET_PIECES_GPT4: return gpt4_end(t, p, limit, 3);
    case MARTLET_PIECES_GPT4_DIGITS: return gpt4_end(t, p, limit, 1);
    case MARTLET_PIECES_GPT2: return gpt2_end(t, p, limit, false);
    case MARTLET_PIECES_GPT2_DIGITS: return gpt2_end(t, p, limit, true);
    case MARTLET_PIECES_O200K: return cased_end(t, p, limit, 3, true);
    case MARTLET_PIECES_TEKKEN: return cased_end(t, p, limit, 1, false);
    case MARTLET_PIECES_WORDS: return words_end(t, p, limit);
    }
    return 0;
}
