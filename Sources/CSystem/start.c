#define _GNU_SOURCE

#include "filter.h"
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#ifndef SYS_landlock_restrict_self
#define SYS_landlock_restrict_self 446
#endif

static void limit(int resource, rlim_t value) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0) return;
    if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < value) value = limit.rlim_max;
    limit.rlim_cur = value;
    limit.rlim_max = value;
    setrlimit(resource, &limit);
}

/// What the child does between vfork and exec. It borrows the parent's memory: nothing but system calls, and no return.
static _Noreturn void become(
    const struct martlet_program *program, int input, const struct sock_fprog *filter, pid_t parent,
    volatile int *error
) {
    // Handlers are the child's own copy; a signal that the parent ignores would stay ignored in the program.
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    if (setpgid(0, 0) != 0) goto failed;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) goto failed;
    if (getppid() != parent) _exit(127);
    if (fchdir(program->directory) != 0) goto failed;
    if (dup2(input, 0) < 0 || dup2(program->output, 1) < 0 || dup2(program->output, 2) < 0) goto failed;
    limit(RLIMIT_CORE, 0);
    if (program->maximum_file_size > 0) limit(RLIMIT_FSIZE, program->maximum_file_size);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) goto failed;
    if (program->ruleset >= 0 && syscall(SYS_landlock_restrict_self, program->ruleset, 0) != 0) goto failed;
    if (syscall(SYS_close_range, 3, ~0U, 0) != 0) {
        // Older kernels: whatever is open here is opened to be closed by exec.
        if (errno != ENOSYS && errno != EPERM) goto failed;
    }
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (filter != NULL && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter) != 0) goto failed;
    execve(program->path, program->arguments, program->environment);
failed:
    *error = errno;
    _exit(127);
}

int martlet_start(const struct martlet_program *program) {
    struct sock_filter instructions[martlet_filter_capacity];
    struct sock_fprog filter = {.filter = instructions};
    if (program->is_filtered) filter.len = martlet_filter(instructions);
    int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (input < 0) return -errno;
    // No handler of the parent may run in the child while both share their memory.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    volatile int error = 0;
    pid_t parent = getpid();
    pid_t child = vfork();
    if (child == 0) become(program, input, program->is_filtered ? &filter : NULL, parent, &error);
    int number = child < 0 ? errno : error;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(input);
    if (child < 0) return -number;
    if (number != 0) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        return -number;
    }
    return child;
}

int martlet_process_descriptor(int process) {
    long descriptor = syscall(SYS_pidfd_open, process, 0);
    return descriptor < 0 ? -errno : (int)descriptor;
}

int martlet_has_ended(int process) {
    siginfo_t information = {0};
    if (waitid(P_PID, (id_t)process, &information, WEXITED | WNOHANG | WNOWAIT) != 0) return -errno;
    return information.si_pid == process;
}

int martlet_end(int process) {
    kill(-process, SIGKILL);
    int status = 0;
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) return -errno;
    }
    return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

int martlet_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0 ? 0 : -errno; }
