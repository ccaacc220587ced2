import FoundationEssentials
import GodwitCommands
import MailTestServers
import ProviderSandbox
import Testing

/// From `login` to `migrate` against a real Dovecot that asks the authorization server about every token, while tokens end
/// every few seconds.
@Suite struct SignedInMigrateTests {
    private struct Bench {
        let world: SignedInWorld
        let new: DovecotServer
        let roots: String
        let password: String

        func run(_ arguments: [String]) throws -> (code: Int32, output: String) {
            try world.setting.start(
                arguments + [
                    "--to", "imaps://bob@localhost:\(new.ports.imaps)", "--to-password-file", password,
                    "--ca-file", roots,
                ]
            ).rest()
        }
    }

    private func withBench(lifetime: Int, _ body: (Bench) throws -> Void) async throws {
        try await withSignedInWorld {
            $0.consentsAtOnce = true
            $0.accessTokenLifetime = lifetime
        } _: { world in
            try await DovecotServer.withServer(DovecotConfiguration(users: ["bob"])) { new in
                let roots = try [world.roots, new.certificateAuthorityFile].map {
                    try String(contentsOfFile: $0, encoding: .utf8)
                }
                #expect(try world.login(["--store", "unencrypted"]).code == Outcome.done.rawValue)
                try body(
                    Bench(
                        world: world, new: new, roots: try world.setting.write(roots.joined(), to: "both.pem"),
                        password: try world.setting.write(DovecotConfiguration.password + "\n", to: "password")))
            }
        }
    }

    private func expectNoToken(in output: String, _ world: SignedInWorld, but signIn: String) throws {
        for forms in world.forms {
            forms.expectAbsent(from: output, "output")
            for file in try world.setting.files() where !file.hasPrefix(signIn) {
                try forms.expectAbsent(fromFile: file)
            }
        }
    }

    @Test func `A migration outlives the tokens that it begins with`() async throws {
        try await withBench(lifetime: 2) { bench in
            let old = bench.world.dovecot.mailbox(of: "alice")
            try SampleMailbox(count: 120, largeAttachment: 0).write(to: old)
            let new = bench.new.mailbox(of: "bob")
            let expected = try MailboxSnapshot(old, keptBy: new)
            let transcript = bench.world.setting.path("state/transcript")
            let run = try bench.run([
                "migrate", "--from", "alice@example.org", "--rate", "80K", "--transcript", transcript,
            ])
            #expect(run.code == Outcome.done.rawValue, "\(run.output)")
            let difference = MailboxDifference(source: expected, target: try MailboxSnapshot(new)) {
                $0.replacing(String(old.separator), with: String(new.separator))
            }
            #expect(difference.description == "nothing differs")
            // The sign-in's, which is as good as over; the one that it begins with; and at least one on the way. A connection
            // changes between two batches, so how many there are is a matter of how the mail falls into them.
            let tokens = try #require(bench.world.server.withMachine { $0.accessTokenCount })
            #expect(tokens >= 3)
            try expectNoToken(in: run.output, bench.world, but: bench.world.setting.signInFolder)
        }
    }

    @Test func `POP3 is read with a token, too`() async throws {
        try await withBench(lifetime: 3_600) { bench in
            let old = bench.world.dovecot.mailbox(of: "alice")
            try old.deliver((1...20).map { TestMessage("Subject: \($0)\r\n\r\n\($0)\r\n") }, to: "INBOX")
            let new = bench.new.mailbox(of: "bob")
            let before = try MailboxSnapshot(old, keptBy: new)
            let arguments = ["--from", "alice@example.org", "--from-protocol", "pop3"]
            let plan = try bench.run(["plan"] + arguments)
            #expect(plan.code == Outcome.done.rawValue, "\(plan.output)")
            let run = try bench.run(["migrate"] + arguments)
            #expect(run.code == Outcome.done.rawValue, "\(run.output)")
            let after = try MailboxSnapshot(new)
            #expect(after.count == 20)
            #expect(after.folders["INBOX"]?.keys == before.folders["INBOX"]?.keys)
            try expectNoToken(in: run.output, bench.world, but: bench.world.setting.signInFolder)
        }
    }

    @Test func `A sign-in that was revoked ends a migration with what to do`() async throws {
        try await withBench(lifetime: 3_600) { bench in
            _ = bench.world.server.withMachine { $0.revokeEverything(of: "alice@example.org") }
            let run = try bench.run(["migrate", "--from", "alice@example.org"])
            #expect(run.code == Outcome.credentialsRefused.rawValue, "\(run.output)")
            #expect(run.output.contains("godwit login"))
        }
    }

    @Test func `Who names a password means it`() async throws {
        try await withBench(lifetime: 3_600) { bench in
            let run = try bench.run([
                "migrate", "--from", "alice@example.org", "--from-password-file", bench.password,
            ])
            #expect(run.code == Outcome.credentialsRefused.rawValue, "\(run.output)")
        }
    }
}
