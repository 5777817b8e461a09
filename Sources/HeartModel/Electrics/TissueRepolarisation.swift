public import Geometry

/// How long action potentials last, and when tissue repolarises, over both ventricles.
///
/// Durations are those of the paced cells (90 %), weighted with the volume of tissue that follows each; places of the wall do
/// not change each other's duration. A place repolarises its duration after its activation.
public struct TissueRepolarisation: Sendable, Equatable {
    /// Mean duration of both ventricles [ms].
    public let mean: Double
    /// Mean duration of each part of the wall [ms].
    public let means: [WallRegion: Double]
    /// Longest less shortest duration [ms].
    public let durationSpread: Double
    /// Latest less earliest time of repolarisation [ms].
    public let timeSpread: Double

    /// Measures a wall.
    ///
    /// - Parameters:
    ///   - durations: of the cells at 90 % repolarisation [ms].
    ///   - cellOfVertex: which of them each vertex follows.
    ///   - activation: of each vertex [ms].
    public init(
        _ anatomy: VentricularAnatomy, durations: [Double], cellOfVertex: [UInt8],
        activation: [Double]
    ) {
        precondition(cellOfVertex.count == activation.count, "a cell and a time for each vertex")
        var sums: [WallRegion: (duration: Double, volume: Double)] = [:]
        for (index, tet) in anatomy.mesh.tets.enumerated() {
            let quarter = anatomy.mesh.volume(index) / 4
            var sum = sums[anatomy.regions[index]] ?? (0, 0)
            for corner in 0..<4 {
                sum.duration += quarter * durations[Int(cellOfVertex[Int(tet[corner])])]
                sum.volume += quarter
            }
            sums[anatomy.regions[index]] = sum
        }
        means = sums.mapValues { $0.duration / $0.volume }
        let parts = sums.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
        mean = parts.reduce(0) { $0 + $1.duration } / parts.reduce(0) { $0 + $1.volume }
        let used = Set(cellOfVertex).sorted().map { durations[Int($0)] }
        durationSpread = (used.max() ?? 0) - (used.min() ?? 0)
        let times = activation.indices.map { activation[$0] + durations[Int(cellOfVertex[$0])] }
        timeSpread = (times.max() ?? 0) - (times.min() ?? 0)
    }
}
