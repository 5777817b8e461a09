import Quantities

/// The terms that the variants of the Holzapfel–Ogden law share.
struct HolzapfelOgdenTerms: Sendable {
    /// How fibres and sheets begin to carry load as they lengthen.
    enum Onset: Sendable {
        /// Smoothly over a range of I4 from 1 on.
        case slack(range: Double)
        /// By a logistic factor on the energy, of slope k.
        case logistic(slope: Double)
    }

    /// The eight parameters of the paper, for cards.
    static let parameters: [ParameterCard] = [
        parameter("a", "matrix stiffness", "kPa", 0.059, 0...100),
        parameter("b", "matrix exponent", "1", 8.023, 0.001...100),
        parameter("af", "fibre stiffness", "kPa", 18.472, 0...1000),
        parameter("bf", "fibre exponent", "1", 16.026, 0.001...200),
        parameter("as", "sheet stiffness", "kPa", 2.481, 0...1000),
        parameter("bs", "sheet exponent", "1", 11.120, 0.001...200),
        parameter("afs", "fibre-sheet shear stiffness", "kPa", 0.216, 0...1000),
        parameter("bfs", "fibre-sheet shear exponent", "1", 11.436, 0.001...200),
    ]

    private static func parameter(
        _ name: String, _ summary: String, _ unit: String, _ value: Double,
        _ range: ClosedRange<Double>
    ) -> ParameterCard {
        ParameterCard(
            name, summary, unit: unit, default: value, range: range,
            source: "Holzapfel & Ogden 2009, table 1, shear")
    }

    private let a: Double
    private let b: Double
    private let af: Double
    private let bf: Double
    private let aSheet: Double
    private let bs: Double
    private let afs: Double
    private let bfs: Double
    private let onset: Onset

    /// Takes the eight parameters in the order of ``parameters``.
    init(_ p: [Double], onset: Onset) {
        a = p[0]
        b = p[1]
        af = p[2]
        bf = p[3]
        aSheet = p[4]
        bs = p[5]
        afs = p[6]
        bfs = p[7]
        self.onset = onset
    }

    func respond(_ batch: MaterialBatch) {
        batch.forEachGroup(
            stressOnly: { E, S in point(E, &S, nil) },
            stressAndTangent: { E, S, D in point(E, &S, D) })
    }

    @inline(__always)
    private func point(_ E: LaneSym, _ S: inout LaneSym, _ D: LaneTangent?) -> Lanes {
        let invariants = IsochoricInvariants(strain: E)
        let matrix = LaneMath.exp(b * (invariants.first - 3))
        invariants.addFirst(0.5 * a * matrix, to: &S)
        if let D { invariants.addFirst(0.5 * a * matrix, 0.5 * a * b * matrix, to: D) }

        let fibre = family(2 * E.ff, af, bf)
        S.ff += 2 * fibre.first
        if let D { D.ffff += 4 * fibre.second }
        let sheet = family(2 * E.ss, aSheet, bs)
        S.ss += 2 * sheet.first
        if let D { D.ssss += 4 * sheet.second }

        // I8fs = C_fs = 2 E_fs: S_fs = ½ ∂Ψ/∂E_fs = ∂Ψ/∂I8.
        let I8 = 2 * E.fs
        let shear = LaneMath.exp(bfs * I8 * I8)
        S.fs += afs * I8 * shear
        if let D {
            let growth: Lanes = 1 + 2 * bfs * I8 * I8
            D.fsfs += afs * growth * shear
        }
        let isotropic: Lanes = 0.5 * a / b * (matrix - 1)
        let coupling: Lanes = 0.5 * afs / bfs * (shear - 1)
        return isotropic + fibre.energy + sheet.energy + coupling
    }

    /// Energy of one family and its derivatives by I4, where x = I4 − 1.
    @inline(__always)
    private func family(
        _ x: Lanes, _ ai: Double, _ bi: Double
    ) -> (energy: Lanes, first: Lanes, second: Lanes) {
        switch onset {
        case .slack(let range):
            let (m, dm, ddm) = Self.stretched(x, range: range)
            let e = LaneMath.exp(bi * m * m)
            let W = 0.5 * ai / bi * (e - 1)
            return (W, ai * m * e * dm, ai * e * ((1 + 2 * bi * m * m) * dm * dm + m * ddm))
        case .logistic(let k):
            let chi = 1 / (1 + LaneMath.exp(-k * x))
            let dchi = k * chi * (1 - chi)
            let ddchi = k * dchi * (1 - 2 * chi)
            let e = LaneMath.exp(bi * x * x)
            let W = 0.5 * ai / bi * (e - 1)
            let dW = ai * x * e
            let ddW = ai * (1 + 2 * bi * x * x) * e
            return (chi * W, dchi * W + chi * dW, ddchi * W + 2 * dchi * dW + chi * ddW)
        }
    }

    /// m(x) of ``HolzapfelOgden`` with two derivatives: m′ rises from 0 to 1 as 3z² − 2z³.
    @inline(__always)
    private static func stretched(
        _ x: Lanes, range: Double
    ) -> (value: Lanes, first: Lanes, second: Lanes) {
        let z = (x / range).clamped(lowerBound: .zero, upperBound: .one)
        let beyond = (x - range).replacing(with: 0.0, where: .!(x .> range))
        let value = range * (z * z * z * (1 - 0.5 * z)) + beyond
        return (value, z * z * (3 - 2 * z), (6 / range) * z * (1 - z))
    }
}
