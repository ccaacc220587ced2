import IMAPClient
import IMAPCodec
import MailCore
import Testing

/// Opening a mailbox and asking for messages of it in one round trip.
@Suite struct PipelinedOpeningTests {
    private static let five = UIDSet([5].compactMap { UID($0) })
    private static let next = MailboxName(decoded: "Next")

    private func opened(fetching request: FetchRequest, _ dialogue: String) async throws -> OpeningStage.Seen {
        try await OpeningStage.play(dialogue) {
            try await OpeningStage.read($0.beginOpening(.inbox, fetching: request))
        }
    }

    @Test func messagesComeInTheSameRoundTrip() async throws {
        let seen = try await opened(
            fetching: FetchRequest(Self.five, .body, uidValidity: UIDValidity(7)),
            """
            C: TAG1 EXAMINE INBOX
            C: TAG2 UID FETCH 5 (UID BODY.PEEK[])
            S: * OK [UIDVALIDITY 7] same
            S: TAG1 OK done
            S: * 1 FETCH (UID 5 BODY[] {3}
            S: one)
            S: TAG2 OK done
            """)
        #expect(seen.messages == ["begin 1:5 3", "body one", "end 1:5"])
    }

    /// The answer to the FETCH is read and forgotten, and the session goes on in step.
    @Test(arguments: ["[UIDVALIDITY 8] new", "nothing said"])
    func messagesOfAnotherTimeArePassedOver(_ words: String) async throws {
        let dialogue = """
            C: TAG1 EXAMINE INBOX
            C: TAG2 UID FETCH 5 (UID BODY.PEEK[])
            S: * OK \(words)
            S: TAG1 OK done
            S: * 1 FETCH (UID 5 BODY[] {3}
            S: one)
            S: * VANISHED 1:4294967295
            S: TAG2 OK done
            C: TAG3 STATUS Sent (MESSAGES)
            S: * STATUS Sent (MESSAGES 2)
            S: TAG3 OK done
            """
        let counts = try await OpeningStage.play(dialogue) { connection in
            let request = FetchRequest(Self.five, .body, uidValidity: UIDValidity(7))
            let seen = try await OpeningStage.read(connection.beginOpening(.inbox, fetching: request))
            #expect(seen.messages == nil)
            return try await connection.messageCounts(of: [MailboxName(decoded: "Sent")])
        }
        #expect(counts.values.first == 2)
    }

    /// A server that keeps the mailbox before open answers the FETCH from there: nobody may see that.
    @Test(arguments: [ConfusedServer.obeys, .answersFromTheOldMailbox])
    func refusedOpeningTellsNothing(_ server: ConfusedServer) async throws {
        let dialogue = """
            C: TAG0 EXAMINE INBOX
            S: TAG0 OK done
            C: TAG1 EXAMINE Locked (CONDSTORE)
            C: TAG2 UID FETCH 1:4294967295 (UID FLAGS) (CHANGEDSINCE 90)
            C: TAG3 UID FETCH 5 (UID BODY.PEEK[])
            S: TAG1 NO [NOPERM] not for you
            \(server.rawValue)
            C: TAG4 EXAMINE Next (CONDSTORE)
            C: TAG5 UID FETCH 1:4294967295 (UID FLAGS) (CHANGEDSINCE 90)
            S: * OK [UIDVALIDITY 7] same
            S: * OK [HIGHESTMODSEQ 95] highest
            S: TAG4 OK done
            S: TAG5 OK done
            """
        let seen = try await OpeningStage.play(offered: "CONDSTORE", dialogue) { connection in
            _ = try await connection.examine(.inbox)
            let request = FetchRequest(Self.five, .body, uidValidity: nil)
            let status = StatusResponse(.no, "not for you", code: .other(name: "NOPERM", text: ""))
            await #expect(throws: IMAPError.refused(command: "EXAMINE", status)) {
                var opening = try await connection.beginOpening(
                    MailboxName(decoded: "Locked"), since: OpeningStage.point, fetching: request)
                _ = try await opening.opened()
            }
            return try await OpeningStage.read(connection.beginOpening(Self.next, since: OpeningStage.point))
        }
        #expect(seen.changes == [])
        #expect(seen.told == .changed)
    }

    enum ConfusedServer: String {
        case obeys = "S: TAG2 BAD none open\nS: TAG3 BAD none open"
        case answersFromTheOldMailbox = """
            S: * 1 FETCH (UID 5 FLAGS (\\Deleted) MODSEQ (99))
            S: TAG2 OK done
            S: * 1 FETCH (UID 5 BODY[] {3}
            S: old)
            S: TAG3 OK done
            """
    }

    /// What is told behind it is about the new mailbox alone; a server without UNSELECT keeps them apart by itself.
    @Test func theMailboxBeforeIsLeftInTheSameBreath() async throws {
        let seen = try await OpeningStage.play(
            offered: "UNSELECT",
            """
            C: TAG1 SELECT INBOX
            S: TAG1 OK done
            C: TAG2 UNSELECT
            C: TAG3 SELECT Next
            C: TAG4 UID FETCH 5 (UID FLAGS)
            S: * 3 EXPUNGE
            S: * 7 EXISTS
            S: TAG2 OK done
            S: * 2 EXISTS
            S: TAG3 OK done
            S: * 1 FETCH (UID 5 FLAGS ())
            S: TAG4 OK done
            C: TAG5 UNSELECT
            S: TAG5 OK done
            C: TAG6 EXAMINE INBOX
            S: TAG6 OK done
            """
        ) { connection in
            _ = try await connection.select(.inbox)
            let request = FetchRequest(Self.five, .flags, uidValidity: nil)
            let seen = try await OpeningStage.read(
                connection.beginOpening(Self.next, readOnly: false, fetching: request))
            try await connection.unselect()
            var opening = try await connection.beginOpening(.inbox)
            _ = try await opening.opened()
            return seen
        }
        #expect(seen.mailbox?.exists == 2)
        #expect(seen.messages == ["message 1:5"])
    }

    /// RFC 7162 §3.2.11: where a server says so, what came before is about the mailbox before.
    @Test func closedDividesOldFromNew() async throws {
        let seen = try await OpeningStage.play(
            """
            C: TAG EXAMINE INBOX
            S: * 9 EXISTS
            S: * OK [UIDVALIDITY 1] old
            S: * OK [CLOSED] now
            S: * OK [UIDVALIDITY 7] same
            S: TAG OK done
            """
        ) { try await OpeningStage.read($0.beginOpening(.inbox)) }
        #expect(seen.mailbox?.exists == 0)
        #expect(seen.mailbox?.uidValidity == UIDValidity(7))
    }

    @Test func openingsUnderWayAreToldApart() async throws {
        let seen = try await OpeningStage.play(
            """
            C: TAG1 EXAMINE INBOX
            C: TAG2 UID FETCH 5 (UID BODY.PEEK[])
            C: TAG3 EXAMINE Next
            C: TAG4 UID FETCH 5 (UID BODY.PEEK[])
            S: * 1 EXISTS
            S: TAG1 OK done
            S: * 1 FETCH (UID 5 BODY[] {3}
            S: one)
            S: TAG2 OK done
            S: * 2 EXISTS
            S: TAG3 OK done
            S: * 1 FETCH (UID 5 BODY[] {3}
            S: two)
            S: TAG4 OK done
            """
        ) { connection in
            let request = FetchRequest(Self.five, .body, uidValidity: nil)
            let first = try await connection.beginOpening(.inbox, fetching: request)
            let second = try await connection.beginOpening(Self.next, fetching: request)
            return [try await OpeningStage.read(first), try await OpeningStage.read(second)]
        }
        #expect(seen.map(\.mailbox?.exists) == [1, 2])
        #expect(
            seen.map(\.messages) == [["begin 1:5 3", "body one", "end 1:5"], ["begin 1:5 3", "body two", "end 1:5"]])
    }

    @Test func nameNoCommandCarriesLeavesTheSessionOpen() async throws {
        let seen = try await OpeningStage.play("C: TAG EXAMINE INBOX\nS: TAG OK done") { connection in
            await #expect(throws: IMAPError.unencodableArgument) {
                try await connection.beginOpening(MailboxName(wire: [0x41, 0x0A]))
            }
            return try await OpeningStage.read(connection.beginOpening(.inbox))
        }
        #expect(seen.mailbox?.name == .inbox)
    }

    /// Whoever waits for a go-ahead behind messages that nobody takes would wait for ever, because we do not listen.
    @Test func goAheadBehindUntakenMessagesIsNotWaitedForWithoutEnd() async throws {
        var setting = try ClientSetting()
        setting.timeouts.silence = .milliseconds(200)
        let size = 4 << 20
        let error = await #expect(throws: IMAPError.self) {
            try await OpeningStage.play(
                in: setting,
                """
                C: TAG1 UID FETCH 5 (UID BODY.PEEK[])
                raw: * 1 FETCH (UID 5 BODY[] {\(size)}\\r\\n\(String(repeating: "x", count: size)))\\r\\n
                S: TAG1 OK done
                C: TAG2 EXAMINE {5}
                silence
                """
            ) { connection in
                _ = try await connection.fetch(Self.five, .body)
                _ = try await connection.beginOpening(MailboxName(wire: Array("grün".utf8)))
            }
        }
        #expect(error == .timedOut(command: "UID FETCH"))
    }
}
