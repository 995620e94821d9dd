// Counts what a reader has allocated, and ends the process when it is more than it may.
#pragma once

#include <stddef.h>

/// From here to fuzz_unwatch, more than `limit` living bytes end the process, with the place in the report.
void fuzz_watch(size_t limit);
void fuzz_unwatch(void);

/// Replaces the content of the file at `path`, which stays in memory; false where that fails.
int fuzz_write_file(const char *path, const void *bytes, size_t count);
