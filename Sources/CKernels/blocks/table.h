// The formats of one instruction set, by the identifiers of GGUF. Included last.
#define READ(name, size, bytes) {size, bytes, dequantize_##name, NULL}
#define BOTH(name, size, bytes) {size, bytes, dequantize_##name, quantize_##name}

const struct martlet_block_format TABLE[MARTLET_BLOCK_TYPES] = {
    [0] = BOTH(f32, 1, 4),
    [1] = BOTH(f16, 1, 2),
    [2] = BOTH(q4_0, 32, sizeof(struct q4_0)),
    [3] = READ(q4_1, 32, sizeof(struct q4_1)),
    [6] = READ(q5_0, 32, sizeof(struct q5_0)),
    [7] = READ(q5_1, 32, sizeof(struct q5_1)),
    [8] = BOTH(q8_0, 32, sizeof(struct q8_0)),
    [10] = READ(q2_k, 256, sizeof(struct q2_k)),
    [11] = READ(q3_k, 256, sizeof(struct q3_k)),
    [12] = BOTH(q4_k, 256, sizeof(struct q4_k)),
    [13] = BOTH(q5_k, 256, sizeof(struct q5_k)),
    [14] = BOTH(q6_k, 256, sizeof(struct q6_k)),
    [15] = READ(q8_k, 256, sizeof(struct q8_k)),
    [20] = READ(iq4_nl, 32, sizeof(struct iq4_nl)),
    [23] = READ(iq4_xs, 256, sizeof(struct iq4_xs)),
    [30] = BOTH(bf16, 1, 2),
    [39] = READ(mxfp4, 32, sizeof(struct mxfp4)),
};
