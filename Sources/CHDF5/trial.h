// Reads a whole HDF5 file in a child process, to find out whether the library survives it.
//
// HDF5 1.10 reads wild pointers, overruns buffers and loops forever on some damaged files. Nothing
// a caller checks beforehand prevents all of that, so the first reading happens where it cannot hurt.
// C rather than Swift: between fork and _exit nothing may take a lock of the Swift runtime.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <hdf5.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// Deflate packs at most 1032 : 1.
#define HT_DEFLATE_RATIO 1032.0

// What the reading of one file goes by.
struct ht_trial {
    double file_bytes;
};

// Number of bytes of a dataspace filled with a type, as double: no overflow. Negative on error.
static inline double ht_trial_bytes(hid_t space, hid_t type) {
    hsize_t extent[H5S_MAX_RANK];
    int rank = H5Sget_simple_extent_ndims(space);
    if (rank < 0 || rank > H5S_MAX_RANK) return -1;
    if (H5Sget_simple_extent_type(space) == H5S_NULL) return 0;
    if (rank > 0 && H5Sget_simple_extent_dims(space, extent, NULL) < 0) return -1;
    double bytes = (double)H5Tget_size(type);
    for (int i = 0; i < rank; i++) bytes *= (double)extent[i];
    return bytes;
}

// The memory type the real reader would use: native numbers, text as it is.
static inline hid_t ht_trial_type(hid_t stored) {
    H5T_class_t kind = H5Tget_class(stored);
    if (kind == H5T_FLOAT) return H5Tcopy(H5T_NATIVE_DOUBLE);
    if (kind == H5T_INTEGER) return H5Tcopy(H5T_NATIVE_INT64);
    if (kind == H5T_STRING && H5Tis_variable_str(stored) > 0) {
        hid_t text = H5Tcopy(H5T_C_S1);
        H5Tset_size(text, H5T_VARIABLE);
        H5Tset_cset(text, H5Tget_cset(stored));
        return text;
    }
    return H5Tcopy(stored);
}

static inline void ht_trial_values(hid_t object, int is_attribute, double limit) {
    hid_t stored = is_attribute ? H5Aget_type(object) : H5Dget_type(object);
    hid_t space = is_attribute ? H5Aget_space(object) : H5Dget_space(object);
    if (stored >= 0 && space >= 0) {
        hid_t type = ht_trial_type(stored);
        double size = ht_trial_bytes(space, stored);
        double needed = ht_trial_bytes(space, type);
        if (size > 0 && size <= limit && needed > 0) {
            void *buffer = malloc((size_t)needed);
            if (buffer) {
                herr_t status = is_attribute
                    ? H5Aread(object, type, buffer)
                    : H5Dread(object, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer);
                if (status >= 0) H5Dvlen_reclaim(type, space, H5P_DEFAULT, buffer);
                free(buffer);
            }
        }
        H5Tclose(type);
    }
    if (stored >= 0) H5Tclose(stored);
    if (space >= 0) H5Sclose(space);
}

static inline herr_t ht_trial_attribute(
    hid_t object, const char *name, const H5A_info_t *info, void *context) {
    (void)info;
    struct ht_trial *trial = (struct ht_trial *)context;
    hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    if (attribute >= 0) {
        ht_trial_values(attribute, 1, trial->file_bytes);
        H5Aclose(attribute);
    }
    return 0;
}

static inline void ht_trial_dataset(hid_t dataset, struct ht_trial *trial) {
    hid_t properties = H5Dget_create_plist(dataset);
    if (properties < 0) return;
    double stored = (double)H5Dget_storage_size(dataset);
    H5D_layout_t layout = H5Pget_layout(properties);
    double limit = stored <= trial->file_bytes ? stored : trial->file_bytes;
    if (layout == H5D_CHUNKED) limit *= HT_DEFLATE_RATIO;
    int is_plain = layout != H5D_VIRTUAL && H5Pget_external_count(properties) <= 0;
    if (is_plain) ht_trial_values(dataset, 0, limit);
    H5Pclose(properties);
}

static inline herr_t ht_trial_object(
    hid_t root, const char *name, const H5O_info_t *info, void *context) {
    hid_t object = H5Oopen(root, name, H5P_DEFAULT);
    if (object < 0) return 0;
    H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, NULL, ht_trial_attribute, context);
    if (info->type == H5O_TYPE_DATASET) ht_trial_dataset(object, (struct ht_trial *)context);
    H5Oclose(object);
    return 0;
}

// In the child: opens the file and reads everything in it.
static inline void ht_trial_read(const char *path, hid_t access, double file_bytes) {
    struct ht_trial trial = {file_bytes};
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, access);
    if (file < 0) return;
    H5Ovisit(file, H5_INDEX_NAME, H5_ITER_INC, ht_trial_object, &trial);
    H5Fclose(file);
}

// Makes the child die quietly: no handlers, no message, no core file, no endless loop.
static inline void ht_trial_confine(unsigned seconds) {
    int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGALRM, SIGXCPU};
    sigset_t none;
    sigemptyset(&none);
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) signal(fatal[i], SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (quiet >= 0) {
        dup2(quiet, STDERR_FILENO);
        dup2(quiet, STDOUT_FILENO);
    }
    alarm(seconds);
}

// Reads a file in a child. Returns 0 when the child finished (the file may still be refused by the
// library: then it is refused without a crash), the number of the signal that ended it, or -1 when
// no child could be made.
static inline int ht_trial_run(
    const char *path, hid_t access, double file_bytes, unsigned seconds) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    pid_t child = fork();
    if (child < 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    if (child == 0) {
        ht_trial_confine(seconds);
        ht_trial_read(path, access, file_bytes);
        char done = 1;
        ssize_t written = write(ends[1], &done, 1);
        _exit(written == 1 ? 0 : 1);
    }
    close(ends[1]);
    // The byte is the verdict; it does not depend on who else collects exit states here.
    char done = 0;
    ssize_t count;
    do { count = read(ends[0], &done, 1); } while (count < 0 && errno == EINTR);
    close(ends[0]);
    int status = 0;
    pid_t waited;
    do { waited = waitpid(child, &status, 0); } while (waited < 0 && errno == EINTR);
    if (count == 1) return 0;
    return waited == child && WIFSIGNALED(status) ? WTERMSIG(status) : SIGABRT;
}
