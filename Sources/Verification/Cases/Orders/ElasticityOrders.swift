import Mechanics

/// Orders of finite elasticity in quadratic tetrahedra (``ManufacturedElasticity``): the volumetric law point by point, and with one
/// condensed pressure in each element, as in the wall of a heart.
enum ElasticityOrders {
    static let all = [
        // Orders of one pressure show early with κ = μ; with κ = 10 μ they are still rising on these meshes.
        study("one pressure in each element", cells: [6, 8, 10, 12], kappa: 3, (2, 1)) {
            .meanDilatation(bulkModulus: $0)
        },
        study("pointwise volumetric law", cells: [2, 4, 8], kappa: 30, (3, 2)) {
            .pointwise(bulkModulus: $0)
        },
    ]

    private static func study(
        _ name: String, cells: [Int], kappa: Double, _ expected: (l2: Double, h1: Double),
        _ law: @escaping @Sendable (Double) -> Incompressibility
    ) -> OrderStudy {
        OrderStudy(
            [
                ("elasticity, \(name), displacement in L2", expected.l2),
                ("elasticity, \(name), displacement gradient in L2", expected.h1),
            ],
            errors: {
                try cells.map { cells in
                    let found = try ManufacturedElasticity(kappa: kappa).errors(
                        cells: cells, law(kappa))
                    return (spacing: 1 / Double(cells), errors: [found.l2, found.h1])
                }
            })
    }
}
