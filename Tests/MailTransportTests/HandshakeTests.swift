import Glibc
import MailCore
import MailTestServers
import MailTransport
import NIOCore
import NIOPosix
import Testing

/// Handshakes that come about, and those that do not, for other reasons than the certificate.
@Suite struct HandshakeTests {
    @Test(arguments: [
        "* OK IMAP4rev1 ready\r\n", "220 mail.example.org ESMTP\r\n", "+OK POP3\r\n", "HTTP/1.1 400 Bad Request\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
    ])
    func plaintextServerIsRecognised(_ greeting: String) async throws {
        let setting = try TestSetting()
        let found = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(Greeter(greeting))
        } body: { port in
            try await failure(port: port, options: setting.options())
        }
        #expect(found == .tls(.notTLS(firstBytes: Array(greeting.utf8))))
        let diagnostic = found?.diagnostics(for: TransportTarget(host: "h", port: 993, security: .tls)).first
        #expect(diagnostic?.code == .plaintextOnTLSPort)
        #expect(diagnostic?.evidence?.hasPrefix(greeting.prefix(3)) == true)
    }

    @Test func evidenceOfAPlaintextServerIsBounded() async throws {
        let setting = try TestSetting()
        let found = try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(
                Greeter(String(repeating: "x", count: ByteLimits.serverText + 1)))
        } body: { port in
            try await failure(port: port, options: setting.options())
        }
        guard case .tls(.notTLS(let bytes)) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(bytes.count == ByteLimits.serverText)
    }

    @Test func silentServerTimesOut() async throws {
        var setting = try TestSetting()
        setting.timeouts.tls = .milliseconds(50)
        let options = try setting.options()
        let found = try await TestListener.run { _ in
        } body: { port in
            try await failure(port: port, options: options)
        }
        #expect(found == .timedOut(.tls))
    }

    /// Whether the end is found by reading, by writing or by the system is a race: many tries, so that all are had. A
    /// reset may even come before the system says that we are connected.
    @Test(arguments: [true, false])
    func serverThatHangsUpDuringTheHandshake(resets: Bool) async throws {
        let setting = try TestSetting()
        try await TestListener.run { channel in
            guard resets, let socket = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
            socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
        } body: { port in
            for _ in 1...100 {
                let found = try await failure(port: port, options: setting.options())
                #expect(found == .closed(.tls) || resets && found == .closed(.connect))
            }
        }
    }

    @Test func oldVersionIsRefusedUnlessAskedFor() async throws {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files, newestVersion: .tls1_1))
        } body: { port in
            #expect(try await failure(port: port, options: setting.options()) == .tls(.versionTooOld))
            let version = try await withConnection(port: port, options: setting.options(profile: .legacy)) {
                $0.tls?.version
            }
            #expect(version == "TLSv1.1")
        }
    }

    @Test func stagesAreReportedInOrder() async throws {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        let events = EventLog()
        try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(TestTLSHandler(files))
        } body: { port in
            let options = try setting.options { events.append($0.name) }
            try await withConnection(port: port, options: options) { #expect($0.remoteAddress == "127.0.0.1") }
        }
        #expect(events.names.first == "resolved")
        #expect(events.names.suffix(2) == ["connected", "secured"])
    }
}

extension TransportEvent {
    var name: String {
        switch self {
        case .resolved: "resolved"
        case .connected: "connected"
        case .secured: "secured"
        case .greeted: "greeted"
        }
    }
}
