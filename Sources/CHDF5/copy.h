// Writes an HDF5 file anew: the same groups, links, datasets and attributes, each made from what
// the library understood of the old one, never from its bytes.
//
// What cannot be carried over is told on a pipe as a record: a letter, the path (attributes as
// /group@name, all of a group's as /group@), a zero, details, a zero.
//   W  the copy cannot be written       O  the file cannot be opened
//   R  reading failed: the library's message
//   X  a link to another file            V  a virtual dataset      E  data in another file
//   F  a filter: its number              I  claims more than is stored: bytes, stored bytes
//   v, e, f  as V, E, F, but passed on as the library copies it
//   D  done: the last record
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <hdf5.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

// Deflate packs at most 1032 : 1 (zlib's documentation, "Maximum Compression Factor").
#define HT_DEFLATE_RATIO 1032.0
#define HT_PATH_BYTES 4096
#define HT_DEPTH 64

// An object with more than one name: its first, and whether something under that is not in the copy.
struct ht_shared {
    haddr_t address;
    char *path;
    int has_losses;
};

// The state of one copy.
struct ht_copy {
    double file_bytes;
    hid_t target;
    int pipe;
    struct ht_shared *shared;
    size_t shared_count;
    // What was told of that is not in the copy.
    size_t losses;
    char message[512];
};

// Where a group is being copied.
struct ht_place {
    struct ht_copy *copy;
    hid_t target;
    const char *path;
    int depth;
};

static inline void ht_write_all(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}

static inline void ht_fault(
    struct ht_copy *copy, char letter, const char *path, const char *details) {
    if (letter >= 'A' && letter <= 'Z') copy->losses++;
    ht_write_all(copy->pipe, &letter, 1);
    ht_write_all(copy->pipe, path, strlen(path) + 1);
    ht_write_all(copy->pipe, details, strlen(details) + 1);
}

static inline herr_t ht_failure_entry(unsigned n, const H5E_error2_t *entry, void *context) {
    char *message = (char *)context;
    const char *text = entry->desc ? entry->desc : "";
    size_t length = strlen(message);
    // The outermost, and whatever is innermost.
    char *inner = strstr(message, ": ");
    if (n == 0) {
        snprintf(message, 400, "%.190s", text);
    } else {
        if (inner) length = (size_t)(inner - message);
        snprintf(message + length, 400 - length, ": %.190s", text);
    }
    return 0;
}

// The library's last failure, outermost and innermost message.
static inline const char *ht_failure(struct ht_copy *copy) {
    strcpy(copy->message, "unknown reason");
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, ht_failure_entry, copy->message);
    return copy->message;
}

// Number of bytes of a dataspace filled with a type, as double: no overflow. Negative on error.
static inline double ht_bytes(hid_t space, size_t element) {
    hsize_t extent[H5S_MAX_RANK];
    int rank = H5Sget_simple_extent_ndims(space);
    if (rank < 0 || rank > H5S_MAX_RANK) return -1;
    if (H5Sget_simple_extent_type(space) == H5S_NULL) return 0;
    if (rank > 0 && H5Sget_simple_extent_dims(space, extent, NULL) < 0) return -1;
    double bytes = (double)element;
    for (int i = 0; i < rank; i++) bytes *= (double)extent[i];
    return bytes;
}

// A dataspace like another.
static inline hid_t ht_new_space(hid_t space) {
    H5S_class_t kind = H5Sget_simple_extent_type(space);
    if (kind == H5S_NULL || kind == H5S_SCALAR) return H5Screate(kind);
    hsize_t extent[H5S_MAX_RANK], limit[H5S_MAX_RANK];
    int rank = H5Sget_simple_extent_ndims(space);
    if (rank <= 0 || rank > H5S_MAX_RANK) return -1;
    if (H5Sget_simple_extent_dims(space, extent, limit) < 0) return -1;
    return H5Screate_simple(rank, extent, limit);
}

static inline hid_t ht_new_text(hid_t stored) {
    htri_t is_variable = H5Tis_variable_str(stored);
    if (is_variable < 0) return -1;
    hid_t text = H5Tcopy(H5T_C_S1);
    size_t size = is_variable ? H5T_VARIABLE : H5Tget_size(stored);
    if (H5Tset_size(text, size) < 0 || H5Tset_cset(text, H5Tget_cset(stored)) < 0
        || H5Tset_strpad(text, H5Tget_strpad(stored)) < 0) {
        H5Tclose(text);
        return -1;
    }
    return text;
}

// A type like one of those that are read as numbers or text; negative for any other.
static inline hid_t ht_new_type(hid_t stored) {
    const hid_t plain[] = {
        H5T_IEEE_F32LE, H5T_IEEE_F64LE, H5T_IEEE_F32BE, H5T_IEEE_F64BE,
        H5T_STD_I8LE, H5T_STD_I16LE, H5T_STD_I32LE, H5T_STD_I64LE,
        H5T_STD_U8LE, H5T_STD_U16LE, H5T_STD_U32LE, H5T_STD_U64LE,
        H5T_STD_I8BE, H5T_STD_I16BE, H5T_STD_I32BE, H5T_STD_I64BE,
        H5T_STD_U8BE, H5T_STD_U16BE, H5T_STD_U32BE, H5T_STD_U64BE,
    };
    if (H5Tget_class(stored) == H5T_STRING) return ht_new_text(stored);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (H5Tequal(stored, plain[i]) > 0) return H5Tcopy(plain[i]);
    return -1;
}

// Reads all values of a dataset or attribute as `type` and writes them to another, if there is one.
static inline herr_t ht_move_values(
    hid_t source, hid_t target, int is_attribute, hid_t type, hid_t space) {
    double bytes = ht_bytes(space, H5Tget_size(type));
    if (bytes <= 0) return bytes < 0 ? -1 : 0;
    void *values = calloc(1, (size_t)bytes);
    if (!values) return -1;
    herr_t status = is_attribute
        ? H5Aread(source, type, values)
        : H5Dread(source, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
    if (status >= 0 && target >= 0)
        status = is_attribute
            ? H5Awrite(target, type, values)
            : H5Dwrite(target, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
    free(values);
    return status;
}

static inline herr_t ht_copy_attribute(
    hid_t object, const char *name, const H5A_info_t *info, void *context) {
    (void)info;
    struct ht_place *place = (struct ht_place *)context;
    char path[HT_PATH_BYTES];
    snprintf(path, sizeof path, "%s@%s", place->path, name);
    hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    hid_t stored = attribute < 0 ? -1 : H5Aget_type(attribute);
    hid_t space = attribute < 0 ? -1 : H5Aget_space(attribute);
    if (stored < 0 || space < 0) {
        ht_fault(place->copy, 'R', path, ht_failure(place->copy));
        return 0;
    }
    double bytes = ht_bytes(space, H5Tget_size(stored));
    if (bytes > place->copy->file_bytes) {
        char claim[64];
        snprintf(claim, sizeof claim, "%.0f %.0f", bytes, place->copy->file_bytes);
        ht_fault(place->copy, 'I', path, claim);
        return 0;
    }
    hid_t type = ht_new_type(stored);
    if (type < 0) type = H5Tcopy(stored);
    hid_t extent = ht_new_space(space);
    hid_t made = H5Acreate2(place->target, name, type, extent, H5P_DEFAULT, H5P_DEFAULT);
    if (made < 0 || ht_move_values(attribute, made, 1, type, space) < 0) {
        ht_fault(place->copy, 'R', path, ht_failure(place->copy));
        if (made >= 0) H5Adelete(place->target, name);
    }
    if (made >= 0) H5Aclose(made);
    H5Sclose(extent);
    H5Tclose(type);
    H5Sclose(space);
    H5Tclose(stored);
    H5Aclose(attribute);
    return 0;
}

static inline void ht_copy_attributes(hid_t source, struct ht_place *place) {
    herr_t status =
        H5Aiterate2(source, H5_INDEX_NAME, H5_ITER_INC, NULL, ht_copy_attribute, place);
    if (status >= 0) return;
    char path[HT_PATH_BYTES];
    snprintf(path, sizeof path, "%s@", place->path);
    ht_fault(place->copy, 'R', path, ht_failure(place->copy));
}

// Storage as it was: chunks, gzip, shuffle, checksums, fill value. Negative when the library fails;
// `foreign` becomes the letter and `details` the details of what is refused.
static inline hid_t ht_new_storage(
    hid_t stored, hid_t type, int rank, hsize_t *chunk, char *foreign, char details[32]) {
    *foreign = 0;
    hid_t made = H5Pcreate(H5P_DATASET_CREATE);
    H5D_layout_t layout = H5Pget_layout(stored);
    if (layout == H5D_VIRTUAL) *foreign = 'V';
    if (layout < 0) goto failed;
    if (H5Pget_external_count(stored) > 0) *foreign = 'E';
    if (layout == H5D_CHUNKED) {
        if (H5Pget_chunk(stored, rank, chunk) != rank || H5Pset_chunk(made, rank, chunk) < 0)
            goto failed;
        int count = H5Pget_nfilters(stored);
        if (count < 0) goto failed;
        for (unsigned i = 0; i < (unsigned)count; i++) {
            unsigned flags, config, value = 0;
            size_t values = 1;
            H5Z_filter_t filter =
                H5Pget_filter2(stored, i, &flags, &values, &value, 0, NULL, &config);
            herr_t status = 0;
            if (filter == H5Z_FILTER_DEFLATE) {
                status = H5Pset_deflate(made, value);
            } else if (filter == H5Z_FILTER_SHUFFLE) {
                status = H5Pset_shuffle(made);
            } else if (filter == H5Z_FILTER_FLETCHER32) {
                status = H5Pset_fletcher32(made);
            } else {
                *foreign = 'F';
                snprintf(details, 32, "%d", (int)filter);
            }
            if (status < 0) goto failed;
        }
    }
    H5D_fill_value_t fill;
    if (H5Pfill_value_defined(stored, &fill) >= 0 && fill == H5D_FILL_VALUE_USER_DEFINED
        && H5Tis_variable_str(type) == 0 && H5Tget_size(type) <= 4096) {
        char value[4096];
        if (H5Pget_fill_value(stored, type, value) < 0 || H5Pset_fill_value(made, type, value) < 0)
            goto failed;
    }
    return made;
failed:
    H5Pclose(made);
    return -1;
}

// Bytes that a deflated stream unpacks to; negative when it is damaged.
static inline double ht_inflated(const void *bytes, size_t count) {
    unsigned char block[1 << 14];
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (uInt)count;
    if (inflateInit(&stream) != Z_OK) return -1;
    double total = 0;
    int status = Z_OK;
    while (status == Z_OK) {
        stream.next_out = block;
        stream.avail_out = sizeof block;
        status = inflate(&stream, Z_SYNC_FLUSH);
        total += (double)(sizeof block - stream.avail_out);
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END ? total : -1;
}

// Whether a packed chunk unpacks to a whole one: the library does not ask, and reads beyond a shorter one's
// end. Filters are undone from the last to the first.
static inline int ht_is_whole(
    hid_t storage, unsigned mask, const void *bytes, size_t count, double chunk_bytes) {
    double size = (double)count;
    int is_inflated = 0;
    for (int i = H5Pget_nfilters(storage) - 1; i >= 0; i--) {
        if (mask >> i & 1) continue;
        unsigned flags, config;
        size_t values = 0;
        H5Z_filter_t filter = H5Pget_filter2(
            storage, (unsigned)i, &flags, &values, NULL, 0, NULL, &config);
        if (filter == H5Z_FILTER_FLETCHER32) size -= 4;
        if (size < 0) return 0;
        if (filter == H5Z_FILTER_DEFLATE) {
            if (is_inflated || size > UINT32_MAX) return 0;
            size = ht_inflated(bytes, (size_t)size);
            is_inflated = 1;
        }
    }
    return size == chunk_bytes;
}

// The chunks as they are packed: they have been unpacked once, by the reading before.
static inline herr_t ht_move_chunks(
    hid_t source, hid_t target, hid_t storage, int rank, const hsize_t *extent,
    const hsize_t *chunk, double chunk_bytes, double file_bytes) {
    hsize_t at[H5S_MAX_RANK] = {0};
    void *bytes = NULL;
    size_t room = 0;
    herr_t status = 0;
    for (int i = 0; i < rank; i++)
        if (extent[i] == 0) return 0;
    while (status >= 0) {
        hsize_t count = 0;
        haddr_t place = HADDR_UNDEF;
        unsigned filters = 0;
        uint32_t mask = 0;
        status = H5Dget_chunk_info_by_coord(source, at, &filters, &place, &count);
        // A chunk that was never written has no place.
        if (status >= 0 && place != HADDR_UNDEF && count > 0) {
            if ((double)count > file_bytes) break;
            if (count > room) {
                free(bytes);
                room = (size_t)count;
                bytes = malloc(room);
            }
            status = bytes ? H5Dread_chunk(source, H5P_DEFAULT, at, &mask, bytes) : -1;
            if (status >= 0 && !ht_is_whole(storage, mask, bytes, (size_t)count, chunk_bytes))
                status = -1;
            if (status >= 0)
                status = H5Dwrite_chunk(target, H5P_DEFAULT, mask, at, (size_t)count, bytes);
        }
        int axis = rank - 1;
        while (axis >= 0 && (at[axis] += chunk[axis]) >= extent[axis]) at[axis--] = 0;
        if (axis < 0) {
            free(bytes);
            return status;
        }
    }
    free(bytes);
    return -1;
}

static inline void ht_copy_dataset(hid_t source, const char *name, struct ht_place *place) {
    struct ht_copy *copy = place->copy;
    hid_t stored = H5Dget_type(source);
    hid_t space = H5Dget_space(source);
    hid_t old = H5Dget_create_plist(source);
    if (stored < 0 || space < 0 || old < 0) {
        ht_fault(copy, 'R', place->path, ht_failure(copy));
        return;
    }
    hid_t type = ht_new_type(stored);
    hid_t extent_space = ht_new_space(space);
    int rank = H5Sget_simple_extent_ndims(space);
    hsize_t chunk[H5S_MAX_RANK], extent[H5S_MAX_RANK];
    char foreign = 0, details[64] = "";
    hid_t storage = ht_new_storage(old, type >= 0 ? type : stored, rank, chunk, &foreign, details);
    if (storage < 0 || extent_space < 0) {
        ht_fault(copy, 'R', place->path, ht_failure(copy));
        return;
    }
    if (type < 0 || foreign) {
        // Not for reading, only for passing on: as the library copies it.
        int is_lost = H5Ocopy(source, ".", place->target, name, H5P_DEFAULT, H5P_DEFAULT) < 0;
        if (foreign) {
            ht_fault(copy, is_lost ? foreign : (char)(foreign + 'a' - 'A'), place->path, details);
        } else if (is_lost) {
            ht_fault(copy, 'R', place->path, ht_failure(copy));
        }
        return;
    }
    int is_chunked = H5Pget_layout(storage) == H5D_CHUNKED;
    double kept = (double)H5Dget_storage_size(source);
    double limit = kept <= copy->file_bytes ? kept : copy->file_bytes;
    if (is_chunked) limit *= HT_DEFLATE_RATIO;
    double element = (double)H5Tget_size(stored);
    double claim = ht_bytes(space, H5Tget_size(stored));
    double chunk_claim = is_chunked ? element : 0;
    if (is_chunked)
        for (int i = 0; i < rank; i++) chunk_claim *= (double)chunk[i];
    if (claim > 0 && (kept > copy->file_bytes || claim > limit || chunk_claim > limit)) {
        snprintf(details, sizeof details, "%.0f %.0f", claim > chunk_claim ? claim : chunk_claim,
            kept);
        ht_fault(copy, 'I', place->path, details);
        return;
    }
    hid_t made = H5Dcreate2(
        place->target, name, type, extent_space, H5P_DEFAULT, storage, H5P_DEFAULT);
    // Chunks at the edge may be stored without filters, which their masks do not tell.
    unsigned options = 0;
    int as_packed = is_chunked && H5Tis_variable_str(type) == 0
        && H5Pget_chunk_opts(old, &options) >= 0 && options == 0;
    herr_t status =
        made < 0 ? -1 : ht_move_values(source, as_packed ? -1 : made, 0, type, space);
    if (status >= 0 && as_packed && claim > 0) {
        H5Sget_simple_extent_dims(space, extent, NULL);
        status = ht_move_chunks(
            source, made, storage, rank, extent, chunk, chunk_claim, copy->file_bytes);
    }
    if (status < 0) {
        ht_fault(copy, 'R', place->path, ht_failure(copy));
        if (made >= 0) H5Ldelete(place->target, name, H5P_DEFAULT);
    } else {
        struct ht_place inside = {copy, made, place->path, place->depth};
        ht_copy_attributes(source, &inside);
    }
    if (made >= 0) H5Dclose(made);
    H5Pclose(storage);
    H5Pclose(old);
    H5Sclose(extent_space);
    H5Sclose(space);
    H5Tclose(type);
    H5Tclose(stored);
}

// Links an object met before; 0 when it was not. Faults are told by the first name, so that another name
// of what is not whole is refused: nobody who goes by it would meet them.
static inline int ht_link_shared(
    struct ht_copy *copy, const H5O_info_t *info, const char *name, struct ht_place *place) {
    if (info->rc < 2) return 0;
    for (size_t i = 0; i < copy->shared_count; i++)
        if (copy->shared[i].address == info->addr) {
            const char *first = copy->shared[i].path;
            if (!first || copy->shared[i].has_losses
                || H5Lcreate_hard(
                       copy->target, first, place->target, name, H5P_DEFAULT, H5P_DEFAULT) < 0)
                ht_fault(copy, 'R', place->path, "not all of it can be read by its first name");
            return 1;
        }
    struct ht_shared *grown = (struct ht_shared *)realloc(
        copy->shared, (copy->shared_count + 1) * sizeof *grown);
    if (!grown) return 0;
    copy->shared = grown;
    copy->shared[copy->shared_count++] = (struct ht_shared){info->addr, strdup(place->path), 0};
    return 0;
}

static inline void ht_copy_group(hid_t source, struct ht_place *place);

static inline void ht_copy_object(hid_t group, const char *name, struct ht_place *place) {
    struct ht_copy *copy = place->copy;
    hid_t object = H5Oopen(group, name, H5P_DEFAULT);
    H5O_info_t info;
    if (object < 0 || H5Oget_info(object, &info) < 0) {
        ht_fault(copy, 'R', place->path, ht_failure(copy));
        return;
    }
    size_t known = copy->shared_count, losses = copy->losses;
    if (ht_link_shared(copy, &info, name, place)) {
        H5Oclose(object);
        return;
    }
    if (info.type == H5O_TYPE_GROUP) {
        hid_t made = H5Gcreate2(place->target, name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        if (made < 0 || place->depth >= HT_DEPTH) {
            ht_fault(copy, 'R', place->path, made < 0 ? ht_failure(copy) : "nested too deep");
        } else {
            struct ht_place inside = {copy, made, place->path, place->depth + 1};
            ht_copy_group(object, &inside);
        }
        if (made >= 0) H5Gclose(made);
    } else if (info.type == H5O_TYPE_DATASET) {
        ht_copy_dataset(object, name, place);
    } else if (H5Ocopy(object, ".", place->target, name, H5P_DEFAULT, H5P_DEFAULT) < 0) {
        ht_fault(copy, 'R', place->path, ht_failure(copy));
    }
    if (copy->shared_count > known && copy->losses > losses) copy->shared[known].has_losses = 1;
    H5Oclose(object);
}

static inline herr_t ht_copy_link(
    hid_t group, const char *name, const H5L_info_t *info, void *context) {
    struct ht_place *outside = (struct ht_place *)context;
    struct ht_copy *copy = outside->copy;
    char path[HT_PATH_BYTES];
    int length = snprintf(
        path, sizeof path, "%s/%s", strcmp(outside->path, "/") == 0 ? "" : outside->path, name);
    if (length < 0 || length >= (int)sizeof path) {
        ht_fault(copy, 'R', outside->path, "a name in it is too long");
        return 0;
    }
    // The library would go such a name as a path, perhaps through a link to another file.
    if (strchr(name, '/') || strcmp(name, ".") == 0) {
        ht_fault(copy, 'R', outside->path, "a name in it is a path");
        return 0;
    }
    struct ht_place place = {copy, outside->target, path, outside->depth};
    if (info->type == H5L_TYPE_HARD) {
        ht_copy_object(group, name, &place);
    } else if (info->type == H5L_TYPE_SOFT) {
        char value[HT_PATH_BYTES] = "";
        if (info->u.val_size >= sizeof value
            || H5Lget_val(group, name, value, sizeof value - 1, H5P_DEFAULT) < 0
            || H5Lcreate_soft(value, outside->target, name, H5P_DEFAULT, H5P_DEFAULT) < 0)
            ht_fault(copy, 'R', path, ht_failure(copy));
    } else {
        ht_fault(copy, 'X', path, "");
    }
    return 0;
}

static inline void ht_copy_group(hid_t source, struct ht_place *place) {
    ht_copy_attributes(source, place);
    hsize_t position = 0;
    herr_t status =
        H5Literate(source, H5_INDEX_NAME, H5_ITER_INC, &position, ht_copy_link, place);
    if (status < 0) ht_fault(place->copy, 'R', place->path, ht_failure(place->copy));
}

// Copies everything below the root.
static inline void ht_copy_file(struct ht_copy *copy, hid_t source) {
    hid_t from = H5Oopen(source, "/", H5P_DEFAULT);
    hid_t to = H5Oopen(copy->target, "/", H5P_DEFAULT);
    if (from < 0 || to < 0) {
        ht_fault(copy, 'R', "/", ht_failure(copy));
        return;
    }
    struct ht_place place = {copy, to, "/", 0};
    ht_copy_group(from, &place);
    H5Oclose(to);
    H5Oclose(from);
}
