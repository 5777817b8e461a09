import Glibc
public import Numerics

/// Interpolation of nodal fields of one mesh at arbitrary points, such as another mesh's nodes or
/// quadrature points.
///
/// Points outside take the value of the nearest place of the boundary; ``distances`` tell how far
/// away it is. Linear fields are reproduced exactly inside.
public struct FieldTransfer: Sendable {
    /// Where each point lies.
    public let locations: [MeshLocation]
    private let nodesPerPoint: Int
    private let nodes: [Int32]
    private let weights: [Double]

    /// Points per task: a search costs about a microsecond.
    private static let grain = 512

    /// Locates points in a mesh.
    public init(from locator: some MeshLocator, to points: [Vec3]) {
        let chunks = Parallel.chunkCount(count: points.count, grain: Self.grain)
        var parts = [[MeshLocation]](repeating: [], count: chunks)
        parts.withUnsafeMutableBufferPointer { buffer in
            let slots = ChunkSlots(buffer)
            Parallel.forEachChunk(count: points.count, grain: Self.grain) { chunk, range in
                slots[chunk] = range.map { locator.locate(points[$0]) }
            }
        }
        locations = Array(parts.joined())
        var nodes: [Int32] = []
        var weights: [Double] = []
        for location in locations {
            let part = locator.interpolation(at: location)
            nodes += part.nodes
            weights += part.weights
        }
        nodesPerPoint = locations.isEmpty ? 0 : nodes.count / locations.count
        self.nodes = nodes
        self.weights = weights
    }

    /// Distance of each point from the mesh, 0 inside [mm].
    public var distances: [Double] { locations.map(\.distance) }

    /// Greatest distance of a point from the mesh [mm].
    public var greatestDistance: Double { distances.max() ?? 0 }

    /// Values of a nodal field at the points.
    public func values(of field: [Double]) -> [Double] {
        interpolate { field[$0] }
    }

    /// Values of an angle [rad] at the points, −π … π, interpolated by its cosine and sine.
    ///
    /// Interpolating the angle itself would run through 0 where it jumps from π to −π.
    public func angles(of field: [Double]) -> [Double] {
        zip(interpolate { sin(field[$0]) }, interpolate { cos(field[$0]) }).map { atan2($0, $1) }
    }

    /// Ventricular coordinates at the points.
    public func coordinates(of coordinates: VentricularCoordinates) -> VentricularCoordinates {
        VentricularCoordinates(
            apicobasal: values(of: coordinates.apicobasal),
            transmural: values(of: coordinates.transmural),
            rotational: angles(of: coordinates.rotational))
    }

    private func interpolate(_ value: (Int) -> Double) -> [Double] {
        locations.indices.map { point in
            var sum = 0.0
            for k in point * nodesPerPoint..<(point + 1) * nodesPerPoint {
                sum += weights[k] * value(Int(nodes[k]))
            }
            return sum
        }
    }
}

/// Slots of a buffer that tasks fill, each its own.
private struct ChunkSlots: @unchecked Sendable {
    private let base: UnsafeMutableBufferPointer<[MeshLocation]>

    init(_ base: UnsafeMutableBufferPointer<[MeshLocation]>) { self.base = base }

    subscript(chunk: Int) -> [MeshLocation] {
        get { base[chunk] }
        nonmutating set { base[chunk] = newValue }
    }
}
