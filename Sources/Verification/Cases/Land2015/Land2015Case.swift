public import Quantities

/// Three problems of finite elasticity with known answers: a beam, a ventricle that is inflated, and one
/// that contracts.
///
/// Bending under a follower pressure; large strain of an isotropic wall; fibres that turn by 180° through
/// the wall, with active tension. All are incompressible and static. Meshes are made here from the
/// specification; each finer level has one more element through the thickness.
///
/// Source: Land et al., *Proc. R. Soc. A* 471 (2015) 20150641, doi:10.1098/rspa.2015.0641.
public struct Land2015Case: VerificationCase {
    public static let card = ModelCard(
        identifier: "land2015",
        summary: "Beam, inflated and contracting ventricle of the cardiac mechanics benchmark",
        source: "Land et al. 2015, doi:10.1098/rspa.2015.0641")

    /// Makes the case.
    public init() {}

    /// The level whose results are judged: the coarsest that meets all tolerances.
    private static let judgedLevel = 3
    /// The level at which the bulk modulus is varied.
    private static let variedLevel = 2
    /// Levels of the table of refinement, and those of a quick run.
    private static let levels = [2, 3, 4]
    private static let quickLevels = [2, 3]
    /// Processor time that one problem should need [s].
    private static let processorTimeLimit = 15.0
    /// Accepted relative change of the volume of a body [1].
    private static let volumeTolerance = 1e-4
    /// Accepted distance from the tables of strains, in points [%].
    private static let strainTolerance = 1.5
    /// A change of the answer from one level to the next should be less than this part of the one before.
    private static let convergence = 0.75

    public func run(_ options: VerificationOptions) throws -> [Check] {
        try LandProblem.all.flatMap { try Self.run($0, options) }
    }

    private static func run(
        _ problem: LandProblem, _ options: VerificationOptions
    ) throws -> [Check] {
        let numerics = LandNumerics(bulkModulus: problem.bulkModulus)
        var checks: [Check] = []
        var table: [(level: Int, unknowns: Int, values: [Double])] = []
        for level in options.quick ? quickLevels : levels {
            let start = ProcessorTime.seconds
            let solution = try problem.solve(level, numerics)
            let seconds = ProcessorTime.seconds - start
            let values = try problem.outputs.map { try $0.value(solution) }
            table.append((level, solution.unknownCount, values))
            if level == judgedLevel {
                checks += try judge(problem, solution, values, seconds)
            }
            options.progress(
                "\(problem.name): level \(level), \(solution.unknownCount) unknowns, "
                    + "\((10 * seconds).rounded() / 10) CPU s")
        }
        checks += try bulkModulus(problem, table.first { $0.level == variedLevel }?.values ?? [])
        return checks + refinement(problem, table)
    }

    private static func judge(
        _ problem: LandProblem, _ solution: LandSolution, _ values: [Double], _ seconds: Double
    ) throws -> [Check] {
        var checks = zip(problem.outputs, values).map { output, value in
            Check(
                "\(problem.name), \(output.name)", unit: "mm", observed: value,
                expected: output.expected, tolerance: output.tolerance)
        }
        checks.append(
            Check(
                "\(problem.name), change of volume", unit: "1", observed: solution.volumeChange,
                expected: 0, tolerance: volumeTolerance))
        checks.append(
            Check(
                "\(problem.name), processor time", unit: "s", observed: seconds,
                high: processorTimeLimit, gated: false))
        for strains in problem.strains {
            let line = try LandLine(solution, t: strains.layer.rawValue)
            let observed =
                strains.direction == .circumferential ? line.circumferential : line.longitudinal
            for (k, expected) in strains.expected.enumerated() {
                // The first and the last value lie next to the singular apex and the held base.
                let isAway = k > 0 && k < strains.expected.count - 1
                checks.append(
                    Check(
                        "\(problem.name), \(strains.layer) \(strains.direction) strain \(k + 1)",
                        unit: "%", observed: 100 * observed[k], expected: expected,
                        low: expected - strainTolerance, high: expected + strainTolerance,
                        gated: isAway))
            }
        }
        return checks
    }

    /// What four times the bulk modulus changes.
    private static func bulkModulus(
        _ problem: LandProblem, _ values: [Double]
    ) throws -> [Check] {
        let stiff = LandNumerics(bulkModulus: 4 * problem.bulkModulus)
        let solution = try problem.solve(variedLevel, stiff)
        return try zip(problem.outputs, values).map { output, value in
            Check(
                "\(problem.name), \(output.name), change with the bulk modulus, level "
                    + "\(variedLevel)",
                unit: "mm", observed: try output.value(solution) - value, expected: 0,
                tolerance: output.tolerance)
        }
    }

    /// The answers of all levels, and whether they settle.
    private static func refinement(
        _ problem: LandProblem, _ table: [(level: Int, unknowns: Int, values: [Double])]
    ) -> [Check] {
        var checks: [Check] = []
        for (k, output) in problem.outputs.enumerated() {
            for row in table {
                checks.append(
                    Check(
                        "\(problem.name), \(output.name), level \(row.level) "
                            + "(\(row.unknowns) unknowns)",
                        unit: "mm", observed: row.values[k], expected: output.expected,
                        gated: false))
            }
            guard table.count > 2 else { continue }
            let changes = zip(table.dropFirst(), table).map { abs($0.values[k] - $1.values[k]) }
            for (later, earlier) in zip(changes.dropFirst(), changes) {
                checks.append(
                    Check(
                        "\(problem.name), \(output.name), change by refinement over the one before",
                        unit: "1", observed: later / earlier, high: convergence))
            }
        }
        return checks
    }
}
