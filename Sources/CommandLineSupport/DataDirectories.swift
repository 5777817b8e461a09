import Foundation

/// Where the shipped `meshes/` and `patients/` are.
public enum DataDirectory {
    /// `HEARTTWIN_DATA`, else the current folder.
    public static var standard: String {
        ProcessInfo.processInfo.environment["HEARTTWIN_DATA"] ?? "."
    }
}

/// Where reference data are that the repository does not hold.
public enum ReferenceDirectory {
    /// `HEARTTWIN_REFERENCE_DIR`, else a folder of that name where the command runs.
    public static var standard: String {
        ProcessInfo.processInfo.environment["HEARTTWIN_REFERENCE_DIR"] ?? "reference"
    }
}
