import Foundation
import Testing

/// The layers of the design, lowest first; each module may import those named with it.
private let layers: [String: Set<String>] = {
    let foundations = ["Quantities", "Numerics", "Geometry", "FiniteElements", "Fibres"]
    let physics = [
        "Ionics", "Electrophysiology", "Monodomain", "Mechanics", "Circulation", "Circuits",
    ]
    var allowed: [String: Set<String>] = [:]
    for (index, module) in foundations.enumerated() {
        allowed[module] = Set(foundations[..<index])
    }
    for module in physics { allowed[module] = Set(foundations) }
    allowed["Electrophysiology"]?.insert("Ionics")
    allowed["Monodomain"]?.insert("Ionics")
    allowed["Circuits"]?.insert("Circulation")
    allowed["MembraneModels"] = Set(foundations + ["Ionics"])
    allowed["MembraneImport"] = Set(foundations + ["Ionics"])
    var below = Set(foundations + physics)
    allowed["HeartModel"] = below
    below.insert("HeartModel")
    below.formUnion(["MembraneModels", "MembraneImport"])
    allowed["Storage"] = ["Quantities"]
    allowed["MeshFormats"] = ["Quantities", "Numerics", "Geometry", "Storage"]
    allowed["Documents"] = ["Quantities"]
    allowed["CircuitFiles"] = Set(foundations + ["Circulation", "Circuits", "Documents"])
    below.formUnion(["Storage", "MeshFormats", "Documents", "CircuitFiles"])
    for module in [
        "HeartCoordinates", "Remeshing", "Patients", "Inspection", "PatientModels", "Calibration",
        "HeartCalibration", "Cohorts",
        "Scenarios",
        "ScenarioFiles", "Reports", "Pictures", "LoopLevel", "LoopInterface", "Archives",
        "FunctionalMockup", "Reduction", "Comparisons", "Studies",
        "Verification", "Suites", "Batch",
        "TwinProtocol", "Signals",
        "TwinEngine", "TwinHistory", "TwinServer", "TwinWeb", "CommandLineSupport",
        "MembraneFiles",
    ] {
        allowed[module] = below
        below.insert(module)
    }
    for program in programs { allowed[program] = below }
    return allowed
}()

/// Programs; none imports another.
private let programs: Set<String> = [
    "hearttwin", "hearttwin-validate", "hearttwin-mesh", "hearttwin-patient",
    "hearttwin-calibrate", "hearttwin-loop", "hearttwin-cell", "hearttwin-tissue", "hearttwin-live",
    "hearttwin-batch", "hearttwin-circuit", "hearttwin-plot", "hearttwin-doctor",
    "hearttwin-reduce",
]

/// Modules from the toolchain and outside packages that may be imported, and where.
private let outside: [String: Set<String>] = [
    "ArgumentParser": programs.union(["CommandLineSupport", "MembraneFiles"]),
    "TOMLKit": ["Documents"],
    "CHDF5": ["Storage"],
    "CMetis": ["Numerics"],
    "COpenBLAS": ["Numerics", "Reduction"],
    "CLAPACKE": ["Numerics", "Reduction"],
    "CHeartTwin": ["LoopInterface"],
    "CZlib": ["MeshFormats", "Archives"],
    "CMosquitto": ["TwinServer"],
    "CProcessor": ["hearttwin-doctor"],
    "CRDKafka": ["TwinServer"],
    "CSQLite": ["TwinHistory"],
    "Dispatch": ["MembraneImport", "Numerics", "Reports", "Verification"],
    "Synchronization": [
        "Numerics", "Storage", "HeartModel", "Comparisons", "Studies", "CommandLineSupport",
        "TwinEngine",
        "TwinServer", "TwinWeb", "hearttwin-live", "hearttwin-loop",
    ],
    "Hummingbird": ["TwinWeb"],
    "HummingbirdCore": ["TwinWeb"],
    "HummingbirdTLS": ["TwinWeb"],
    "HTTPTypes": ["TwinWeb"],
    "Logging": ["TwinWeb"],
    "NIOCore": ["TwinWeb"],
    "NIOPosix": ["TwinWeb"],
    "NIOSSL": ["TwinWeb"],
]

/// Physics modules know no files, clocks or printing; Foundation is for the edges.
private let foundationFree: Set<String> = [
    "Numerics", "Geometry", "FiniteElements", "Fibres", "Ionics", "Electrophysiology",
    "MembraneModels", "Monodomain", "Mechanics", "Circulation", "Circuits", "HeartModel",
]

private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

private func swiftFiles(in folder: URL) -> [URL] {
    let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (walker?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
        .sorted { $0.path < $1.path }
}

private func imports(of file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), at <= 1, words.count > at + 1 else {
            return nil
        }
        return String(words[at + 1])
    }
}

@Suite struct LayersTests {
    private var modules: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(
                at: root.appending(path: "Sources"), includingPropertiesForKeys: nil
            ).map(\.lastPathComponent).filter { !$0.hasPrefix("C") || layers[$0] != nil }
                .filter { $0 != "Python" }.sorted()
        }
    }

    @Test func everyModuleHasAPlaceInTheLayers() throws {
        for module in try modules {
            #expect(layers[module] != nil, "\(module) is not a layer of the design")
        }
    }

    @Test func everyImportPointsDownwards() throws {
        for module in try modules {
            let allowed = layers[module] ?? []
            for file in swiftFiles(in: root.appending(path: "Sources/\(module)")) {
                for name in try imports(of: file) {
                    if layers[name] != nil {
                        #expect(
                            allowed.contains(name),
                            "\(file.lastPathComponent) of \(module) may not import \(name)")
                    } else if let users = outside[name] {
                        #expect(
                            users.contains(module),
                            "\(file.lastPathComponent) of \(module) may not import \(name)")
                    } else if !["Foundation", "FoundationXML", "Glibc"].contains(name) {
                        Issue.record("\(file.lastPathComponent) of \(module) imports \(name)")
                    }
                }
            }
        }
    }

    @Test func physicsKnowsNoFilesClocksOrPrinting() throws {
        for module in try modules where foundationFree.contains(module) {
            for file in swiftFiles(in: root.appending(path: "Sources/\(module)")) {
                let found = try imports(of: file).filter { $0.hasPrefix("Foundation") }
                #expect(found.isEmpty, "\(file.lastPathComponent) of \(module) imports \(found)")
                let text = try String(contentsOf: file, encoding: .utf8)
                for word in ["print(", "ContinuousClock", "Date(", "FileManager"] {
                    let used = text.split(separator: "\n").contains { line in
                        !line.drop { $0 == " " }.hasPrefix("//") && line.contains(word)
                    }
                    #expect(!used, "\(file.lastPathComponent) of \(module) uses \(word)")
                }
            }
        }
    }

    @Test func thePackageDeclaresWhatTheSourcesImport() throws {
        let package = try String(
            contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        for module in try modules {
            let declared = try dependencies(of: module, in: package).intersection(layers.keys)
            let imported = try Set(
                swiftFiles(in: root.appending(path: "Sources/\(module)")).flatMap {
                    try imports(of: $0)
                }
            ).intersection(layers.keys)
            #expect(
                imported.subtracting(declared).isEmpty,
                "\(module) imports more than Package.swift lists")
            #expect(
                declared.subtracting(imported).isEmpty,
                "Package.swift lists more than \(module) imports: builds wait for it")
        }
    }

    /// The quoted names between a module's own name and the end of its declaration.
    private func dependencies(of module: String, in package: String) throws -> Set<String> {
        let declaration = try Regex(
            "(module|executableTarget|[.]target)\\(\\s*(name: )?\"\(module)\"")
        let start = try #require(package.firstMatch(of: declaration)?.range.upperBound)
        let isUnoptimised = programs.contains(module) || module == "CommandLineSupport"
        let closing = isUnoptimised ? "swiftSettings" : ")"
        let end = try #require(package[start...].range(of: closing)?.lowerBound)
        return Set(
            package[start..<end].split(separator: "\"").enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) })
    }
}
