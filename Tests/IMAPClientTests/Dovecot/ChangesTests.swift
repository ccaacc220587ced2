import IMAPClient
import IMAPCodec
import MailCore
import MailTestServers
import NIOCore
import Testing

/// What a real server tells about changes that somebody else made.
@Suite struct ChangesTests {
    /// Two sessions of one user: one that looks, and one that changes something meanwhile.
    private static func withSessions<Value: Sendable>(
        enabling extensions: Set<Capability>,
        body: (_ looking: IMAPConnection, _ changing: IMAPConnection) async throws -> Value
    ) async throws -> Value {
        try await DovecotServer.withServer { server in
            let secret = Secret(DovecotConfiguration.password)
            return try await ClientSetting().connect(to: server.ports.imap) { changing in
                try await changing.login(username: "alice", secret: secret)
                return try await ClientSetting().connect(to: server.ports.imap) { looking in
                    try await looking.login(username: "alice", secret: secret, enabling: extensions)
                    return try await body(looking, changing)
                }
            }
        }
    }

    private static func append(_ count: Int, over connection: IMAPConnection) async throws {
        let command = try await connection.beginAppend(to: .inbox)
        for number in 0..<count {
            let text = "Subject: \(number)\r\n\r\n"
            let header = AppendHeader(flags: [], internalDate: nil, size: UInt64(text.utf8.count))
            #expect(try await connection.appendHeader(header, to: command))
            try await connection.appendBody(ByteBuffer(string: text))
        }
        try await connection.endAppend(command)
        _ = try await connection.outcome(of: command)
    }

    private static func uids(_ values: UInt32...) -> UIDSet { UIDSet(values.compactMap { UID($0) }) }

    /// Appends ten messages, notes the point, then flags one, removes two and adds one.
    private static func changesMeanwhile(
        _ looking: IMAPConnection, _ changing: IMAPConnection
    ) async throws -> ResyncPoint {
        try await append(10, over: changing)
        var opening = try await looking.beginOpening(.inbox)
        let mailbox = try await opening.opened().mailbox
        let point = ResyncPoint(
            uidValidity: try #require(mailbox.uidValidity), modSeq: try #require(mailbox.highestModSeq))
        try await looking.unselect()

        _ = try await changing.select(.inbox)
        let outcomes = try await changing.store([
            FlagUpdate(uids(4), .add([.seen, Flag("$Label")])), FlagUpdate(uids(7, 8), .add([.deleted])),
        ])
        #expect(outcomes == [.stored(except: UIDSet()), .stored(except: UIDSet())])
        #expect(try await changing.expunge(uids(7, 8)))
        try await changing.unselect()
        try await append(1, over: changing)
        return point
    }

    @Test func quickResync() async throws {
        let (seen, existing) = try await Self.withSessions(enabling: [.qResync]) { looking, changing in
            let point = try await Self.changesMeanwhile(looking, changing)
            let request = FetchRequest(Self.uids(11), .size, uidValidity: point.uidValidity)
            let seen = try await OpeningStage.read(
                looking.beginOpening(.inbox, since: point, fetching: request))
            return (seen, try await looking.existing(in: UIDSet(UID.first...UID.last)))
        }
        #expect(seen.told == .changedAndVanished)
        #expect(seen.changes.contains("gone 7:8"))
        #expect(seen.changes.contains { $0.hasPrefix("4 ") && $0.contains("\\Seen") && $0.contains("$Label") })
        #expect(seen.changes.contains { $0.hasPrefix("11 ") })
        #expect(seen.changes.count == 3)
        #expect(seen.messages == ["message 9:11"])
        #expect(existing.description == "1:6,9:11")
    }

    @Test func condStore() async throws {
        let seen = try await Self.withSessions(enabling: []) { looking, changing in
            let point = try await Self.changesMeanwhile(looking, changing)
            return try await OpeningStage.read(looking.beginOpening(.inbox, since: point))
        }
        #expect(seen.told == .changed)
        #expect(seen.changes.map { $0.prefix { $0 != " " } } == ["4", "11"])
    }

    @Test func anotherUIDValidityTellsNothing() async throws {
        for extensions in [[.qResync], []] as [Set<Capability>] {
            let seen = try await Self.withSessions(enabling: extensions) { looking, changing in
                var point = try await Self.changesMeanwhile(looking, changing)
                point.uidValidity = UIDValidity(1)
                let request = FetchRequest(Self.uids(11), .body, uidValidity: point.uidValidity)
                let seen = try await OpeningStage.read(
                    looking.beginOpening(.inbox, since: point, fetching: request))
                // In step afterwards.
                #expect(try await looking.existing(in: Self.uids(1, 7)).description == "1")
                return seen
            }
            #expect(seen.told == ChangesTold.none)
            #expect(seen.changes == [])
            #expect(seen.messages == nil)
        }
    }

    @Test func refusedOpeningLeavesTheSessionOpen() async throws {
        try await Self.withSessions(enabling: [.qResync]) { looking, changing in
            let point = try await Self.changesMeanwhile(looking, changing)
            _ = try await looking.examine(.inbox)
            let request = FetchRequest(Self.uids(11), .body, uidValidity: nil)
            await #expect(throws: IMAPError.self) {
                var opening = try await looking.beginOpening(
                    MailboxName(decoded: "missing"), since: point, fetching: request)
                _ = try await opening.opened()
            }
            let seen = try await OpeningStage.read(looking.beginOpening(.inbox, since: point, fetching: request))
            #expect(seen.told == .changedAndVanished)
            #expect(seen.messages?.count == 3)
        }
    }

    /// RFC 7162 §3.1.3: what somebody else has changed meanwhile is left alone.
    @Test func storeThatComesTooLate() async throws {
        let outcomes = try await Self.withSessions(enabling: [.condStore]) { looking, changing in
            let point = try await Self.changesMeanwhile(looking, changing)
            _ = try await looking.select(.inbox)
            return try await looking.store([
                FlagUpdate(Self.uids(3, 4), .replace([.flagged]), unchangedSince: point.modSeq)
            ])
        }
        #expect(outcomes == [.stored(except: Self.uids(4))])
    }

    @Test func changesAreToldToTheOpenMailbox() async throws {
        let changes = try await Self.withSessions(enabling: [.qResync]) { looking, changing in
            let point = try await Self.changesMeanwhile(looking, changing)
            _ = try await looking.examine(.inbox)
            let stream = try await looking.changes(since: point.modSeq)
            var changes: [String] = []
            while let change = try await stream.next() { changes.append(change.text) }
            return changes
        }
        #expect(changes.contains("gone 7:8"))
        #expect(changes.count == 3)
    }
}
