// The tables of block formats, by the identifiers of GGUF.
#pragma once

#define MARTLET_BLOCK_TYPES 40

extern const struct martlet_block_format martlet_blocks_portable[MARTLET_BLOCK_TYPES];
#if defined(__x86_64__)
extern const struct martlet_block_format martlet_blocks_avx2[MARTLET_BLOCK_TYPES];
extern const struct martlet_block_format martlet_blocks_avx512[MARTLET_BLOCK_TYPES];
#endif
