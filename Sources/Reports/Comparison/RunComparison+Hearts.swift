import Foundation
import Numerics

extension RunComparison {
    /// Numbers that move the same way in 95 % of the equally likely hearts; nil without any.
    public var certainChanges: [Delta]? {
        guard hearts != nil else { return nil }
        return deltas.filter { delta in
            guard let changes = delta.hearts?.changes, !changes.isEmpty else { return false }
            let needed = 0.95 * Double(changes.count)
            return Double(changes.count { $0 > 0 }) >= needed
                || Double(changes.count { $0 < 0 }) >= needed
        }
    }

    /// Which way a number goes in most of the equally likely hearts, in words; nil without any.
    ///
    /// A number that not every heart has, such as a time constant, says how many do.
    public func direction(of delta: Delta) -> String? {
        guard let hearts, let changes = delta.hearts?.changes, !changes.isEmpty else { return nil }
        let (rising, falling) = (changes.count { $0 > 0 }, changes.count { $0 < 0 })
        let words =
            switch (rising, falling) {
            case (0, 0): "the same in all"
            case let (up, down) where up >= down: "rises in \(Self.share(up, changes.count))"
            default: "falls in \(Self.share(falling, changes.count))"
            }
        return changes.count < hearts ? words + " of \(changes.count)" : words
    }

    private static func share(_ count: Int, _ all: Int) -> String {
        String(format: "%.0f %%", 100 * Double(count) / Double(all))
    }

    static func samples(_ hearts: [HeartPair], _ identifier: String) -> PairedSamples? {
        let values = hearts.compactMap { $0.values(identifier) }
        guard !values.isEmpty else { return nil }
        return PairedSamples(before: values.map(\.untreated), after: values.map(\.treated))
    }

    static func warnings(_ hearts: [HeartPair]) -> [String] {
        let restless = hearts.flatMap { [$0.untreated, $0.treated] }.count { !$0.periodic }
        guard restless > 0 else { return [] }
        return [
            "\(restless) of the \(2 * hearts.count) runs of equally likely hearts have not come to rest"
        ]
    }
}
