import IMAPClient
import IMAPCodec
import Testing

@Suite struct MoveTests {
    private static func uids(_ values: UInt32...) -> UIDSet { UIDSet(values.compactMap { UID($0) }) }

    private func play(
        _ dialogue: String, body: (IMAPConnection) async throws -> Relocation
    ) async throws -> (validity: UIDValidity?, uids: [UInt32: UInt32], refusal: StatusResponse?) {
        let relocation = try await ClientSetting().play(
            "S: * OK [CAPABILITY IMAP4rev1 UIDPLUS MOVE] ready\n" + dialogue, body: body)
        let uids = relocation.uids.map { ($0.key.rawValue, $0.value.rawValue) }
        return (relocation.uidValidity, Dictionary(uniqueKeysWithValues: uids), relocation.refusal)
    }

    @Test func movedMessagesAreToldOnTheirWay() async throws {
        let moved = try await play(
            """
            C: TAG UID MOVE 4:5,9 "Old Mail"
            S: * OK [COPYUID 7 4:5 21:22] moved
            S: * 4 EXPUNGE
            S: * VANISHED 5
            S: * OK [COPYUID 7 9 30] and one more
            S: TAG OK done
            """
        ) { try await $0.move(Self.uids(4, 5, 9), to: MailboxName(decoded: "Old Mail")) }
        #expect(moved.validity == UIDValidity(7))
        #expect(moved.uids == [4: 21, 5: 22, 9: 30])
        #expect(moved.refusal == nil)
    }

    @Test func copiedMessagesAreToldInTheEnd() async throws {
        let copied = try await play("C: TAG UID COPY 4:5 INBOX\nS: TAG OK [COPYUID 7 4 21] one was gone") {
            try await $0.copy(Self.uids(4, 5), to: .inbox)
        }
        #expect(copied.uids == [4: 21])
    }

    /// RFC 6851 §3.3: some may have gone before the rest was refused.
    @Test func refusalKeepsWhatHasGone() async throws {
        let moved = try await play(
            "C: TAG UID MOVE 4:5 INBOX\nS: * OK [COPYUID 7 4 21] moved\nS: TAG NO [OVERQUOTA] full"
        ) { try await $0.move(Self.uids(4, 5), to: .inbox) }
        #expect(moved.uids == [4: 21])
        #expect(moved.refusal?.code?.name == "OVERQUOTA")
    }

    @Test(arguments: ["7 4:5 21", "7 1:4000000000 1:4000000000", "7 8 21", "7 4"])
    func whatMakesNoSenseTellsNothing(_ told: String) async throws {
        let moved = try await play("C: TAG UID MOVE 4:5 INBOX\nS: * OK [COPYUID \(told)] moved\nS: TAG OK done") {
            try await $0.move(Self.uids(4, 5), to: .inbox)
        }
        #expect(moved.uids.isEmpty)
    }
}
