import CommandLineSupport
import Foundation
import Pictures
import Storage

/// A program that turns SVG into pixels.
struct Rasteriser {
    /// Its path.
    let program: String
    /// Its arguments: the SVG file, the PNG file, the drawing and the width in pixels.
    let arguments: (String, String, Drawing, Int) -> [String]

    /// The first of those that are known and installed.
    ///
    /// - Throws: ``RasteriserError/missing(_:)``.
    static func named() throws(RasteriserError) -> Rasteriser {
        if let path = ProgramPath.find(converter) {
            return Rasteriser(program: path, arguments: Self.convert)
        }
        for name in browsers {
            if let path = ProgramPath.find(name) {
                return Rasteriser(program: path, arguments: Self.screenshot)
            }
        }
        throw .missing([converter] + browsers)
    }

    private static let converter = "rsvg-convert"
    private static let browsers = ["chromium", "chromium-browser", "google-chrome"]

    /// Draws a picture as PNG: aside, then renamed.
    func write(_ drawing: Drawing, to path: String, width: Int) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hearttwin-plot-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appending(path: "picture.svg").path
        let target = folder.appending(path: "picture.png").path
        try TextFile.write(drawing.svg, to: source)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments(source, target, drawing, width)
        process.environment = ProcessInfo.processInfo.environment.merging(["HOME": folder.path]) {
            $1
        }
        let messages = Pipe()
        process.standardOutput = FileHandle.nullDevice
        process.standardError = messages
        try process.run()
        let said = messages.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0,
            let pixels = FileManager.default.contents(atPath: target)
        else {
            let last = String(decoding: said, as: UTF8.self).split(separator: "\n").last
            throw RasteriserError.failed(program, reason: String(last ?? "no message"))
        }
        do {
            try pixels.write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw RasteriserError.unwritable(path, reason: error.localizedDescription)
        }
    }

    private static func convert(
        _ source: String, _ target: String, _: Drawing, _ width: Int
    ) -> [String] {
        ["--width", "\(width)", "--keep-aspect-ratio", "--output", target, source]
    }

    /// A browser shows the file in a window of its size, with as many pixels a unit as are wanted.
    private static func screenshot(
        _ source: String, _ target: String, _ drawing: Drawing, _ width: Int
    ) -> [String] {
        let size = (
            width: drawing.pixels.width.rounded(.up), height: drawing.pixels.height.rounded(.up)
        )
        let scale = Double(width) / size.width
        return [
            "--headless=new", "--hide-scrollbars", "--disable-gpu", "--no-first-run",
            "--force-device-scale-factor=\(scale)",
            "--window-size=\(Int(size.width)),\(Int(size.height))",
            "--screenshot=\(target)",
        ] + (geteuid() == 0 ? ["--no-sandbox"] : []) + ["file://\(source)"]
    }
}

/// What can go wrong with pixels.
enum RasteriserError: CommandError {
    /// None of the programs is installed.
    case missing([String])
    /// The program did not draw.
    case failed(String, reason: String)
    /// The file cannot be written.
    case unwritable(String, reason: String)

    var exitCode: Int32 {
        switch self {
        case .missing: CommandExit.missingProgram
        case .failed: CommandExit.internalError
        case .unwritable: CommandExit.cannotCreate
        }
    }

    var description: String {
        switch self {
        case .missing(let programs):
            "a PNG is drawn by one of \(programs.joined(separator: ", ")), and none is installed; write "
                + "an .svg, or install one (Debian: librsvg2-bin or chromium)"
        case .failed(let program, let reason):
            "\(program) did not draw the picture: \(reason)"
        case .unwritable(let path, let reason):
            "cannot write \(path): \(reason); choose another file with --output"
        }
    }
}
