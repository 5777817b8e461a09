import Monodomain

/// Activation times of other codes on the N-version slab [ms]: first upward crossing of 0 mV.
///
/// The problem: Niederer et al., *Phil. Trans. R. Soc. A* 369 (2011) 4331–4351,
/// doi:10.1098/rsta.2011.0139. The times were computed with the codes named, not taken from the paper.
enum Niederer2011Tables {
    /// A row: the computation of ours that does the same, and the times at P1 to P9, NaN where unknown.
    struct Row: Sendable {
        var code: String
        var spacing: Double
        var timeStep: Double
        var times: [Double]
    }

    private static func ends(_ p8: Double, _ p9: Double) -> [Double] {
        [Double](repeating: .nan, count: 7) + [p8, p9]
    }

    /// openCARP 18.1: linear tetrahedra, consistent mass, Crank–Nicolson.
    static let openCARP = [
        Row(
            code: "openCARP 18.1", spacing: 0.5, timeStep: 0.005,
            times: [1.241, 47.354, 32.884, 57.960, 11.506, 47.678, 33.801, 58.051, 24.848]),
        Row(code: "openCARP 18.1", spacing: 0.5, timeStep: 0.01, times: ends(58.144, 24.901)),
        Row(
            code: "openCARP 18.1", spacing: 0.2, timeStep: 0.05,
            times: [1.355, 28.546, 31.985, 41.344, 8.856, 29.067, 33.029, 41.660, 19.428]),
        Row(
            code: "openCARP 18.1", spacing: 0.2, timeStep: 0.01,
            times: [1.254, 28.346, 30.977, 40.292, 8.712, 28.864, 31.993, 40.591, 18.828]),
        Row(
            code: "openCARP 18.1", spacing: 0.2, timeStep: 0.005,
            times: [1.242, 28.318, 30.841, 40.154, 8.694, 28.837, 31.853, 40.451, 18.749]),
    ]

    /// openCARP 18.1 with lumped mass.
    static let openCARPLumped = [
        Row(code: "openCARP 18.1, lumped", spacing: 0.5, timeStep: 0.05, times: ends(126.45, .nan)),
        Row(
            code: "openCARP 18.1, lumped", spacing: 0.5, timeStep: 0.01, times: ends(126.27, 55.56)),
        Row(
            code: "openCARP 18.1, lumped", spacing: 0.25, timeStep: 0.05, times: ends(61.99, 27.54)),
    ]

    /// Finite differences on the corners of the cells.
    static let finiteDifferences = [
        Row(
            code: "7-point differences", spacing: 0.1, timeStep: 0.01,
            times: [1.3, 30.1, 31.9, 42.9, 9.1, 31.5, 33.0, 43.8, 19.9]),
        Row(
            code: "finitewave 0.9.3", spacing: 0.2, timeStep: 0.05,
            times: [1.3, 41.9, 37.9, 57.75, 12.8, 44.25, 39.7, 59.0, 26.8]),
        Row(
            code: "finitewave 0.9.3", spacing: 0.5, timeStep: 0.05,
            times: [1.30, 118.35, 46.45, 131.45, 32.15, 120.70, 55.55, 133.00, 56.50]),
    ]

    /// fenicsx-beat 0.7: linear tetrahedra around the diagonal, consistent mass, Godunov splitting.
    static let fenicsxBeat = [
        Row(
            code: "fenicsx-beat 0.7", spacing: 0.2, timeStep: 0.005,
            times: [1.235, 29.015, 31.05, 38.475, 9.315, 29.32, 31.08, 38.235, 18.045]),
        Row(
            code: "fenicsx-beat 0.7", spacing: 0.1, timeStep: 0.005,
            times: [1.225, 25.5, 31.26, 37.81, 7.99, 26.09, 31.72, 37.93, 17.835]),
    ]
}
