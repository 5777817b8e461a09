import FiniteElements
import Geometry
public import HeartModel
import Mechanics
public import Storage

/// Collects the moving wall of one beat, for ParaView and for the report's viewer.
public struct MotionRecorder: Sendable {
    /// The frames so far.
    public private(set) var frames: [MotionFrame] = []

    private let model: HeartModel
    private let average: CellAverage

    /// Distance of two frames [ms]; steps end there, see `StepControl`.
    public static let interval = 10.0

    /// What is known of the wall beside its positions, by its name in files and in their order.
    public enum Field: String, Sendable, CaseIterable {
        case activation = "activation_ms"
        case voltage = "transmembrane_potential_mV"
        case fibreStretch = "fibre_stretch"
        case activeTension = "active_tension_kPa"
        case segment = "aha_segment"

        fileprivate var isMoving: Bool { self != .activation && self != .segment }

        fileprivate var meshField: MeshField {
            let isOfNodes = self == .activation || self == .voltage
            return MeshField(rawValue, isOfNodes ? .point : .cell, moving: isMoving)
        }
    }

    /// Starts without frames, or with those recorded earlier.
    public init(_ model: HeartModel, frames: [MotionFrame] = []) {
        self.model = model
        self.frames = frames
        average = CellAverage(
            tets: model.wall.mesh.tets, nodes: model.wall.mesh.points.count,
            perTet: model.wall.quadrature.count)
    }

    /// Takes the state at a time of the beat [ms] if a frame is due then.
    public mutating func record(_ state: HeartState, time: Double) {
        guard (time / Self.interval).rounded() * Self.interval == time else { return }
        let positions = model.positions(state)
        frames.append(
            MotionFrame(
                time: time, positions: positions,
                stretch: average.cells(model.fibreStretch(nodes: positions)),
                tension: average.cells(state.wall.tension)))
    }

    /// Active tension of a frame at the nodes [kPa].
    public func nodalTension(_ frame: MotionFrame) -> [Double] { average.nodes(frame.tension) }

    /// Fibre stretch of a frame at the nodes [1].
    public func nodalStretch(_ frame: MotionFrame) -> [Double] { average.nodes(frame.stretch) }

    /// Segment of each tetrahedron, from 1; 0 outside the left ventricle and without septum.
    private func segmentNumbers() throws -> [Double] {
        guard let segments = try SegmentedWall(model.wall.imagedMesh) else {
            return [Double](repeating: 0, count: model.wall.mesh.tetCount)
        }
        return segments.tets.map { Double($0?.rawValue ?? 0) }
    }

    /// Values of a field in a frame; of one that does not move, in any.
    private func values(of field: Field, _ frame: MotionFrame? = nil) throws -> [Double] {
        switch field {
        case .activation: model.nodes.activation
        case .voltage:
            frame.map { model.nodes.voltage(at: $0.time, electrics: model.electrics) } ?? []
        case .fibreStretch: frame?.stretch ?? []
        case .activeTension: frame?.tension ?? []
        case .segment: try segmentNumbers()
        }
    }

    /// Writes frames as a VTKHDF series with its XDMF sidecar.
    ///
    /// - `output`: which frames and fields; all of them unless given.
    /// - `annotate`: adds groups of its own beside `/VTKHDF`.
    public func write(
        to folder: RunFolder, output: MotionOutput = .everything,
        annotate: (H5Group) throws -> Void = { _ in }
    ) throws {
        let moving = output.fields.filter(\.isMoving)
        let file = try MovingMeshFile(
            path: folder.mesh, mesh: model.wall.mesh, fields: output.fields.map(\.meshField),
            still: try output.fields.filter { !$0.isMoving }.map { try values(of: $0) })
        do {
            for frame in frames where output.takes(frame.time) {
                try file.append(
                    time: frame.time, points: frame.positions,
                    values: try moving.map { try values(of: $0, frame) })
            }
            try file.commit(annotate: annotate)
        } catch {
            file.discard()
            throw error
        }
        try TextFile.write(file.sidecar(file: "result.vtkhdf"), to: folder.meshSidecar)
    }
}

/// Averages quadrature-point values to cells, and those to nodes.
private struct CellAverage: Sendable {
    private let tets: [Int32]
    private let perTet: Int
    private let inverseCount: [Double]

    init(tets: [Int32], nodes: Int, perTet: Int) {
        self.tets = tets
        self.perTet = perTet
        var count = [Double](repeating: 0, count: nodes)
        for node in tets { count[Int(node)] += 1 }
        inverseCount = count.map { 1 / max($0, 1) }
    }

    /// Mean over the points of each cell.
    func cells(_ values: [Double]) -> [Double] {
        (0..<tets.count / 10).map { tet in
            values[perTet * tet..<perTet * (tet + 1)].reduce(0, +) / Double(perTet)
        }
    }

    /// Mean over the cells around each node.
    func nodes(_ cells: [Double]) -> [Double] {
        var sum = [Double](repeating: 0, count: inverseCount.count)
        for (tet, value) in cells.enumerated() {
            for a in 0..<10 { sum[Int(tets[10 * tet + a])] += value }
        }
        return zip(sum, inverseCount).map { $0 * $1 }
    }
}
