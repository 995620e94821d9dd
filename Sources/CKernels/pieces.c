// Pieces of ASCII text and their tokens; see include/pieces.h.
#include "pieces.h"

#include "piececuts.h"

#define FROM(first, last, kind) [first ... last] = kind

const uint8_t martlet_piece_classes[256] = {
    FROM(0x00, 0x08, SIGN | PREFIX), [0x09] = SPACE | PREFIX, [0x0A] = NEWLINE, FROM(0x0B, 0x0C, SPACE | PREFIX),
    [0x0D] = NEWLINE, FROM(0x0E, 0x1F, SIGN | PREFIX), [' '] = SPACE | PREFIX, FROM('!', '/', SIGN | PREFIX),
    FROM('0', '9', NUMBER), FROM(':', '@', SIGN | PREFIX), FROM('A', 'Z', UPPER), FROM('[', '`', SIGN | PREFIX),
    FROM('a', 'z', LOWER), FROM('{', 0x7F, SIGN | PREFIX), FROM(0x80, 0xFF, UNKNOWN),
};

static const uint8_t key_masks[32] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
};

/// `count` of 16 readable bytes.
INLINE struct martlet_piece_key key_of(const uint8_t *p, size_t count) {
    uint64_t bytes[2], mask[2];
    memcpy(bytes, p, 16);
    memcpy(mask, key_masks + 16 - count, 16);
    return (struct martlet_piece_key){bytes[0] & mask[0], (bytes[1] & mask[1]) | (uint64_t)count << 56};
}

INLINE uint64_t hash_of(struct martlet_piece_key key) {
    unsigned __int128 product =
        (unsigned __int128)(key.low ^ 0xA0761D6478BD642F) * (key.high ^ 0xE7037ED1A0B428DB);
    uint64_t mixed = (uint64_t)(product >> 64) ^ (uint64_t)product;
    return mixed ^ mixed >> 32;
}

INLINE bool same(struct martlet_piece_key a, struct martlet_piece_key b) {
    return ((a.low ^ b.low) | (a.high ^ b.high)) == 0;
}

struct martlet_piece_key martlet_piece_key(const uint8_t *text, size_t position, size_t count, size_t end) {
    if (position + 16 <= end) return key_of(text + position, count);
    uint8_t copy[16] = {0};
    memcpy(copy, text + position, count);
    return key_of(copy, count);
}

uint64_t martlet_piece_hash(struct martlet_piece_key key) { return hash_of(key); }

/// The first of the two places that a piece may have; both are in one line of the processor's cache.
INLINE struct martlet_piece_memory *places_of(struct martlet_piece_memory *memory, uint64_t mask, uint64_t hash) {
    return memory + (hash & mask & ~(uint64_t)1);
}

void martlet_remember_piece(struct martlet_piece_encoder *encoder, struct martlet_piece_key key, const int32_t *ids,
                            size_t count) {
    struct martlet_piece_memory *place = places_of(encoder->memory, encoder->memory_mask, hash_of(key));
    place[1] = place[0];
    place->key = key;
    place->count = (int32_t)count;
    for (size_t i = 0; i < count; i++) place->ids[i] = ids[i];
}

/// What `martlet_find_piece` does when the piece is not in the memory.
static __attribute__((noinline)) bool find_token(struct martlet_piece_encoder *encoder, struct martlet_piece_key key,
                                                 uint64_t hash) {
    for (uint64_t slot = hash & encoder->token_mask;; slot = (slot + 1) & encoder->token_mask) {
        const struct martlet_piece_token *entry = encoder->tokens + slot;
        if (same(entry->key, key)) {
            encoder->ids[encoder->count++] = entry->token;
            martlet_remember_piece(encoder, key, &entry->token, 1);
            return true;
        }
        if (entry->key.high == 0) return false;
    }
}

bool martlet_find_piece(struct martlet_piece_encoder *encoder, struct martlet_piece_key key) {
    uint64_t hash = hash_of(key);
    const struct martlet_piece_memory *place = places_of(encoder->memory, encoder->memory_mask, hash);
    place += !same(place->key, key);
    if (!same(place->key, key)) return find_token(encoder, key, hash);
    memcpy(encoder->ids + encoder->count, place->ids, 16);
    encoder->count += (size_t)place->count;
    return true;
}

INLINE void encode(struct martlet_piece_encoder *encoder, enum martlet_piece_pattern pattern) {
    const uint8_t *text = encoder->text;
    size_t position = encoder->position;
    if (encoder->end < MARGIN) return;
    size_t limit = encoder->end - MARGIN;
    size_t count = encoder->count;
    int32_t *ids = encoder->ids;
    size_t capacity = encoder->capacity;
    struct martlet_piece_memory *memory = encoder->memory;
    uint64_t mask = encoder->memory_mask;
    while (position < limit && count + 4 <= capacity) {
        size_t end = piece_end(text, position, limit, pattern);
        size_t length = end - position;
        if (end == 0 || length > 15) break;
        struct martlet_piece_key key = key_of(text + position, length);
        uint64_t hash = hash_of(key);
        const struct martlet_piece_memory *place = places_of(memory, mask, hash);
        place += !same(place->key, key);
        if (__builtin_expect(same(place->key, key), 1)) {
            memcpy(ids + count, place->ids, 16);
            count += (size_t)place->count;
        } else {
            encoder->count = count;
            if (!find_token(encoder, key, hash)) break;
            count = encoder->count;
        }
        position = end;
    }
    encoder->position = position;
    encoder->count = count;
}

INLINE size_t cut(const uint8_t *text, size_t position, size_t end, enum martlet_piece_pattern pattern, size_t *ends,
                  size_t capacity) {
    size_t count = 0;
    if (end < MARGIN) return 0;
    size_t limit = end - MARGIN;
    while (position < limit && count < capacity) {
        size_t piece = piece_end(text, position, limit, pattern);
        if (piece == 0) break;
        ends[count++] = position = piece;
    }
    return count;
}

// A loop of its own for each pattern.
#define FOR_EACH_PATTERN(CALL)                                                     \
    switch (pattern) {                                                             \
    case MARTLET_PIECES_GPT4: CALL(MARTLET_PIECES_GPT4); break;                    \
    case MARTLET_PIECES_GPT4_DIGITS: CALL(MARTLET_PIECES_GPT4_DIGITS); break;      \
    case MARTLET_PIECES_GPT2: CALL(MARTLET_PIECES_GPT2); break;                    \
    case MARTLET_PIECES_GPT2_DIGITS: CALL(MARTLET_PIECES_GPT2_DIGITS); break;      \
    case MARTLET_PIECES_O200K: CALL(MARTLET_PIECES_O200K); break;                  \
    case MARTLET_PIECES_TEKKEN: CALL(MARTLET_PIECES_TEKKEN); break;                \
    case MARTLET_PIECES_WORDS: CALL(MARTLET_PIECES_WORDS); break;                  \
    }

void martlet_encode_pieces(struct martlet_piece_encoder *encoder, enum martlet_piece_pattern pattern) {
#define ENCODE(name) encode(encoder, name)
    FOR_EACH_PATTERN(ENCODE)
}

size_t martlet_cut_pieces(const uint8_t *text, size_t position, size_t end, enum martlet_piece_pattern pattern,
                          size_t *ends, size_t capacity) {
    size_t count = 0;
#define CUT(name) count = cut(text, position, end, name, ends, capacity)
    FOR_EACH_PATTERN(CUT)
    return count;
}
