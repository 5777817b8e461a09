public import Geometry
import Numerics

/// Twelve-lead electrocardiogram of a heart whose nodes follow voltage templates from their activation.
///
/// `Vm(x, t) = U(t − T(x))` changes within a fraction of a millimetre at the front while elements are
/// millimetres long: voltages at the nodes alone would make the electrocardiogram a sum of steps as
/// one node after the other depolarises. Therefore the arrival time T is taken linear on each face of
/// the mesh, and Vm averaged over it exactly, see ``ArrivalHistogram``; ``LeadField`` needs no more. The
/// front has no width of its own beyond the template's, and nothing is smoothed; what remains is second
/// order in the edge length.
///
/// The result of all faces is a histogram of lead weights over arrival times for each template,
/// convolved once with the template: the cost is O(tetrahedra + samples · span), not their product.
public struct PseudoECG: Sendable {
    private let mesh: TetMesh
    private let leadField: LeadField

    /// Makes an electrocardiograph for a mesh and its lead field.
    public init(_ mesh: TetMesh, leadField: LeadField) {
        precondition(
            leadField.faceWeights.count == 4 * mesh.tets.count, "the lead field of another mesh")
        self.mesh = mesh
        self.leadField = leadField
    }

    /// One beat.
    ///
    /// - `activation`: arrival time at each node [ms].
    /// - `template`: which template each node follows.
    /// - `templates`: voltages.
    /// - `sampleStep`: of the result [ms].
    ///
    /// - Throws: ``ElectrophysiologyError/countMismatch(what:count:expected:)``,
    ///   ``ElectrophysiologyError/timeNotValid(what:value:)``,
    ///   ``ElectrophysiologyError/unknownIdentifier(kind:name:known:)`` for a template number too high.
    public func beat(
        activation: [Double], template: [UInt8], templates: VoltageTemplates,
        sampleStep: Double = 1
    ) throws(ElectrophysiologyError) -> Electrocardiogram {
        try check(activation, template, templates, sampleStep)
        let histograms = histograms(activation, template, templates.voltage.count, sampleStep)
        let count = Int((templates.cycleLength / sampleStep).rounded(.down)) + 1
        let bins = histograms[0].bins.count
        let first = histograms[0].first
        // Voltage of each template at all differences of sample and bin number.
        let lowest = -(first + bins - 1)
        let voltages = templates.voltage.indices.map { index in
            (lowest..<count - first).map {
                templates.voltage(index, at: Double($0) * sampleStep)
            }
        }
        var independent = [SIMD8<Double>](repeating: .zero, count: count)
        independent.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let target = buffer
            Parallel.forEachChunk(count: count, grain: 64) { _, range in
                for sample in range {
                    var sum = SIMD8<Double>.zero
                    for (histogram, voltage) in zip(histograms, voltages) {
                        for bin in 0..<bins {
                            sum += voltage[sample - first - bin - lowest] * histogram.bins[bin]
                        }
                    }
                    target[sample] = sum
                }
            }
        }
        return Electrocardiogram(sampleStep: sampleStep, independent: independent)
    }

    private func check(
        _ activation: [Double], _ template: [UInt8], _ templates: VoltageTemplates,
        _ sampleStep: Double
    ) throws(ElectrophysiologyError) {
        let nodes = mesh.points.count
        for (what, count) in [
            ("activation times", activation.count), ("templates", template.count),
        ]
        where count != nodes {
            throw .countMismatch(what: what, count: count, expected: nodes)
        }
        guard sampleStep > 0, sampleStep <= templates.cycleLength else {
            throw .timeNotValid(what: "sample step", value: sampleStep)
        }
        for time in activation where !(abs(time) <= templates.cycleLength) {
            throw .timeNotValid(what: "activation time", value: time)
        }
        let known = templates.voltage.indices.map { "\($0)" }
        for number in template where Int(number) >= templates.voltage.count {
            throw .unknownIdentifier(kind: "voltage template", name: "\(number)", known: known)
        }
    }

    /// Lead weights by arrival time, one histogram per template.
    private func histograms(
        _ activation: [Double], _ template: [UInt8], _ templates: Int, _ step: Double
    ) -> [ArrivalHistogram] {
        let empty = ArrivalHistogram(
            step: step, from: activation.min() ?? 0, to: activation.max() ?? 0)
        // A fixed number of parts, so that the sums do not depend on the number of threads.
        let parts = 16
        let grain = max(1, (mesh.tets.count + parts - 1) / parts)
        let chunks = Parallel.chunkCount(count: mesh.tets.count, grain: grain)
        var partial = [[ArrivalHistogram]](
            repeating: Array(repeating: empty, count: templates), count: max(1, chunks))
        partial.withUnsafeMutableBufferPointer { partial in
            nonisolated(unsafe) let target = partial
            Parallel.forEachChunk(count: mesh.tets.count, grain: grain) { chunk, range in
                var own = target[chunk]
                for tet in range { add(tet, activation, template, to: &own) }
                target[chunk] = own
            }
        }
        var total = partial[0]
        for part in partial.dropFirst() {
            for index in total.indices { total[index].add(part[index]) }
        }
        return total
    }

    /// Adds the four faces of a tetrahedron.
    private func add(
        _ tet: Int, _ activation: [Double], _ template: [UInt8],
        to histograms: inout [ArrivalHistogram]
    ) {
        let t = mesh.tets[tet]
        for face in 0..<4 {
            let weight = leadField.faceWeights[4 * tet + face]
            let i = Int(t[(face + 1) & 3])
            let j = Int(t[(face + 2) & 3])
            let k = Int(t[(face + 3) & 3])
            let times = (activation[i], activation[j], activation[k])
            if template[i] == template[j], template[j] == template[k] {
                histograms[Int(template[i])].add(weight, arrivals: times.0, times.1, times.2)
            } else {
                for node in [i, j, k] {
                    histograms[Int(template[node])].add(
                        (1.0 / 3) * weight, arrivals: times.0, times.1, times.2)
                }
            }
        }
    }
}
