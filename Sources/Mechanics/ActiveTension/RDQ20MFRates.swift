import Numerics
import Quantities

/// Rates of ``RDQ20MF`` that follow from its parameters.
struct RDQ20MFRates: Sendable {
    /// Sarcomere length to which the dissociation constant of the card belongs [µm].
    ///
    /// Source: Regazzoni et al. 2020, doi:10.1371/journal.pcbi.1008294, and its implementation.
    static let calciumLength = 2.15

    /// Rates of the centre's flip for each of the 16 states [1/ms].
    let flips: InlineArray<16, Double>
    let unbinding: Double
    /// Factor on the unbinding of calcium from a permissive unit [1].
    let permissiveUnbinding: Double
    let calciumHalf: Double
    let lengthCalcium: Double
    let detachment: Double
    let velocityDetachment: Double
    let attachment: Double
    let attachmentDistortion: Double
    let stiffness: Double
    let restingLength: Double
    /// Lengths between which overlap grows fast, grows slowly, is full, and falls [µm].
    let overlapStart: Double
    let overlapSlow: Double
    let overlapFull: Double
    let overlapFalling: Double
    let overlapEnd: Double
    /// Half of the thick filament that carries heads [µm].
    let headLength: Double

    /// Computes the rates from parameter values in the order of `RDQ20MF.card`.
    init(_ value: [Double]) {
        let (actin, myosin, bare) = (value[0], value[1], value[2])
        let (effect, cooperativity, bias, rate) = (value[4], value[5], value[6], value[10])
        var flips = InlineArray<16, Double>(repeating: 0)
        for state in 0..<16 {
            let (isPermissive, isBound) = (state >> 2 & 1 == 1, state & 1 == 1)
            let left: Int = state >> 3 & 1
            let right: Int = state >> 1 & 1
            let neighbours = Double(left + right)
            let opening = bias * rate * Double.pow(cooperativity, neighbours)
            flips[state] =
                isPermissive
                ? rate * Double.pow(cooperativity, 2 - neighbours)
                : (isBound ? opening : opening / effect)
        }
        self.flips = flips
        unbinding = value[9]
        permissiveUnbinding = 1 / effect
        calciumHalf = value[7]
        lengthCalcium = value[8]
        detachment = value[11]
        velocityDetachment = value[12]
        attachment = value[13]
        attachmentDistortion = value[14]
        stiffness = value[15]
        restingLength = value[3]
        overlapStart = actin
        overlapSlow = myosin
        overlapFull = 2 * actin - bare
        overlapFalling = 2 * actin + bare
        overlapEnd = 2 * actin + myosin
        headLength = (myosin - bare) / 2
    }

    /// Bound on the rate at which a state of the regulatory units is left by the three flips [1/ms]:
    /// its own, and the fastest that each neighbour can have beside it.
    var fastestExit: Double {
        var fastest = 0.0
        for state in 0..<16 {
            var left = 0.0
            var right = 0.0
            for other in 0..<16 {
                // The left unit as a centre, with this centre on its right; the right unit likewise.
                if other >> 1 & 3 == state >> 2 & 3 { left = max(left, flips[other]) }
                if other >> 2 & 3 == state >> 1 & 3 { right = max(right, flips[other]) }
            }
            fastest = max(fastest, flips[state] + left + right)
        }
        return fastest
    }

    /// Stages of a substep: so many that each of them keeps probabilities positive.
    var stages: Int {
        max(2, 1 + Int((RDQ20MF.longestSubstep * fastestExit).rounded(.up)))
    }

    /// Number of substeps of a step of `dt` [ms].
    func substeps(_ dt: Double) -> Int {
        max(1, Int((dt / RDQ20MF.longestSubstep * (1 - 1e-12)).rounded(.up)))
    }

    /// Refuses a dissociation constant that becomes negative with length.
    func check() throws(ParameterError) {
        let limit = -calciumHalf / (overlapFalling - Self.calciumLength)
        guard lengthCalcium > limit else {
            throw .outOfRange(
                name: "lengthCalcium", owner: RDQ20MF.card.identifier, value: lengthCalcium,
                unit: "uM/um", allowed: limit.nextUp...0)
        }
    }
}
