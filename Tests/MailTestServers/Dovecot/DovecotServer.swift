internal import FoundationEssentials
import Glibc

/// A real Dovecot on loopback ports, in a temporary folder, for the time of a closure.
///
///     try await DovecotServer.withServer { server in
///         try server.mailbox(of: "alice").deliver(message, to: "INBOX")
///         // connect to localhost:server.ports.imaps, trusting server.certificateAuthorityFile
///     }
package final class DovecotServer: Sendable {
    package let ports: DovecotPorts
    /// PEM file of the root certificate to trust.
    package let certificateAuthorityFile: String
    package let configuration: DovecotConfiguration
    private let folder: String
    private let greeting: String
    private let certificate: TestCertificateFiles
    private let process: SupervisedProcess

    /// Runs a server for the time of `body`. It is ended and its folder removed in every outcome, also when the
    /// test's process dies.
    package static func withServer<Value: Sendable>(
        _ configuration: DovecotConfiguration = DovecotConfiguration(),
        _ body: (DovecotServer) async throws -> Value
    ) async throws -> Value {
        let server = try await startedServer(configuration)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(server))
        } catch {
            result = .failure(error)
        }
        try await server.process.finish()
        return try result.get()
    }

    /// Ports are free when they are chosen, but another test may take them before Dovecot does: then others are tried.
    private static func startedServer(_ configuration: DovecotConfiguration) async throws -> DovecotServer {
        var attempts = 5
        while true {
            let server = try DovecotServer(configuration)
            do {
                try server.writeFiles()
                try await server.start()
                return server
            } catch {
                try await server.process.finish()
                attempts -= 1
                guard attempts > 0, case DovecotError.didNotStart(let log) = error,
                    log.contains("Address already in use")
                else { throw error }
            }
        }
    }

    private init(_ configuration: DovecotConfiguration) throws {
        try TestSupportFiles.requireDovecot()
        var template = Array("/tmp/godwit-dovecot-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw DovecotError.setUp("no temporary folder") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.configuration = configuration
        greeting = "Dovecot ready. (\(folder.suffix(6)))"
        ports = try FreePorts.forDovecot()
        let certificates = folder + "/certificates"
        try FileManager.default.createDirectory(atPath: certificates, withIntermediateDirectories: true)
        // Unlike any other server's, so that a client can trust several: roots are told apart by their names.
        let authority = try TestCertificateAuthority(in: certificates, name: "Test Root \(folder.suffix(6))")
        certificateAuthorityFile = authority.certificateFile
        certificate = try authority.issue(names: configuration.certificateNames + ["127.0.0.1"])
        process = try SupervisedProcess(
            folder: folder, command: [TestSupportFiles.dovecot, "-F", "-c", folder + "/dovecot.conf"])
    }

    private func writeFiles() throws {
        let files = FileManager.default
        for name in ["run", "mail"] {
            try files.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        for user in configuration.users { try mailbox(of: user).create() }
        let account = try ServerAccount.current()
        let settings = configuration.fileContents(
            folder: folder, ports: ports, certificate: certificate, account: account, greeting: greeting)
        try Data(settings.utf8).write(to: folder + "/dovecot.conf")
        try Data(configuration.usersFileContents(mailFolder: folder + "/mail").utf8).write(to: folder + "/users")
        try account.takeOwnership(of: folder)
    }

    /// The user's mail as files.
    package func mailbox(of user: String) -> Maildir {
        Maildir(path: "\(folder)/mail/\(user)/Maildir", separator: configuration.separator)
    }

    /// What the server logged so far.
    package var log: String {
        [folder + "/output", folder + "/log"].map { path in
            FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }.joined()
    }

    /// Starts the server again after `stop` or `kill`, on the same ports.
    package func start() async throws {
        try await process.give(.start)
        guard try await LoopbackProbe.waitForGreeting(greeting, port: ports.imap, log: { self.log }) else {
            throw DovecotError.didNotStart(log: log)
        }
    }

    /// Ends the server as an administrator would, and with it every connection.
    package func stop() async throws { try await end(.stop) }

    /// Ends the server's master at once (SIGKILL), and with it every connection.
    package func kill() async throws { try await end(.kill) }

    /// Sessions outlive their master until they are idle, so they are ended by themselves.
    private func end(_ order: SupervisedProcess.Order) async throws {
        let sessions = try ChildProcesses.of(processIDFile: folder + "/run/master.pid")
        try await process.give(order)
        for session in sessions { Glibc.kill(session, SIGKILL) }
    }
}

package enum DovecotError: Error {
    /// What was missing before the server could be started.
    case setUp(String)
    /// The server ended, or said nothing in time.
    case didNotStart(log: String)
}
