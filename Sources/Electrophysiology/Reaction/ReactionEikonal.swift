public import Ionics
import Numerics

/// Voltage and calcium everywhere: each vertex plays the beat of its cell type from its activation on.
///
/// ```
/// V(x, t) = Vk(t − T(x)),   Ca(x, t) = Cak(t − T(x)),   k = cell type of x, T = arrival of activation
/// ```
///
/// periodic with the cycle length. The reaction–eikonal model without diffusion (RE−): neighbours of
/// different type do not pull on each other, so that action potential durations jump from type to
/// type.
///
/// Source: Neic et al., *J. Comput. Phys.* 346 (2017) 191–211, doi:10.1016/j.jcp.2017.06.020. Differs
/// from it: the membrane model is solved once per cell type in its paced steady state, not at every
/// vertex.
public struct ReactionEikonal: Sendable {
    /// Activation of each vertex [ms].
    public let activation: [Double]
    /// One beat of each cell type.
    public let templates: [MembraneTemplate]
    /// Number of the template each vertex follows.
    public let templateOfVertex: [UInt8]

    /// Vertices handled by one task.
    private static let grain = 4096

    /// Combines activation times with the beats of the cells.
    ///
    /// - Throws: ``ElectrophysiologyError`` where counts do not fit, a template number does not exist,
    ///   a time is not finite or cycle lengths differ.
    public init(
        activation: [Double], templates: [MembraneTemplate], templateOfVertex: [UInt8]
    ) throws(ElectrophysiologyError) {
        guard templateOfVertex.count == activation.count else {
            throw .countMismatch(
                what: "template numbers", count: templateOfVertex.count, expected: activation.count)
        }
        for (vertex, time) in activation.enumerated() where !time.isFinite {
            throw .timeNotValid(what: "the activation of vertex \(vertex)", value: time)
        }
        for (vertex, number) in templateOfVertex.enumerated()
        where !templates.indices.contains(Int(number)) {
            throw .vertexOutOfRange(
                what: "template of vertex", index: vertex, vertex: Int(number),
                vertices: templates.count)
        }
        for template in templates where template.cycleLength != templates[0].cycleLength {
            throw .timeNotValid(
                what: "a cycle length that differs from the first template's",
                value: template.cycleLength)
        }
        self.activation = activation
        self.templates = templates
        self.templateOfVertex = templateOfVertex
    }

    /// Transmembrane voltage [mV] of every vertex at a time on the clock of the activation [ms].
    public func voltage(at time: Double) -> [Double] {
        perVertex { $0.voltage(at: time - $1) }
    }

    /// Free calcium [µM] of every vertex at a time on the clock of the activation [ms].
    public func calcium(at time: Double) -> [Double] {
        perVertex { $0.calcium(at: time - $1) }
    }

    /// Duration of the action potential of every vertex [ms], at a share of repolarisation.
    ///
    /// - Throws: ``ElectrophysiologyError/noRepolarisation(template:share:)``.
    public func actionPotentialDuration(
        share: Double = 0.9
    ) throws(ElectrophysiologyError) -> [Double] {
        let crossings = try levelCrossings(share)
        return templateOfVertex.map { crossings[Int($0)].down - crossings[Int($0)].up }
    }

    /// When every vertex has repolarised by a share [ms], on the clock of the activation.
    ///
    /// - Throws: ``ElectrophysiologyError/noRepolarisation(template:share:)``.
    public func repolarisation(share: Double = 0.9) throws(ElectrophysiologyError) -> [Double] {
        let crossings = try levelCrossings(share)
        return zip(activation, templateOfVertex).map { $0 + crossings[Int($1)].down }
    }

    private func perVertex(
        _ value: @Sendable (MembraneTemplate, _ activation: Double) -> Double
    ) -> [Double] {
        [Double](unsafeUninitializedCapacity: activation.count) { buffer, count in
            nonisolated(unsafe) let out = buffer
            Parallel.forEachChunk(count: activation.count, grain: Self.grain) { _, range in
                for vertex in range {
                    out.initializeElement(
                        at: vertex,
                        to: value(templates[Int(templateOfVertex[vertex])], activation[vertex]))
                }
            }
            count = activation.count
        }
    }

    private func levelCrossings(
        _ share: Double
    ) throws(ElectrophysiologyError) -> [(up: Double, down: Double)] {
        var crossings: [(up: Double, down: Double)] = []
        for (number, template) in templates.enumerated() {
            guard let found = Self.crossings(template, share: share) else {
                throw .noRepolarisation(template: number, share: share)
            }
            crossings.append(found)
        }
        return crossings
    }

    /// Times after activation [ms] at which a template rises through and falls back to
    /// `peak − share·(peak − rest)`; rest is its last sample, just before the next activation.
    private static func crossings(
        _ template: MembraneTemplate, share: Double
    ) -> (up: Double, down: Double)? {
        let v = template.voltage
        guard let rest = v.last, let peak = v.max(), let top = v.firstIndex(of: peak), peak > rest
        else { return nil }
        let level = peak - share * (peak - rest)
        guard let down = v.indices.dropFirst(top).first(where: { v[$0] <= level }) else {
            return nil
        }
        func time(between i: Int) -> Double {
            template.sampleStep * (Double(i - 1) + (level - v[i - 1]) / (v[i] - v[i - 1]))
        }
        // Templates that begin at the upstroke are above the level from the start.
        let up = v[...top].firstIndex { $0 > level } ?? 0
        return (up == 0 ? 0 : time(between: up), time(between: down))
    }
}
