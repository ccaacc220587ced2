/// A row of one of the tables.
protocol MeasuredScenario: Sendable {
    /// Of its table.
    static var heading: String { get }
    var row: String { get }
    /// Rivals that could not do it or are not there, and why.
    var absences: [String] { get }
    /// Bars that were missed, in words.
    var misses: [String] { get }
}
