/// Borrowed arrays of a batch of cells in single precision, in blocks of sixteen.
public struct SingleBlocks {
    /// Number of blocks.
    public var count: Int
    /// Value `k` of block `b` at `[b · valueCount + k]`: the states of the model's card, then what
    /// the scheme carries from step to step.
    public var values: UnsafeMutablePointer<SIMD16<Float>>
    /// Depolarising current of each block during the step [µA/µF].
    public var stimulus: UnsafePointer<SIMD16<Float>>

    /// Makes a view of a batch.
    public init(
        count: Int, values: UnsafeMutablePointer<SIMD16<Float>>,
        stimulus: UnsafePointer<SIMD16<Float>>
    ) {
        self.count = count
        self.values = values
        self.stimulus = stimulus
    }
}

/// A tabulated membrane in single precision with one time step and one set of parameters.
public protocol SingleTabulatedMembrane: Sendable {
    /// Values of a cell: its states and what the scheme carries along.
    var valueCount: Int { get }

    /// Advances blocks whose cells all have the parameters of this table by its time step.
    ///
    /// - Returns: the first block with a voltage or a concentration outside the tables, which is left
    ///   as it was, and all after it; nil where there is none.
    func advance(_ cells: SingleBlocks) -> Int?
}

/// A model that has a tabulated form in single precision.
public protocol SingleIonicModel: IonicModel {
    /// Tables for a time step [ms] and parameters in the order of the card.
    static func single(parameters: [Double], dt: Double) -> any SingleTabulatedMembrane
}
