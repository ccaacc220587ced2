import MailCore
import MailTestServers
import MailTransport
import NIOCore
import NIOPosix
import Testing

/// What both sides have to find the same.
@Suite struct ChannelBindingTests {
    private func bindings(
        _ version: TestTLSVersion
    ) async throws -> (client: TLSSummary, server: TestChannelBindings) {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        let server = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: TestChannelBindings.self)
        return try await TestListener.run { channel in
            let handler = try TestTLSHandler(files, newestVersion: version) { server.succeed($0) }
            try channel.pipeline.syncOperations.addHandler(handler)
        } body: { port in
            try await withConnection(port: port, options: setting.options()) { connection in
                (try #require(connection.tls), try await server.futureResult.get())
            }
        }
    }

    @Test func newConnectionIsTiedByItsExporter() async throws {
        let (client, server) = try await bindings(.tls1_3)
        #expect(client.channelBindings.map(\.kind) == [.exporter, .serverEndPoint])
        #expect(client.channelBindings.first?.data == server.exporter)
    }

    @Test func olderConnectionIsTiedByItsFinishedMessage() async throws {
        let (client, server) = try await bindings(.tls1_2)
        #expect(client.channelBindings.map(\.kind) == [.unique, .serverEndPoint])
        #expect(client.channelBindings.first?.data == server.clientFinished)
        #expect(server.clientFinished.count == 12)
    }

    /// No mail server that can be had here binds a login to TLS 1.3: Dovecot does from 2.4 on, Cyrus 3.6 knows `tls-unique`
    /// alone. So another library is asked what it makes of the same connection; how SCRAM uses that is `tls-unique`'s way.
    @Test func `GnuTLS finds the same of a new connection`() async throws {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        let (client, said) = try await GnuTLSServer.run(files) { port in
            try await withConnection(port: port, options: setting.options()) { try #require($0.tls) }
        }
        #expect(client.version == "TLSv1.3")
        #expect(client.channelBindings.count == 2)
        for (name, binding) in zip(["tls-exporter", "tls-server-end-point"], client.channelBindings) {
            let digits = binding.data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            #expect(said.contains { $0.contains("'\(name)': \(digits)") }, "\(said)")
        }
    }

    @Test func serverIsTiedByItsCertificate() async throws {
        let (client, _) = try await bindings(.tls1_3)
        let digest = client.channelBindings.last?.data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(digest == client.chain.first?.sha256)
    }

    @Test func connectionsAreToldApart() async throws {
        let (first, _) = try await bindings(.tls1_3)
        let (second, _) = try await bindings(.tls1_3)
        #expect(first.channelBindings.first != second.channelBindings.first)
    }
}
