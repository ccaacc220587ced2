import MailCore
import MailTestServers
import MailTransport
import NIOCore
import ProviderSandbox
import Testing

@testable import MailboxMigration

/// Each fault by itself.
@Suite struct SandboxFaultTests {
    private func dialogue(
        _ kind: SandboxFaultKind, _ place: SandboxFault.Place, opens: Bool = true
    ) throws -> (IMAPDialogue, IMAPBench) {
        let bench = try IMAPBench(faults: [SandboxFault(kind, at: place)])
        try bench.account.append([SandboxNewMessage("Subject: one\r\n\r\none\r\n".utf8)], to: .inbox)
        var dialogue = IMAPDialogue(bench)
        if opens { _ = dialogue.say("s SELECT INBOX") }
        return (dialogue, bench)
    }

    @Test func `Names are unlike each other, and each says what happens in both languages`() {
        for kind in SandboxFaultKind.allCases {
            #expect(SandboxFaultKind(rawValue: kind.rawValue) == kind)
            #expect(kind.description.english.hasSuffix("."))
            #expect(kind.description.simplifiedChinese.hasSuffix("。"))
        }
    }

    @Test func `A command is refused once, by its name and occurrence`() throws {
        var (dialogue, bench) = try dialogue(.unavailable, .named("NOOP", 1))
        #expect(dialogue.say("a NOOP") == ["a OK Noop completed."])
        #expect(dialogue.say("b NOOP") == ["b NO [UNAVAILABLE] Please try again later."])
        #expect(dialogue.say("c NOOP") == ["c OK Noop completed."])
        #expect(bench.server.faults.met.count == 1 && bench.server.faults.count.named["NOOP"] == 3)
    }

    @Test func `A lie says OK and stores nothing`() throws {
        var (dialogue, bench) = try dialogue(.lie, .named("APPEND", 0))
        let answer = dialogue.say("a APPEND INBOX {1+}\r\nx")
        #expect(answer.count == 1 && answer[0].hasSuffix(" 2] Append completed."))
        #expect(try bench.account.read(.inbox) { $0.messages.count } == 1)
    }

    @Test func `A response is cut off, doubled over by noise, or followed by goodbye`() throws {
        var (cut, _) = try dialogue(.truncate, .named("FETCH", 0))
        #expect(cut.say("a FETCH 1 FLAGS") == [])
        if case .close? = cut.end {} else { Issue.record("open") }

        let bytes = "a OK Noop completed.\r\n".utf8.count
        let before = try dialogue(.drop, .responseByte(.max)).1.server.faults.count.responseBytes
        var (half, _) = try dialogue(.drop, .responseByte(before + bytes / 2))
        #expect(half.say("a NOOP") == ["a OK Noop c"])
        if case .reset? = half.end {} else { Issue.record("no reset") }

        let responses = try dialogue(.drop, .responseByte(.max)).1.server.faults.count.responses
        var (noise, _) = try dialogue(.garble, .response(responses))
        #expect(noise.say("a NOOP") != ["a OK Noop completed."])
        var (bye, _) = try dialogue(.bye, .response(responses))
        #expect(bye.say("a NOOP") == ["a OK Noop completed.", "* BYE Going down for maintenance."])
        var (huge, _) = try dialogue(.hugeLiteral, .response(responses))
        #expect(huge.say("a NOOP").first == "* 1 FETCH (UID 1 BODY[] {9999999999999}")
        var (gone, _) = try dialogue(.unsolicitedExpunge, .response(responses))
        #expect(gone.say("a NOOP") == ["a OK Noop completed.", "* 2 EXISTS", "* 2 EXPUNGE"])
        var (poor, _) = try dialogue(.capabilityChange, .response(responses))
        #expect(poor.say("a NOOP") == ["a OK Noop completed.", "* CAPABILITY IMAP4rev1"])
        #expect(poor.say("b IDLE")[0].hasPrefix("b BAD"))
    }

    @Test func `Identifiers change under an open mailbox, which is then closed`() throws {
        var (dialogue, bench) = try dialogue(.renumber, .named("NOOP", 0))
        let before = try bench.account.read(.inbox) { $0.uidValidity }
        #expect(dialogue.say("a NOOP") == ["* BYE Mailbox index was rebuilt."])
        #expect(try bench.account.read(.inbox) { $0.uidValidity } != before)
    }

    @Test func `What comes behind STARTTLS in plaintext is taken for an attack`() async throws {
        let bench = try IMAPBench(faults: [SandboxFault(.injectionBeforeTLS, at: .response(0))])
        let other = try SandboxPair()
        await #expect(throws: (any Error).self) {
            try await bench.run { ports in
                try await other.run { otherPorts in
                    let transport = TransportOptions(
                        tls: try TLSContext(TLSConfiguration(extraRootsFile: bench.certificateAuthorityFile)),
                        allowsPrivateAddresses: true)
                    let injected = MigrationAccount(
                        settings: ServerSettings(
                            protocol: .imap, host: "localhost", port: ports.plain, security: .starttls,
                            username: IMAPBench.user),
                        credential: .password(Secret(IMAPBench.password)), transport: transport)
                    _ = try await MailboxMigrator(
                        from: injected, to: SandboxPair.account(otherPorts.new, transport),
                        journalPath: other.journal, options: MigrationOptions(), transcript: nil,
                        pauses: SandboxPair.pauses
                    ).run()
                }
            }
        }
        #expect(bench.server.faults.met.map(\.kind) == [.injectionBeforeTLS])
        #expect(
            bench.server.faults.count.named["LOGIN"] == nil && bench.server.faults.count.named["AUTHENTICATE"] == nil)
    }
}
