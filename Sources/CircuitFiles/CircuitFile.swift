public import Circuits
public import Circulation
import Documents
public import Numerics
import Quantities

/// A circuit as people write it: a TOML file of compartments, branches, enclosures and muscles, with the blood in
/// every compartment at the start and the length of the beat.
///
/// Every number with a dimension has its unit; what is not given has the default of the law's card.
public struct CircuitFile: Sendable, Equatable {
    /// What it is, in a line.
    public var title: String
    /// The circuit.
    public var circuit: CircuitDescription
    /// Blood in each compartment at the start [mm³].
    public var volumes: [String: Double]
    /// Length of the beat [ms].
    public var cycle: Double

    /// Makes a file.
    public init(
        title: String, circuit: CircuitDescription, volumes: [String: Double], cycle: Double
    ) {
        self.title = title
        self.circuit = circuit
        self.volumes = volumes
        self.cycle = cycle
    }

    /// Reads a file.
    ///
    /// - Throws: ``CircuitFileError`` with everything that is wrong with it.
    public init(reading path: String) throws(CircuitFileError) {
        let section: TOMLSection
        do throws(DocumentError) {
            section = try TOMLSection(reading: path)
        } catch {
            throw CircuitFileError(error)
        }
        try self.init(section)
    }

    /// Reads a text; `file` is for messages.
    ///
    /// - Throws: ``CircuitFileError`` with everything that is wrong with it.
    public init(parsing text: String, file: String) throws(CircuitFileError) {
        let section: TOMLSection
        do throws(DocumentError) {
            section = try TOMLSection(parsing: text, file: file)
        } catch {
            throw CircuitFileError(error)
        }
        try self.init(section)
    }

    private init(_ section: TOMLSection) throws(CircuitFileError) {
        var reader = CircuitReader()
        self = reader.file(section)
        guard reader.problems.isEmpty else { throw CircuitFileError(problems: reader.problems) }
        do throws(CirculationError) {
            _ = try CircuitPlan(circuit)
        } catch {
            throw CircuitFileError(problems: ["\(section.place): \(error)"])
        }
    }

    /// The state at the onset of the first beat, muscles at rest.
    public func state(_ plan: CircuitPlan) -> CircuitState<Double> {
        CircuitState(
            volumes: plan.compartmentNames.map { volumes[$0] ?? 0 },
            branchCount: plan.branchNames.count, cycle: cycle)
    }
}
