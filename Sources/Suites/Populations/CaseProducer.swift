package import Documents
import Quantities
import Verification

/// The numbers of a verification case, by the names of its checks.
package struct CaseProducer: Producer {
    package static let key = "case"
    package static let keys = ["quick"]

    private let type: any VerificationCase.Type
    private let quick: Bool

    package init(_ section: TOMLSection, in context: SuiteContext, folder: String) throws {
        let name = try section.string(Self.key)
        let known = VerificationCases.all.map { $0.card.identifier }
        guard let type = VerificationCases.all.first(where: { $0.card.identifier == name }) else {
            throw section.error(
                Self.key,
                "cannot be \"\(name.printable)\"" + Spelling.suggestion(for: name, among: known))
        }
        self.type = type
        quick = try section.optionalFlag("quick") ?? false
    }

    package var sentence: String {
        "the case \(type.card.identifier)" + (quick ? ", on its reduced grid" : "")
    }

    package var isReduced: Bool { quick }

    package func observe(_ context: SuiteContext) throws -> Observations {
        let options = VerificationOptions(
            quick: quick, dataDirectory: context.dataDirectory,
            referenceDirectory: context.referenceDirectory,
            checkpointDirectory: context.checkpointDirectory, progress: context.progress)
        let instance = type.init()
        var found = Observations()
        for check in try instance.run(options) {
            found.byName[check.name] = Observation(
                unit: check.unit, values: [check.observed], members: [type.card.identifier],
                pairs: check.pairs)
        }
        found.domain = try instance.populations(options)
        return found
    }
}
