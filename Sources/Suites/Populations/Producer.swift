package import Documents

/// Where observed numbers come from: one file here and one line in ``Producers/all``.
package protocol Producer: Sendable {
    /// The key that names it in a population's table.
    static var key: String { get }
    /// Further keys it reads.
    static var keys: [String] { get }

    /// Reads a population's table; `folder` is that of the suite.
    ///
    /// - Throws: `DocumentError` with the table and the key, or ``SuiteError/missingFile(path:)``.
    init(_ section: TOMLSection, in context: SuiteContext, folder: String) throws

    /// One line for people: what is run or read.
    var sentence: String { get }

    /// Whether a reduced form of a benchmark is run.
    var isReduced: Bool { get }

    /// Runs or reads the population.
    func observe(_ context: SuiteContext) throws -> Observations
}

extension Producer {
    package var isReduced: Bool { false }
}

/// Everything that observed numbers can come from, sorted by key.
package enum Producers {
    /// The registry.
    package static let all: [any Producer.Type] = [
        ArchetypeProducer.self,
        CaseProducer.self,
        PatientProducer.self,
        RunsProducer.self,
        TableProducer.self,
    ]

    /// The producer of a population's table.
    static func read(
        _ section: TOMLSection, in context: SuiteContext, folder: String
    ) throws -> any Producer {
        let found = all.filter { section.has($0.key) }
        guard found.count == 1, let type = found.first else {
            throw section.error(
                found.isEmpty ? "the table" : found.map { $0.key }.joined(separator: " and "),
                (found.isEmpty ? "names" : "are")
                    + " no one origin of numbers; give one of "
                    + all.map { $0.key }.joined(separator: ", "))
        }
        try section.check(known: [type.key] + type.keys)
        return try type.init(section, in: context, folder: folder)
    }
}
