#include "allocation.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern int __sanitizer_install_malloc_and_free_hooks(void (*allocated)(const volatile void *, size_t),
                                                     void (*freed)(const volatile void *));
extern size_t __sanitizer_get_allocated_size(const volatile void *pointer);

static _Atomic(long) living, allowed = -1;

static void allocated(const volatile void *pointer, size_t size) {
    (void)pointer;
    long limit = atomic_load(&allowed);
    if (limit < 0) return;
    long now = atomic_fetch_add(&living, (long)size) + (long)size;
    if (now <= limit) return;
    atomic_store(&allowed, -1);
    fprintf(stderr, "fuzzing: %ld bytes are allocated, at most %ld are allowed for this input\n", now, limit);
    abort();
}

static void freed(const volatile void *pointer) {
    if (pointer && atomic_load(&allowed) >= 0) atomic_fetch_sub(&living, (long)__sanitizer_get_allocated_size(pointer));
}

void fuzz_watch(size_t limit) {
    static int is_installed = 0;
    if (!is_installed) is_installed = __sanitizer_install_malloc_and_free_hooks(allocated, freed);
    atomic_store(&living, 0);
    atomic_store(&allowed, (long)limit);
}

void fuzz_unwatch(void) { atomic_store(&allowed, -1); }

int fuzz_write_file(const char *path, const void *bytes, size_t count) {
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return 0;
    int is_whole = write(descriptor, bytes, count) == (ssize_t)count;
    close(descriptor);
    return is_whole;
}
