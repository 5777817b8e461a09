/// Constants of the arterial baroreflex.
///
/// Source: Ursino, *Am. J. Physiol.* 275 (1998) H1733–H1747, doi:10.1152/ajpheart.1998.275.5.H1733,
/// tables 2 and 3. The paper itself was not at hand: numbers were read in four public
/// implementations that agree (matthiaszeller/VAD-0D-DNN `Mathcard.mo`,
/// viswajithsv-collab/CP-Model, BioGears `Nervous.cpp`, an ECMO teaching simulator), and gains, resting
/// and basal values agree among themselves: (θ basal − θ₀)/G is 1.18–1.22 for every effector.
enum BaroreflexConstants {
    // Afferent: lead and lag [ms], firing [1/s], slope [mmHg].
    static let lead = 6370.0
    static let lag = 2076.0
    static let leastFiring = 2.52
    static let largestFiring = 47.78
    static let slopePressure = 11.758
    // Efferent sympathetic [1/s, s].
    static let sympatheticAtInfinity = 2.10
    static let sympatheticAtZero = 16.11
    static let sympatheticDecay = 0.0675
    static let sympatheticThreshold = 2.66
    // Efferent vagal [1/s].
    static let vagalAtZero = 3.2
    static let vagalAtInfinity = 6.3
    static let vagalSlope = 7.06
    static let vagalCentre = 25.0

    /// An effector with its gain per logarithm of sympathetic firing, time constant and delay [ms], and
    /// value without sympathetic drive.
    struct Effector: Sendable {
        var gain: Double
        var timeConstant: Double
        var delay: Double
        var resting: Double
    }

    /// Elastances [mmHg/mL].
    static let leftElastance = Effector(
        gain: 0.475, timeConstant: 8000, delay: 2000, resting: 2.392)
    static let rightElastance = Effector(
        gain: 0.282, timeConstant: 8000, delay: 2000, resting: 1.412)
    /// Resistances of the splanchnic and the other peripheral vessels, in parallel [mmHg·s/mL].
    static let splanchnicResistance = Effector(
        gain: 0.695, timeConstant: 6000, delay: 2000, resting: 2.49)
    static let peripheralResistance = Effector(
        gain: 0.53, timeConstant: 6000, delay: 2000, resting: 0.78)
    /// Unstressed volumes of the splanchnic and the other veins [mL].
    static let splanchnicVolume = Effector(
        gain: -265.4, timeConstant: 20_000, delay: 5000, resting: 1435.4)
    static let peripheralVolume = Effector(
        gain: -132.5, timeConstant: 20_000, delay: 5000, resting: 1537)
    /// Heart period: sympathetic part, by the logarithm [s].
    static let sympatheticPeriod = Effector(
        gain: -0.13, timeConstant: 2000, delay: 2000, resting: 0.58)
    /// Heart period: vagal part, by vagal firing itself [s].
    static let vagalPeriod = Effector(gain: 0.09, timeConstant: 1500, delay: 200, resting: 0)

    /// All effectors: left and right elastance, the two resistances, the two unstressed volumes, the
    /// two parts of the heart period.
    static let effectors = [
        leftElastance, rightElastance, splanchnicResistance, peripheralResistance,
        splanchnicVolume, peripheralVolume, sympatheticPeriod, vagalPeriod,
    ]
}
