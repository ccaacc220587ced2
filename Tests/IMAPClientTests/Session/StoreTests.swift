import IMAPClient
import IMAPCodec
import Testing

@Suite struct StoreTests {
    private static let uids = UIDSet([4, 5].compactMap { UID($0) })

    private func play<Value: Sendable>(
        _ capabilities: String, _ dialogue: String, body: (IMAPConnection) async throws -> Value
    ) async throws -> Value {
        try await ClientSetting().play("S: * OK [CAPABILITY IMAP4rev1 \(capabilities)] ready\n" + dialogue, body: body)
    }

    @Test func changesAreAskedForAllAtOnce() async throws {
        let outcomes = try await play(
            "CONDSTORE",
            #"""
            C: TAG1 UID STORE 4:5 +FLAGS.SILENT (\Seen)
            C: TAG2 UID STORE 4:5 (UNCHANGEDSINCE 12) -FLAGS.SILENT (\Flagged)
            C: TAG3 UID STORE 4:5 FLAGS.SILENT (bad)
            S: * 1 FETCH (UID 4 MODSEQ (13))
            S: * 7 EXISTS
            S: TAG1 OK done
            S: TAG2 OK [MODIFIED 5] but one
            S: TAG3 NO [CANNOT] no keywords
            """#
        ) {
            try await $0.store([
                FlagUpdate(Self.uids, .add([.seen])),
                FlagUpdate(Self.uids, .remove([.flagged]), unchangedSince: ModSequence(12)),
                FlagUpdate(Self.uids, .replace([Flag("bad")])),
            ])
        }
        let refusal = StatusResponse(.no, "no keywords", code: .other(name: "CANNOT", text: ""))
        #expect(
            outcomes == [
                .stored(except: UIDSet()), .stored(except: UIDSet([5].compactMap { UID($0) })), .refused(refusal),
            ])
    }

    @Test func nothingToChangeIsNotAskedFor() async throws {
        #expect(try await play("", "") { try await $0.store([]) }.isEmpty)
    }

    @Test func onlyTheseAreExpunged() async throws {
        let isAsked = try await play(
            "UIDPLUS", "C: TAG UID EXPUNGE 4:5\nS: * 1 EXPUNGE\nS: * VANISHED 5\nS: TAG OK done"
        ) { try await $0.expunge(Self.uids) }
        #expect(isAsked)
    }

    @Test func nothingIsExpungedWithoutUIDPlus() async throws {
        #expect(try await !play("", "") { try await $0.expunge(Self.uids) })
    }

    @Test func refusedExpungeIsTold() async throws {
        try await play("UIDPLUS", "C: TAG UID EXPUNGE 4:5\nS: TAG NO read-only") { connection in
            _ = await #expect(throws: IMAPError.refused(command: "UID EXPUNGE", StatusResponse(.no, "read-only"))) {
                _ = try await connection.expunge(Self.uids)
            }
        }
    }

    @Test(arguments: [
        ("(TAG \"x\") UID ALL 9,2:4,3:5", "2:5,9"), ("UID", ""), ("UID ALL 1:4294967295", "1:4294967295"),
    ])
    func existingIdentifiersStayRanges(_ answer: String, expected: String) async throws {
        let uids = try await play(
            "ESEARCH", "C: TAG UID SEARCH RETURN (ALL) UID 4:5\nS: * ESEARCH \(answer)\nS: TAG OK done"
        ) { try await $0.existing(in: Self.uids) }
        #expect(uids.description == expected)
    }

    /// A mailbox must not look empty because an answer is missing.
    @Test(arguments: ["S: TAG1 BAD what", "S: TAG1 OK done", "S: * ESEARCH ALL 1:3\nS: TAG1 OK done"])
    func unreadableAnswerIsAskedForAgain(_ answer: String) async throws {
        let uids = try await play(
            "ESEARCH",
            """
            C: TAG1 UID SEARCH RETURN (ALL) UID 4:5
            \(answer)
            C: TAG2 UID SEARCH UID 4:5
            S: * SEARCH 5 4
            S: TAG2 OK done
            """
        ) { try await $0.existing(in: Self.uids) }
        #expect(uids.description == "4:5")
    }

    @Test func plainSearchBecomesRanges() async throws {
        let uids = try await play("", "C: TAG UID SEARCH UID 4:5\nS: * SEARCH 5 4 5\nS: TAG OK done") {
            try await $0.existing(in: Self.uids)
        }
        #expect(uids.description == "4:5")
    }
}
