public import LoopLevel
import Quantities

/// `modelDescription.xml` of a closed loop as a unit for co-simulation, made from the cards of its variables.
///
/// Source: Functional Mock-up Interface 3.0, Modelica Association (2022), sections 2.4 and 4.3.
public struct ModelDescription {
    /// The name of the unit's library, in the folder of its platform.
    public static let identifier = "hearttwin"

    /// What the unit is called.
    public var name: String
    /// One line about it.
    public var summary: String
    /// The version of hearttwin that made it.
    public var version: String
    /// What the library checks the resources by.
    public var token: String
    /// The loop.
    public var instance: LoopInstance

    /// Describes a unit.
    public init(
        name: String, summary: String, version: String, token: String, instance: LoopInstance
    ) {
        self.name = name
        self.summary = summary
        self.version = version
        self.token = token
        self.instance = instance
    }

    /// The document.
    ///
    /// - Throws: `QuantityError`, ``FunctionalMockupError/foreignUnit(_:)``.
    public func xml() throws -> String {
        let variables = instance.variables
        let outputs = variables.indices.filter { variables[$0].role == .output }
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            element(
                "fmiModelDescription",
                [
                    ("fmiVersion", "3.0"), ("modelName", name), ("instantiationToken", token),
                    ("description", summary), ("version", version), ("license", "Apache-2.0"),
                    ("generationTool", "hearttwin \(version)"),
                    ("variableNamingConvention", "structured"),
                ], isOpen: true),
            "  "
                + element(
                    "CoSimulation",
                    [
                        ("modelIdentifier", Self.identifier),
                        ("canHandleVariableCommunicationStepSize", "true"),
                        ("canGetAndSetFMUState", "true"), ("canSerializeFMUState", "true"),
                    ]),
            "  <UnitDefinitions>",
        ]
        for unit in Set(variables.map(\.unit)).union(["s"]).sorted() {
            lines.append("    " + (try definition(of: unit)))
        }
        lines += [
            "  </UnitDefinitions>", "  <LogCategories>",
            "    " + element("Category", [("name", "logStatusError")]), "  </LogCategories>",
            "  "
                + element(
                    "DefaultExperiment",
                    [("startTime", "0"), ("stopTime", "10"), ("stepSize", "0.005")]),
            "  <ModelVariables>",
            "    "
                + element(
                    "Float64",
                    [
                        ("name", "time"), ("valueReference", "0"), ("causality", "independent"),
                        ("variability", "continuous"), ("unit", "s"),
                        ("description", "Time since the loop settled, after the start time"),
                    ]),
        ]
        for place in variables.indices { lines.append("    " + (try variable(place))) }
        lines.append("  </ModelVariables>")
        lines.append("  <ModelStructure>")
        for kind in ["Output", "InitialUnknown"] {
            lines += outputs.map {
                "    " + element(kind, [("valueReference", "\($0 + 1)")])
            }
        }
        lines += ["  </ModelStructure>", "</fmiModelDescription>", ""]
        return lines.joined(separator: "\n")
    }

    private func variable(_ place: Int) throws -> String {
        let variable = instance.variables[place]
        var attributes = [
            ("name", variable.name), ("valueReference", "\(place + 1)"),
            ("description", variable.summary), ("unit", variable.unit),
        ]
        switch variable.role {
        case .parameter: attributes += [("causality", "parameter"), ("variability", "tunable")]
        case .fixedParameter: attributes += [("causality", "parameter"), ("variability", "fixed")]
        case .input: attributes += [("causality", "input"), ("variability", "continuous")]
        case .output:
            attributes += [("causality", "output"), ("variability", "continuous")]
            attributes.append(("initial", "calculated"))
            return element("Float64", attributes)
        }
        attributes += [
            ("min", "\(variable.range.lowerBound)"), ("max", "\(variable.range.upperBound)"),
            ("start", "\(try instance.value(place))"),
        ]
        return element("Float64", attributes)
    }

    private func definition(of symbol: String) throws -> String {
        guard let base = try BaseUnits(symbol) else {
            throw FunctionalMockupError.foreignUnit(symbol)
        }
        let powers = [("kg", base.mass), ("m", base.length), ("s", base.time)]
            .filter { $0.1 != 0 }.map { ($0.0, "\($0.1)") }
        let factor = base.factor == 1 ? [] : [("factor", "\(base.factor)")]
        return "<Unit name=\"\(escaped(symbol))\">" + element("BaseUnit", powers + factor)
            + "</Unit>"
    }

    private func element(
        _ name: String, _ attributes: [(String, String)], isOpen: Bool = false
    ) -> String {
        "<" + name
            + attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
            + (isOpen ? ">" : "/>")
    }

    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, letter in
            switch letter {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(letter)
            }
        }
    }
}
