import IMAPClient
import IMAPCodec
import MailTransport
import NIOCore
import Testing

@Suite struct AppendTests {
    private static let date = InternalDate(secondsSince1970: 1_000_000_000, zoneMinutes: 60)

    /// Appends messages to INBOX; stops at the first the server refuses.
    private static func append(
        _ messages: [String], to mailbox: MailboxName = .inbox, flags: [Flag] = [.seen], date: InternalDate? = nil,
        over connection: IMAPConnection
    ) async throws -> AppendOutcome {
        let command = try await connection.beginAppend(to: mailbox)
        for message in messages {
            let header = AppendHeader(flags: flags, internalDate: date, size: UInt64(message.utf8.count))
            guard try await connection.appendHeader(header, to: command) else {
                await connection.abandonAppend()
                return try await connection.outcome(of: command)
            }
            try await connection.appendBody(ByteBuffer(string: message))
        }
        try await connection.endAppend(command)
        return try await connection.outcome(of: command)
    }

    private func append(
        _ messages: [String], capabilities: String, _ dialogue: String, mailbox: MailboxName = .inbox,
        date: InternalDate? = nil
    ) async throws -> AppendOutcome {
        try await ClientSetting().play("S: * OK [CAPABILITY IMAP4rev1 \(capabilities)] ready\n" + dialogue) {
            try await Self.append(messages, to: mailbox, date: date, over: $0)
        }
    }

    private static let stored = AppendOutcome.stored(validity: nil, uids: nil)

    @Test func flagsDateAndIdentifier() async throws {
        let outcome = try await append(
            ["Hello"], capabilities: "LITERAL+ UIDPLUS",
            #"""
            C: TAG APPEND INBOX (\Seen) " 9-Sep-2001 02:46:40 +0100" {5+}
            C: Hello
            S: TAG OK [APPENDUID 7 12] done
            """#, date: Self.date)
        #expect(outcome == .stored(validity: UIDValidity(7), uids: UIDSet(parsing: "12")))
    }

    @Test func `An answer that is there is told without a wait`() async throws {
        try await ClientSetting().play(
            #"""
            S: * OK [CAPABILITY IMAP4rev1 LITERAL+] ready
            C: TAG1 APPEND INBOX () {5+}
            C: Hello
            C: TAG2 NOOP
            S: TAG1 NO full
            S: TAG2 OK done
            """#
        ) { connection in
            let command = try await connection.beginAppend(to: .inbox)
            #expect(try await connection.appendHeader(AppendHeader(flags: [], internalDate: nil, size: 5), to: command))
            try await connection.appendBody(ByteBuffer(string: "Hello"))
            try await connection.endAppend(command)
            #expect(await !connection.isAnswered(command))
            try await connection.noop()
            #expect(await connection.isAnswered(command))
            #expect(try await connection.outcome(of: command) == .refused(StatusResponse(.no, "full")))
        }
    }

    static let sizes = [("LITERAL+", 4_097, "+"), ("LITERAL-", 4_096, "+"), ("LITERAL-", 4_097, ""), ("", 1, "")]

    @Test(arguments: sizes) func literalWaitsWhereItMust(_ capability: String, size: Int, mark: String) async throws {
        let text = String(repeating: "x", count: size)
        let goAhead = mark.isEmpty ? "S: + go\n" : ""
        let outcome = try await append(
            [text], capabilities: capability,
            "C: TAG APPEND INBOX (\\Seen) {\(size)\(mark)}\n\(goAhead)C: \(text)\nS: TAG OK done")
        #expect(outcome == Self.stored)
    }

    @Test(arguments: ["LITERAL+", ""]) func severalMessagesInOneCommand(_ capability: String) async throws {
        let mark = capability.isEmpty ? "" : "+"
        let goAhead = capability.isEmpty ? "\nS: + go" : ""
        let outcome = try await append(
            ["one", "three", ""], capabilities: "MULTIAPPEND UIDPLUS " + capability,
            #"""
            C: TAG APPEND INBOX (\Seen) {3\#(mark)}\#(goAhead)
            C: one (\Seen) {5\#(mark)}\#(goAhead)
            C: three (\Seen) {0\#(mark)}\#(goAhead)
            C: ...
            S: TAG OK [APPENDUID 7 12:13,20] done
            """#)
        #expect(outcome == .stored(validity: UIDValidity(7), uids: UIDSet(parsing: "12:13,20")))
    }

    @Test func refusalInsteadOfGoAhead() async throws {
        let refused = StatusResponse(.no, "full", code: .other(name: "OVERQUOTA", text: ""))
        let outcomes = try await ClientSetting().play(
            #"""
            S: * OK [CAPABILITY IMAP4rev1] ready
            C: TAG APPEND INBOX (\Seen) {5}
            S: TAG NO [OVERQUOTA] full
            C: TAG APPEND INBOX (\Seen) {2}
            S: + go
            C: Hi
            S: TAG OK done
            """#
        ) { [try await Self.append(["Hello"], over: $0), try await Self.append(["Hi"], over: $0)] }
        #expect(outcomes == [.refused(refused), Self.stored])
    }

    @Test func refusalAtTheEnd() async throws {
        let outcome = try await append(
            ["Hello"], capabilities: "LITERAL+",
            "C: TAG APPEND INBOX ...\nC: Hello\nS: TAG NO [TRYCREATE] no such mailbox")
        let status = StatusResponse(.no, "no such mailbox", code: .other(name: "TRYCREATE", text: ""))
        #expect(outcome == .refused(status))
    }

    /// RFC 7888 §4: what was announced is sent to its end, or the server would take the rest for commands.
    @Test func earlyRefusalDoesNotCutTheMessage() async throws {
        let outcome = try await append(
            ["one", "two"], capabilities: "LITERAL+ MULTIAPPEND",
            #"""
            C: TAG APPEND INBOX (\Seen) {3+}
            S: TAG NO full
            C: one (\Seen) {3+}
            C: two
            """#)
        #expect(outcome == .refused(StatusResponse(.no, "full")))
    }

    @Test func okBeforeTheEndIsAViolation() async throws {
        let error = try await ClientSetting().failure(
            "S: * OK [CAPABILITY IMAP4rev1] ready\nC: TAG APPEND ...\nS: TAG OK already\nsilence"
        ) { _ = try await Self.append(["Hello"], over: $0) }
        #expect(error == .protocolViolation(.prematureCompletion))
    }

    @Test(arguments: [("", "", "\nS: + go"), ("LITERAL-", "+", "")])
    func mailboxNameThatNeedsALiteral(_ capability: String, mark: String, goAhead: String) async throws {
        let outcome = try await append(
            ["Hello"], capabilities: capability,
            #"""
            C: TAG APPEND {9\#(mark)}\#(goAhead)
            C: Entwürfe (\Seen) {5\#(mark)}\#(goAhead)
            C: Hello
            S: TAG OK done
            """#, mailbox: MailboxName(wire: Array("Entwürfe".utf8)))
        #expect(outcome == Self.stored)
    }

    @Test func refusedMailboxNameLeavesTheSessionOpen() async throws {
        try await ClientSetting().play(
            """
            S: * OK [CAPABILITY IMAP4rev1] ready
            C: TAG APPEND {9}
            S: TAG NO too long
            C: TAG EXAMINE INBOX
            S: TAG OK done
            """
        ) { connection in
            await #expect(throws: IMAPError.refused(command: "APPEND", StatusResponse(.no, "too long"))) {
                try await connection.beginAppend(to: MailboxName(wire: Array("Entwürfe".utf8)))
            }
            _ = try await connection.examine(.inbox)
        }
    }

    @Test func mailboxNameNoCommandCarriesLeavesTheSessionOpen() async throws {
        let outcome = try await ClientSetting().play(
            #"""
            S: * OK [CAPABILITY IMAP4rev1 LITERAL+] ready
            C: TAG APPEND INBOX (\Seen) {2+}
            C: Hi
            S: TAG OK done
            """#
        ) { connection in
            await #expect(throws: IMAPError.unencodableArgument) {
                try await connection.beginAppend(to: MailboxName(wire: [0x41, 0x0D, 0x42]))
            }
            return try await Self.append(["Hi"], over: connection)
        }
        #expect(outcome == Self.stored)
    }

    @Test func messageIsNotInTheTranscript() async throws {
        let setting = try ClientSetting()
        _ = try await setting.play(
            "S: * OK [CAPABILITY IMAP4rev1 LITERAL+] ready\nC: TAG APPEND ...\nC: private\nS: TAG OK done"
        ) { try await Self.append(["private"], over: $0) }
        let transcript = setting.transcript.lines.joined(separator: "\n")
        #expect(transcript.contains("APPEND INBOX"))
        #expect(!transcript.contains("private"))
    }
}
