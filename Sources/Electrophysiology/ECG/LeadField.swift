public import Fibres
public import Geometry
import Numerics

/// Sensitivity of the independent leads to the transmembrane voltage.
///
/// In an unbounded homogeneous conductor the potential of the source density `−D·∇Vm` is
///
/// ```
/// φ(xe) = −1/(4π·σ)·∫ D·∇Vm · L dV,   L = ∇(1/r),   r = |x − xe|
/// D = σf·f⊗f + σs·s⊗s + σn·n⊗n
/// ```
///
/// so that a wave that runs towards an electrode makes it positive. By Gauss' theorem, with D constant on
/// each tetrahedron,
///
/// ```
/// ∫ D·∇Vm · L dV = Σ_faces ∫ Vm·(D·L)·n dA − ∫ Vm·∇·(D·L) dV ≈ Σ_faces (w_f − w̄)·⟨Vm⟩_f
/// ```
///
/// with `w_f = A·n·D·L` at the centre of the face, w̄ the mean of the four, and ⟨Vm⟩_f the mean voltage
/// over the face: second order in the edge length over r, and exactly zero for uniform voltages. Where
/// neighbours have the same D their common face drops out, so that fronts inside uniform tissue leave
/// no trace of the mesh. A lead is the combination of its electrodes.
///
/// What it leaves out: the torso's surface, which about doubles potentials on the chest, lungs and
/// blood. Shapes, durations and polarities are comparable with a recorded electrocardiogram,
/// amplitudes in order of magnitude only.
///
/// Source: Gima & Rudy, *Circ. Res.* 90 (2002) 889–896, doi:10.1161/01.RES.0000016960.61087.86,
/// equation (1), with an anisotropic D as in Plonsey & Barr, *Bioelectricity*, 3rd edition (2007),
/// chapter 8. The discretisation is ours.
public struct LeadField: Sendable {
    /// Factor of the mean voltage of each face in each ``ECGLead/independent`` lead, four per tetrahedron;
    /// face k is opposite corner k.
    public let faceWeights: [SIMD8<Double>]
    /// Factor of each node's voltage, if voltages are linear on the tetrahedra.
    public let nodeWeights: [SIMD8<Double>]

    /// Distance from an electrode to the nearest vertex below which the electrode touches the wall [mm].
    ///
    /// The formula is singular in the tissue and needs a few element lengths of distance.
    public static let leastDistance = 10.0

    /// Computes the lead field. O(tetrahedra), about 0.1 s for 250 000.
    ///
    /// - `frames`: axes of fibre, sheet and sheet normal, one per tetrahedron.
    /// - Throws: ``ElectrophysiologyError/countMismatch(what:count:expected:)``,
    ///   ``ElectrophysiologyError/electrodeInTissue(name:distance:allowed:)``.
    public init(
        _ mesh: TetMesh, frames: [FibreFrame], electrodes: ECGElectrodes,
        conductivities: ECGConductivities
    ) throws(ElectrophysiologyError) {
        guard frames.count == mesh.tets.count else {
            throw .countMismatch(
                what: "fibre frames", count: frames.count, expected: mesh.tets.count)
        }
        for electrode in ECGElectrode.allCases {
            let position = electrodes[electrode]
            let distance = mesh.points.map { ($0 - position).norm }.min() ?? .infinity
            guard distance > Self.leastDistance else {
                throw .electrodeInTissue(
                    name: electrode.rawValue, distance: distance, allowed: Self.leastDistance)
            }
        }
        let kernel = LeadKernel(electrodes, conductivities)
        let tets = mesh.tets.count
        faceWeights = [SIMD8<Double>](unsafeUninitializedCapacity: 4 * tets) { buffer, count in
            buffer.initialize(repeating: .zero)
            count = 4 * tets
            nonisolated(unsafe) let target = buffer
            Parallel.forEachChunk(count: tets, grain: 2048) { _, range in
                for tet in range {
                    let weights = kernel.faceWeights(mesh, tet, frames[tet])
                    for face in 0..<4 { target[4 * tet + face] = weights[face] }
                }
            }
        }
        var nodes = [SIMD8<Double>](repeating: .zero, count: mesh.points.count)
        for (tet, corners) in mesh.tets.enumerated() {
            for face in 0..<4 {
                let share = (1.0 / 3) * faceWeights[4 * tet + face]
                for corner in 0..<4 where corner != face { nodes[Int(corners[corner])] += share }
            }
        }
        nodeWeights = nodes
    }

    /// Potentials of the independent leads [mV] for nodal transmembrane voltages [mV].
    ///
    /// - Throws: ``ElectrophysiologyError/countMismatch(what:count:expected:)``.
    public func potentials(
        of voltage: [Double]
    ) throws(ElectrophysiologyError) -> SIMD8<Double> {
        guard voltage.count == nodeWeights.count else {
            throw .countMismatch(
                what: "voltages", count: voltage.count, expected: nodeWeights.count)
        }
        var sum = SIMD8<Double>.zero
        for (weight, value) in zip(nodeWeights, voltage) { sum += value * weight }
        return sum
    }
}

/// −D·∇(1/r)/(4π·σ) of the electrodes, combined into leads.
private struct LeadKernel {
    private let electrodes: [Vec3]
    private let factors: [SIMD8<Double>]
    private let fibre: Double
    private let sheet: Double
    private let normal: Double

    init(_ electrodes: ECGElectrodes, _ conductivities: ECGConductivities) {
        self.electrodes = electrodes.positions
        let leads = ECGLead.independent.map(\.electrodeFactors)
        factors = electrodes.positions.indices.map { electrode in
            var factor = SIMD8<Double>.zero
            for lead in leads.indices { factor[lead] = leads[lead][electrode] }
            return factor
        }
        let scale = -1 / (4 * .pi * conductivities.torso)
        fibre = scale * conductivities.fibre
        sheet = scale * conductivities.sheet
        normal = scale * conductivities.normal
    }

    /// Weights of the four faces of a tetrahedron, with zero sum.
    func faceWeights(
        _ mesh: TetMesh, _ tet: Int, _ frame: FibreFrame
    ) -> InlineArray<4, SIMD8<Double>> {
        let t = mesh.tets[tet]
        let p: InlineArray<4, Vec3> = [
            mesh.points[Int(t[0])], mesh.points[Int(t[1])], mesh.points[Int(t[2])],
            mesh.points[Int(t[3])],
        ]
        var weights = InlineArray<4, SIMD8<Double>>(repeating: .zero)
        var mean = SIMD8<Double>.zero
        for face in 0..<4 {
            let a = p[(face + 1) & 3]
            let b = p[(face + 2) & 3]
            let c = p[(face + 3) & 3]
            let cross = 0.5 * (b - a).cross(c - a)
            // Corners face + 1, + 2, + 3 run around outwards or inwards as the face number is odd or even.
            let area = face & 1 == 0 ? cross : -cross
            // D·A·n is the same for all electrodes: (D·L)·A = L·(D·A).
            let flux =
                fibre * frame.fibre.dot(area) * frame.fibre
                + sheet * frame.sheet.dot(area) * frame.sheet
                + normal * frame.normal.dot(area) * frame.normal
            weights[face] = lead(at: (1.0 / 3) * (a + b + c), flux)
            mean += 0.25 * weights[face]
        }
        for face in 0..<4 { weights[face] -= mean }
        return weights
    }

    private func lead(at point: Vec3, _ flux: Vec3) -> SIMD8<Double> {
        var sum = SIMD8<Double>.zero
        for electrode in electrodes.indices {
            let offset = electrodes[electrode] - point
            let r2 = offset.dot(offset)
            sum += (offset.dot(flux) / (r2 * r2.squareRoot())) * factors[electrode]
        }
        return sum
    }
}
