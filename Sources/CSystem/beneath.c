#define _GNU_SOURCE

#include "beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel's names, for C libraries older than the calls.
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1
#endif
#ifndef RENAME_EXCHANGE
#define RENAME_EXCHANGE 2
#endif

enum {
    resolve_no_magic_links = 0x02,
    resolve_no_symbolic_links = 0x04,
    resolve_beneath = 0x08,
};

/// struct open_how of openat2(2).
struct how {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};

static int open_in_one_step(int directory, const char *path, int flags, unsigned mode) {
    struct how how = {
        .flags = (unsigned)flags,
        .mode = (flags & O_CREAT) ? mode : 0,
        .resolve = resolve_beneath | resolve_no_symbolic_links | resolve_no_magic_links,
    };
    for (;;) {
        long descriptor = syscall(SYS_openat2, directory, path, &how, sizeof how);
        if (descriptor >= 0) return (int)descriptor;
        // EAGAIN: something was renamed while the path was walked.
        if (errno != EINTR && errno != EAGAIN) return -errno;
    }
}

bool martlet_has_openat2(void) {
    int saved = errno;
    int descriptor = open_in_one_step(AT_FDCWD, ".", O_PATH | O_CLOEXEC, 0);
    if (descriptor >= 0) close(descriptor);
    errno = saved;
    return descriptor >= 0;
}

int martlet_open_by_parts(int directory, const char *path, int flags, unsigned mode) {
    int saved = errno;
    int folder = directory;
    int result = 0;
    if (path[0] == '/' || path[0] == 0) result = -EXDEV;
    while (result == 0) {
        char part[NAME_MAX + 1];
        size_t length = strcspn(path, "/");
        bool is_last = path[length] == 0;
        if (length > NAME_MAX) {
            result = -ENAMETOOLONG;
            break;
        }
        memcpy(part, path, length);
        part[length] = 0;
        // An empty part or `..` is no name; the callers know neither.
        if (length == 0 || strcmp(part, "..") == 0) {
            result = -EXDEV;
            break;
        }
        int part_flags = is_last ? flags : O_PATH | O_DIRECTORY | O_CLOEXEC;
        int opened;
        do {
            opened = openat(folder, part, part_flags | O_NOFOLLOW, mode);
        } while (opened < 0 && errno == EINTR);
        int error = errno;
        if (opened < 0 && error == ENOTDIR) {
            // A link to a folder and a file both end here: which one it was is worth knowing.
            char target[1];
            if (readlinkat(folder, part, target, sizeof target) >= 0) error = ELOOP;
        }
        if (folder != directory) close(folder);
        folder = directory;
        if (opened < 0) {
            result = -error;
            break;
        }
        if (is_last) {
            // O_PATH opens a link itself; here a link is no file.
            char target[1];
            if ((flags & O_PATH) && readlinkat(opened, "", target, sizeof target) >= 0) {
                close(opened);
                opened = -ELOOP;
            }
            errno = saved;
            return opened;
        }
        folder = opened;
        path += length + 1;
    }
    if (folder != directory) close(folder);
    errno = saved;
    return result;
}

int martlet_open_beneath(int directory, const char *path, int flags, unsigned mode) {
    int saved = errno;
    int descriptor = open_in_one_step(directory, path, flags, mode);
    // EPERM is what older container runtimes answer for calls that they do not know.
    if (descriptor == -ENOSYS || (descriptor == -EPERM && !martlet_has_openat2())) {
        descriptor = martlet_open_by_parts(directory, path, flags, mode);
    }
    errno = saved;
    return descriptor;
}

static int rename_with(int from_directory, const char *from, int to_directory, const char *to, unsigned flags) {
    int saved = errno;
    long result = syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
    int error = result < 0 ? -errno : 0;
    errno = saved;
    return error;
}

int martlet_rename_new(int from_directory, const char *from, int to_directory, const char *to) {
    return rename_with(from_directory, from, to_directory, to, RENAME_NOREPLACE);
}

int martlet_exchange(int first_directory, const char *first, int second_directory, const char *second) {
    return rename_with(first_directory, first, second_directory, second, RENAME_EXCHANGE);
}

int martlet_look_flag(void) { return O_PATH; }

const void *martlet_find(const void *haystack, size_t length, const void *needle, size_t needle_length) {
    return memmem(haystack, length, needle, needle_length);
}
