import IMAPClient
import IMAPCodec
import MailCore
import MailTestServers
import NIOCore
import Testing

/// Whole sessions with a real server.
@Suite struct DovecotTests {
    private static let securities: [(ConnectionSecurity, any KeyPath<ServerPorts, UInt16> & Sendable)] = [
        (.tls, \.imaps), (.starttls, \.imap),
    ]

    private static func logIn<Value: Sendable>(
        to server: DovecotServer, security: ConnectionSecurity, port: UInt16,
        body: (IMAPConnection) async throws -> Value
    ) async throws -> Value {
        try await ClientSetting().connect(
            to: port, security: security, trusting: server.certificateAuthorityFile
        ) { connection in
            try await connection.login(username: "alice", secret: Secret(DovecotConfiguration.password))
            let value = try await body(connection)
            await connection.logout()
            return value
        }
    }

    @Test(arguments: securities.indices) func logsInAndLists(_ index: Int) async throws {
        let (security, port) = Self.securities[index]
        let names = try await DovecotServer.withServer { server in
            try server.mailbox(of: "alice").createFolder("工作/项目")
            return try await Self.logIn(to: server, security: security, port: server.ports[keyPath: port]) {
                connection in
                #expect(await connection.tls != nil)
                #expect(await connection.capabilities.contains(.multiAppend))
                return try await connection.list().map(\.name.decoded)
            }
        }
        #expect(names.contains("INBOX"))
        #expect(names.contains("工作/项目"))
    }

    /// What LIST-STATUS tells at once is what LIST, LSUB and STATUS tell one after the other.
    @Test func overviewIsTheSameEitherWay() async throws {
        let name = MailboxName(decoded: "工作/项目")
        let items: StatusItems = [.messages, .uidNext, .uidValidity, .highestModSeq]
        try await DovecotServer.withServer { server in
            try server.mailbox(of: "alice").createFolder("工作/项目")
            try await Self.logIn(to: server, security: .tls, port: server.ports.imaps) { connection in
                _ = try await Self.append(Self.messages, to: name, over: connection)
                try await connection.subscribe(name)
                #expect(await connection.capabilities.isSuperset(of: [.listStatus, .listExtended, .condStore]))

                let overview = try await connection.overview(items: items)
                #expect(overview.subscriptions == [name])
                #expect(overview.namespaces == [MailboxNamespace(prefix: [], separator: UInt8(ascii: "/"))])
                let listed = try await connection.list()
                #expect(overview.listings.map(\.name) == listed.map(\.name))
                #expect(overview.listings.map(\.specialUse) == listed.map(\.specialUse))
                let selectable = overview.listings.filter(\.isSelectable).map(\.name)
                #expect(Set(overview.statuses.keys) == Set(selectable))
                #expect(try await connection.statuses(of: selectable, items: items) == overview.statuses)
                #expect(overview.statuses[name]?.messages == 3)
                #expect(overview.statuses[name]?.uidNext == UID(4))
                #expect(overview.statuses[name]?.highestModSeq != nil)
            }
        }
    }

    @Test func extensionsAreEnabledAtTheLogin() async throws {
        let enabled = try await DovecotServer.withServer { server in
            try await ClientSetting().connect(to: server.ports.imap) { connection in
                try await connection.login(
                    username: "alice", secret: Secret(DovecotConfiguration.password),
                    enabling: [.condStore, .qResync])
                return await connection.enabled
            }
        }
        #expect(enabled == [.condStore, .qResync])
    }

    @Test func wrongPasswordIsRefused() async throws {
        try await DovecotServer.withServer { server in
            let error = await #expect(throws: IMAPError.self) {
                try await ClientSetting().connect(
                    to: server.ports.imaps, security: .tls, trusting: server.certificateAuthorityFile
                ) { try await $0.login(username: "alice", secret: Secret("wrong")) }
            }
            #expect(error?.status?.code?.name == "AUTHENTICATIONFAILED")
        }
    }

    private struct Message: Sendable {
        let text: String
        let flags: [Flag]
        let date: InternalDate?
    }

    /// One of them larger than what is written, and read, at once.
    private static let messages = [
        Message(
            text: "Subject: one\r\n\r\nHello\r\n", flags: [.seen, Flag("$Forwarded")],
            date: InternalDate(secondsSince1970: 1_000_000_000, zoneMinutes: 0)),
        Message(
            text: "Subject: two\r\n\r\n" + String(repeating: "0123456789abcdef\r\n", count: 200_000), flags: [.flagged],
            date: InternalDate(secondsSince1970: 946_684_799, zoneMinutes: 330)),
        Message(
            text: "Subject: Grüße\r\n\r\nno final line end", flags: [],
            date: InternalDate(secondsSince1970: 1_700_000_000, zoneMinutes: -480)),
    ]

    @Test func whatIsAppendedComesBack() async throws {
        let name = MailboxName(decoded: "Entwürfe & Pläne")
        try await DovecotServer.withServer { server in
            try await Self.logIn(to: server, security: .tls, port: server.ports.imaps) { connection in
                try await connection.create(name, specialUse: nil)
                try await connection.create(name, specialUse: nil)
                try await connection.subscribe(name)
                #expect(try await connection.subscriptions() == [name])

                let outcome = try await Self.append(Self.messages, to: name, over: connection)
                guard case .stored(let validity?, let uids?) = outcome else {
                    Issue.record("not stored: \(outcome)")
                    return
                }
                #expect(uids.count == 3)
                #expect(try await connection.messageCounts(of: [name]) == [name: 3])
                let mailbox = try await connection.examine(name)
                #expect(mailbox.uidValidity == validity)
                #expect(mailbox.exists == 3)
                #expect(try await connection.existingUIDs(in: uids) == uids.uids(limit: 10))

                let metadata = try await connection.fetchAll(uids, [.flags, .internalDate, .size])
                #expect(
                    metadata.map { Set($0.flags ?? []).subtracting([.recent]) } == Self.messages.map { Set($0.flags) })
                #expect(metadata.map(\.internalDate?.secondsSince1970) == Self.messages.map(\.date?.secondsSince1970))
                #expect(metadata.map(\.size) == Self.messages.map { UInt64($0.text.utf8.count) })
                let bodies = try await Self.bodies(connection.fetch(uids, [.body]))
                #expect(bodies == Self.messages.map { Array($0.text.utf8) })
            }
        }
    }

    private static func append(
        _ messages: [Message], to mailbox: MailboxName, over connection: IMAPConnection
    ) async throws -> AppendOutcome {
        let command = try await connection.beginAppend(to: mailbox)
        for message in messages {
            let header = AppendHeader(
                flags: message.flags, internalDate: message.date, size: UInt64(message.text.utf8.count))
            guard try await connection.appendHeader(header, to: command) else {
                await connection.abandonAppend()
                return try await connection.outcome(of: command)
            }
            var rest = ByteBuffer(string: message.text)
            while let piece = rest.readSlice(length: min(rest.readableBytes, 10_000)), piece.readableBytes > 0 {
                try await connection.appendBody(piece)
            }
        }
        try await connection.endAppend(command)
        return try await connection.outcome(of: command)
    }

    private static func bodies(_ stream: FetchStream) async throws -> [[UInt8]] {
        var bodies: [[UInt8]] = []
        var body: [UInt8] = []
        while let event = try await stream.next() {
            switch event {
            case .bodyBytes(let bytes): body += bytes.readableBytesView
            case .bodyEnds:
                bodies.append(body)
                body = []
            case .message, .bodyBegins: break
            }
        }
        return bodies
    }
}
