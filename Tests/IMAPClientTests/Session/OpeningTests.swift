import IMAPClient
import IMAPCodec
import MailCore
import Testing

/// Opening a mailbox together with what has changed in it, and with messages of it.
@Suite struct OpeningTests {
    private func opened(
        offered: String = "", enabled: String = "", _ dialogue: String
    ) async throws -> OpeningStage.Seen {
        try await OpeningStage.play(offered: offered, enabled: enabled, dialogue) {
            try await OpeningStage.read($0.beginOpening(.inbox, since: OpeningStage.point))
        }
    }

    @Test func quickResyncTellsEverythingWhileItOpens() async throws {
        let seen = try await opened(
            enabled: "QRESYNC",
            #"""
            C: TAG EXAMINE INBOX (QRESYNC (7 90))
            S: * 100 EXISTS
            S: * OK [UIDVALIDITY 7] same
            S: * OK [UIDNEXT 600] next
            S: * OK [HIGHESTMODSEQ 95] highest
            S: * VANISHED (EARLIER) 1:4294967295
            S: * 49 FETCH (UID 117 FLAGS (\Seen) MODSEQ (94))
            S: * 50 FETCH (UID 119 FLAGS () MODSEQ (95))
            S: TAG OK [READ-ONLY] done
            """#)
        #expect(seen.changes == ["gone 1:4294967295", "117 [\\Seen]", "119 []"])
        #expect(seen.told == .changedAndVanished)
        #expect(seen.mailbox?.exists == 100)
        #expect(seen.mailbox?.highestModSeq == ModSequence(95))
        #expect(seen.messages == nil)
    }

    /// RFC 7162 §3.2.5.1: with another UIDVALIDITY the server opens as if nothing had been asked.
    @Test(arguments: [
        "* OK [UIDVALIDITY 8] new\n* OK [HIGHESTMODSEQ 95] x", "* OK [UIDVALIDITY 7] same\n* OK [NOMODSEQ] none",
        "* OK [UIDVALIDITY 7] same\n* OK [HIGHESTMODSEQ 89] went back", "* OK [HIGHESTMODSEQ 95] x", "* 1 EXISTS",
        "* 1 FETCH (UID 5 FLAGS ())\n* OK [UIDVALIDITY 7] same\n* OK [HIGHESTMODSEQ 95] x",
        "* OK [UIDVALIDITY 7] same\n* OK [HIGHESTMODSEQ 95] x\n* 1 FETCH (FLAGS ())",
    ])
    func whatDoesNotFitThePointDoesNotCount(_ lines: String) async throws {
        let said = lines.split(separator: "\n").map { "S: \($0)" }.joined(separator: "\n")
        let quick = try await opened(
            enabled: "QRESYNC", "C: TAG EXAMINE INBOX (QRESYNC (7 90))\n\(said)\nS: TAG OK done")
        #expect(quick.told == ChangesTold.none)
        #expect(quick.changes == [])
    }

    @Test func whereNothingCanBeAskedNothingIsTold() async throws {
        let seen = try await opened(
            """
            C: TAG EXAMINE INBOX
            S: * OK [UIDVALIDITY 7] same
            S: * OK [HIGHESTMODSEQ 95] counted, and not offered
            S: TAG OK done
            """)
        #expect(seen.told == ChangesTold.none)
    }

    @Test func withoutQuickResyncAFetchFollows() async throws {
        let seen = try await opened(
            enabled: "CONDSTORE",
            #"""
            C: TAG1 EXAMINE INBOX
            C: TAG2 UID FETCH 1:4294967295 (UID FLAGS) (CHANGEDSINCE 90)
            S: * OK [UIDVALIDITY 7] same
            S: * OK [HIGHESTMODSEQ 95] highest
            S: TAG1 OK done
            S: * 9 EXISTS
            S: * 9 FETCH (UID 12 MODSEQ (95) FLAGS (\Flagged))
            S: TAG2 OK done
            """#)
        #expect(seen.changes == ["12 [\\Flagged]"])
        #expect(seen.told == .changed)
    }

    @Test func modSequencesAreTurnedOnWhereNothingWasEnabled() async throws {
        let seen = try await opened(
            offered: "CONDSTORE",
            """
            C: TAG1 EXAMINE INBOX (CONDSTORE)
            C: TAG2 UID FETCH 1:4294967295 (UID FLAGS) (CHANGEDSINCE 90)
            S: * OK [UIDVALIDITY 7] same
            S: * OK [HIGHESTMODSEQ 90] highest
            S: TAG1 OK done
            S: TAG2 OK done
            """)
        #expect(seen == OpeningStage.Seen(told: .changed, mailbox: seen.mailbox))
    }

    /// The identifiers of another time are other messages.
    @Test(arguments: ["[UIDVALIDITY 8] new", "[UIDVALIDITY 7] same", "[NOMODSEQ] none"])
    func changesBehindAnotherMailboxArePassedOver(_ code: String) async throws {
        let seen = try await opened(
            offered: "CONDSTORE",
            """
            C: TAG1 EXAMINE INBOX (CONDSTORE)
            C: TAG2 UID FETCH 1:4294967295 (UID FLAGS) (CHANGEDSINCE 90)
            S: * OK \(code)
            S: TAG1 OK done
            S: * 9 FETCH (UID 12 MODSEQ (95) FLAGS ())
            S: TAG2 OK done
            """)
        #expect(seen == OpeningStage.Seen(told: ChangesTold.none, mailbox: seen.mailbox))
    }

    @Test(arguments: ["TAG2 BAD no mod-sequences", "TAG2 NO not now"])
    func refusedChangesAreNone(_ answer: String) async throws {
        let seen = try await opened(
            offered: "CONDSTORE",
            """
            C: TAG1 EXAMINE INBOX (CONDSTORE)
            C: TAG2 UID FETCH 1:4294967295 (UID FLAGS) (CHANGEDSINCE 90)
            S: * OK [UIDVALIDITY 7] same
            S: * OK [HIGHESTMODSEQ 95] highest
            S: TAG1 OK done
            S: \(answer)
            """)
        #expect(seen.told == ChangesTold.none)
    }

    @Test func serverWithoutModSequencesIsOnlyOpened() async throws {
        let seen = try await opened("C: TAG EXAMINE INBOX\nS: * 3 EXISTS\nS: TAG OK done")
        #expect(seen.told == ChangesTold.none)
        #expect(seen.mailbox?.exists == 3)
    }

    @Test func changesOfTheOpenMailbox() async throws {
        for (enabled, modifier) in [("QRESYNC", "90 VANISHED"), ("CONDSTORE", "90")] {
            let changes = try await OpeningStage.play(
                enabled: enabled,
                #"""
                C: TAG UID FETCH 1:4294967295 (UID FLAGS) (CHANGEDSINCE \#(modifier))
                S: * VANISHED (EARLIER) 3
                S: * OK still here
                S: * 4 FETCH (UID 9 FLAGS (\Seen) MODSEQ (91))
                S: * VANISHED 9
                S: TAG OK done
                """#
            ) { connection in
                let modSeq = try #require(ModSequence(90))
                let stream = try await connection.changes(since: modSeq)
                var changes: [String] = []
                while let change = try await stream.next() { changes.append(change.text) }
                return changes
            }
            #expect(changes == ["gone 3", "9 [\\Seen]", "gone 9"])
        }
    }

    /// More than may wait in memory: the server waits instead, and nothing is lost.
    @Test func manyChangesAreStreamed() async throws {
        let count = 30_000
        let lines = (1...count).map { "S: * \($0) FETCH (UID \($0) FLAGS (\\Seen) MODSEQ (95))\n" }.joined()
        let seen = try await opened(
            enabled: "QRESYNC",
            """
            C: TAG EXAMINE INBOX (QRESYNC (7 90))
            S: * OK [UIDVALIDITY 7] same
            S: * OK [HIGHESTMODSEQ 95] highest
            \(lines)S: TAG OK done
            """)
        #expect(seen.changes.count == count)
        #expect(seen.changes.last == "\(count) [\\Seen]")
        #expect(seen.told == .changedAndVanished)
    }

    /// What is said while a literal waits is about the mailbox before, and must not stop the go-ahead from being read.
    @Test func wordsBeforeTheGoAheadAreNotTheMailboxes() async throws {
        let name = MailboxName(wire: Array("grün".utf8))
        let lines = String(repeating: "S: * 1 FETCH (UID 5 FLAGS (\\Deleted))\n", count: 10_000)
        let seen = try await OpeningStage.play(
            enabled: "QRESYNC",
            """
            C: TAG EXAMINE {5}
            \(lines)S: + go
            C: grün (QRESYNC (7 90))
            S: * OK [UIDVALIDITY 7] same
            S: * OK [HIGHESTMODSEQ 95] highest
            S: * VANISHED (EARLIER) 2
            S: TAG OK done
            """
        ) { try await OpeningStage.read($0.beginOpening(name, since: OpeningStage.point)) }
        #expect(seen.changes == ["gone 2"])
        #expect(seen.told == .changedAndVanished)
    }
}
