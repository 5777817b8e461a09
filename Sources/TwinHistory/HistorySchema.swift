import TwinEngine

/// The tables of a store, and the columns of beats.
enum HistorySchema {
    /// Marks a file as ours ("hTwn"), and the version of its tables.
    static let application: Int64 = 0x6854_776e
    static let version: Int64 = 1

    /// Columns of beats: name with unit, and value.
    static let beat: [(name: String, value: @Sendable (BeatRecord) -> Double)] = [
        ("heart_rate_per_min", { $0.heartRate }), ("arterial_mean_mmHg", { $0.arterialMean }),
        ("arterial_systolic_mmHg", { $0.arterialSystolic }),
        ("arterial_diastolic_mmHg", { $0.arterialDiastolic }),
        ("pulmonary_mean_mmHg", { $0.pulmonaryMean }),
        ("pulmonary_systolic_mmHg", { $0.pulmonarySystolic }),
        ("pulmonary_diastolic_mmHg", { $0.pulmonaryDiastolic }),
        ("central_venous_mean_mmHg", { $0.centralVenousMean }),
        ("left_atrial_mean_mmHg", { $0.leftAtrialMean }),
        ("end_diastolic_volume_mL", { $0.endDiastolicVolume }),
        ("end_systolic_volume_mL", { $0.endSystolicVolume }),
        ("stroke_volume_mL", { $0.strokeVolume }),
        ("cardiac_output_L_per_min", { $0.cardiacOutput }),
    ]

    /// Rows are told apart by the twin's step, or by what the source says of them: what is written again after a
    /// restart is there once.
    static var statements: String {
        """
        PRAGMA application_id = \(application);
        PRAGMA user_version = \(version);
        CREATE TABLE IF NOT EXISTS run (started_ms INTEGER NOT NULL, first_step INTEGER NOT NULL, patient TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS beat (step INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL,
          \(beat.map { "\($0.name) REAL" }.joined(separator: ", ")));
        CREATE TABLE IF NOT EXISTS vital (time_ms INTEGER NOT NULL, step INTEGER NOT NULL, code TEXT NOT NULL,
          value REAL NOT NULL, source INTEGER NOT NULL, sequence INTEGER NOT NULL,
          PRIMARY KEY (code, time_ms, source, sequence)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS message (step INTEGER NOT NULL, time_ms INTEGER NOT NULL, kind TEXT NOT NULL,
          json TEXT NOT NULL, PRIMARY KEY (kind, step)) WITHOUT ROWID;
        """
    }
}
