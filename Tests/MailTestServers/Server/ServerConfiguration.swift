/// What a test wants of a server, and how that kind of server is told.
package protocol ServerConfiguration: Sendable {
    /// How the user's mail is written and read behind the back of the code under test.
    associatedtype Mail: MailStore

    /// For the names of folders, such as `dovecot`.
    static var software: String { get }

    init(users: [String])

    var users: [String] { get set }
    /// Names in the certificate, next to `127.0.0.1`.
    var certificateNames: [String] { get set }

    /// The server, which stays in the foreground, and its arguments.
    func command(in place: ServerPlace) throws -> [String]

    /// Writes what the server needs before it starts for the first time.
    func writeFiles(in place: ServerPlace) throws

    /// Words of the server's greeting that are unlike any other server's.
    func greeting(in place: ServerPlace) -> String

    /// Where it greets; IMAP unless something else is said.
    func greetingPort(in place: ServerPlace) -> UInt16

    func mail(of user: String, in place: ServerPlace) -> Mail

    /// What a user calls himself when he logs in.
    func loginName(of user: String) -> String
}

extension ServerConfiguration {
    /// Every user's password.
    package static var password: String { "correct horse battery staple" }

    package func greetingPort(in place: ServerPlace) -> UInt16 { place.ports.imap }

    package func loginName(of user: String) -> String { user }
}

/// Where one server lives while it runs.
package struct ServerPlace: Sendable {
    /// All its files; removed in the end.
    let folder: String
    let ports: ServerPorts
    let certificate: TestCertificateFiles
    let account: ServerAccount

    /// Tells this server from all others.
    var name: String { String(folder.suffix(6)) }
}

/// The loopback ports of one server. Cyrus serves no POP3, mailutils nothing else; Dovecot and Postfix take mail
/// (submission), Postfix nothing else.
package struct ServerPorts: Hashable, Sendable {
    package let imap: UInt16
    package let imaps: UInt16
    package let pop3: UInt16
    package let pop3s: UInt16
    package let submission: UInt16
    package let submissions: UInt16
}
