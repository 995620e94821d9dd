// Cutting ASCII text into pieces and looking up their tokens, for byte-pair encoding.
//
// Only what is common is here: pieces of ASCII characters, at most 15 bytes long, whose tokens are known already. At
// anything else the functions stop and say where, and the caller goes on from there with its general code.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The split patterns that are known here; see Tokenization's `SplitRule`.
enum martlet_piece_pattern {
    MARTLET_PIECES_GPT4,         // numbers by three
    MARTLET_PIECES_GPT4_DIGITS,  // numbers one by one
    MARTLET_PIECES_GPT2,
    MARTLET_PIECES_GPT2_DIGITS,  // numbers set apart one by one, then GPT-2's pattern
    MARTLET_PIECES_O200K,
    MARTLET_PIECES_TEKKEN,
    MARTLET_PIECES_WORDS,
};

/// A piece as two words: up to 15 bytes in order, zeros, and the length in the highest byte.
struct martlet_piece_key {
    uint64_t low, high;
};

/// A piece that is one token. A slot whose key is zero is free.
struct martlet_piece_token {
    struct martlet_piece_key key;
    int32_t token;
    int32_t unused;
};

/// A piece that was seen before and its one to three tokens; two of these fill a line of the processor's cache.
struct martlet_piece_memory {
    struct martlet_piece_key key;
    int32_t ids[3];
    int32_t count;
};

/// What one thread encodes, and how far it is.
struct martlet_piece_encoder {
    const uint8_t *text;
    size_t position;  // where the next piece begins
    size_t end;
    int32_t *ids;     // room for `capacity` tokens, of which `count` are there
    size_t count;
    size_t capacity;
    const struct martlet_piece_token *tokens;  // open addressing, linear probing
    uint64_t token_mask;                       // slots minus one, a power of two minus one
    struct martlet_piece_memory *memory;       // two places a piece, by its hash; aligned to 64 bytes
    uint64_t memory_mask;
};

/// Encodes pieces until one is not simple, the end is near, or the room for tokens is used up.
void martlet_encode_pieces(struct martlet_piece_encoder *encoder, enum martlet_piece_pattern pattern);

/// Writes the ends of pieces until one is not simple, the end is near, or `capacity` is used up; returns how many.
/// Pieces may be of any length here.
size_t martlet_cut_pieces(const uint8_t *text, size_t position, size_t end, enum martlet_piece_pattern pattern,
                          size_t *ends, size_t capacity);

/// The key of `count` bytes, at most 15, of a text that ends at `end`.
struct martlet_piece_key martlet_piece_key(const uint8_t *text, size_t position, size_t count, size_t end);

/// The hash by which pieces find their slots.
uint64_t martlet_piece_hash(struct martlet_piece_key key);

/// The tokens of the piece if it is in the memory or one token, written to the room, which must hold 4 more; whether
/// it was.
bool martlet_find_piece(struct martlet_piece_encoder *encoder, struct martlet_piece_key key);

/// Puts a piece with one to three tokens into the memory, in place of the older of the two that are there.
void martlet_remember_piece(struct martlet_piece_encoder *encoder, struct martlet_piece_key key, const int32_t *ids,
                            size_t count);
