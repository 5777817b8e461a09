import Quantities

/// What can go wrong while people are drawn.
public enum CohortsError: Error, Equatable, CustomStringConvertible {
    /// A group that is not registered.
    case unknownPopulation(name: String, known: [String])
    /// Ages for a group of which none are known, or outside those that are.
    case ages(asked: ClosedRange<Double>, population: String, known: ClosedRange<Double>?)
    /// Hardly anybody passes the filter.
    case tooFewPass(accepted: Int, candidates: Int, reasons: [String])

    /// No spread of the causes gives the published standard deviations.
    case noSpread(population: String, error: Double)

    /// True where the search failed, false where the input is at fault.
    public var isDivergence: Bool {
        switch self {
        case .tooFewPass, .noSpread: true
        case .unknownPopulation, .ages: false
        }
    }

    public var description: String {
        switch self {
        case .unknownPopulation(let name, let known):
            "there is no kind \"\(name.printable)\""
                + Spelling.suggestion(for: name, among: known)
                + ". Known are \(known.joined(separator: ", "))"
        case .ages(let asked, let population, nil):
            "nothing is known of the ages of \(population): leave out --age "
                + "\(asked.lowerBound.short):\(asked.upperBound.short)"
        case .ages(let asked, let population, let known?):
            "ages \(asked.lowerBound.short) to \(asked.upperBound.short): the numbers of \(population) are known from "
                + "\(known.lowerBound.short) to \(known.upperBound.short) years"
        case .tooFewPass(let accepted, let candidates, let reasons):
            "of \(candidates) candidates only \(accepted) are plausible ("
                + reasons.joined(separator: "; ") + "); the population cannot be drawn"
        case .noSpread(let population, let error):
            "the causes of \(population) cannot spread as published: a standard deviation is off by "
                + "\((100 * error).short) %"
        }
    }
}
