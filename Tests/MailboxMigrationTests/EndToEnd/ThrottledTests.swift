import MailCore
import MailTestServers
import MailTransport
import Synchronization
import Testing

@testable import MailboxMigration

/// Servers that ask for a pause get it, and are neither called full nor done.
@Suite struct ThrottledTests {
    private static let greeting = "S: * OK [CAPABILITY IMAP4rev1 LITERAL+] ready"

    private static let login = """
        C: TAG LOGIN alice ...
        S: TAG OK [CAPABILITY IMAP4rev1 LITERAL+] in
        """

    private static let lists = """
        C: TAG1 LIST "" "*"
        C: TAG2 LSUB "" "*"
        """

    /// An account with an empty INBOX and nothing else.
    private static let emptyAccount = """
        \(greeting)
        \(login)
        \(lists)
        S: * LIST () "/" INBOX
        S: TAG1 OK done
        S: TAG2 OK done
        C: TAG STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY)
        S: * STATUS INBOX (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 7)
        S: TAG OK done
        """

    private static let throttledLists = """
        \(greeting)
        \(login)
        \(lists)
        S: TAG1 BAD Request is throttled. Suggested Backoff Time: 20 milliseconds
        S: TAG2 BAD Request is throttled. Suggested Backoff Time: 20 milliseconds
        S: * BYE Connection closed. 14
        close
        """

    private static let refusedLogin = """
        \(greeting)
        C: TAG LOGIN alice ...
        S: TAG NO [ALERT] Too many simultaneous connections. (Failure)
        """

    private static let opening = """
        C: TAG EXAMINE INBOX
        S: * 0 EXISTS
        S: * OK [UIDVALIDITY 7] valid
        S: * OK [UIDNEXT 1] next
        S: TAG OK [READ-ONLY] done
        """

    private static func account(port: UInt16) throws -> MigrationAccount {
        try MigrationAccount(
            settings: ServerSettings(
                protocol: .imap, host: "localhost", port: port, security: .plaintext, username: "alice"),
            secret: Secret("secret"), allowsPrivateAddresses: true)
    }

    private static var pauses: Pauses {
        var pauses = Pauses()
        pauses.throttled = .milliseconds(5)
        pauses.reconnect = .milliseconds(1)
        return pauses
    }

    /// Runs a migration from one port to another, and notes what it waited for.
    private static func migrate(
        from old: MigrationAccount, to new: MigrationAccount, _ pauses: Pauses = pauses,
        stop: StopSignal = StopSignal(),
        onWait: @escaping @Sendable () -> Void = {}
    ) async throws -> (result: Result<MigrationReport, MigrationError>, waits: [Wait]) {
        let folder = try TemporaryFolder()
        let waits = Mutex<[Wait]>([])
        let migrator = MailboxMigrator(
            from: old, to: new, journalPath: folder.path + "/journal.sqlite", options: MigrationOptions(),
            transcript: nil, pauses: pauses)
        let result: Result<MigrationReport, MigrationError>
        do throws(MigrationError) {
            result = .success(
                try await migrator.run(stop: stop) { event in
                    guard case .waiting(let milliseconds, let side, let reason) = event else { return }
                    waits.withLock { $0.append(Wait(milliseconds: milliseconds, side: side, reason: reason)) }
                    onWait()
                })
        } catch {
            result = .failure(error)
        }
        return (result, waits.withLock { $0 })
    }

    private struct Wait: Equatable {
        let milliseconds: Int
        let side: MigrationSide
        let reason: WaitReason
    }

    @Test func `A source that names a pause gets it, and the run goes on`() async throws {
        try await ServerPair.run { pair in
            let new = try pair.migrator(MigrationOptions()).target
            let (result, waits) = try await ScriptedServer.withServer(
                Self.throttledLists, Self.throttledLists, Self.emptyAccount + "\n" + Self.opening + "\nlogout"
            ) { port in
                try await Self.migrate(from: try Self.account(port: port), to: new)
            }
            #expect(try result.get().outcome == .complete)
            let words = "Request is throttled. Suggested Backoff Time: 20 milliseconds"
            #expect(
                waits
                    == Array(
                        repeating: Wait(milliseconds: 20, side: .source, reason: .throttled(serverText: words)),
                        count: 2
                    ))
        }
    }

    @Test func `A target with too many connections is asked again, with growing pauses`() async throws {
        try await ServerPair.run { pair in
            let old = try pair.migrator(MigrationOptions()).source
            let (result, waits) = try await ScriptedServer.withServer(
                Self.refusedLogin, Self.refusedLogin,
                Self.emptyAccount + "\n" + Self.opening.replacing("EXAMINE", with: "SELECT") + "\nlogout"
            ) { port in
                try await Self.migrate(from: old, to: try Self.account(port: port))
            }
            #expect(try result.get().outcome == .complete)
            let words = "Too many simultaneous connections. (Failure)"
            #expect(
                waits == [5, 10].map { Wait(milliseconds: $0, side: .target, reason: .throttled(serverText: words)) })
        }
    }

    @Test func `It is not waited for longer than the longest, and is no success`() async throws {
        try await ServerPair.run { pair in
            let new = try pair.migrator(MigrationOptions()).target
            var pauses = Self.pauses
            pauses.mostToldWaiting = .milliseconds(50)
            let (result, waits) = try await ScriptedServer.withServer(
                Self.throttledLists, Self.throttledLists, Self.throttledLists
            ) { port in
                try await Self.migrate(from: try Self.account(port: port), to: new, pauses)
            }
            #expect(waits.count == 2)
            guard case .failure(.throttled(.source, let words, milliseconds: 20)) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(words.hasPrefix("Request is throttled."))
        }
    }

    @Test func `A stop ends the waiting at once`() async throws {
        try await ServerPair.run { pair in
            let new = try pair.migrator(MigrationOptions()).target
            var pauses = Self.pauses
            pauses.reconnect = .seconds(3_600)
            let stop = StopSignal()
            let (result, _) = try await withDeadline(.seconds(60)) { [pauses] in
                try await ScriptedServer.withServer(Self.throttledLists) { port in
                    try await Self.migrate(from: try Self.account(port: port), to: new, pauses, stop: stop) {
                        stop.stop()
                    }
                }
            }
            #expect(try result.get().outcome == .interrupted)
        }
    }
}
