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

    /// The wall whose beats were learned from: what a heart with another wall differs by.
    public struct Wall: Codable, Sendable, Equatable {
        /// Factors of the wall's cards, left and right [1].
        public var contractilityLeft: Double
        public var contractilityRight: Double
        public var passiveScaleLeft: Double
        public var passiveScaleRight: Double
        /// How elastance follows contractility, logarithm by logarithm; 1 where nobody looked [1].
        public var gainLeft: Double
        public var gainRight: Double
    }

    private struct Version: Decodable { var format: Int }

    /// Values of elastance and offset over a beat.
    public static let knots = 100
    /// Version of the format; the first did not say what wall was learned from.
    public static let format = 2

    /// Version of the format of this value.
    public var format: Int
    /// Pseudonym of the patient.
    public var patient: String
    /// The wall that was learned from.
    public var wall: Wall
    /// Both ventricles.
    public var left: Ventricle
    public var right: Ventricle

    /// Samples an emulator.
    ///
    /// - Parameters:
    ///   - parameters: of the heart whose beats were learned from.
    ///   - gains: how elastance follows contractility, left and right, as a calibration saw it; in proportion unless
    ///     given.
    /// - Throws: `HeartModelError`.
    public init(
        _ emulator: HeartEmulator, of parameters: HeartParameters, gains: [Double] = [1, 1],
        patient: String
    ) throws(HeartModelError) {
        precondition(gains.count == 2, "left and right")
        format = Self.format
        self.patient = patient
        wall = Wall(
            contractilityLeft: try parameters.value("wall.contractilityLeft"),
            contractilityRight: try parameters.value("wall.contractilityRight"),
            passiveScaleLeft: try parameters.value("wall.passiveScaleLeft"),
            passiveScaleRight: try parameters.value("wall.passiveScaleRight"),
            gainLeft: gains[0], gainRight: gains[1])
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
            // The version comes first: a file of another one lacks other things.
            let version = try JSONDecoder().decode(Version.self, from: data).format
            guard version == Self.format else {
                throw ReportsError.damagedEmulator(
                    path: path,
                    reason: "its format is \(version), this program reads \(Self.format); make it "
                        + "anew with simulate, or calibrate --heart")
            }
            self = try JSONDecoder().decode(StoredEmulator.self, from: data)
        } catch let error as ReportsError {
            throw error
        } catch let DecodingError.keyNotFound(key, _) {
            throw .damagedEmulator(path: path, reason: "\(key.stringValue) is missing")
        } catch {
            throw .damagedEmulator(path: path, reason: "\(error.localizedDescription)")
        }
        let factors = [
            wall.contractilityLeft, wall.contractilityRight, wall.passiveScaleLeft,
            wall.passiveScaleRight,
        ]
        guard factors.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw .damagedEmulator(path: path, reason: "wall: its factors are positive")
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
