import FoundationEssentials
import Glibc
import MailTestServers
import NIOCore

/// Two servers and the line to each of them, for one scenario.
struct Arena<New: ServerConfiguration> {
    private static var oldUser: String { "alice" }

    let scenario: Scenario
    let runs: Int
    /// A command that compares two accounts.
    var check: String?
    /// Before the target's folders, for who wants to be told.
    var targetPrefix = ""
    /// Whether the target has MULTIAPPEND.
    var takesMany = true

    /// - Parameter body: is told what was measured, while all the mail is still there.
    func run<Value: Sendable>(
        _ profile: MailProfile, _ body: (Results) async throws -> Value
    ) async throws -> Value {
        let contestants = scenario.hasRivals ? Contestant.allCases : [.godwit]
        // A fresh account for each run and each probe.
        let users = (1...(runs * (contestants.count + 1))).map { "bob\($0)" }
        var old = DovecotConfiguration(users: [Self.oldUser])
        // The target alone decides how many connections are good.
        old.connectionsPerUser = 50
        return try await DovecotServer.withServer(old) { old in
            try await MailServer.withServer(New(users: users)) { new in
                let bytes = try profile.write(to: old.mailbox(of: Self.oldUser))
                var results = Results(scenario: scenario, messages: profile.messages, bytes: bytes)
                let line = DelayProxy(milliseconds: scenario.roundTrip)
                let ports = (
                    scenario.usesTLS ? old.ports.imaps : old.ports.imap,
                    scenario.usesTLS ? new.ports.imaps : new.ports.imap
                )
                try await line.run(to: ports.0) { from in
                    try await line.run(to: ports.1) { to in
                        try await measure(&results, contestants, users, old: old, new: new, from: from, to: to)
                    }
                }
                return try await body(results)
            }
        }
    }

    private func measure(
        _ results: inout Results, _ contestants: [Contestant], _ users: [String], old: DovecotServer,
        new: MailServer<New>, from: UInt16, to: UInt16
    ) async throws {
        let folder = try TemporaryFolder()
        try writeFiles(in: folder.path, old, new)
        let source =
            try scenario.hasRivals
            ? MailboxSnapshot(old.mailbox(of: Self.oldUser), keptBy: new.mailbox(of: users[0])) : nil
        let probe =
            try scenario.hasRivals && scenario.mostAgainstLimit != nil
            ? LimitProbe(reading: old.mailbox(of: Self.oldUser), takesMany: takesMany) : nil
        var free = users[...]
        for _ in 0..<runs {
            for contestant in contestants {
                guard let user = free.popFirst() else { return }
                let journey = Journey(
                    fromPort: from, toPort: to, fromUser: Self.oldUser, toUser: user, usesTLS: scenario.usesTLS,
                    targetPrefix: targetPrefix, folder: folder.path)
                let process = try contestant.process(for: journey)
                sync()
                do {
                    results.runs[contestant.rawValue, default: []].append(try process.run())
                    results.reruns[contestant.rawValue, default: []].append(try process.run())
                } catch let error as BenchmarkError where contestant != .godwit {
                    // A rival that cannot do it is no reason not to measure the others.
                    results.failures[contestant.rawValue] = error.description
                    continue
                }
                if contestant == .godwit { try runCheck(old, new, user, outputFile: folder.path + "/check-\(user)") }
                guard let source else { continue }
                let arrived = try MailboxSnapshot(new.mailbox(of: user), ignoringHeader: contestant.addedHeader)
                let difference = MailboxDifference(source: source, target: arrived) { name in
                    name.replacing("/", with: String(new.mailbox(of: user).separator))
                }
                if !difference.isEmpty { results.differences[contestant.rawValue] = difference.summary }
            }
            guard let probe, let user = free.popFirst() else { continue }
            sync()
            results.limits.append(try await probe.run(port: to, user: user, password: New.password))
        }
    }

    /// Somebody else's opinion on what arrived.
    private func runCheck(
        _ old: DovecotServer, _ new: MailServer<New>, _ user: String, outputFile: String
    ) throws {
        guard let check else { return }
        let accounts = [
            "localhost:\(old.ports.imap):\(Self.oldUser):\(DovecotConfiguration.password)",
            "localhost:\(new.ports.imap):\(user):\(New.password)" + (targetPrefix.isEmpty ? "" : ":" + targetPrefix),
        ]
        _ = try ChildProcess(arguments: [check] + accounts, outputFile: outputFile).run()
    }

    private func writeFiles(in folder: String, _ old: DovecotServer, _ new: MailServer<New>) throws {
        let roots = try [old.certificateAuthorityFile, new.certificateAuthorityFile].reduce(into: Data()) {
            $0 += try Data(contentsOf: URL(filePath: $1))
        }
        try roots.write(to: URL(filePath: folder + "/roots.pem"))
        try Data((New.password + "\n").utf8).write(to: URL(filePath: folder + "/password"))
        guard chmod(folder + "/password", 0o600) == 0 else { throw BenchmarkError("cannot protect the password") }
    }
}
