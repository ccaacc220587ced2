import MailTestServers

/// What `godwit demo --serve` prints for people, read as a person would.
struct PrintedService {
    struct Account {
        let address: String
        let secret: String
        /// With TLS from the first byte, by protocol.
        let ports: [String: String]

        /// For a script.
        var words: [String] { [address, secret] + ["IMAP", "POP3", "SMTP"].map { ports[$0] ?? "0" } }
    }

    let accounts: [Account]
    /// PEM file.
    let authority: String
    /// The command that is printed, in one line.
    let curl: String

    init(_ lines: [String]) throws {
        let rows = lines.map { $0.split(separator: " ").map(String.init) }
        let starts = rows.indices.filter { rows[$0].first == "Address" }
        guard starts.count == 2, let authority = rows.first(where: { $0.first == "Authority" })?.last else {
            throw TestServerError.setUp("this is not what was expected: \(lines)")
        }
        self.authority = authority
        accounts = starts.map { start in
            let own = rows[start...].prefix { !$0.isEmpty }
            let servers = own.filter { $0.count > 2 && $0[2] == "TLS" }
            let ports = servers.map { ($0[0], String($0[1].split(separator: ":").last ?? "")) }
            return Account(
                address: rows[start].last ?? "", secret: Self.value(lines[start + 1]),
                ports: Dictionary(ports, uniquingKeysWith: { first, _ in first }))
        }
        let command = lines.drop { !$0.contains("curl ") }.prefix { !$0.isEmpty }
        curl = command.map { $0.replacing("\\", with: "") }.joined(separator: " ")
    }

    /// Behind the name and at least two blanks.
    private static func value(_ line: String) -> String {
        guard let gap = line.trimmingPrefix(while: { $0 == " " }).firstRange(of: "  ") else { return "" }
        return String(line[gap.upperBound...].drop { $0 == " " })
    }

    /// Carries the mail of the first account to the second one.
    func mbsyncRules(state folder: String) -> String {
        let stores = zip(["old", "new"], accounts).map { name, account in
            """
            IMAPAccount \(name)
            Host localhost
            Port \(account.ports["IMAP"] ?? "")
            User \(account.address)
            Pass "\(account.secret)"
            AuthMechs LOGIN
            SSLType IMAPS
            CertificateFile \(authority)

            IMAPStore \(name)
            Account \(name)

            """
        }
        return stores.joined(separator: "\n") + """

            Channel all
            Far :old:
            Near :new:
            Patterns INBOX
            Sync Pull
            CopyArrivalDate yes
            SyncState \(folder)/

            """
    }
}
