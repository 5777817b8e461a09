import Foundation
public import HeartModel
import Quantities

/// The ventricles of a finished run as pressure–volume–time laws, as they are kept in `emulator.json`.
public struct StoredEmulator: Codable, Sendable, Equatable {
    /// A ventricle; see the law `learned-ventricle` of circuits.
    public struct Ventricle: Codable, Sendable, Equatable {
        /// Length of the beat that was learned from, and when systole ended in it.
        public var periodMs: Double
        public var systoleMs: Double
        /// Volume without active pressure.
        public var activeUnstressedVolumeML: Double
        /// Passive relation A·(exp(B·(V − Vp)) − 1).
        public var passivePressureMmHg: Double
        public var passiveStiffnessPerML: Double
        public var passiveUnstressedVolumeML: Double
        /// Elastance and offset at equal distances over the beat, the first at the onset of the QRS.
        public var elastanceMmHgPerML: [Double]
        public var offsetMmHg: [Double]
    }

    /// Values of elastance and offset over a beat.
    public static let knots = 100
    /// Version of the format.
    public static let format = 1

    /// Version of the format of this value.
    public var format: Int
    /// Pseudonym of the patient.
    public var patient: String
    /// Both ventricles.
    public var left: Ventricle
    public var right: Ventricle

    /// Samples an emulator.
    public init(_ emulator: HeartEmulator, patient: String) {
        format = Self.format
        self.patient = patient
        left = Ventricle(emulator.left)
        right = Ventricle(emulator.right)
    }

    /// Reads a file, or the one in the results folder of a run.
    ///
    /// - Throws: ``ReportsError/missingEmulator(path:)``, ``ReportsError/damagedEmulator(path:reason:)``.
    public init(reading given: String) throws(ReportsError) {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: given, isDirectory: &isFolder)
        let path = isFolder.boolValue ? given + "/" + RunFolder.emulatorName : given
        guard exists, let data = FileManager.default.contents(atPath: path) else {
            throw .missingEmulator(path: path)
        }
        do {
            self = try JSONDecoder().decode(StoredEmulator.self, from: data)
        } catch let DecodingError.keyNotFound(key, _) {
            throw .damagedEmulator(path: path, reason: "\(key.stringValue) is missing")
        } catch {
            throw .damagedEmulator(path: path, reason: "\(error.localizedDescription)")
        }
        guard format == Self.format else {
            throw .damagedEmulator(
                path: path, reason: "its format is \(format), this program reads \(Self.format)")
        }
        for (name, ventricle) in [("left", left), ("right", right)] {
            guard ventricle.elastanceMmHgPerML.count == Self.knots,
                ventricle.offsetMmHg.count == Self.knots
            else {
                throw .damagedEmulator(
                    path: path,
                    reason: "\(name): elastance and offset have \(Self.knots) values each")
            }
        }
    }
}

extension StoredEmulator.Ventricle {
    fileprivate init(_ ventricle: EmulatedVentricle) {
        let (elastance, offset) = ventricle.tables
        func sampled(_ table: [Double], _ unit: Double) -> [Double] {
            (0..<StoredEmulator.knots).map { knot in
                let place = Double(knot * (table.count - 1)) / Double(StoredEmulator.knots)
                let below = min(Int(place), table.count - 2)
                let share = place - Double(below)
                return (table[below] + share * (table[below + 1] - table[below])) / unit
            }
        }
        periodMs = ventricle.period
        systoleMs = ventricle.endOfSystole
        activeUnstressedVolumeML = ventricle.activeUnstressedVolume / Units.mL
        passivePressureMmHg = ventricle.passive.scale / Units.mmHg
        passiveStiffnessPerML = ventricle.passive.stiffness * Units.mL
        passiveUnstressedVolumeML = ventricle.passive.unstressedVolume / Units.mL
        elastanceMmHgPerML = sampled(elastance, Units.mmHgPerML)
        offsetMmHg = sampled(offset, Units.mmHg)
    }
}
