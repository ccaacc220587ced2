internal import FoundationEssentials
import Glibc

package typealias DovecotServer = MailServer<DovecotConfiguration>
package typealias CyrusServer = MailServer<CyrusConfiguration>
package typealias CourierServer = MailServer<CourierConfiguration>
package typealias MailutilsServer = MailServer<MailutilsConfiguration>
package typealias PostfixServer = MailServer<PostfixConfiguration>

/// A real mail server on loopback ports, in a temporary folder, for the time of a closure.
///
///     try await DovecotServer.withServer { server in
///         try server.mailbox(of: "alice").deliver(message, to: "INBOX")
///         // connect to localhost:server.ports.imaps, trusting server.certificateAuthorityFile
///     }
package final class MailServer<Configuration: ServerConfiguration>: Sendable {
    /// PEM file of the root certificate to trust.
    package let certificateAuthorityFile: String
    package let configuration: Configuration
    private let place: ServerPlace
    private let process: SupervisedProcess

    /// Runs a server for the time of `body`. It is ended and its folder removed in every outcome, also when the
    /// test's process dies.
    package static func withServer<Value: Sendable>(
        _ configuration: Configuration = Configuration(users: ["alice"]),
        _ body: (MailServer) async throws -> Value
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

    /// Ports are free when they are chosen, but another test may take them before the server does: then others are
    /// tried.
    private static func startedServer(_ configuration: Configuration) async throws -> MailServer {
        var attempts = 5
        while true {
            let server = try MailServer(configuration)
            do {
                try configuration.writeFiles(in: server.place)
                try server.place.account.takeOwnership(of: server.place.folder)
                try await server.start()
                return server
            } catch {
                try await server.process.finish()
                attempts -= 1
                guard attempts > 0, case TestServerError.didNotStart(let log) = error,
                    log.contains("Address already in use")
                else { throw error }
            }
        }
    }

    private init(_ configuration: Configuration) throws {
        self.configuration = configuration
        var template = Array("/tmp/godwit-\(Configuration.software)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestServerError.setUp("no temporary folder") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let certificates = folder + "/certificates"
        try FileManager.default.createDirectory(atPath: certificates, withIntermediateDirectories: true)
        // Unlike any other server's, so that a client can trust several: roots are told apart by their names.
        let authority = try TestCertificateAuthority(in: certificates, name: "Test Root \(folder.suffix(6))")
        certificateAuthorityFile = authority.certificateFile
        place = ServerPlace(
            folder: folder, ports: try FreePorts.choose(),
            certificate: try authority.issue(names: configuration.certificateNames + ["127.0.0.1"]),
            account: try ServerAccount.current())
        process = try SupervisedProcess(folder: folder, command: try configuration.command(in: place))
    }

    package var ports: ServerPorts { place.ports }

    /// The user's mail, to be written and read without the code under test.
    package func mailbox(of user: String) -> Configuration.Mail { configuration.mail(of: user, in: place) }

    /// What the server logged so far.
    package var log: String {
        [place.folder + "/output", place.folder + "/log"].map { path in
            FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }.joined()
    }

    /// Starts the server again after `stop` or `kill`, on the same ports.
    package func start() async throws {
        try await process.give(.start)
        let greeting = configuration.greeting(in: place)
        let port = configuration.greetingPort(in: place)
        guard try await LoopbackProbe.waitForGreeting(greeting, port: port, log: { self.log }) else {
            throw TestServerError.didNotStart(log: log)
        }
    }

    /// Ends the server as an administrator would, and with it every connection.
    package func stop() async throws { try await process.give(.stop) }

    /// Ends the server at once (SIGKILL), and with it every connection.
    package func kill() async throws { try await process.give(.kill) }
}

package enum TestServerError: Error {
    /// What was missing before the server could be started.
    case setUp(String)
    /// The server ended, or said nothing in time.
    case didNotStart(log: String)
}
