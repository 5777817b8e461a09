import COpenBLAS

/// One BLAS thread: parallelism is ours, over fronts and tiles, and always gives the same bits.
public enum BLASThreads {
    /// Evaluate before the first BLAS call.
    static let single: Void = openblas_set_num_threads(1)

    /// Name of the processor whose kernels OpenBLAS runs, such as "Haswell".
    public static var kernels: String { String(cString: openblas_get_corename()) }
}
