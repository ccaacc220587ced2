import IMAPClient
import IMAPCodec
import MailCore
import Testing

@Suite struct MailboxesTests {
    private func play<Value: Sendable>(
        _ capabilities: String = "", _ dialogue: String, body: (IMAPConnection) async throws -> Value
    ) async throws -> Value {
        try await ClientSetting().play("S: * OK [CAPABILITY IMAP4rev1 \(capabilities)] ready\n" + dialogue, body: body)
    }

    @Test func namespacesAreOnlyAskedForWhereOffered() async throws {
        let none = try await play("", "") { try await $0.namespaces() }
        #expect(none.isEmpty)
        let some = try await play(
            "NAMESPACE",
            """
            C: TAG NAMESPACE
            S: * NAMESPACE (("INBOX." ".")) NIL NIL
            S: TAG OK done
            """
        ) { try await $0.namespaces() }
        #expect(some == [MailboxNamespace(prefix: Array("INBOX.".utf8), separator: UInt8(ascii: "."))])
    }

    @Test func refusedNamespaceIsNone() async throws {
        let namespaces = try await play("NAMESPACE", "C: TAG NAMESPACE\nS: TAG BAD no") { try await $0.namespaces() }
        #expect(namespaces.isEmpty)
    }

    @Test func eachMailboxIsListedOnce() async throws {
        let listings = try await play(
            "SPECIAL-USE LIST-EXTENDED",
            #"""
            C: TAG LIST "" "*" RETURN (SPECIAL-USE)
            S: * LIST (\HasNoChildren) "/" INBOX
            S: * LIST (\HasNoChildren \Sent) "/" Gesendet
            S: * LIST (\Noselect) "/" Archiv
            S: * LIST (\HasNoChildren) "/" inbox
            S: * LIST () NIL {5}
            S: a/"b\
            S: TAG OK done
            """#
        ) { try await $0.list() }
        #expect(listings.map(\.name.decoded) == ["INBOX", "Gesendet", "Archiv", #"a/"b\"#])
        #expect(listings.map(\.specialUse) == [nil, .sent, nil, nil])
        #expect(listings.map(\.isSelectable) == [true, true, false, true])
        #expect(listings.last?.separator == nil)
    }

    @Test func `Without LIST-EXTENDED nothing is asked for, and the special uses are told all the same`() async throws {
        let listings = try await play(
            "SPECIAL-USE",
            #"""
            C: TAG LIST "" "*"
            S: * LIST (\HasNoChildren \Sent) "/" Gesendet
            S: TAG OK done
            """#
        ) { try await $0.list() }
        #expect(listings.map(\.specialUse) == [.sent])
    }

    @Test func subscriptionsAreAskedByLSUB() async throws {
        let names = try await play(
            "",
            #"""
            C: TAG LSUB "" "*"
            S: * LSUB () "/" INBOX
            S: * LSUB (\Noselect) "/" Archiv
            S: TAG OK done
            """#
        ) { try await $0.subscriptions() }
        #expect(names == [.inbox])
        let none = try await play("", "C: TAG LSUB ...\nS: TAG NO never heard of") { try await $0.subscriptions() }
        #expect(none.isEmpty)
    }

    @Test func countsAreAskedAllAtOnce() async throws {
        let names = ["INBOX", "Locked", "工作"].map { MailboxName(decoded: $0) }
        let counts = try await play(
            "",
            """
            C: TAG1 STATUS INBOX (MESSAGES)
            C: TAG2 STATUS Locked (MESSAGES)
            C: TAG3 STATUS &XeVPXA- (MESSAGES)
            S: * STATUS INBOX (MESSAGES 3)
            S: TAG1 OK done
            S: TAG2 NO not for you
            S: * STATUS &XeVPXA- (MESSAGES 0)
            S: TAG3 OK done
            """
        ) { try await $0.messageCounts(of: names) }
        #expect(counts == [names[0]: 3, names[2]: 0])
    }

    @Test func examineTellsWhatIsThere() async throws {
        let mailbox = try await play(
            "",
            #"""
            C: TAG EXAMINE INBOX
            S: * FLAGS (\Seen \Flagged)
            S: * OK [PERMANENTFLAGS (\Seen Label)] limited
            S: * 7 EXISTS
            S: * OK [UIDVALIDITY 42] ok
            S: * OK [UIDNEXT 4294967295] ok
            S: TAG OK [READ-ONLY] done
            """#
        ) { try await $0.examine(.inbox) }
        #expect(mailbox.exists == 7)
        #expect(mailbox.uidValidity == UIDValidity(42))
        #expect(mailbox.uidNext == .last)
        let kept = [Flag.seen, Flag("Label"), .flagged, Flag("Other"), .recent].map { mailbox.keeps($0) }
        #expect(kept == [true, true, false, false, false])
    }

    @Test func tersestSelectIsEnough() async throws {
        let mailbox = try await play("", "C: TAG SELECT INBOX\nS: TAG OK done") { try await $0.select(.inbox) }
        #expect(mailbox == SelectedMailbox(name: .inbox))
        #expect(mailbox.keeps(.seen))
    }

    @Test func refusedExamineLeavesTheSessionOpen() async throws {
        let mailbox = try await play(
            "", "C: TAG EXAMINE INBOX\nS: TAG NO Unsafe Login\nC: TAG EXAMINE INBOX\nS: * 1 EXISTS\nS: TAG OK done"
        ) { connection in
            await #expect(throws: IMAPError.refused(command: "EXAMINE", StatusResponse(.no, "Unsafe Login"))) {
                try await connection.examine(.inbox)
            }
            return try await connection.examine(.inbox)
        }
        #expect(mailbox.exists == 1)
    }

    static let creations = [
        ("", "C: TAG CREATE Sent\nS: TAG OK done"),
        ("", "C: TAG CREATE Sent\nS: TAG NO [ALREADYEXISTS] there"),
        ("CREATE-SPECIAL-USE", #"C: TAG CREATE Sent (USE (\Sent))"# + "\nS: TAG OK done"),
        (
            "CREATE-SPECIAL-USE",
            #"C: TAG CREATE Sent (USE (\Sent))"# + "\nS: TAG NO [USEATTR] no\nC: TAG CREATE Sent\nS: TAG OK done"
        ),
    ]

    @Test(arguments: creations) func mailboxIsCreated(_ capabilities: String, dialogue: String) async throws {
        try await play(capabilities, dialogue) {
            try await $0.create(MailboxName(decoded: "Sent"), specialUse: .sent)
        }
    }

    @Test func refusedCreationIsTold() async throws {
        try await play("", "C: TAG CREATE Sent\nS: TAG NO [OVERQUOTA] full") { connection in
            let status = StatusResponse(.no, "full", code: .other(name: "OVERQUOTA", text: ""))
            await #expect(throws: IMAPError.refused(command: "CREATE", status)) {
                try await connection.create(MailboxName(decoded: "Sent"), specialUse: .sent)
            }
        }
    }

    @Test func nameThatNeedsALiteralWaitsForTheGoAhead() async throws {
        let name = MailboxName(wire: Array("Entwürfe".utf8))
        try await play("", "C: TAG SUBSCRIBE {9}\nS: + go\nC: Entwürfe\nS: TAG OK done") {
            try await $0.subscribe(name)
        }
        try await play("LITERAL-", "C: TAG SUBSCRIBE {9+}\nC: Entwürfe\nS: TAG OK done") {
            try await $0.subscribe(name)
        }
    }

    @Test func refusedLiteralIsARefusal() async throws {
        let error = try await ClientSetting().failure(
            "S: * OK [CAPABILITY IMAP4rev1] ready\nC: TAG SUBSCRIBE {9}\nS: TAG NO too long"
        ) { try await $0.subscribe(MailboxName(wire: Array("Entwürfe".utf8))) }
        #expect(error == .refused(command: "SUBSCRIBE", StatusResponse(.no, "too long")))
    }

    @Test func unselectIsOnlySaidWhereKnown() async throws {
        try await play("UNSELECT", "C: TAG UNSELECT\nS: TAG OK done") { try await $0.unselect() }
        try await play("", "") { try await $0.unselect() }
    }
}
