// The fallback, on any processor.
#include "blocks.h"
#include "tables.h"
#define TABLE martlet_blocks_portable
#include "all.h"
