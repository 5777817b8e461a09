// Reads a whole HDF5 file in a child process and has it written anew, for the parent to read.
//
// HDF5 1.10 reads wild pointers, overruns buffers and loops forever on some damaged files. Nothing
// a caller checks beforehand prevents all of that, so the damaged bytes are only ever read where it
// cannot hurt. C rather than Swift: between fork and _exit nothing may take a lock of the Swift
// runtime.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "copy.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

// Above this many bytes the new copy is on disk rather than in memory.
#define HT_TRIAL_MEMORY 1073741824.0

// What a child found.
struct ht_verdict {
    // 0: it read the file to its end; a signal: that ended it; -1: no child could be made (errno).
    int signal;
    // The file written anew, to be closed by the caller; -1 when there is none.
    int copy;
    // What of the file is not in the copy (the records of copy.h), to be freed by the caller.
    char *faults;
    size_t fault_bytes;
};

// Makes the child die quietly: no handlers, no message, no core file, no endless loop, no flood.
static inline void ht_trial_confine(unsigned seconds, double file_bytes) {
    int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGALRM, SIGXCPU};
    sigset_t none;
    sigemptyset(&none);
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) signal(fatal[i], SIG_DFL);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    sigprocmask(SIG_SETMASK, &none, NULL);
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    rlim_t most = (rlim_t)(8 * file_bytes) + (64 << 20);
    struct rlimit copy = {most, most};
    setrlimit(RLIMIT_FSIZE, &copy);
    int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (quiet >= 0) {
        dup2(quiet, STDERR_FILENO);
        dup2(quiet, STDOUT_FILENO);
    }
    alarm(seconds);
}

// A nameless file for the copy; -1 with errno.
static inline int ht_trial_file(const char *folder, double file_bytes) {
    if (file_bytes <= HT_TRIAL_MEMORY) return memfd_create("hdf5", MFD_CLOEXEC);
    return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

// Where a descriptor can be opened by name.
static inline void ht_descriptor_path(int descriptor, char path[32]) {
    snprintf(path, 32, "/proc/self/fd/%d", descriptor);
}

// All bytes of a pipe until its end, at most `limit`: the rest is read and dropped.
static inline char *ht_trial_drain(int end, size_t limit, size_t *count) {
    char *bytes = NULL;
    size_t room = 0;
    *count = 0;
    for (;;) {
        char block[4096];
        ssize_t got = read(end, block, sizeof block);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return bytes;
        if (*count + (size_t)got > limit) continue;
        if (*count + (size_t)got > room) {
            room = 2 * room + sizeof block;
            char *grown = (char *)realloc(bytes, room);
            if (!grown) return bytes;
            bytes = grown;
        }
        memcpy(bytes + *count, block, (size_t)got);
        *count += (size_t)got;
    }
}

// In the child: 1 when the file is copied and what is missing is told.
static inline int ht_trial_child(
    const char *path, hid_t access, double file_bytes, int copy, int pipe) {
    char target_path[32];
    ht_descriptor_path(copy, target_path);
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    struct ht_copy state = {.file_bytes = file_bytes, .pipe = pipe};
    state.target = H5Fcreate(target_path, H5F_ACC_TRUNC, H5P_DEFAULT, access);
    if (state.target < 0) return 0;
    hid_t source = H5Fopen(path, H5F_ACC_RDONLY, access);
    if (source < 0) {
        ht_fault(&state, 'O', "", ht_failure(&state));
    } else {
        ht_copy_file(&state, source);
    }
    // The source stays open: closing it could only fail.
    if (H5Fclose(state.target) < 0) return 0;
    ht_fault(&state, 'D', "", "");
    return 1;
}

// Lets a child read a file, and write it anew.
static inline struct ht_verdict ht_trial_run(
    const char *path, hid_t access, double file_bytes, unsigned seconds, const char *folder) {
    struct ht_verdict verdict = {.signal = -1, .copy = -1};
    int copy = ht_trial_file(folder, file_bytes);
    if (copy < 0) return verdict;
    int ends[2];
    pid_t child = -1;
    int has_pipe = pipe2(ends, O_CLOEXEC) == 0;
    if (has_pipe) child = fork();
    if (child < 0) {
        int reason = errno;
        close(copy);
        if (has_pipe) {
            close(ends[0]);
            close(ends[1]);
        }
        errno = reason;
        return verdict;
    }
    if (child == 0) {
        ht_trial_confine(seconds, file_bytes);
        _exit(ht_trial_child(path, access, file_bytes, copy, ends[1]) ? 0 : 1);
    }
    close(ends[1]);
    // The last record is the verdict; it does not depend on who else collects exit states here.
    verdict.faults = ht_trial_drain(ends[0], 16 << 20, &verdict.fault_bytes);
    close(ends[0]);
    int status = 0;
    pid_t waited;
    do { waited = waitpid(child, &status, 0); } while (waited < 0 && errno == EINTR);
    size_t n = verdict.fault_bytes;
    if (n >= 3 && memcmp(verdict.faults + n - 3, "D\0", 3) == 0) {
        verdict.signal = 0;
        verdict.copy = copy;
        return verdict;
    }
    close(copy);
    verdict.signal = waited == child && WIFSIGNALED(status) ? WTERMSIG(status) : SIGABRT;
    return verdict;
}
