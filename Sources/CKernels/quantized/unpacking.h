// The numbers of a panel's group, for the sixteen rows at once.
#include "panels.h"

// The scales of part `part`, and what goes with each unit of the activations' sum.
INLINE void unpack_scales(const int format, const uint8_t *group, const uint8_t *header, const int part, vf *scale,
                          vf *minimum) {
    *minimum = (vf){0};
    switch (format) {
    case MARTLET_PANEL_Q4_0:
    case MARTLET_PANEL_Q8_0: *scale = load_halves(group + 32 * part); break;
    case MARTLET_PANEL_Q4_1:
    case MARTLET_PANEL_Q5_1:
        *scale = load_halves(group + 64 * part);
        *minimum = load_halves(group + 64 * part + 32);
        break;
    case MARTLET_PANEL_Q4_K:
    case MARTLET_PANEL_Q5_K: {
        // Six bits each, in the order of the file (blocks/k_scales.h).
        vu s, m;
        if (part < 4) {
            s = (load_words(group) >> (8 * part)) & 63;
            m = (load_words(group + 64) >> (8 * part)) & 63;
        } else {
            const int shift = 8 * (part - 4);
            vu low = load_words(group + 128) >> shift;
            s = (low & 15) | ((load_words(group) >> (shift + 2)) & 48);
            m = ((low >> 4) & 15) | ((load_words(group + 64) >> (shift + 2)) & 48);
        }
        *scale = __builtin_convertvector((vi)s, vf) * load_halves(group + 192);
        *minimum = __builtin_convertvector((vi)m, vf) * -load_halves(group + 224);
        break;
    }
    default: {
        vi s = (vi)(load_words(group + 64 * (part / 4)) << (24 - 8 * (part % 4))) >> 24;
        *scale = __builtin_convertvector(s, vf) * load_halves(header);
    }
    }
}

// Whether the offset is taken away from the elements themselves, not from their sum: where bytes of both sides are signed,
// Q8_0 is again what it was in its file.
#if defined(HAS_NEON_DOT)
#define HAS_SIGNED_BYTES 1
#else
#define HAS_SIGNED_BYTES 0
#endif

// Where the sum of a part's products begins; `start` is -offset * the sum of the activations.
INLINE vi first_sum(const int format, int32_t start) {
    const bool is_shifted = element_offset(format) && !(HAS_SIGNED_BYTES && format == MARTLET_PANEL_Q8_0);
    return is_shifted ? splat_int(start) : (vi){0};
}

// Four elements of part `part`, its words `step`, without the offset taken away unless first_sum leaves it out.
INLINE vu unpack_words(const int format, const uint8_t *group, const int part, const int step) {
    const uint32_t low = 0x0f0f0f0f;
    switch (format) {
    case MARTLET_PANEL_Q4_0: {
        vu v = load_words(group + 64 + 256 * part + 64 * (step % 4));
        return (step < 4 ? v : v >> 4) & low;
    }
    case MARTLET_PANEL_Q4_1: {
        vu v = load_words(group + 128 + 256 * part + 64 * (step % 4));
        return (step < 4 ? v : v >> 4) & low;
    }
    case MARTLET_PANEL_Q5_1: {
        vu v = load_words(group + 256 + 256 * part + 64 * (step % 4)), h = load_words(group + 128 + 64 * part);
        vu high = step < 4 ? h << (4 - step) : h >> (step - 4);
        return ((step < 4 ? v : v >> 4) & low) | (high & 0x10101010);
    }
    case MARTLET_PANEL_Q8_0:
        return load_words(group + 64 + 512 * part + 64 * step) ^ (HAS_SIGNED_BYTES ? 0x80808080 : 0);
    case MARTLET_PANEL_Q4_K: {
        vu v = load_words(group + 256 + 512 * (part / 2) + 64 * step);
        return (part % 2 ? v >> 4 : v) & low;
    }
    case MARTLET_PANEL_Q5_K: {
        vu v = load_words(group + 256 + 512 + 512 * (part / 2) + 64 * step);
        vu h = load_words(group + 256 + 64 * step);
        vu high = part < 4 ? h << (4 - part) : h >> (part - 4);
        return ((part % 2 ? v >> 4 : v) & low) | (high & 0x10101010);
    }
    default: {
        // Eight parts are a half of the group; two of them a quarter of that.
        const int half = part / 8, quarter = part % 8 / 2, place = 4 * (part % 2) + step;
        vu v = load_words(group + 256 + 1024 + 1024 * half + 512 * (quarter % 2) + 64 * place);
        vu h = load_words(group + 256 + 512 * half + 64 * place);
        vu high = quarter < 2 ? h << (4 - 2 * quarter) : h >> (2 * quarter - 4);
        return ((quarter < 2 ? v : v >> 4) & low) | (high & 0x30303030);
    }
    }
}
