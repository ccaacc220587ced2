import DNSResolution
import MailTestServers
import Synchronization
import Testing

/// What a name server, or somebody who answers in its place, can do to a question.
@Suite struct HostileServerTests {
    private static let address: [UInt8] = [192, 0, 2, 1]

    /// An answer to a query: its first bytes, changed by `edit`, and records for the name it asks about.
    private static func answer(
        to query: [UInt8], flags: UInt16 = 0x8180, records: [[UInt8]], edit: (inout [UInt8]) -> Void = { _ in }
    ) -> [UInt8] {
        let name = query.dropFirst(12).firstIndex(of: 0) ?? query.endIndex - 1
        let question = query[12..<min(name + 5, query.count)]
        var bytes =
            [query[0], query[1], UInt8(flags >> 8), UInt8(flags & 0xFF), 0, 1]
            + [UInt8(records.count >> 8), UInt8(records.count & 0xFF), 0, 0, 0, 0] + question
        edit(&bytes)
        return bytes + records.joined()
    }

    private static func record(type: UInt8 = 1, owner: [UInt8] = [0xC0, 12], _ data: [UInt8] = address) -> [UInt8] {
        owner + [0, type, 0, 1, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data
    }

    private static func overTCP(_ message: [UInt8]) -> [UInt8] {
        [UInt8(message.count >> 8), UInt8(message.count & 0xFF)] + message
    }

    private func lookUp(_ port: UInt16, timeout: Duration = .seconds(6)) async throws -> [String] {
        try await DNSResolver(nameserver: ("127.0.0.1", port), timeout: timeout)
            .addresses(of: "mail.example.org", family: .ipv4).records.map(\.description)
    }

    private static func truncated(_ query: [UInt8]) -> [[UInt8]] { [answer(to: query, flags: 0x8380, records: [])] }

    @Test func `A truncated answer is fetched over TCP`() async throws {
        let found = try await RawDNSServer.run(
            datagrams: Self.truncated,
            stream: { query in
                let records = (0..<2_000).map { Self.record([10, 0, UInt8($0 >> 8), UInt8($0 & 0xFF)]) }
                return Self.overTCP(Self.answer(to: query, records: records))
            },
            body: { try await lookUp($0) })
        #expect(found.count == 128)
    }

    /// 65,535 bytes are the most that TCP carries; here by records that are passed over.
    @Test func `The largest answer is read`() async throws {
        let found = try await RawDNSServer.run(
            datagrams: Self.truncated,
            stream: { query in
                var message = Self.answer(to: query, records: [Self.record(), Self.record(type: 99, [])])
                let rest = 65_535 - message.count
                message.replaceSubrange(
                    message.count - 2..<message.count, with: [UInt8(rest >> 8), UInt8(rest & 0xFF)])
                return Self.overTCP(message + [UInt8](repeating: 0, count: rest))
            },
            body: { try await lookUp($0) })
        #expect(found == ["192.0.2.1"])
    }

    /// Half of an answer is never taken for the whole: what it lacks might be the service that is asked for.
    @Test func `An answer that is truncated over TCP too is none`() async throws {
        try await RawDNSServer.run(
            datagrams: Self.truncated,
            stream: { Self.overTCP(Self.answer(to: $0, flags: 0x8380, records: [Self.record()])) },
            body: { port in await #expect(throws: DNSError.malformedAnswer) { _ = try await lookUp(port) } })
    }

    /// Lengths that lie, cut-off and empty messages.
    @Test(
        arguments: [[0, 0], [0, 5, 1, 2], [0xFF, 0xFF] + [UInt8](repeating: 0xC0, count: 65_535), [1]] as [[UInt8]])
    func `Nonsense over TCP is an error`(bytes: [UInt8]) async throws {
        try await RawDNSServer.run(
            datagrams: Self.truncated, stream: { _ in bytes },
            body: { port in
                await #expect(throws: DNSError.self) { _ = try await lookUp(port, timeout: .milliseconds(500)) }
            })
    }

    @Test func `A server that is silent over TCP is left at the deadline`() async throws {
        try await RawDNSServer.run(datagrams: Self.truncated) { port in
            let clock = ContinuousClock()
            let start = clock.now
            await #expect(throws: DNSError.timedOut) { _ = try await lookUp(port, timeout: .milliseconds(300)) }
            #expect(start.duration(to: clock.now) < .seconds(5))
        }
    }

    @Test func `A question that got lost is asked again`() async throws {
        let count = Mutex(0)
        let found = try await RawDNSServer.run(
            datagrams: { query in
                let isFirst = count.withLock { count in
                    count += 1
                    return count == 1
                }
                return isFirst ? [] : [Self.answer(to: query, records: [Self.record()])]
            },
            body: { try await lookUp($0, timeout: .seconds(2)) })
        #expect(found == ["192.0.2.1"])
    }

    /// Guessed answers arrive before the right one, and are nothing.
    @Test(arguments: ["identifier", "question", "type"])
    func `Answers to another question are passed over`(what: String) async throws {
        let found = try await RawDNSServer.run(
            datagrams: { query in
                let forged = Self.answer(to: query, records: [Self.record([6, 6, 6, 6])]) { bytes in
                    switch what {
                    case "identifier": bytes[0] ^= 0xFF
                    case "question": bytes[13] = UInt8(ascii: "n")
                    default: bytes[bytes.count - 3] = 15
                    }
                }
                return [forged, forged, Self.answer(to: query, records: [Self.record()])]
            },
            body: { try await lookUp($0) })
        #expect(found == ["192.0.2.1"])
    }

    @Test func `Records about other names are not used`() async throws {
        let other: [UInt8] = [4, 0x65, 0x76, 0x69, 0x6C, 0]  // evil.
        let found = try await RawDNSServer.run(
            datagrams: { query in
                [Self.answer(to: query, records: [Self.record(owner: other, [6, 6, 6, 6]), Self.record()])]
            },
            body: { try await lookUp($0) })
        #expect(found == ["192.0.2.1"])
    }

    /// Each leads to the other.
    @Test func `A circle of aliases leads nowhere`() async throws {
        let other: [UInt8] = [1, 0x62, 0]
        let found = try await RawDNSServer.run(
            datagrams: { query in
                let records = [
                    Self.record(type: 5, other), Self.record(type: 5, owner: other, [0xC0, 12]),
                    Self.record(owner: [1, 0x63, 0]),
                ]
                return [Self.answer(to: query, records: records)]
            },
            body: { try await lookUp($0) })
        #expect(found.isEmpty)
    }

    @Test(arguments: [[UInt8](repeating: 0xFF, count: 512), [UInt8](repeating: 0, count: 12)])
    func `Datagrams that are no answer are passed over`(bytes: [UInt8]) async throws {
        let found = try await RawDNSServer.run(
            datagrams: { [bytes, Self.answer(to: $0, records: [Self.record()])] },
            body: { try await lookUp($0) })
        #expect(found == ["192.0.2.1"])
    }

    /// Our own question sent back, with or without records.
    @Test func `A question is no answer`() async throws {
        try await RawDNSServer.run(
            datagrams: { [Self.answer(to: $0, flags: 0x0100, records: [Self.record([6, 6, 6, 6])])] },
            body: { port in
                await #expect(throws: DNSError.self) { _ = try await lookUp(port, timeout: .milliseconds(500)) }
            })
    }

    @Test(arguments: [(UInt16(0x8182), DNSError.unavailable), (0x8185, .unavailable), (0x8183, .nameNotFound)])
    func `What the server says of itself is told apart`(flags: UInt16, error: DNSError) async throws {
        try await RawDNSServer.run(
            datagrams: { [Self.answer(to: $0, flags: flags, records: [])] },
            body: { port in await #expect(throws: error) { _ = try await lookUp(port) } })
    }
}
