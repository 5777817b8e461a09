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
#include <sys/syscall.h>
#include <sys/wait.h>

// As a module, the C library's headers do not show what is Linux's own.
#define HT_MFD_CLOEXEC 1U

// What a child found.
struct ht_verdict {
    // 0: it read the file to its end; a signal: that ended it; -1: no child could be made (errno).
    int signal;
    // The file written anew, to be unmapped by the caller; NULL when it is on disk or there is none.
    void *image;
    size_t image_bytes;
    // What of the file is not in the copy (the records of copy.h), to be freed by the caller.
    char *faults;
    size_t fault_bytes;
};

// Bytes of private memory of this process, by the sixth number of statm.
static inline rlim_t ht_trial_data(void) {
    char text[256] = "";
    int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    unsigned long pages[6] = {0};
    char *place = text;
    for (int i = 0; i < 6 && count > 0; i++) pages[i] = strtoul(place, &place, 10);
    return (rlim_t)pages[5] * (rlim_t)sysconf(_SC_PAGESIZE);
}

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
    rlim_t room = ht_trial_data() + (rlim_t)(64 * file_bytes) + ((rlim_t)1 << 30);
    struct rlimit memory = {room, room};
    setrlimit(RLIMIT_DATA, &memory);
    int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (quiet >= 0) {
        dup2(quiet, STDERR_FILENO);
        dup2(quiet, STDOUT_FILENO);
    }
    alarm(seconds);
}

// All bytes of a pipe until its end; none when they are more than `limit` or there is no room for them:
// a part of them could be taken for the whole.
static inline char *ht_trial_drain(int end, size_t limit, size_t *count) {
    char *bytes = NULL;
    size_t room = 0;
    int is_lost = 0;
    *count = 0;
    for (;;) {
        char block[4096];
        ssize_t got = read(end, block, sizeof block);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) is_lost = 1;
        if (got <= 0) break;
        if (*count + (size_t)got > limit) is_lost = 1;
        if (is_lost) continue;
        if (*count + (size_t)got > room) {
            char *grown = (char *)realloc(bytes, 2 * room + sizeof block);
            if (!grown) {
                is_lost = 1;
                continue;
            }
            bytes = grown;
            room = 2 * room + sizeof block;
        }
        memcpy(bytes + *count, block, (size_t)got);
        *count += (size_t)got;
    }
    if (is_lost) *count = 0;
    return bytes;
}

// Where a child writes the copy: a file of this name, or memory and then this descriptor.
struct ht_copy_place {
    const char *name;
    int descriptor;
};

// Creates the copy.
static inline hid_t ht_trial_create(struct ht_copy_place place, hid_t access, double file_bytes) {
    if (place.name) return H5Fcreate(place.name, H5F_ACC_TRUNC, H5P_DEFAULT, access);
    hid_t memory = H5Pcopy(access);
    size_t increment = (size_t)(file_bytes / 8) + (1 << 16);
    if (H5Pset_fapl_core(memory, increment, 0) < 0) return -1;
    // No file can have this name: the library first tries to open one.
    return H5Fcreate("/dev/null/copy", H5F_ACC_TRUNC, H5P_DEFAULT, memory);
}

// Hands a copy in memory over; negative when that fails.
static inline int ht_trial_deliver(struct ht_copy_place place, hid_t copy) {
    if (place.name) return 0;
    ssize_t count = H5Fflush(copy, H5F_SCOPE_GLOBAL) < 0 ? -1 : H5Fget_file_image(copy, NULL, 0);
    if (count <= 0 || ftruncate(place.descriptor, count) != 0) return -1;
    void *image =
        mmap(NULL, (size_t)count, PROT_READ | PROT_WRITE, MAP_SHARED, place.descriptor, 0);
    if (image == MAP_FAILED) return -1;
    return H5Fget_file_image(copy, image, (size_t)count) == count ? 0 : -1;
}

// In the child: 1 when the file is copied and what is missing is told.
static inline int ht_trial_child(
    const char *path, hid_t access, double file_bytes, struct ht_copy_place place, int pipe) {
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    struct ht_copy state = {.file_bytes = file_bytes, .pipe = pipe};
    state.target = ht_trial_create(place, access, file_bytes);
    if (state.target < 0) {
        ht_fault(&state, 'W', "", ht_failure(&state));
        ht_fault(&state, 'D', "", "");
        return 1;
    }
    hid_t source = H5Fopen(path, H5F_ACC_RDONLY, access);
    if (source < 0) {
        ht_fault(&state, 'O', "", ht_failure(&state));
    } else {
        ht_copy_file(&state, source);
    }
    // The source stays open: closing it could only fail.
    if (ht_trial_deliver(place, state.target) < 0 || H5Fclose(state.target) < 0)
        ht_fault(&state, 'W', "", ht_failure(&state));
    ht_fault(&state, 'D', "", "");
    return 1;
}

// Reads what the child has to say until its end, and judges.
static inline void ht_trial_judge(struct ht_verdict *verdict, pid_t child, int pipe, int copy) {
    // The last record is the verdict; it does not depend on who else collects exit states here.
    verdict->faults = ht_trial_drain(pipe, 16 << 20, &verdict->fault_bytes);
    int status = 0;
    pid_t waited;
    do { waited = waitpid(child, &status, 0); } while (waited < 0 && errno == EINTR);
    size_t n = verdict->fault_bytes;
    off_t size = copy < 0 ? 0 : lseek(copy, 0, SEEK_END);
    // Before the letter is the end of another record: a path may end in D.
    if (n >= 3 && memcmp(verdict->faults + n - 3, "D\0", 3) == 0
        && (n == 3 || verdict->faults[n - 4] == 0)) {
        verdict->signal = 0;
        if (size <= 0) return;
        void *image = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, copy, 0);
        if (image == MAP_FAILED) {
            verdict->signal = -1;
            return;
        }
        verdict->image = image;
        verdict->image_bytes = (size_t)size;
        return;
    }
    verdict->signal = waited == child && WIFSIGNALED(status) ? WTERMSIG(status) : SIGABRT;
}

// Lets a child read a file, and write it anew: into a file of the name `disk`, or into memory.
static inline struct ht_verdict ht_trial_run(
    const char *path, hid_t access, double file_bytes, unsigned seconds, const char *disk) {
    struct ht_verdict verdict = {.signal = -1};
    struct ht_copy_place place = {disk, -1};
    if (!disk) {
        place.descriptor = (int)syscall(SYS_memfd_create, "hdf5", HT_MFD_CLOEXEC);
        if (place.descriptor < 0) return verdict;
    }
    int ends[2];
    pid_t child = -1;
    int has_pipe = pipe2(ends, O_CLOEXEC) == 0;
    if (has_pipe) child = fork();
    int reason = errno;
    if (child == 0) {
        ht_trial_confine(seconds, file_bytes);
        _exit(ht_trial_child(path, access, file_bytes, place, ends[1]) ? 0 : 1);
    }
    if (has_pipe) close(ends[1]);
    if (child > 0) ht_trial_judge(&verdict, child, ends[0], place.descriptor);
    if (child > 0) reason = errno;
    if (has_pipe) close(ends[0]);
    if (place.descriptor >= 0) close(place.descriptor);
    errno = reason;
    return verdict;
}

// Access to a copy in memory, which the library copies once more.
static inline hid_t ht_image_access(hid_t access, const void *image, size_t bytes) {
    hid_t memory = H5Pcopy(access);
    if (H5Pset_fapl_core(memory, 1 << 16, 0) < 0
        || H5Pset_file_image(memory, (void *)image, bytes) < 0) {
        H5Pclose(memory);
        return -1;
    }
    return memory;
}
