/// What can go wrong in Reports.
public enum ReportsError: Error {
}
