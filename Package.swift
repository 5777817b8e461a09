// swift-tools-version: 6.2
import PackageDescription

// The layers of hearttwin, lowest first. A module may import modules above it in this list only as
// written here; Tests/ArchitectureTests compares the list with the imports in the sources.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// Commands and interventions hold no loops over data, and the build ends with them: not optimised, they
// compile in a third of the time.
let unoptimised = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

// The live twin's HTTP server brings some twenty packages with it. They are fetched and built only where this
// is set, as `scripts/hearttwin live` and the tests do; all other modules are compiled the same with and without.
let hasHTTP = Context.environment["HEARTTWIN_HTTP"] == "1"

let package = Package(
    name: "hearttwin",
    products: [
        .executable(name: "hearttwin", targets: ["hearttwin"]),
        .executable(name: "hearttwin-validate", targets: ["hearttwin-validate"]),
        .executable(name: "hearttwin-mesh", targets: ["hearttwin-mesh"]),
        .executable(name: "hearttwin-patient", targets: ["hearttwin-patient"]),
        .executable(name: "hearttwin-calibrate", targets: ["hearttwin-calibrate"]),
        .executable(name: "hearttwin-cell", targets: ["hearttwin-cell"]),
        .executable(name: "hearttwin-tissue", targets: ["hearttwin-tissue"]),
        .executable(name: "hearttwin-loop", targets: ["hearttwin-loop"]),
        .executable(name: "hearttwin-live", targets: ["hearttwin-live"]),
        .executable(name: "hearttwin-batch", targets: ["hearttwin-batch"]),
        .executable(name: "hearttwin-circuit", targets: ["hearttwin-circuit"]),
        .executable(name: "hearttwin-plot", targets: ["hearttwin-plot"]),
        .executable(name: "hearttwin-doctor", targets: ["hearttwin-doctor"]),
        .executable(name: "hearttwin-reduce", targets: ["hearttwin-reduce"]),
        // The functions of hearttwin.h; installed as libhearttwin.so.
        .library(name: "hearttwin-c", type: .dynamic, targets: ["LoopInterface"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // C libraries (Debian packages; reasons in docs/dependencies.md).
        .systemLibrary(name: "CHDF5", pkgConfig: "hdf5-serial", providers: [.apt(["libhdf5-dev"])]),
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(
            name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
        .systemLibrary(name: "CMetis", providers: [.apt(["libmetis-dev"])]),
        .systemLibrary(name: "CProcessor"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CRDKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        .systemLibrary(
            name: "CMosquitto", pkgConfig: "libmosquitto",
            providers: [.apt(["libmosquitto-dev"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

        // Foundations.
        module("Quantities"),
        module("Numerics", ["COpenBLAS", "CLAPACKE", "CMetis"]),
        module("Geometry", ["Numerics"]),
        module("FiniteElements", ["Geometry", "Numerics"]),
        module("Fibres", ["FiniteElements", "Geometry", "Numerics", "Quantities"]),

        // Physics: siblings never import each other; Electrophysiology and Monodomain use Ionics.
        module("Ionics", ["Numerics", "Quantities"]),
        module(
            "Electrophysiology",
            ["Ionics", "Fibres", "Geometry", "Numerics", "Quantities"]),
        module(
            "Monodomain",
            ["Ionics", "Fibres", "FiniteElements", "Geometry", "Numerics", "Quantities"]),
        module("Mechanics", ["Fibres", "FiniteElements", "Geometry", "Numerics", "Quantities"]),
        module("Circulation", ["Numerics", "Quantities"]),
        module("Circuits", ["Circulation", "Numerics", "Quantities"]),

        // Membrane models that the main job does not use, and drugs.
        module("MembraneModels", ["Ionics", "Numerics", "Quantities"]),

        // Membrane models that users bring as files.
        module("MembraneImport", ["Ionics", "Numerics", "Quantities"]),

        // The only place where physics meets.
        module(
            "HeartModel",
            [
                "Mechanics", "Circulation", "Electrophysiology", "Ionics", "Fibres",
                "FiniteElements", "Geometry", "Numerics", "Quantities",
            ]),

        // Files.
        module("Storage", ["CHDF5", "Quantities"]),
        module("Documents", ["Quantities", .product(name: "TOMLKit", package: "TOMLKit")]),
        module(
            "CircuitFiles", ["Documents", "Circuits", "Circulation", "Numerics", "Quantities"]),
        module("MeshFormats", ["CZlib", "Storage", "Geometry", "Numerics"]),
        module(
            "Remeshing", ["MeshFormats", "FiniteElements", "Geometry", "Numerics", "Quantities"]),
        module(
            "Patients",
            ["Storage", "Fibres", "FiniteElements", "Geometry", "Numerics", "Quantities"]),
        // Coordinates that are the same in every heart, and what is done with them.
        module("HeartCoordinates", ["HeartModel", "Fibres", "Geometry", "Numerics"]),
        module(
            "Inspection",
            ["Patients", "MeshFormats", "FiniteElements", "Geometry", "Numerics", "Quantities"]),

        // From a patient to the parameters of the models: what the file says, and what a fit finds.
        module(
            "PatientModels",
            [
                "Patients", "HeartModel", "Electrophysiology", "Mechanics", "Geometry", "Numerics",
                "Quantities",
            ]),
        module("Calibration", ["Patients", "Circuits", "Circulation", "Numerics", "Quantities"]),
        module(
            "HeartCalibration",
            [
                "Calibration", "PatientModels", "Patients", "HeartModel", "Circuits", "Circulation",
                "Electrophysiology", "Ionics", "Mechanics", "FiniteElements", "Geometry",
                "Numerics", "Quantities",
            ]),
        module(
            "Cohorts",
            [
                "Calibration", "Patients", "Documents", "Circuits", "Circulation", "Numerics",
                "Quantities",
            ]),

        // What is done to a patient.
        .target(
            name: "Scenarios",
            dependencies: [
                "PatientModels", "Patients", "HeartModel", "Circulation", "Electrophysiology",
                "MembraneModels", "Quantities",
            ],
            swiftSettings: unoptimised),

        module(
            "ScenarioFiles", ["Documents", "Scenarios", "HeartModel", "Numerics", "Quantities"]),

        // Results and judgement.
        module(
            "Reports",
            [
                "Patients", "HeartModel", "Storage", "Mechanics", "Circulation",
                "Electrophysiology", "Ionics", "Fibres", "FiniteElements", "Geometry", "Numerics",
                "Quantities",
            ]),
        module(
            "Verification",
            [
                "LoopLevel", "Scenarios", "Calibration", "PatientModels", "Patients", "HeartModel",
                "Storage", "Electrophysiology", "Monodomain", "MembraneModels", "Ionics",
                "Circuits", "Circulation", "Mechanics", "Fibres", "FiniteElements", "Geometry",
                "Numerics",
                "Quantities",
            ]),

        // The closed loop by itself, for what a change does in seconds.
        module(
            "LoopLevel",
            [
                "Scenarios", "Reports", "HeartModel", "Storage", "Electrophysiology", "Circuits",
                "Circulation", "Geometry", "Numerics", "Quantities",
            ]),

        // The closed loop for programs in other languages, and as a unit for co-simulation.
        .target(name: "CHeartTwin"),
        .target(
            name: "LoopInterface",
            dependencies: [
                "CHeartTwin", "LoopLevel", "Reports", "PatientModels", "Patients", "HeartModel",
                "Storage", "Electrophysiology", "Circulation", "Quantities",
            ], swiftSettings: strict,
            // Hosts unload libraries; the Swift runtime keeps pointers into them.
            linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "nodelete"])]),
        module("Archives", ["CZlib"]),
        module(
            "FunctionalMockup",
            ["LoopInterface", "Archives", "LoopLevel", "Storage", "Quantities"]),

        // Full-order beats condensed into few coordinates.
        module(
            "Reduction",
            [
                "Storage", "Patients", "HeartModel", "Mechanics", "Circulation",
                "Electrophysiology", "FiniteElements", "Geometry", "Numerics", "Quantities",
                "COpenBLAS", "CLAPACKE",
            ]),

        // Treated hearts against untreated ones.
        module(
            "Comparisons",
            [
                "LoopLevel", "ScenarioFiles", "Scenarios", "Reports", "Documents", "Patients",
                "HeartModel", "MembraneModels", "Ionics", "Circulation", "Electrophysiology",
                "Numerics", "Quantities",
            ]),

        // What many hearts tell together: sensitivities, optima.
        module(
            "Studies",
            [
                "LoopLevel", "Scenarios", "Reports", "Documents", "PatientModels", "Patients",
                "HeartModel", "Electrophysiology", "Circulation", "Fibres", "Geometry", "Numerics",
                "Quantities",
            ]),
        // Pictures of finished runs.
        module("Pictures", ["Reports", "Documents", "Storage", "Numerics", "Quantities"]),

        // Cohorts: many patients, each with everything that is to be done to it.
        module(
            "Batch",
            [
                "LoopLevel", "Reports", "Scenarios", "Calibration", "PatientModels", "Patients",
                "HeartModel", "Storage", "Documents", "Electrophysiology", "Circulation",
                "Numerics", "Quantities",
            ]),

        // Reference data sets as files, and what stored results say about credibility.
        module(
            "Suites",
            [
                "Verification", "LoopLevel", "Reports", "Scenarios", "Calibration",
                "PatientModels", "Patients", "HeartModel", "Documents", "Storage",
                "Electrophysiology", "Circulation", "Numerics", "Quantities",
            ]),

        // The live twin: what comes in, the running heart, the network.
        module("TwinProtocol"),
        module("Signals", ["TwinProtocol"]),
        module(
            "TwinEngine",
            [
                "TwinProtocol", "Storage", "Circuits", "Circulation", "Geometry", "Numerics",
                "Quantities",
            ]),
        module("TwinHistory", ["TwinEngine", "CSQLite"]),
        module(
            "TwinServer",
            [
                "TwinHistory", "TwinEngine", "Signals", "TwinProtocol", "CMosquitto", "CRDKafka",
            ]),

        // Programs. Those beside hearttwin are built when their command is first asked for.
        .target(
            name: "CommandLineSupport",
            dependencies: [
                "Reports", "Documents", "Patients", "HeartModel", "Storage", "Electrophysiology",
                "Ionics", "Circulation",
                "Mechanics", "Fibres", "FiniteElements", "Geometry", "Numerics",
                "Quantities", argumentParser,
            ], swiftSettings: unoptimised),
        module(
            "MembraneFiles",
            [
                "CommandLineSupport", "MembraneImport", "MembraneModels", "Ionics", "Quantities",
                argumentParser,
            ]),
        .executableTarget(
            name: "hearttwin",
            dependencies: [
                "CommandLineSupport", "Reports", "Scenarios", "PatientModels", "Patients",
                "HeartModel", "Electrophysiology", "Circulation", "Mechanics",
                "FiniteElements", "Geometry", "Quantities", argumentParser,
            ], swiftSettings: unoptimised),
        .executableTarget(
            name: "hearttwin-validate",
            dependencies: [
                "CommandLineSupport", "Suites", "Verification", "Reports", "PatientModels",
                "Patients", "Documents", "Storage", "Quantities", argumentParser,
            ],
            swiftSettings: unoptimised),
        .executableTarget(
            name: "hearttwin-mesh",
            dependencies: [
                "CommandLineSupport", "HeartCoordinates", "Remeshing", "Inspection",
                "PatientModels", "Patients", "MeshFormats", "HeartModel", "Fibres", "Geometry",
                "Numerics", "Quantities", argumentParser,
            ], swiftSettings: unoptimised),
        .executableTarget(
            name: "hearttwin-patient",
            dependencies: [
                "CommandLineSupport", "HeartCoordinates", "Remeshing", "Inspection",
                "PatientModels", "Patients", "MeshFormats", "HeartModel", "Electrophysiology",
                "Mechanics", "Documents", "Geometry", "Numerics", "Quantities", argumentParser,
            ], swiftSettings: unoptimised),
        .executableTarget(
            name: "hearttwin-calibrate",
            dependencies: [
                "CommandLineSupport", "Reports", "HeartCalibration", "Calibration",
                "PatientModels", "Patients", "Documents", "Electrophysiology", "HeartModel",
                "Signals", "Storage", "Quantities", argumentParser,
            ], swiftSettings: unoptimised),
        .executableTarget(
            name: "hearttwin-tissue",
            dependencies: [
                "MembraneFiles", "CommandLineSupport", "Monodomain", "Ionics", "Quantities",
                argumentParser,
            ], swiftSettings: unoptimised),

        .executableTarget(
            name: "hearttwin-loop",
            dependencies: [
                "CommandLineSupport", "Batch", "FunctionalMockup", "LoopInterface", "Studies",
                "Comparisons", "LoopLevel", "Pictures", "Reports", "ScenarioFiles",
                "Scenarios", "PatientModels", "Patients", "HeartModel", "Storage",
                "Electrophysiology", "Quantities", argumentParser,
            ], swiftSettings: unoptimised),
        .executableTarget(
            name: "hearttwin-cell",
            dependencies: [
                "MembraneFiles", "CommandLineSupport", "MembraneImport", "MembraneModels", "Ionics",
                "Storage", "Numerics", "Quantities", argumentParser,
            ], swiftSettings: unoptimised),
        .executableTarget(
            name: "hearttwin-live",
            dependencies: [
                "CommandLineSupport", "Reports", "TwinServer", "TwinHistory", "TwinEngine",
                "TwinProtocol",
                "PatientModels",
                "Patients", "ScenarioFiles", "Scenarios", "HeartModel", "Electrophysiology",
                "Circuits", "Circulation", "Documents", "Storage", "Numerics", "Quantities",
                argumentParser,
            ] + (hasHTTP ? ["TwinWeb"] : []),
            swiftSettings: unoptimised + (hasHTTP ? [.define("HTTP")] : [])),

        .executableTarget(
            name: "hearttwin-batch",
            dependencies: [
                "CommandLineSupport", "Batch", "Cohorts", "Reports", "PatientModels", "Patients",
                "Circulation", "Storage", argumentParser,
            ], swiftSettings: unoptimised),
        .executableTarget(
            name: "hearttwin-reduce",
            dependencies: [
                "CommandLineSupport", "Reduction", "Reports", "Scenarios", "PatientModels",
                "Patients", "HeartModel", "Storage", "Mechanics", "Electrophysiology",
                "FiniteElements", "Geometry", "Quantities", argumentParser,
            ], swiftSettings: unoptimised),
        .executableTarget(
            name: "hearttwin-circuit",
            dependencies: [
                "CommandLineSupport", "CircuitFiles", "Circuits", "Circulation", "Documents",
                "Numerics", "Quantities", argumentParser,
            ], swiftSettings: unoptimised),

        .executableTarget(
            name: "hearttwin-plot",
            dependencies: [
                "CommandLineSupport", "Pictures", "Storage", argumentParser,
            ], swiftSettings: unoptimised),

        .executableTarget(
            name: "hearttwin-doctor",
            dependencies: [
                "CommandLineSupport", "Archives", "Numerics", "CProcessor", argumentParser,
            ],
            swiftSettings: unoptimised),

        // Not part of the product: built by scripts/benchmark only.
        .executableTarget(
            name: "hearttwin-bench",
            dependencies: [
                "Calibration", "PatientModels", "Patients", "HeartModel", "Electrophysiology",
                "Circuits", "Circulation", "Mechanics", "Monodomain", "MembraneModels", "Ionics",
                "Fibres", "FiniteElements", "Geometry", "Numerics", "Quantities",
                "COpenBLAS", argumentParser,
            ],
            path: "Benchmarks/hearttwin-bench", swiftSettings: strict),

        // Not part of the product: built by scripts/benchmark-live only.
        .executableTarget(
            name: "hearttwin-live-bench",
            dependencies: [
                "TwinServer", "TwinEngine", "TwinProtocol", "Circuits", "Circulation", "Numerics",
            ],
            path: "Benchmarks/hearttwin-live-bench", swiftSettings: strict),

        // What several tests share.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),

        tests("Quantities", ["Quantities"]),
        tests("Numerics", ["Numerics", "CLAPACKE"]),
        tests("Geometry", ["Geometry", "Numerics", "TestSupport"]),
        tests("FiniteElements", ["FiniteElements", "Geometry", "Numerics", "TestSupport"]),
        tests(
            "Fibres",
            ["Fibres", "FiniteElements", "Geometry", "Numerics", "Quantities", "TestSupport"]),
        tests("Ionics", ["Ionics", "Quantities"]),
        tests("MembraneModels", ["MembraneModels", "Ionics", "Numerics", "Quantities"]),
        tests(
            "MembraneImport",
            [
                "MembraneImport", "MembraneModels", "Monodomain", "Ionics", "Numerics",
                "Quantities",
            ]),
        tests(
            "Electrophysiology",
            [
                "TestSupport",
                "Electrophysiology", "Ionics", "Fibres", "FiniteElements", "Geometry", "Numerics",
                "Quantities",
            ]),
        tests(
            "Monodomain",
            [
                "Verification", "Monodomain", "MembraneModels", "Ionics", "Fibres",
                "FiniteElements", "Geometry", "Numerics", "Quantities", "TestSupport",
            ]),
        tests(
            "Mechanics",
            [
                "Verification", "Mechanics", "Fibres", "FiniteElements", "Geometry", "Numerics",
                "Quantities",
                "TestSupport",
            ]),
        tests("Circulation", ["Circulation", "Numerics", "Quantities"]),
        tests("Circuits", ["Circuits", "Circulation", "Numerics", "Quantities"]),
        tests(
            "Reduction",
            [
                "Reduction", "HeartModel", "Mechanics", "Electrophysiology", "Fibres",
                "FiniteElements", "Geometry", "Numerics",
            ]),
        tests(
            "PatientModels",
            [
                "PatientModels", "Circulation", "Electrophysiology", "Geometry", "HeartModel",
                "Mechanics", "Numerics", "Patients", "Quantities",
            ]),
        tests(
            "Calibration",
            ["Calibration", "Circuits", "Circulation", "Numerics", "Patients", "Quantities"]),
        tests(
            "HeartCalibration",
            [
                "HeartCalibration", "Calibration", "LoopLevel", "Reports", "Patients",
                "HeartModel", "Circulation", "Quantities",
            ]),
        tests(
            "Cohorts",
            ["Cohorts", "Calibration", "Circuits", "Circulation", "Documents", "Patients"]),
        tests(
            "HeartModel",
            [
                "TestSupport",
                "HeartModel", "Mechanics", "Circulation", "Electrophysiology", "Ionics", "Fibres",
                "Geometry", "Numerics", "Quantities",
            ]),
        tests(
            "LoopLevel",
            [
                "LoopLevel", "Reports", "Scenarios", "Storage", "HeartModel", "Electrophysiology",
                "Circuits",
                "Circulation",
            ]),
        tests(
            "Scenarios",
            [
                "Scenarios", "HeartModel", "Circuits", "Circulation", "Electrophysiology",
                "Quantities",
            ]),
        tests("ScenarioFiles", ["ScenarioFiles", "Scenarios", "Documents"]),
        tests(
            "Comparisons",
            [
                "Comparisons", "LoopLevel", "ScenarioFiles", "Scenarios", "Reports", "HeartModel",
                "MembraneModels", "Ionics", "Quantities",
            ]),
        tests(
            "Studies",
            [
                "Studies", "Scenarios", "PatientModels", "Patients", "HeartModel", "Circulation",
                "Electrophysiology", "Fibres", "Documents", "Quantities",
            ]),
        tests("Batch", ["Batch", "Storage", "Documents"]),
        tests("Storage", ["Storage"]),
        tests(
            "CircuitFiles", ["CircuitFiles", "Circuits", "Circulation", "Numerics", "Quantities"]),
        tests("Documents", ["Documents", "Quantities"]),
        tests(
            "MeshFormats", ["MeshFormats", "Storage", "Geometry", "Numerics"],
            exclude: ["Fixtures"]),
        tests(
            "Patients",
            [
                "Inspection", "Patients", "MeshFormats", "Storage", "Fibres", "Geometry",
                "Numerics", "Quantities",
            ]),
        tests(
            "HeartCoordinates",
            ["HeartCoordinates", "HeartModel", "Fibres", "Geometry", "Numerics"]),
        tests(
            "Remeshing",
            ["Remeshing", "MeshFormats", "Geometry", "Numerics", "TestSupport"]),
        tests("Reports", ["Reports", "Patients", "HeartModel", "Storage", "Geometry", "Numerics"]),
        tests("Pictures", ["Pictures", "Numerics"]),
        tests(
            "LoopInterface",
            [
                "LoopInterface", "FunctionalMockup", "Archives", "LoopLevel", "HeartModel",
            ]),
        tests("Verification", ["Verification", "Calibration", "Scenarios", "Quantities"]),
        tests(
            "Suites",
            ["Suites", "Verification", "Patients", "Documents", "Numerics", "Quantities"]),
        tests("TwinProtocol", ["TwinProtocol"]),
        tests("Signals", ["Signals"]),
        tests(
            "TwinEngine",
            [
                "TwinEngine", "TwinProtocol", "Circuits", "Circulation", "Numerics",
                "AllocationCounter",
            ]),
        tests("TwinHistory", ["TwinHistory", "TwinEngine"]),
        tests("TwinServer", ["TwinServer", "TwinEngine", "TwinProtocol"]),
        tests("Architecture", []),
        tests(
            "EndToEnd", ["Storage", "MeshFormats", "Remeshing", "Patients", "Geometry", "Numerics"]),
    ],
    swiftLanguageModes: [.v6]
)

if hasHTTP {
    package.dependencies += [
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        // Not used: comes with the others, and its module Numerics must not have the name of ours.
        .package(url: "https://github.com/apple/swift-numerics", from: "1.0.0"),
    ]
    package.targets += [
        module(
            "TwinWeb",
            [
                "TwinEngine", "TwinProtocol", "Reports", "Documents", "Storage", "Quantities",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(
                    name: "Numerics", package: "swift-numerics",
                    moduleAliases: ["Numerics": "SwiftNumerics"],
                    condition: .when(platforms: [.windows])),
            ]),
        tests("TwinWeb", ["TwinWeb", "TwinProtocol", "Reports", "Documents", "Storage"]),
    ]
}

// For the order of the build only: modules start when they are ready, first come, first served, and of
// several that become ready together the last in the alphabet is first. The longest chain, Numerics,
// Geometry, FiniteElements, Fibres, Mechanics, HeartModel, Reports, must never wait; what a module waits for
// here keeps it behind the chain, on the other core.
let waiting = [
    "Circulation": "Geometry", "Ionics": "Fibres", "Circuits": "Electrophysiology",
    "Patients": "Electrophysiology",
]
for target in package.targets {
    if let other = waiting[target.name] { target.dependencies.append(.byName(name: other)) }
}
