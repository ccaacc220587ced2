import FoundationEssentials
import Glibc
import MailTestServers

/// An old account that is read by POP3: from Dovecot to Dovecot, or to this machine.
struct POP3Scenario: Sendable {
    let name: String
    let profile: String
    /// Milliseconds, on both lines.
    var roundTrip = 0
    /// At least so many times as fast as fdm, the only one that brings mail to an IMAP server.
    let leastAgainstFDM: Double
    /// The same of the fastest of the others, which bring the mail to this machine and no further.
    var leastAgainstOthers: Double?

    static let all = [
        POP3Scenario(name: "pop3", profile: "inbox", leastAgainstFDM: 3, leastAgainstOthers: 1),
        POP3Scenario(
            name: "pop3-far", profile: "inbox-part", roundTrip: 80, leastAgainstFDM: 25, leastAgainstOthers: 1),
    ]
}

/// Two servers and the line to each of them, for one scenario.
struct POP3Arena {
    private static var oldUser: String { "alice" }

    let scenario: POP3Scenario
    let runs: Int

    /// - Parameter body: is told what was measured, while all the mail is still there.
    func run<Value: Sendable>(
        _ profile: MailProfile, _ body: (POP3Results) async throws -> Value
    ) async throws -> Value {
        let users = (1...(runs * POP3Contestant.allCases.count)).map { "bob\($0)" }
        return try await DovecotServer.withServer(DovecotConfiguration(users: [Self.oldUser])) { old in
            try await DovecotServer.withServer(DovecotConfiguration(users: users)) { new in
                let bytes = try profile.write(to: old.mailbox(of: Self.oldUser))
                var results = POP3Results(scenario: scenario, messages: profile.messages, bytes: bytes)
                let line = DelayProxy(milliseconds: scenario.roundTrip)
                try await line.run(to: old.ports.pop3) { from in
                    try await line.run(to: new.ports.imap) { to in
                        try measure(&results, users, old: old, new: new, from: from, to: to)
                    }
                }
                return try await body(results)
            }
        }
    }

    private func measure(
        _ results: inout POP3Results, _ users: [String], old: DovecotServer, new: DovecotServer, from: UInt16,
        to: UInt16
    ) throws {
        let folder = try TemporaryFolder()
        let passwordFile = folder.path + "/password"
        try Data((DovecotConfiguration.password + "\n").utf8).write(to: URL(filePath: passwordFile))
        guard chmod(passwordFile, 0o600) == 0 else { throw BenchmarkError("cannot protect the password") }
        let source = try MailboxSnapshot(old.mailbox(of: Self.oldUser))
        var free = users[...]
        for _ in 0..<runs {
            for contestant in POP3Contestant.allCases {
                guard let user = free.popFirst() else { return }
                if let absence = contestant.absence {
                    results.failures[contestant] = absence
                    continue
                }
                let journey = Journey(
                    fromPort: from, toPort: to, fromUser: Self.oldUser, toUser: user, usesTLS: false, targetPrefix: "",
                    folder: folder.path)
                let process = try contestant.process(for: journey, password: DovecotConfiguration.password)
                sync()
                do {
                    results.runs[contestant, default: []].append(try process.run())
                } catch let error as BenchmarkError where contestant != .godwit {
                    results.failures[contestant] = error.description
                    continue
                }
                guard contestant == .godwit else { continue }
                results.reruns.append(try process.run())
                let arrived = try MailboxSnapshot(new.mailbox(of: user))
                let difference = MailboxDifference(source: source, target: arrived)
                // POP3 knows neither flags nor the time of arrival.
                let lists = [difference.missing, difference.duplicated, difference.foreign]
                if lists.contains(where: { !$0.isEmpty }) { results.difference = difference.summary }
            }
        }
    }
}
