import IMAPClient
import IMAPCodec
import MailCore
import Testing

@Suite struct OverviewTests {
    private static let everything: StatusItems = [.messages, .uidNext, .uidValidity, .highestModSeq]

    private func overview(_ capabilities: String, _ dialogue: String) async throws -> MailboxOverview {
        try await ClientSetting().play("S: * OK [CAPABILITY IMAP4rev1 \(capabilities)] ready\n" + dialogue) {
            try await $0.overview(items: Self.everything)
        }
    }

    private static func status(
        _ messages: UInt32, uidNext: UInt32? = nil, uidValidity: UInt32? = nil, modSeq: UInt64? = nil
    ) -> MailboxStatus {
        var status = MailboxStatus()
        status.messages = messages
        status.uidNext = uidNext.flatMap { UID($0) }
        status.uidValidity = uidValidity.map { UIDValidity($0) }
        status.highestModSeq = modSeq.flatMap { ModSequence($0) }
        return status
    }

    private static let sent = MailboxName(decoded: "Sent")
    private static let archive = MailboxName(decoded: "Archive")

    @Test func everythingInOneRoundTrip() async throws {
        let overview = try await overview(
            "NAMESPACE LIST-EXTENDED LIST-STATUS SPECIAL-USE CONDSTORE",
            #"""
            C: TAG1 NAMESPACE
            C: TAG2 LIST "" "*" RETURN (SPECIAL-USE SUBSCRIBED STATUS (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ))
            S: * NAMESPACE (("" "/")) NIL NIL
            S: TAG1 OK done
            S: * LIST (\Subscribed \HasNoChildren) "/" INBOX
            S: * STATUS INBOX (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 7 HIGHESTMODSEQ 12)
            S: * OK still here
            S: * LIST (\Noselect) "/" Archive
            S: * LIST (\Sent) "/" Sent
            S: * LIST (\Sent) "/" Sent
            S: * STATUS Sent (MESSAGES 0)
            S: TAG2 OK done
            """#)
        #expect(overview.listings.map(\.name) == [.inbox, Self.archive, Self.sent])
        #expect(overview.listings.last?.specialUse == .sent)
        #expect(overview.subscriptions == [.inbox])
        #expect(
            overview.statuses == [
                .inbox: Self.status(3, uidNext: 9, uidValidity: 7, modSeq: 12), Self.sent: Self.status(0),
            ])
        #expect(overview.namespaces == [MailboxNamespace(prefix: [], separator: UInt8(ascii: "/"))])
    }

    @Test(arguments: ["LIST-EXTENDED", "LIST-STATUS", ""]) func otherwiseTwoRoundTrips(
        _ capabilities: String
    ) async throws {
        let overview = try await overview(
            "NAMESPACE \(capabilities)",
            #"""
            C: TAG1 LIST "" "*"
            C: TAG2 LSUB "" "*"
            C: TAG3 NAMESPACE
            S: * LIST () "/" INBOX
            S: * LIST (\Noselect) "/" Archive
            S: * LIST () "/" Sent
            S: TAG1 OK done
            S: * LSUB () "/" Sent
            S: * LSUB (\Noselect) "/" Archive
            S: TAG2 OK done
            S: TAG3 BAD not now
            C: TAG4 STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY)
            C: TAG5 STATUS Sent (MESSAGES UIDNEXT UIDVALIDITY)
            S: TAG4 NO [UNAVAILABLE] not now
            S: * STATUS Sent (MESSAGES 5)
            S: TAG5 OK done
            """#)
        #expect(overview.listings.count == 3)
        #expect(overview.subscriptions == [Self.sent])
        #expect(overview.statuses == [Self.sent: Self.status(5)])
        #expect(overview.namespaces.isEmpty)
    }

    /// A server may answer commands that do not touch each other in any order (RFC 9051 §5.5).
    @Test func answersInAnotherOrder() async throws {
        let overview = try await overview(
            "NAMESPACE",
            #"""
            C: TAG1 LIST "" "*"
            C: TAG2 LSUB "" "*"
            C: TAG3 NAMESPACE
            S: * NAMESPACE (("" "/")) NIL NIL
            S: * LSUB () "/" INBOX
            S: TAG3 OK done
            S: * LIST () "/" INBOX
            S: TAG1 OK done
            S: TAG2 OK done
            C: TAG4 STATUS INBOX ...
            S: * STATUS inbox (MESSAGES 1)
            S: TAG4 OK done
            """#)
        #expect(overview.listings.map(\.name) == [.inbox])
        #expect(overview.subscriptions == [.inbox])
        #expect(overview.statuses == [.inbox: Self.status(1)])
        #expect(overview.namespaces.count == 1)
    }

    @Test func serverThatRefusesWhatItAnnouncedIsAskedPlainly() async throws {
        let overview = try await overview(
            "LIST-EXTENDED LIST-STATUS",
            #"""
            C: TAG LIST "" "*" RETURN (SUBSCRIBED STATUS (MESSAGES UIDNEXT UIDVALIDITY))
            S: TAG BAD what
            C: TAG1 LIST "" "*"
            C: TAG2 LSUB "" "*"
            S: TAG1 OK done
            S: TAG2 NO none
            """#)
        #expect(overview == MailboxOverview())
    }

    @Test func refusedListIsTold() async throws {
        let error = try await ClientSetting().failure(
            #"""
            S: * OK [CAPABILITY IMAP4rev1] ready
            C: TAG1 LIST "" "*"
            C: TAG2 LSUB "" "*"
            S: TAG1 NO Unsafe Login
            S: TAG2 NO Unsafe Login
            """#
        ) { _ = try await $0.overview(items: .messages) }
        #expect(error == .refused(command: "LIST", StatusResponse(.no, "Unsafe Login")))
    }

    /// The session goes on in step behind names that cannot be asked about, and ones that need a literal.
    @Test func strangeNames() async throws {
        let statuses = try await ClientSetting().play(
            """
            S: * OK [CAPABILITY IMAP4rev1] ready
            C: TAG1 STATUS one (MESSAGES)
            C: TAG2 STATUS {5}
            S: * STATUS one (MESSAGES 1)
            S: TAG1 OK done
            S: + go
            C: grün (MESSAGES)
            C: TAG3 STATUS two (MESSAGES)
            S: TAG2 NO no
            S: * STATUS two (MESSAGES 2)
            S: TAG3 OK done
            """
        ) {
            let names = ["one", "a\r\nb", "grün", "two"].map { MailboxName(wire: Array($0.utf8)) }
            return try await $0.statuses(of: names, items: .messages)
        }
        #expect(statuses.values.compactMap(\.messages).sorted() == [1, 2])
    }

    @Test func nothingIsAskedAboutNoMailboxes() async throws {
        let statuses = try await ClientSetting().play("S: * OK [CAPABILITY IMAP4rev1] ready") {
            try await $0.statuses(of: [], items: .messages)
        }
        #expect(statuses.isEmpty)
    }

    /// Both sides' buffers are bounded, whatever the number of mailboxes.
    @Test func questionsUnderWayAreLimited() async throws {
        let depth = 256
        let names = (0..<400).map { MailboxName(decoded: "m\($0)") }
        let asked = names.indices.map { "C: TAG\($0) STATUS m\($0) (MESSAGES)" }
        let answered = names.indices.map { "S: * STATUS m\($0) (MESSAGES \($0))\nS: TAG\($0) OK done" }
        let half = depth / 2
        let dialogue = [
            asked[..<depth], answered[..<half], asked[depth..<(depth + half)], answered[half..<depth],
            asked[(depth + half)...], answered[depth...],
        ]
        let statuses = try await ClientSetting().play(
            "S: * OK [CAPABILITY IMAP4rev1] ready\n" + dialogue.joined().joined(separator: "\n")
        ) { try await $0.statuses(of: names, items: .messages) }
        #expect(statuses == Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Self.status(UInt32($0))) }))
    }
}
