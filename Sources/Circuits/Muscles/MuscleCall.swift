import Numerics

/// What a muscle's law works on: volumes and parameters, its states at the base and at the end of a stage, and
/// where pressures and slopes go.
///
/// States are the unknowns of the shape, the tension of every wall [mN/mm], and for every patch the length of the
/// contractile element [mm], the activation [1] and the natural strain [1].
public struct MuscleCall<Real: CircuitReal> {
    /// Volumes of the compartments [mm³].
    let volumes: UnsafePointer<Real>
    /// Parameters of the muscle, and of its patches one after another.
    let parameters: LawParameters<Real>
    let patchParameters: UnsafePointer<Real>
    /// First patch of every wall, and the number of patches.
    let starts: UnsafePointer<Int>
    let wallCount: Int
    let unknownCount: Int
    /// Length of the stage [ms], 0 for the present moment; time since the onset of the QRS at its end; cycle.
    let stage: Real
    let sinceOnset: Real
    let cycle: Real
    /// States the stage starts from, and at its end; the latter are also where the search begins.
    let base: UnsafePointer<Real>
    let end: UnsafeMutablePointer<Real>
    /// ``MuscleScratch/perPatch`` numbers for each patch.
    let scratch: UnsafeMutablePointer<Real>
    /// Transmural pressures [kPa] and their slopes by all volumes [kPa/mm³], row by row.
    let pressures: UnsafeMutablePointer<Real>
    let slopes: UnsafeMutablePointer<Real>

    @inline(__always)
    var patchCount: Int { starts[wallCount] }

    @inline(__always)
    func tension(_ wall: Int) -> UnsafeMutablePointer<Real> { end + unknownCount + wall }

    @inline(__always)
    func patch(_ index: Int) -> UnsafeMutablePointer<Real> {
        end + unknownCount + wallCount + 3 * index
    }

    @inline(__always)
    private func basePatch(_ index: Int) -> UnsafePointer<Real> {
        base + unknownCount + wallCount + 3 * index
    }

    @inline(__always)
    private func values(_ index: Int) -> LawParameters<Real> {
        LawParameters(patchParameters + SarcomerePatch.parameterCount * index)
    }

    @inline(__always)
    private func room(_ index: Int) -> UnsafeMutablePointer<Real> {
        scratch + MuscleScratch.perPatch * index
    }

    /// Volume of a wall [mm³].
    @inline(never)
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    func wallVolume(_ wall: Int) -> Real {
        var sum: Real = 0
        for index in starts[wall]..<starts[wall + 1] { sum = sum + values(index)[1] }
        return sum
    }

    /// Sums over the patches of a wall that Newton's method needs.
    struct Wall {
        /// Area of the patches [mm²].
        var area: Real
        /// ∂area/∂tension [mm³/mN].
        var compliance: Real
        /// What the area lacks for every patch to bear the wall's tension [mm²].
        var lack: Real
    }

    /// Finds what depends on time alone.
    @inline(never)
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    func prepare() {
        let beat = SarcomerePatch.Beat(
            onset: parameters[0], fixedDuration: parameters[1], cycleShare: parameters[2],
            sinceOnset: sinceOnset, cycle: cycle)
        for index in 0..<patchCount {
            let timing = SarcomerePatch.timing(beat, values(index))
            room(index)[0] = timing.rise
            room(index)[1] = timing.phase
            room(index)[2] = timing.duration
        }
    }

    /// Sets every patch to rest.
    @inline(never)
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    func relax() {
        let start = UnsafeMutablePointer(mutating: base)
        for index in 0..<patchCount {
            let states = start + unknownCount + wallCount + 3 * index
            states[0] = values(index)[SarcomerePatch.referenceLength]
            states[1] = 0
        }
    }

    /// Lets relaxed contractile elements follow their sarcomeres.
    @inline(never)
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    func settleSarcomeres() {
        for index in 0..<patchCount {
            let p = values(index)
            patch(index)[0] =
                p[SarcomerePatch.referenceLength] * Real.exp(patch(index)[2])
                - p[SarcomerePatch.seriesLength]
        }
    }

    /// Takes every patch of a wall as strained alike, as its area [mm²] says.
    @inline(never)
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    func guess(_ wall: Int, area: Real) {
        var reference: Real = 0
        for index in starts[wall]..<starts[wall + 1] { reference = reference + values(index)[0] }
        let strain = 0.5 * Real.log(area / reference)
        for index in starts[wall]..<starts[wall + 1] { patch(index)[2] = strain }
        evaluate(wall, contractility: 0)
        var sum: Real = 0
        for index in starts[wall]..<starts[wall + 1] { sum = sum + room(index)[3] }
        tension(wall)[0] = sum * Real(filling: 1 / Double(starts[wall + 1] - starts[wall]))
    }

    /// Tension of every patch of a wall, and its slope, at the present strains; sarcomeres follow.
    @inline(never)
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    func evaluate(_ wall: Int, contractility: Real) {
        for index in starts[wall]..<starts[wall + 1] {
            let p = values(index)
            let (states, begin, room) = (patch(index), basePatch(index), room(index))
            let result = SarcomerePatch.stress(
                strain: states[2], length: begin[0], activation: begin[1], by: stage,
                timing: .init(rise: room[0], phase: room[1], duration: room[2]),
                contractility: contractility, p)
            states[0] = result.length
            states[1] = result.activation
            let area = p[0] * Real.exp(2 * states[2])
            let perArea = 0.5 * p[1] / area
            room[3] = perArea * result.stress
            room[4] = perArea * (result.slope - 2 * result.stress)
            room[5] = area
        }
    }

    /// Sums over a wall after ``evaluate(_:contractility:)``.
    @inline(never)
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    func sums(_ wall: Int) -> Wall {
        var sums = Wall(area: 0, compliance: 0, lack: 0)
        let tension = tension(wall)[0]
        for index in starts[wall]..<starts[wall + 1] {
            let room = room(index)
            let slack = 2 * room[5] / room[4]
            sums.area = sums.area + room[5]
            sums.compliance = sums.compliance + slack
            sums.lack = sums.lack + slack * (room[3] - tension)
        }
        return sums
    }

    /// Largest change of any strain of a wall when its tension changes.
    @inline(never)
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    func largestChange(_ wall: Int, _ change: Real) -> Real {
        var largest: Real = 0
        let tension = tension(wall)[0] + change
        for index in starts[wall]..<starts[wall + 1] {
            let by = (tension - room(index)[3]) / room(index)[4]
            largest = Real.larger(Real.larger(by, -by), largest)
        }
        return largest
    }

    /// Changes the tension of a wall and the strains of its patches by a share of Newton's step.
    @inline(never)
    @_specialize(where Real == Double)
    @_specialize(where Real == Double8)
    @_specialize(where Real == Dual8)
    func change(_ wall: Int, _ change: Real, share: Real) {
        let tension = tension(wall)
        for index in starts[wall]..<starts[wall + 1] {
            let by = (tension[0] + change - room(index)[3]) / room(index)[4]
            patch(index)[2] = patch(index)[2] + share * by
        }
        tension[0] = tension[0] + share * change
    }
}

/// Numbers kept for each patch while a balance is looked for: rise, phase and duration of its activation, tension,
/// the tension's slope, area.
enum MuscleScratch {
    static let perPatch = 6
}

/// Which lanes still look for a balance.
struct BalanceSearch<Real: CircuitReal> {
    /// 1 where the search goes on.
    private(set) var active: Real = 1
    private var isPolishing: Real = 0
    private var steps = 0

    /// Largest change of a strain, or relative change of a length, in one iteration.
    private static var longest: Double { 0.15 }
    /// A change below which one more iteration ends at round-off.
    private static var small: Double { 1e-6 }
    /// Iterations before giving up.
    private static var limit: Int { 60 }

    /// The share of a step to take, by its size; lanes that are done take nothing, so that every lane has the bits
    /// it has alone.
    @inline(__always)
    func share(_ size: Real) -> Real {
        let longest = Real(filling: Self.longest)
        return active * Real.select(longest, below: size, longest / size, 1)
    }

    /// Whether any lane goes on.
    @inline(__always)
    var goesOn: Bool { active.largest > 0 && steps < Self.limit }

    /// Notes the size of the step just taken.
    @inline(__always)
    mutating func note(_ size: Real) {
        active = active * (1 - isPolishing)
        isPolishing = Real.select(size, below: Real(filling: Self.small), 1, 0)
        steps += 1
    }
}
