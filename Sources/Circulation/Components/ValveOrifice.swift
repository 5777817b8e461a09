public import Quantities

/// Valve as an orifice with leaflets that move: Bernoulli loss, inertance and an opening state.
///
/// ```
/// Δp = Rs·Q + ρ/(2·A²)·Q·|Q| + (ρ·l/A)·dQ/dt,      A = Aleak + (Aopen − Aleak)·ζ
/// dζ/dt = (1 − ζ)·Kvo·Δp   for Δp > 0,              dζ/dt = ζ·Kvc·Δp   for Δp < 0
/// ```
///
/// Stenosis is a small `Aopen`, regurgitation a positive `Aleak`. The momentum balance is solved
/// multiplied by A², which keeps it regular for a perfectly closed valve (A = 0 gives Q = 0).
///
/// Differs from the paper: the opening and closing thresholds are zero, `Rs` (the characteristic
/// resistance of the artery behind the valve) belongs to the same path, and `Δp` that moves the
/// leaflets includes the drop over `Rs`, so that they close when flow ends rather than during its
/// deceleration. With `Rs` = 0 it is the cited model.
///
/// Source: Mynard et al., *Int. J. Numer. Methods Biomed. Eng.* 28 (2012) 626–641,
/// doi:10.1002/cnm.1466, equations (1)–(7).
public struct ValveOrifice: ValveModel {
    /// Effective area of the open valve [mm²].
    public var openArea: Double
    /// Effective area that remains when closed [mm²].
    public var leakArea: Double
    /// Effective length of the accelerated column l [mm].
    public var effectiveLength: Double
    /// Opening rate Kvo [1/(kPa·ms)].
    public var openingRate: Double
    /// Closing rate Kvc [1/(kPa·ms)].
    public var closingRate: Double
    /// Blood density ρ [mg/mm³].
    public var density: Double

    /// Opening below which the leaflets count as closed: keeps ζ out of the denormal numbers, where
    /// its exponential decay would otherwise end [1].
    @usableFromInline static var closedOpening: Double { 1e-30 }

    /// Makes a valve from internal units.
    @inlinable
    public init(
        openArea: Double, leakArea: Double, effectiveLength: Double, openingRate: Double,
        closingRate: Double, density: Double
    ) {
        self.openArea = openArea
        self.leakArea = leakArea
        self.effectiveLength = effectiveLength
        self.openingRate = openingRate
        self.closingRate = closingRate
        self.density = density
    }

    public static let closed = BranchState(flow: 0, opening: 0)

    @inlinable @inline(__always)
    public func advance(
        _ base: BranchState, by h: Double, drop: Double, series: Double
    ) -> BranchStep {
        let (opening, openingSlope) = advanceOpening(base.opening, by: h, drop: drop)
        let span = openArea - leakArea
        let area = leakArea + span * opening
        guard area > 0 else { return BranchStep(flow: 0, opening: opening, conductance: 0) }
        // (ρ/2)·Q·|Q| + k·Q = r, with the whole balance multiplied by A².
        let inertia = density * effectiveLength / h
        let k = area * (inertia + area * series)
        let r = area * (area * drop + inertia * base.flow)
        let root = (k * k + 2 * density * r.magnitude).squareRoot()
        let flow = 2 * r / (k + root)
        // d/dA of the balance at fixed Q, then the chain rule through A(Δp).
        let byArea = 2 * area * (drop - series * flow) + inertia * (base.flow - flow)
        let conductance = (area * area + byArea * span * openingSlope) / root
        return BranchStep(flow: flow, opening: opening, conductance: conductance)
    }

    /// Implicit opening and its slope by the drop [1/kPa].
    @inlinable @inline(__always)
    func advanceOpening(
        _ base: Double, by h: Double, drop: Double
    ) -> (opening: Double, slope: Double) {
        let opening: Double
        let slope: Double
        if drop > 0 {
            let weight = 1 / (1 + h * openingRate * drop)
            opening = 1 - (1 - base) * weight
            slope = (1 - base) * weight * weight * h * openingRate
        } else {
            let weight = 1 / (1 - h * closingRate * drop)
            opening = base * weight
            slope = base * weight * weight * h * closingRate
        }
        // A multistep or multistage base may lie outside [0, 1]; the leaflets stay inside.
        if opening <= Self.closedOpening { return (0, 0) }
        if opening >= 1 { return (1, 0) }
        return (opening, slope)
    }

    @inlinable
    public func flow(_ state: BranchState, drop: Double, series: Double) -> Double { state.flow }

    @inlinable
    public func rates(_ state: BranchState, drop: Double, series: Double) -> BranchState {
        let zeta = state.opening
        let openingRate =
            drop > 0 ? (1 - zeta) * openingRate * drop : zeta * closingRate * drop
        let area = leakArea + (openArea - leakArea) * zeta
        guard area > 0 else { return BranchState(flow: 0, opening: openingRate) }
        let loss = density * state.flow * state.flow.magnitude / (2 * area * area)
        let acceleration =
            (drop - series * state.flow - loss) * area / (density * effectiveLength)
        return BranchState(flow: acceleration, opening: openingRate)
    }

    public static let card = ModelCard(
        identifier: "valve-orifice",
        summary: "Valve with moving leaflets, Bernoulli loss and inertance; stenosis and leak",
        source: source, states: ["flow", "opening"],
        parameters: [
            ParameterCard(
                "openArea", "Effective area of the open valve", unit: "cm2", default: 6.9,
                range: 0.05...20, source: source),
            ParameterCard(
                "leakArea", "Effective area of the closed valve", unit: "cm2", default: 0,
                range: 0...5, source: source),
            ParameterCard(
                "effectiveLength", "Length of the accelerated column", unit: "cm", default: 1.5,
                range: 0.05...10, source: source),
            ParameterCard(
                "openingRate", "Opening rate Kvo", unit: "1/(kPa.s)", default: 120,
                range: 1...10_000, source: source),
            ParameterCard(
                "closingRate", "Closing rate Kvc", unit: "1/(kPa.s)", default: 120,
                range: 1...10_000, source: source),
            ParameterCard(
                "density", "Blood density", unit: "g/mL", default: 1.06, range: 0.9...1.2,
                source: source),
        ])

    private static let source = "Mynard et al. 2012, doi:10.1002/cnm.1466 (aortic valve, adult)"

    public init(values: [String: Double]) throws(ParameterError) {
        let value = try ResolvedParameters(Self.card, overrides: values)
        self.init(
            openArea: value["openArea"] * Units.squareCentimetre,
            leakArea: value["leakArea"] * Units.squareCentimetre,
            effectiveLength: value["effectiveLength"] * Units.centimetre,
            openingRate: value["openingRate"] / Units.second,
            closingRate: value["closingRate"] / Units.second,
            density: value["density"] * Units.gramPerML)
    }
}
