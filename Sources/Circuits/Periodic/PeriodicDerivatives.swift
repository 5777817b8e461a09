public import Circulation
import Numerics

/// A periodic beat: numbers read from it and how they change along directions, the beat staying periodic.
public struct PeriodicDerivatives: Sendable {
    /// The numbers.
    public let outputs: [Double]
    /// ∂number/∂coordinate, direction by direction.
    public let jacobian: [[Double]]
    /// ∂volume/∂coordinate of the state at the onset, direction by direction [mm³].
    public let volumes: [[Double]]
    /// The way to periodic beats nearby.
    public let chord: BeatChord
}

extension CircuitSolver<Double> {
    /// Differentiates the periodic beat that begins now; the circuit stays as it is.
    ///
    /// Forward differentiation of one beat, eight directions at a time, by its state x (volumes, flows,
    /// openings, states of muscles) and by the coordinates; then the implicit function theorem for x⁺(x, p) = x:
    ///
    /// ```
    /// (1 − ∂x⁺/∂x)·dx/dp = ∂x⁺/∂p,        one balance replaced by that of the whole blood
    /// ```
    ///
    /// Exact up to how periodic the beat is.
    ///
    /// - Parameters:
    ///   - steps: steps of a beat.
    ///   - directions: what is varied.
    ///   - outputs: what is read.
    /// - Throws: errors of a beat; ``CirculationError/notPeriodic(beats:change:tolerance:)`` where the
    ///   periodic beat is not isolated.
    public func derivatives(
        steps: Int, directions: [CircuitDirection], outputs: [any CircuitOutput]
    ) throws(CirculationError) -> PeriodicDerivatives {
        let beat = try BeatTangents(self, steps: steps, directions: directions, outputs: outputs)
        do throws(NumericsError) {
            return try beat.periodic(rooms: plan.compartmentNames.count, directions: directions)
        } catch {
            throw .notPeriodic(beats: 1, change: .nan, tolerance: 0)
        }
    }
}

/// The derivatives of one beat, column by column: first by its state, then by the coordinates.
private struct BeatTangents {
    /// Size of the state.
    let size: Int
    /// Columns of ∂x⁺.
    var states: [[Double]] = []
    /// Columns of ∂outputs.
    var readings: [[Double]] = []
    var outputs: [Double] = []

    init(
        _ solver: CircuitSolver<Double>, steps: Int, directions: [CircuitDirection],
        outputs: [any CircuitOutput]
    ) throws(CirculationError) {
        let start = solver.state
        let (rooms, paths) = (start.volumes.count, start.branches.count)
        size = rooms + 2 * paths + start.muscles.count
        let columns = size + directions.count
        for first in stride(from: 0, to: columns, by: 8) {
            let block = first..<min(first + 8, columns)
            func seed(_ column: Int) -> SIMD8<Double> {
                var tangent = SIMD8<Double>.zero
                if block.contains(column) { tangent[column - first] = 1 }
                return tangent
            }
            let chosen = block.filter { $0 >= size }.map { ($0 - first, directions[$0 - size]) }
            var cycle = Dual8(filling: start.cycle)
            for (lane, direction) in chosen { cycle.tangent[lane] = direction.cycle }
            var state = CircuitState<Dual8>(
                volumes: start.volumes.enumerated().map { Dual8($1, tangent: seed($0)) },
                branchCount: paths, cycle: cycle)
            for (path, branch) in start.branches.enumerated() {
                state.branches[path] = BranchValues(
                    flow: Dual8(branch.flow, tangent: seed(rooms + path)),
                    opening: Dual8(branch.opening, tangent: seed(rooms + paths + path)))
            }
            state.muscles = start.muscles.enumerated().map {
                Dual8($1, tangent: seed(rooms + 2 * paths + $0))
            }
            let dual = try CircuitSolver<Dual8>(solver.plan, state: state)
            for slot in solver.plan.defaultParameters.indices {
                dual[slot] = Dual8(filling: solver[slot])
            }
            for (lane, direction) in chosen {
                for (slot, rate) in direction.parameters { dual[slot].tangent[lane] += rate }
            }
            try dual.restore(state)
            dual.pulseBranches = Set(outputs.compactMap(\.pulseBranch))
            dual.volumeRooms = Set(outputs.compactMap(\.volumeRoom))
            let beat = try dual.beat(steps: steps)
            let end = dual.state
            let values = outputs.map { $0.value(beat) }
            self.outputs = values.map(\.value)
            for lane in 0..<block.count {
                states.append(
                    end.volumes.map { $0.tangent[lane] }
                        + end.branches.map { $0.flow.tangent[lane] }
                        + end.branches.map { $0.opening.tangent[lane] }
                        + end.muscles.map { $0.tangent[lane] })
                readings.append(values.map { $0.tangent[lane] })
            }
        }
    }

    /// The derivatives of the periodic beat.
    func periodic(
        rooms: Int, directions: [CircuitDirection]
    ) throws(NumericsError) -> PeriodicDerivatives {
        let state = try DenseLU(balances(size, rooms: rooms), order: size)
        var jacobian: [[Double]] = []
        var volumes: [[Double]] = []
        for (place, direction) in directions.enumerated() {
            var right = states[size + place]
            right[0] = direction.bloodVolume
            let change = try state.solve(right)
            volumes.append(Array(change[..<rooms]))
            jacobian.append(
                outputs.indices.map { output in
                    var sum = readings[size + place][output]
                    for k in 0..<size { sum += readings[k][output] * change[k] }
                    return sum
                })
        }
        let chord = try DenseLU(balances(rooms, rooms: rooms), order: rooms)
        var inverse = [Double](repeating: 0, count: rooms * rooms)
        // A change of volumes keeps the blood, which the first balance stands for.
        for column in 1..<max(rooms, 1) {
            var unit = [Double](repeating: 0, count: rooms)
            unit[column] = 1
            for (row, value) in try chord.solve(unit).enumerated() {
                inverse[row * rooms + column] = value
            }
        }
        return PeriodicDerivatives(
            outputs: outputs, jacobian: jacobian, volumes: volumes,
            chord: BeatChord(count: rooms, inverse: inverse))
    }

    /// 1 − ∂x⁺/∂x of the first `count` states, row by row; the first balance is that of all blood.
    ///
    /// Branches without leaflets keep their opening for ever, which leaves an empty row: it becomes that of
    /// the identity, so that nothing moves them.
    private func balances(_ count: Int, rooms: Int) -> [Double] {
        var matrix = [Double](repeating: 0, count: count * count)
        for row in 0..<count {
            var isEmpty = true
            for column in 0..<count {
                let entry =
                    row == 0
                    ? (column < rooms ? 1 : 0)
                    : (row == column ? 1 : 0) - states[column][row]
                matrix[row * count + column] = entry
                if entry != 0 { isEmpty = false }
            }
            if isEmpty { matrix[row * count + row] = 1 }
        }
        return matrix
    }
}
