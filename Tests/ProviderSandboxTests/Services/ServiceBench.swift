import MailTestServers
import NIOCore
import ProviderSandbox

/// A POP3 or SMTP server on ports of its own: one for TLS from the first byte, one for TLS later.
struct ServiceBench {
    let store = SandboxStore()
    let account: SandboxAccount
    static let passwords = SandboxPasswords(["alice@example.org": "secret"])

    private let folder: TemporaryFolder
    private let authority: SandboxCertificateAuthority
    private let certificate: SandboxCertificateFiles

    struct Ports {
        let tls: UInt16
        let plain: UInt16
    }

    init(_ messages: [String] = []) throws {
        account = store.add("alice@example.org")
        try account.append(messages.map { SandboxNewMessage($0.utf8) }, to: .inbox)
        folder = try TemporaryFolder()
        authority = try SandboxCertificateAuthority(in: folder.path)
        certificate = try authority.issue(names: ["localhost", "127.0.0.1"])
    }

    var certificateAuthorityFile: String { authority.certificateFile }

    /// - Parameter addHandler: of the server.
    func run<Value: Sendable>(
        _ addHandler:
            @escaping @Sendable (any Channel, Bool, @escaping @Sendable () throws -> any ChannelHandler) throws -> Void,
        _ body: (Ports) async throws -> Value
    ) async throws -> Value {
        let tls: @Sendable () throws -> any ChannelHandler = { [certificate] in try SandboxTLSHandler(certificate) }
        return try await SandboxListener.withListener { listener in
            let secure = try await listener.listen { channel in
                try channel.pipeline.syncOperations.addHandler(tls())
                try addHandler(channel, true, tls)
            }
            let plain = try await listener.listen { try addHandler($0, false, tls) }
            return try await body(Ports(tls: secure, plain: plain))
        }
    }

    /// What a script for Python prints. Its `sys.argv` are the port for TLS, the port without, and the authority's file.
    func python(_ script: String, _ ports: Ports) throws -> String {
        try ExternalProgram.output(
            of: "python3", ["-", String(ports.tls), String(ports.plain), certificateAuthorityFile],
            input: "import sys, ssl\nTLS, PLAIN = int(sys.argv[1]), int(sys.argv[2])\n"
                + "context = ssl.create_default_context(cafile=sys.argv[3])\n" + script)
    }
}
