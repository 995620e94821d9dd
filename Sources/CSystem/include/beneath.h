/// What the standard library does not offer of Linux: paths that cannot leave a folder.
///
/// Every function returns a value of zero or more, or an error number made negative; none touches errno for its caller.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether the kernel resolves a path beneath a folder in one step (openat2, Linux 5.6).
bool martlet_has_openat2(void);

/// Opens `path` beneath the folder `directory`, through no symbolic link; without openat2, part by part.
int martlet_open_beneath(int directory, const char *path, int flags, unsigned mode);

/// What martlet_open_beneath does without openat2: each part is opened in the folder before it, following no link.
int martlet_open_by_parts(int directory, const char *path, int flags, unsigned mode);

/// Renames a file to a name that does not exist yet.
int martlet_rename_new(int from_directory, const char *from, int to_directory, const char *to);

/// Lets two files change names in one step; -EINVAL where the file system cannot.
int martlet_exchange(int first_directory, const char *first, int second_directory, const char *second);

/// The flag with which a name is looked at but not opened (O_PATH).
int martlet_look_flag(void);

/// Where the bytes of `needle` first stand in `haystack`; NULL where they do not.
const void *martlet_find(const void *haystack, size_t length, const void *needle, size_t needle_length);
