import Mechanics
import Numerics

/// What an iterate brings about: forces, volumes, stiffness.
extension ReducedWall {
    /// Forces, volumes and the circulation's answer.
    func evaluate(
        _ problem: ReducedProblem, _ q: [Double], _ pressures: [Double], _ law: CavityLaw,
        _ report: inout MechanicsReport
    ) throws -> ReducedIterate {
        let r = basis.count
        report.forceEvaluations += 1
        effort.forces += 1
        let answers = answers(
            q, rate: zip(q, problem.before).map { ($0 - $1) / problem.dt }, problem.dt)
        var force = [Double](repeating: 0, count: r)
        var smallestJ = Double.infinity
        for part in answers.muscle {
            for i in 0..<r { force[i] += part.force[i] }
            smallestJ = part.smallestJ < smallestJ ? part.smallestJ : smallestJ
        }
        var scale = Self.norm(force)
        for i in 0..<r { force[i] += answers.boundary[i] }
        let values = answers.cavities
        for (value, p) in zip(values, pressures) {
            for i in 0..<r { force[i] -= p * value.gradient[i] }
            scale = max(scale, abs(p) * Self.norm(value.gradient))
        }
        let response = try law(pressures)
        return ReducedIterate(
            q: q, pressures: pressures, force: force, residual: Self.norm(force) / scale,
            cavities: values, response: response,
            gaps: zip(values, response.volumes).map { $0.volume - $1 }, smallestJ: smallestJ)
    }

    /// What an iterate brings about, each part of it by itself.
    private enum Answer: Sendable {
        case cavity(CavityPolynomial.Value)
        case boundary([Double])
        case muscle(SampledMuscle.Forces)
    }

    /// Volumes, forces around the muscle and forces of its parts, side by side; the longest first.
    private func answers(
        _ q: [Double], rate: [Double], _ dt: Double
    ) -> (cavities: [CavityPolynomial.Value], boundary: [Double], muscle: [SampledMuscle.Forces]) {
        let (muscle, boundary) = (muscle, boundary)
        let count = boundary.cavities.count
        _ = muscle.move(to: q)
        let found = Parallel.map(count: count + 1 + muscle.count) { task -> Answer in
            if task < count { return .cavity(boundary.cavities[task].value(q)) }
            if task > count { return .muscle(muscle.forces(part: task - count - 1, q, dt: dt)) }
            var force = [Double](repeating: 0, count: q.count)
            boundary.addForce(q, rate: rate, to: &force)
            return .boundary(force)
        }
        var cavities: [CavityPolynomial.Value] = []
        var around: [Double] = []
        var parts: [SampledMuscle.Forces] = []
        for answer in found {
            switch answer {
            case .cavity(let value): cavities.append(value)
            case .boundary(let force): around = force
            case .muscle(let forces): parts.append(forces)
            }
        }
        return (cavities, around, parts)
    }

    private static func norm(_ v: [Double]) -> Double {
        v.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// ∂(force)/∂q with the pressures kept, column-major.
    func tangent(_ problem: ReducedProblem, _ iterate: ReducedIterate) -> [Double] {
        let r = basis.count
        effort.tangents += 1
        let muscle = muscle
        let isThere = muscle.move(to: iterate.q)
        let parts = Parallel.map(count: muscle.count) {
            muscle.stiffness(part: $0, iterate.q, dt: problem.dt, isThere: isThere)
        }
        var K = [Double](repeating: 0, count: r * r)
        for part in parts { for i in K.indices { K[i] += Double(part[i]) } }
        boundary.addStiffness(
            iterate.q, pressures: iterate.pressures, dt: problem.dt, to: &K)
        return K
    }
}
