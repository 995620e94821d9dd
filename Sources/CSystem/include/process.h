/// Programs that are started, watched and fenced in.
///
/// Every function returns a value of zero or more, or an error number made negative.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// A program to start.
struct martlet_program {
    const char *path;           // absolute
    char *const *arguments;     // the first is the program's name; ends with NULL
    char *const *environment;   // ends with NULL
    int directory;              // descriptor of its working directory
    int output;                 // descriptor of its output and errors; its input is empty
    int ruleset;                // descriptor of a Landlock ruleset, or -1
    bool is_filtered;           // whether calls that reach around the ruleset fail (seccomp)
    uint64_t maximum_file_size; // bytes; 0 for no limit
};

/// Starts a program as leader of a process group of its own; returns its process id.
///
/// It dies with the thread that started it, keeps no other descriptor, and gains no privileges.
int martlet_start(const struct martlet_program *program);

/// A descriptor that becomes readable when the process ends (pidfd_open, Linux 5.3).
int martlet_process_descriptor(int process);

/// Whether the process has ended: 1 or 0. It is not reaped, so that its id still belongs to it.
int martlet_has_ended(int process);

/// Kills the group of a process that has not been reaped, and reaps the process: its exit status, or 256 and the
/// number of the signal that ended it.
int martlet_end(int process);

/// A pair of descriptors for waking a thread: what is written into the second can be read from the first.
int martlet_pipe(int ends[2]);

/// The version of Landlock's interface; 0 where the kernel has none.
int martlet_landlock_version(void);

/// Whether system calls can be filtered.
bool martlet_has_filter(void);

/// A Landlock ruleset that forbids everything it knows of: files, TCP, signals and abstract sockets of others.
int martlet_ruleset(void);

/// What may be done below a folder, or with a file.
enum martlet_access {
    martlet_access_look = 1,   // read and list
    martlet_access_run = 2,    // run programs
    martlet_access_write = 4,  // write, make, remove and rename
};

/// Allows something below the open file or folder.
int martlet_allow(int ruleset, int descriptor, unsigned access);
