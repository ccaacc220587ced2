import IMAPClient
import IMAPCodec
import MailTransport
import NIOCore
import Testing

@Suite struct FetchTests {
    private static let greeting = "S: * OK [CAPABILITY IMAP4rev1] ready\n"
    private static let uids = UIDSet(UID.first...UID.last)

    private func lines(_ answer: String) async throws -> [String] {
        try await ClientSetting().play(Self.greeting + "C: TAG UID FETCH ...\n" + answer) {
            try await $0.fetch(Self.uids, [.body]).lines()
        }
    }

    @Test func metadataIsGathered() async throws {
        let messages = try await ClientSetting().play(
            Self.greeting + #"""
                C: TAG UID FETCH 1:4294967295 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])
                S: * 1 FETCH (UID 4 FLAGS (\Seen $Forwarded) INTERNALDATE "17-Jul-1996 02:44:25 -0700" RFC822.SIZE 99 BODY[HEADER] {6}
                S: A: b
                S: )
                S: * 9 EXISTS
                S: * 2 FETCH (FLAGS () UID 7)
                S: TAG OK done
                """#
        ) { try await $0.fetchAll(Self.uids, [.flags, .internalDate, .size, .header]) }
        #expect(messages.map(\.uid) == [UID(4), UID(7)])
        #expect(messages.map(\.flags) == [[.seen, Flag("$Forwarded")], []])
        #expect(messages.first?.internalDate?.description == "17-Jul-1996 02:44:25 -0700")
        #expect(messages.first?.size == 99)
        #expect(messages.first?.header == Array("A: b\r\n".utf8))
    }

    @Test func bodiesAreStreamed() async throws {
        let lines = try await lines(
            """
            S: * 1 FETCH (UID 5 BODY[] {5}
            S: Hello)
            S: * 2 FETCH (FLAGS (\\Seen))
            S: * 3 FETCH (UID 6 BODY[] {0}
            S: )
            S: TAG OK done
            """)
        #expect(
            lines == ["begin 1:5 5", "body Hello", "end 1:5", "message 2:?", "begin 3:6 0", "body ", "end 3:6"])
    }

    @Test func bodyBeforeItsIdentifier() async throws {
        let lines = try await lines("S: * 1 FETCH (BODY[] {5}\nS: Hello UID 5)\nS: TAG OK done")
        #expect(lines == ["begin 1:? 5", "body Hello", "end 1:5"])
    }

    @Test func missingAndQuotedBodiesAreMessages() async throws {
        let bodies = try await ClientSetting().play(
            Self.greeting + """
                C: TAG UID FETCH ...
                S: * 1 FETCH (UID 5 BODY[] NIL)
                S: * 2 FETCH (UID 6 BODY[] "")
                S: TAG OK done
                """
        ) { try await $0.fetchAll(Self.uids, [.body]).map(\.body) }
        #expect(bodies == [.missing, .inline([])])
    }

    @Test func refusalComesAtTheEnd() async throws {
        try await ClientSetting().play(
            Self.greeting + """
                C: TAG UID FETCH ...
                S: * 1 FETCH (UID 5 BODY[] {5}
                S: Hello)
                S: TAG NO [UNAVAILABLE] some are lost
                """
        ) { connection in
            let stream = try await connection.fetch(Self.uids, [.body])
            var bodies = 0
            let status = StatusResponse(
                .no, "some are lost", code: .other(name: "UNAVAILABLE", text: ""))
            await #expect(throws: IMAPError.refused(command: "UID FETCH", status)) {
                while let event = try await stream.next() {
                    if case .bodyEnds = event { bodies += 1 }
                }
            }
            #expect(bodies == 1)
            #expect(await connection.isOpen)
        }
    }

    @Test func fetchesUnderWayAreToldApart() async throws {
        let answers = try await ClientSetting().play(
            Self.greeting + """
                C: TAG1 UID FETCH 5 (UID BODY.PEEK[])
                C: TAG2 UID FETCH 6 (UID BODY.PEEK[])
                S: * 1 FETCH (UID 5 BODY[] {3}
                S: one)
                S: TAG1 OK done
                S: * 2 FETCH (UID 6 BODY[] {3}
                S: two)
                S: TAG2 OK done
                """
        ) { connection in
            let first = try await connection.fetch(UIDSet([5].compactMap { UID($0) }), [.body])
            let second = try await connection.fetch(UIDSet([6].compactMap { UID($0) }), [.body])
            return [try await first.lines(), try await second.lines()]
        }
        #expect(answers == [["begin 1:5 3", "body one", "end 1:5"], ["begin 2:6 3", "body two", "end 2:6"]])
    }

    @Test func serverThatLeavesInTheMiddleOfABody() async throws {
        let error = try await ClientSetting().failure(
            Self.greeting + #"""
                C: TAG UID FETCH ...
                raw: * 1 FETCH (UID 5 BODY[] {10}\r\nHello
                close
                """#
        ) { _ = try await $0.fetch(Self.uids, [.body]).lines() }
        #expect(error == .transport(.closed(.established)))
    }

    @Test func existingIdentifiersAreSorted() async throws {
        let uids = try await ClientSetting().play(
            Self.greeting + "C: TAG UID SEARCH UID 1:4294967295\nS: * SEARCH 9 2\nS: * SEARCH 5\nS: TAG OK done"
        ) { try await $0.existingUIDs(in: Self.uids) }
        #expect(uids.map(\.rawValue) == [2, 5, 9])
    }
}
