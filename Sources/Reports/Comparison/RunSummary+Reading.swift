import Foundation

extension RunSummary {
    /// Reads the numbers of the run whose results are in a folder.
    ///
    /// - Throws: ``ReportsError/missingSummary(path:)``, ``ReportsError/damagedSummary(path:reason:)``.
    public init(ofRunIn folder: String) throws(ReportsError) {
        let path = folder + "/summary.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .missingSummary(path: path)
        }
        do {
            let decoder = JSONDecoder()
            // As JSONText writes numbers that a beat does not have.
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            self = try decoder.decode(RunSummary.self, from: data)
        } catch let DecodingError.keyNotFound(key, _) {
            throw .damagedSummary(path: path, reason: "\(key.stringValue) is missing")
        } catch {
            throw .damagedSummary(path: path, reason: "\(error.localizedDescription)")
        }
    }
}
