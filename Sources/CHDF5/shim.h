// HDF5 macros that the Swift importer cannot see, as functions. Valid only after H5open().
#pragma once
#include <hdf5.h>
#include "trial.h"

static inline unsigned ht_H5F_ACC_RDONLY(void) { return H5F_ACC_RDONLY; }
static inline unsigned ht_H5F_ACC_RDWR(void) { return H5F_ACC_RDWR; }
static inline unsigned ht_H5F_ACC_TRUNC(void) { return H5F_ACC_TRUNC; }
static inline unsigned ht_H5F_ACC_EXCL(void) { return H5F_ACC_EXCL; }
static inline unsigned ht_H5F_SCOPE_GLOBAL(void) { return H5F_SCOPE_GLOBAL; }
static inline hid_t ht_H5P_FILE_ACCESS(void) { return H5P_FILE_ACCESS; }
static inline hid_t ht_H5P_FILE_CREATE(void) { return H5P_FILE_CREATE; }
static inline hid_t ht_H5P_DATASET_CREATE(void) { return H5P_DATASET_CREATE; }
static inline hid_t ht_H5P_GROUP_CREATE(void) { return H5P_GROUP_CREATE; }
static inline hid_t ht_H5P_LINK_CREATE(void) { return H5P_LINK_CREATE; }
static inline hid_t ht_H5P_DEFAULT(void) { return H5P_DEFAULT; }
static inline hid_t ht_H5S_ALL(void) { return H5S_ALL; }
static inline hsize_t ht_H5S_UNLIMITED(void) { return H5S_UNLIMITED; }
static inline hid_t ht_H5T_NATIVE_DOUBLE(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t ht_H5T_NATIVE_FLOAT(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t ht_H5T_NATIVE_INT8(void) { return H5T_NATIVE_INT8; }
static inline hid_t ht_H5T_NATIVE_UINT8(void) { return H5T_NATIVE_UINT8; }
static inline hid_t ht_H5T_NATIVE_INT32(void) { return H5T_NATIVE_INT32; }
static inline hid_t ht_H5T_NATIVE_INT64(void) { return H5T_NATIVE_INT64; }
static inline hid_t ht_H5T_NATIVE_UINT64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t ht_H5T_IEEE_F32LE(void) { return H5T_IEEE_F32LE; }
static inline hid_t ht_H5T_IEEE_F64LE(void) { return H5T_IEEE_F64LE; }
static inline hid_t ht_H5T_STD_U8LE(void) { return H5T_STD_U8LE; }
static inline hid_t ht_H5T_STD_I32LE(void) { return H5T_STD_I32LE; }
static inline hid_t ht_H5T_STD_I64LE(void) { return H5T_STD_I64LE; }
static inline hid_t ht_H5T_STD_U64LE(void) { return H5T_STD_U64LE; }
static inline hid_t ht_H5T_C_S1(void) { return H5T_C_S1; }
static inline size_t ht_H5T_VARIABLE(void) { return H5T_VARIABLE; }
static inline hid_t ht_H5I_INVALID_HID(void) { return H5I_INVALID_HID; }
static inline hid_t ht_H5E_DEFAULT(void) { return H5E_DEFAULT; }
static inline int ht_H5Z_FILTER_DEFLATE(void) { return H5Z_FILTER_DEFLATE; }
static inline int ht_H5Z_FILTER_SHUFFLE(void) { return H5Z_FILTER_SHUFFLE; }
static inline int ht_H5Z_FILTER_FLETCHER32(void) { return H5Z_FILTER_FLETCHER32; }
static inline hid_t ht_H5T_IEEE_F32BE(void) { return H5T_IEEE_F32BE; }
static inline hid_t ht_H5T_IEEE_F64BE(void) { return H5T_IEEE_F64BE; }
