/// Strains of problems 2 and 3 on the finest grid, from apex to base [%].
///
/// Source: Land et al., *Proc. R. Soc. A* 471 (2015) 20150641, doi:10.1098/rspa.2015.0641,
/// supplementary results.
enum LandTables {
    static let inflation: [LandProblem.Strains] = [
        LandProblem.Strains(
            layer: .endocardial, direction: .circumferential,
            expected: [
                61.19, 65.87, 70.61, 74.18, 76.48, 77.71, 77.65, 74.63, 62.56, 27.41,
            ]),
        LandProblem.Strains(
            layer: .midwall, direction: .circumferential,
            expected: [
                35.44, 39.84, 45.50, 50.66, 54.47, 56.88, 57.81, 56.08, 46.81, 19.90,
            ]),
        LandProblem.Strains(
            layer: .epicardial, direction: .circumferential,
            expected: [
                19.99, 23.87, 29.25, 34.65, 39.00, 41.98, 43.49, 42.61, 35.41, 14.48,
            ]),
    ]

    static let contraction: [LandProblem.Strains] = [
        LandProblem.Strains(
            layer: .endocardial, direction: .longitudinal,
            expected: [
                -18.81, -19.43, -19.86, -20.09, -20.09, -19.92, -19.61, -18.85, -16.31,
            ]),
        LandProblem.Strains(
            layer: .midwall, direction: .circumferential,
            expected: [-16.53, -11.93, -8.56, -5.96, -3.58, -1.42, 0.30, 1.27, 1.34, 0.73]),
        LandProblem.Strains(
            layer: .epicardial, direction: .longitudinal,
            expected: [
                -6.56, -11.49, -12.90, -13.71, -14.10, -14.25, -14.36, -14.48, -13.61,
            ]),
    ]
}
