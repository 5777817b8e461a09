import COpenBLAS

/// One BLAS thread: parallelism is ours, over fronts and tiles, and always gives the same bits.
enum BLASThreads {
    /// Evaluate before the first BLAS call.
    static let single: Void = openblas_set_num_threads(1)
}
