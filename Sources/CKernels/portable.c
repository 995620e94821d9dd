// The fallback: four lanes of plain C, on any processor.
#define VECTOR 4
#define PANEL_VECTORS 2
#define TILE_ROWS 4
#define HAS_BF16 0
#define HAS_VNNI 0
#define LEVEL_NAME "portable"
#define TABLE martlet_table_portable
#include "all.h"
