#define _GNU_SOURCE

#include "filter.h"

#include "process.h"

#include <errno.h>
#include <linux/audit.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define NATIVE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE AUDIT_ARCH_AARCH64
#else
#define NATIVE 0
#endif

// Newer calls, by the numbers that all architectures share.
enum {
    call_open_tree = 428,
    call_mount_setattr = 442,
    call_io_uring_setup = 425,
    call_io_uring_register = 427,
    call_pidfd_getfd = 438,
    call_clone3 = 435,
    call_fchmodat2 = 452,
    call_setxattrat = 463,
    call_removexattrat = 466,
    call_file_setattr = 469,
};

/// Calls that Landlock does not see and that reach outside a folder, a process group or the sandbox itself.
static const int forbidden[] = {
    // Permissions, owners and attributes are changed by path, whether or not the file may be opened.
#ifdef SYS_chmod
    SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat,
#endif
    SYS_fchmodat, call_fchmodat2, SYS_fchownat, SYS_setxattr, SYS_lsetxattr, SYS_removexattr, SYS_lremovexattr,
    call_setxattrat, call_removexattrat, call_file_setattr,
    // Whoever leaves the process group is not stopped with it.
    SYS_setsid, SYS_setpgid,
    // Other processes.
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, call_pidfd_getfd, SYS_setpriority,
    // The network, and ways to it.
    SYS_socket, call_io_uring_setup, call_io_uring_setup + 1, call_io_uring_register,
    // Other namespaces and mounts.
    SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, call_open_tree, call_open_tree + 1,
    call_open_tree + 2, call_open_tree + 3, call_open_tree + 4, call_open_tree + 5, call_mount_setattr,
    SYS_open_by_handle_at,
    // The kernel and the machine.
    SYS_keyctl, SYS_add_key, SYS_request_key, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_kexec_load,
    SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_syslog,
    SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_sethostname, SYS_setdomainname,
    SYS_quotactl,
#ifdef SYS_iopl
    SYS_iopl, SYS_ioperm,
#endif
};

/// Changes through an open file: only root can open files that it may not write and change them all the same.
static const int forbidden_for_root[] = {SYS_fchmod, SYS_fchown, SYS_fsetxattr, SYS_fremovexattr};

#define LOAD(field) (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (field))
#define ANSWER(value) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, (value))
#define IF_EQUAL(value, yes, no) (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (yes), (no))
#define IF_AT_LEAST(value, yes, no) (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (value), (yes), (no))
#define IF_ANY_BIT(value, yes, no) (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (value), (yes), (no))
#define FAIL(number) ANSWER(SECCOMP_RET_ERRNO | (number))
#define ARGUMENT(index) (offsetof(struct seccomp_data, args) + 8 * (index))

unsigned short martlet_filter(struct sock_filter *instructions) {
    struct sock_filter *next = instructions;
    *next++ = LOAD(offsetof(struct seccomp_data, arch));
    *next++ = IF_EQUAL(NATIVE, 1, 0);
    *next++ = ANSWER(SECCOMP_RET_KILL_PROCESS);
    *next++ = LOAD(offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
    // The second set of numbers for the same calls (x32).
    *next++ = IF_AT_LEAST(0x40000000, 0, 1);
    *next++ = FAIL(ENOSYS);
#endif
    // Its flags lie in memory, where a filter cannot look; C libraries go on with clone.
    *next++ = IF_EQUAL(call_clone3, 0, 1);
    *next++ = FAIL(ENOSYS);
    for (size_t index = 0; index < sizeof forbidden / sizeof *forbidden; index++) {
        *next++ = IF_EQUAL((unsigned)forbidden[index], 0, 1);
        *next++ = FAIL(EPERM);
    }
    if (geteuid() == 0) {
        for (size_t index = 0; index < sizeof forbidden_for_root / sizeof *forbidden_for_root; index++) {
            *next++ = IF_EQUAL((unsigned)forbidden_for_root[index], 0, 1);
            *next++ = FAIL(EPERM);
        }
    }
    // clone: no new namespaces.
    *next++ = IF_EQUAL(SYS_clone, 0, 3);
    *next++ = LOAD(ARGUMENT(0));
    *next++ = IF_ANY_BIT(
        CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET, 0,
        1);
    *next++ = FAIL(EPERM);
    // prlimit64: only one's own limits.
    *next++ = LOAD(offsetof(struct seccomp_data, nr));
    *next++ = IF_EQUAL(SYS_prlimit64, 0, 3);
    *next++ = LOAD(ARGUMENT(0));
    *next++ = IF_EQUAL(0, 1, 0);
    *next++ = FAIL(EPERM);
    // utimensat: only of an open file, which is named by no path.
    *next++ = LOAD(offsetof(struct seccomp_data, nr));
    *next++ = IF_EQUAL(SYS_utimensat, 0, 5);
    *next++ = LOAD(ARGUMENT(1));
    *next++ = IF_EQUAL(0, 0, 2);
    *next++ = LOAD(ARGUMENT(1) + 4);
    *next++ = IF_EQUAL(0, 1, 0);
    *next++ = FAIL(EPERM);
    *next++ = ANSWER(SECCOMP_RET_ALLOW);
    return (unsigned short)(next - instructions);
}

bool martlet_has_filter(void) {
    // A filter without instructions is refused with EFAULT where there are filters, with EINVAL where there are none.
    return NATIVE != 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL) != 0 && errno == EFAULT;
}
