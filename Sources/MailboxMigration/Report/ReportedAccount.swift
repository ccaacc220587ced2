internal import MailCore

/// One of the two accounts, as its journal names it.
public struct ReportedAccount: Hashable, Sendable {
    /// Who logs in.
    public let username: String
    /// The server's host, with the port where it is not a usual one.
    public let server: String

    /// - Parameter journalName: as ``MigrationAccount`` writes it; anything else is taken for a server.
    init(journalName: String) {
        let rest = journalName.split(separator: "//", maxSplits: 1).last.map(String.init) ?? journalName
        let parts = rest.split(separator: "@", maxSplits: 1).map(String.init)
        username = parts.count == 2 ? parts[0].removingPercentEncoding() ?? parts[0] : ""
        server = parts.last ?? rest
    }
}
