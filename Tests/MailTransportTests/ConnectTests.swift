import DNSResolution
import MailCore
import MailTestServers
import MailTransport
import NIOCore
import NIOPosix
import Testing

/// The way to an open TCP connection, and what can be in it.
@Suite struct ConnectTests {
    @Test func refusedPort() async throws {
        let setting = try TestSetting()
        for host in ["localhost", "127.0.0.1"] {
            let found = try await RefusedPort.hold { port in
                try await failure(host: host, port: port, options: setting.options())
            }
            #expect(found == .refused)
        }
    }

    @Test func plaintextConnectionHasNoTLS() async throws {
        let setting = try TestSetting()
        try await TestListener.run { _ in
        } body: { port in
            try await withConnection(port: port, security: .plaintext, options: setting.options()) { connection in
                #expect(connection.tls == nil)
                #expect(connection.remoteAddress == "127.0.0.1")
            }
        }
    }

    @Test(arguments: [
        (FixedResolver.Answer.error(.hostNotFound), TransportError.hostNotFound),
        (.error(.dnsUnavailable), .dnsUnavailable),
        (.addresses([]), .hostNotFound),
    ])
    func resolverErrors(answer: FixedResolver.Answer, expected: TransportError) async throws {
        var options = try TestSetting().options()
        options.resolver = { FixedResolver(answer, on: $0) }
        #expect(try await failure(host: "mail.example.org", port: 993, options: options) == expected)
    }

    @Test func resolverThatNeverAnswersIsDNSTrouble() async throws {
        var setting = try TestSetting()
        setting.timeouts.connect = .milliseconds(50)
        var options = try setting.options()
        options.resolver = { FixedResolver(.never, on: $0) }
        #expect(try await failure(host: "mail.example.org", port: 993, options: options) == .dnsUnavailable)
    }

    @Test(arguments: ["127.0.0.1", "10.1.2.3", "::1", "::ffff:192.168.1.1"])
    func privateAddressIsRefusedBeforeConnecting(_ address: String) async throws {
        var options = try TestSetting().options()
        options.allowsPrivateAddresses = false
        #expect(try await failure(host: address, port: 993, options: options) == .privateAddress(address))

        options.resolver = { FixedResolver(.addresses([address]), on: $0) }
        let found = try await failure(host: "mail.example.org", port: 993, options: options)
        guard case .privateAddress = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    /// Metadata services are not reached even where private hosts are allowed.
    @Test(arguments: ["169.254.169.254", "fd00:ec2::254", "::ffff:169.254.169.254", "224.0.0.1"])
    func `Forbidden addresses are refused whatever is allowed`(_ address: String) async throws {
        var options = try TestSetting().options()
        options.allowsPrivateAddresses = true
        #expect(try await failure(host: address, port: 80, options: options) == .privateAddress(address))

        options.resolver = { FixedResolver(.addresses([address]), on: $0) }
        let found = try await failure(host: "mail.example.org", port: 993, options: options)
        guard case .privateAddress = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    /// A second answer that differs from the one that was checked has nobody who asks for it.
    @Test func `A name is looked up once for a connection`() async throws {
        try await TestListener.run { _ in
        } body: { port in
            let questions = EventLog()
            try await DNSTestServer.run(
                answer: { name, type in
                    questions.append("\(name) \(type)")
                    return DNSTestAnswer(records: type == 1 ? [(name, .a("127.0.0.1"))] : [])
                }
            ) { dnsPort in
                let dns = DNSResolver(nameserver: ("127.0.0.1", dnsPort), timeout: .seconds(10))
                var options = try TestSetting().options()
                options.resolver = { DNSNameResolver(dns, on: $0) }
                try await withConnection(
                    to: "mail.example.org", port: port, security: .plaintext, options: options
                ) { #expect($0.remoteAddress == "127.0.0.1") }
            }
            #expect(questions.names.sorted() == ["mail.example.org 1", "mail.example.org 28"])
        }
    }

    @Test func raceGoesOnBehindAnAddressThatFails() async throws {
        try await TestListener.run { _ in
        } body: { port in
            var options = try TestSetting().options()
            options.resolver = { FixedResolver(.addresses(["::1", "127.0.0.1"]), on: $0) }
            let address = try await withConnection(
                to: "mail.example.org", port: port, security: .plaintext, options: options
            ) { $0.remoteAddress }
            #expect(address == "127.0.0.1")
        }
    }

    @Test func cancellingEndsTheRace() async throws {
        var options = try TestSetting().options()
        options.resolver = { FixedResolver(.never, on: $0) }
        options.timeouts.connect = .seconds(3_600)
        let result = try await withThrowingTaskGroup(of: TransportError?.self) { [options] group in
            group.addTask { try await failure(host: "mail.example.org", port: 993, options: options) }
            group.cancelAll()
            return try await group.next() ?? nil
        }
        #expect(result == .cancelled)
    }

    @Test func handlersThatCannotBeAddedCloseTheChannel() async throws {
        let setting = try TestSetting()
        try await TestListener.run { _ in
        } body: { port in
            _ = await #expect(throws: TransportError.self) {
                try await withConnection(
                    port: port, security: .plaintext, options: setting.options(),
                    configure: { _ in throw ChannelError.operationUnsupported }, body: { _ in })
            }
        }
    }
}

/// Answers every name the same way.
final class FixedResolver: Resolver, Sendable {
    enum Answer: Sendable {
        case addresses([String])
        case error(TransportError)
        case never
    }

    private let answer: Answer
    private let eventLoop: any EventLoop
    private let unanswered: EventLoopPromise<[SocketAddress]>

    init(_ answer: Answer, on eventLoop: any EventLoop) {
        self.answer = answer
        self.eventLoop = eventLoop
        unanswered = eventLoop.makePromise()
    }

    deinit { unanswered.fail(TransportError.cancelled) }

    func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { lookUp(.inet, port: port) }
    func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { lookUp(.inet6, port: port) }
    func cancelQueries() { unanswered.fail(TransportError.cancelled) }

    private func lookUp(_ family: NIOBSDSocket.ProtocolFamily, port: Int) -> EventLoopFuture<[SocketAddress]> {
        switch answer {
        case .never: return unanswered.futureResult
        case .error(let error): return eventLoop.makeFailedFuture(error)
        case .addresses(let texts):
            let addresses = texts.compactMap { try? SocketAddress(ipAddress: $0, port: port) }
            return eventLoop.makeSucceededFuture(addresses.filter { $0.protocol == family })
        }
    }
}
