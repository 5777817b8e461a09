package import Verification

/// One quantity in every member of a population.
package struct Observation: Sendable, Equatable {
    /// Unit of all values.
    package var unit: String
    /// One value for each member.
    package var values: [Double]
    /// Values of the same members before what was done to them; empty where nothing was.
    package var before: [Double] = []
    /// Names of the members, in the order of the values.
    package var members: [String]
    /// Predictions beside measurements of the same individuals, where there are any.
    package var pairs: [MeasuredPair] = []

    package init(
        unit: String, values: [Double], before: [Double] = [], members: [String],
        pairs: [MeasuredPair] = []
    ) {
        self.unit = unit
        self.values = values
        self.before = before
        self.members = members
        self.pairs = pairs
    }
}

/// All quantities of a population.
package struct Observations: Sendable {
    /// By the names that rows use.
    package var byName: [String: Observation] = [:]
    /// Whose numbers they were compared with, for the domain of validation.
    package var domain: [ValidatedPopulation] = []
    /// Files that were read.
    package var files: [String] = []
    /// Numbers that cannot be used, because nothing says in which unit they are.
    package var withoutUnit: [String] = []
    /// What the reader has to know, one sentence each.
    package var notes: [String] = []

    package init() {}
}
