#define _GNU_SOURCE

#include "process.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#endif

/// The kernel's names (linux/landlock.h), for headers older than the kernel.
enum {
    execute = 1 << 0,
    write_file = 1 << 1,
    read_file = 1 << 2,
    read_folder = 1 << 3,
    remove_folder = 1 << 4,
    remove_file = 1 << 5,
    make_character_device = 1 << 6,
    make_folder = 1 << 7,
    make_regular = 1 << 8,
    make_socket = 1 << 9,
    make_pipe = 1 << 10,
    make_block_device = 1 << 11,
    make_link = 1 << 12,
    refer = 1 << 13,
    truncate_file = 1 << 14,
    control_device = 1 << 15,
    bind_tcp = 1 << 0,
    connect_tcp = 1 << 1,
    scope_abstract_socket = 1 << 0,
    scope_signal = 1 << 1,
};

struct ruleset_attributes {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

struct __attribute__((packed)) path_rule {
    uint64_t allowed;
    int32_t parent;
};

int martlet_landlock_version(void) {
    int saved = errno;
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
    errno = saved;
    return version < 0 ? 0 : (int)version;
}

static uint64_t known_files(int version) {
    uint64_t known = (1 << 13) - 1;
    if (version >= 2) known |= refer;
    if (version >= 3) known |= truncate_file;
    if (version >= 5) known |= control_device;
    return known;
}

int martlet_ruleset(void) {
    int version = martlet_landlock_version();
    if (version < 1) return -ENOSYS;
    struct ruleset_attributes attributes = {.files = known_files(version)};
    size_t size = sizeof attributes.files;
    if (version >= 4) {
        attributes.network = bind_tcp | connect_tcp;
        size = 2 * sizeof(uint64_t);
    }
    if (version >= 6) {
        attributes.scopes = scope_abstract_socket | scope_signal;
        size = sizeof attributes;
    }
    long ruleset = syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
    return ruleset < 0 ? -errno : (int)ruleset;
}

int martlet_allow(int ruleset, int descriptor, unsigned access) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) return -errno;
    uint64_t allowed = 0;
    if (access & martlet_access_look) allowed |= read_file | read_folder;
    if (access & martlet_access_run) allowed |= execute;
    if (access & martlet_access_write) {
        allowed |= write_file | remove_folder | remove_file | make_folder | make_regular | make_socket | make_pipe |
                   make_link | refer | truncate_file;
    }
    // A rule for a file may name nothing that only a folder can have.
    if (!S_ISDIR(status.st_mode)) allowed &= execute | write_file | read_file | truncate_file;
    struct path_rule rule = {.allowed = allowed & known_files(martlet_landlock_version()), .parent = descriptor};
    return syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0) == 0 ? 0 : -errno;
}
