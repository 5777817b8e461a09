import Numerics

/// Turns a run of the benchmark into judged numbers.
struct Arostica2025Comparison {
    /// A peak of the published curves: the codes' mean and range [mm].
    struct Peak: Sendable {
        var point: String
        var component: String
        var mean: Double
        var low: Double
        var high: Double
    }

    var problem: Arostica2025Problem
    var curves: Arostica2025Curves
    var reference: Arostica2025Reference
    /// Name of the run in the checks.
    var label: String

    /// Reads the reference and takes the times that a run has reached.
    ///
    /// - Throws: ``VerificationError``.
    init(
        _ problem: Arostica2025Problem, _ curves: Arostica2025Curves, label: String,
        _ options: VerificationOptions
    ) throws {
        self.problem = problem
        self.label = label
        reference = try Arostica2025Reference(
            folder: options.referenceDirectory, case: problem.referenceCase,
            points: problem.points.map(\.name))
        let end = curves.times.last ?? 0
        self.curves = curves.sampled(at: reference.times.filter { $0 <= end })
    }

    /// Relative L2 distances from the codes' mean, over the times reached.
    func distances(high: Double?) -> [Check] {
        problem.points.indices.map { index in
            Check(
                "\(label), \(problem.points[index].name): distance from the codes' mean",
                unit: "1", observed: distance(index), high: high, gated: high != nil)
        }
    }

    /// Relative L2 distance of one point from the codes' mean [1].
    func distance(_ index: Int) -> Double {
        curves.distance(
            index, from: Array(reference.points[index].mean.prefix(curves.times.count)))
    }

    /// How far the curves leave the range of the codes, in any component at any time reached [mm].
    func excursions(high: Double?) -> [Check] {
        problem.points.indices.map { index in
            var largest = 0.0
            let band = reference.points[index]
            for (time, u) in curves.displacements[index].enumerated() {
                for beyond in [band.least[time] - u, u - band.greatest[time]] {
                    largest = max(largest, beyond.x, beyond.y, beyond.z)
                }
            }
            return Check(
                "\(label), \(problem.points[index].name): farthest outside the codes' range",
                unit: "mm", observed: largest, high: high, gated: high != nil)
        }
    }

    /// Peaks against the range of the codes.
    func peaks(_ peaks: [Peak]) -> [Check] {
        peaks.map { peak in
            Check(
                "\(label), \(peak.point) \(peak.component): peak", unit: "mm",
                observed: self.peak(peak.point, peak.component), expected: peak.mean,
                low: peak.low, high: peak.high)
        }
    }

    /// Peak of one component of a point [mm].
    func peak(_ point: String, _ component: String) -> Double {
        guard let index = problem.points.firstIndex(where: { $0.name == point }) else {
            return .nan
        }
        return curves.peak(index) { u in
            switch component {
            case "ux": u.x
            case "uy": u.y
            default: u.z
            }
        }
    }
}
