import Testing

@testable import ProviderSandbox

/// Faults at the servers that speak in lines, each by itself.
@Suite struct LineFaultTests {
    private func pop3(
        _ kind: SandboxFaultKind, _ place: SandboxFault.Place, logsIn: Bool = true
    ) throws -> (LineDialogue<POP3Session>, POP3Server, SandboxAccount) {
        let bench = try ServiceBench(["Subject: one\r\n\r\n1\r\n", "Subject: two\r\n\r\n2\r\n"])
        let plan = SandboxFaultPlan([SandboxFault(kind, at: place)])
        let server = POP3Server(store: bench.store, authenticator: ServiceBench.passwords, faults: plan)
        var dialogue = LineDialogue(POP3Session(server, isSecure: logsIn, canSecure: !logsIn), plan)
        if logsIn {
            _ = dialogue.say("USER alice@example.org")
            _ = dialogue.say("PASS secret")
        }
        return (dialogue, server, bench.account)
    }

    private func smtp(
        _ kind: SandboxFaultKind, _ place: SandboxFault.Place, isSecure: Bool = true
    ) throws -> LineDialogue<SMTPSession> {
        let bench = try ServiceBench()
        let plan = SandboxFaultPlan([SandboxFault(kind, at: place)])
        let server = SMTPServer(store: bench.store, authenticator: ServiceBench.passwords, faults: plan)
        return LineDialogue(SMTPSession(server, isSecure: isSecure, canSecure: !isSecure), plan)
    }

    // MARK: The line

    @Test func `A response is cut off, turned to noise, or followed by goodbye`() throws {
        let (_, server, _) = try pop3(.drop, .responseByte(.max))
        let (bytes, responses) = (server.faults.count.responseBytes, server.faults.count.responses)
        var (half, _, _) = try pop3(.drop, .responseByte(bytes + 6))
        #expect(half.say("STAT") == ["+OK 2 "])
        if case .reset? = half.end {} else { Issue.record("no reset") }
        var (noise, _, _) = try pop3(.garble, .response(responses))
        #expect(noise.say("STAT") != ["+OK 2 38"])
        #expect(noise.say("STAT") == ["+OK 2 38"])
        var (bye, _, _) = try pop3(.bye, .response(responses))
        #expect(bye.say("STAT") == ["+OK 2 38", "-ERR [SYS/TEMP] Going down for maintenance."])
        if case .close? = bye.end {} else { Issue.record("open") }
        var (endless, _, _) = try pop3(.endlessLine, .response(responses))
        #expect(endless.say("STAT").first?.hasPrefix("+OK 2xxxx") == true)
    }

    @Test func `What a client says is lost from a byte on`() throws {
        let (_, server, _) = try pop3(.stall, .commandByte(.max))
        var (dialogue, _, _) = try pop3(.stall, .commandByte(server.faults.count.commandBytes + 4))
        #expect(dialogue.say("STAT") == [])
        if case .stall? = dialogue.end {} else { Issue.record("no stall") }
    }

    // MARK: POP3

    @Test(arguments: [
        (SandboxFaultKind.refuseNo, "-ERR Something went wrong."), (.refuseBad, "-ERR Unknown command."),
        (.unavailable, "-ERR [SYS/TEMP] Please try again later."), (.lie, "+OK 0 0"),
    ]) func `A command of POP3 is answered once with something else`(kind: SandboxFaultKind, answer: String) throws {
        var (dialogue, _, _) = try pop3(kind, .named("STAT", 1))
        #expect(dialogue.say("STAT") == ["+OK 2 38"])
        #expect(dialogue.say("STAT") == [answer])
        #expect(dialogue.say("STAT") == ["+OK 2 38"])
    }

    @Test func `A deletion is a lie`() throws {
        var (dialogue, _, account) = try pop3(.lie, .named("DELE", 0))
        #expect(dialogue.say("DELE 1") == ["+OK"])
        #expect(dialogue.say("QUIT") == ["+OK Bye."])
        #expect(try account.read(.inbox) { $0.messages.count } == 2)
    }

    @Test func `Another message comes, or half of one`() throws {
        var (other, _, _) = try pop3(.otherMessage, .named("RETR", 0))
        #expect(other.say("RETR 1").contains("Subject: two") && other.say("RETR 1").contains("Subject: one"))
        var (short, _, _) = try pop3(.shortMessage, .named("RETR", 0))
        #expect(short.say("RETR 1") == ["+OK 19 octets", "Subject: ", "."])
    }

    @Test func `A listing leaves a message out, or takes all for the same one`() throws {
        var (sizes, _, _) = try pop3(.wrongListing, .named("LIST", 0))
        #expect(sizes.say("LIST") == ["+OK 2 messages.", "1 19", "."])
        #expect(sizes.say("LIST").count == 4)
        var (identifiers, _, _) = try pop3(.wrongListing, .named("UIDL", 0))
        let rows = identifiers.say("UIDL").dropFirst().map { $0.split(separator: " ").last }
        #expect(rows.count == 3 && rows[0] == rows[1])
    }

    @Test func `Unique identifiers change under an open session, which is then closed`() throws {
        var (dialogue, _, account) = try pop3(.renumber, .named("NOOP", 0))
        let before = try account.read(.inbox) { $0.uidValidity }
        #expect(dialogue.say("NOOP") == ["-ERR [SYS/TEMP] Going down for maintenance."])
        #expect(try account.read(.inbox) { $0.uidValidity } != before)
    }

    @Test func `What has other identifiers now is not deleted by the old ones`() throws {
        var (dialogue, _, account) = try pop3(.drop, .response(.max))
        #expect(dialogue.say("DELE 1")[0].hasPrefix("+OK"))
        try account.renumber(.inbox)
        #expect(dialogue.say("QUIT")[0].hasPrefix("-ERR"))
        #expect(try account.read(.inbox) { $0.messages.count } == 2)
    }

    @Test func `From one response on there are no extensions any more`() throws {
        var (dialogue, server, _) = try pop3(.capabilityChange, .named("NOOP", 0))
        #expect(dialogue.say("NOOP") == ["+OK "])
        #expect(dialogue.say("CAPA") == ["+OK Capabilities follow.", "USER", "EXPIRE NEVER", "."])
        #expect(dialogue.say("UIDL") == ["-ERR Unknown command."])
        #expect(server.faults.met.map(\.kind) == [.capabilityChange])
    }

    @Test func `Somebody on the line answers before TLS begins`() throws {
        var (dialogue, _, _) = try pop3(.injectionBeforeTLS, .response(0), logsIn: false)
        #expect(dialogue.say("STLS") == ["+OK Begin TLS now.", "+OK Injected.", "SASL PLAIN", "."])
        if case .startTLS? = dialogue.end {} else { Issue.record("no TLS") }
        var submission = try smtp(.injectionBeforeTLS, .response(0), isSecure: false)
        _ = submission.say("EHLO client")
        #expect(submission.say("STARTTLS").last == "250 AUTH PLAIN LOGIN")
    }

    // MARK: SMTP

    @Test(arguments: [
        (SandboxFaultKind.refuseNo, "550 5.0.0 Something went wrong"), (.refuseBad, "500 5.5.1 Unknown command"),
        (.unavailable, "450 4.3.0 Please try again later"), (.overQuota, "552 5.2.2 Mailbox full"),
        (.lie, "250 2.0.0 OK"),
    ]) func `A command of SMTP is answered once with something else`(kind: SandboxFaultKind, answer: String) throws {
        var dialogue = try smtp(kind, .named("MAIL", 0))
        _ = dialogue.say("EHLO client")
        #expect(dialogue.say("MAIL FROM:<alice@example.org>") == [answer])
        #expect(dialogue.say("MAIL FROM:<alice@example.org>") == ["530 5.7.0 Authentication required"])
    }

    @Test func `Who asks too much is sent away`() throws {
        var dialogue = try smtp(.throttled, .command(0))
        #expect(dialogue.say("EHLO client") == ["421 4.7.0 Too many requests, try again later"])
        if case .close? = dialogue.end {} else { Issue.record("open") }
    }

    @Test func `A line of a message that is longer than any backlog arrives`() throws {
        let bench = try ServiceBench()
        let server = SMTPServer(store: bench.store, authenticator: ServiceBench.passwords)
        var dialogue = LineDialogue(SMTPSession(server, isSecure: true, canSecure: false), server.faults)
        for line in [
            "EHLO c", "AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==", "MAIL FROM:<alice@example.org>",
            "RCPT TO:<alice@example.org>", "DATA",
        ] { _ = dialogue.say(line) }
        #expect(dialogue.say(String(repeating: "x", count: 1_000_000)) == [])
        #expect(dialogue.say(".").first?.hasPrefix("250") == true)
        #expect(try bench.account.read(.inbox) { $0.messages.map(\.size) } == [1_000_002])
    }
}
