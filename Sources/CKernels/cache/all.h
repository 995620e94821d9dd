// Caches of keys and values. Included last by all.h: from here on products and sums are fused where it is said alone,
// so that tiles of every height compute the same bits.
#pragma clang fp contract(off)
#include "convert.h"
#include "exponential.h"
#include "store.h"
#include "tiles.h"
#include "attend.h"
