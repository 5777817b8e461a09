/// Opens recordings by their names.
public enum SignalFiles {
    /// Opens `.edf` and `.bdf` files as European Data Format, everything else as a record of PhysioNet's waveform
    /// database, with or without `.hea`.
    ///
    /// - Throws: ``SignalError``.
    public static func open(_ path: String) throws(SignalError) -> any SignalRecord {
        let ending = path.split(separator: ".").last?.lowercased()
        return ending == "edf" || ending == "bdf"
            ? try EDFRecord(path: path) : try WFDBRecord(path: path)
    }
}
