import MailTestServers
import NIOCore
import ProviderSandbox

/// An IMAP server of the sandbox on ports of its own, with one account.
struct IMAPBench {
    static let user = "alice@example.org"
    static let password = "correct horse battery staple"

    let store = SandboxStore()
    let account: SandboxAccount
    let server: IMAPServer
    private let folder: TemporaryFolder
    private let authority: SandboxCertificateAuthority
    private let certificate: SandboxCertificateFiles

    struct Ports {
        let tls: UInt16
        let plain: UInt16
    }

    init(
        faults: [SandboxFault] = [], quota: Int? = nil, usesLabels: Bool = false,
        _ adjust: (inout IMAPServerConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = IMAPServerConfiguration()
        adjust(&configuration)
        account = store.add(Self.user, quota: quota, usesLabels: usesLabels)
        server = IMAPServer(
            configuration, store: store, authenticator: SandboxPasswords([Self.user: Self.password]),
            faults: SandboxFaultPlan(faults))
        folder = try TemporaryFolder()
        authority = try SandboxCertificateAuthority(in: folder.path)
        certificate = try authority.issue(names: ["localhost", "127.0.0.1"])
    }

    var certificateAuthorityFile: String { authority.certificateFile }
    /// For settings and the like; gone in the end.
    var folderPath: String { folder.path }

    func run<Value: Sendable>(_ body: (Ports) async throws -> Value) async throws -> Value {
        let tls: @Sendable () throws -> any ChannelHandler = { [certificate] in try SandboxTLSHandler(certificate) }
        return try await SandboxListener.withListener { listener in
            let secure = try await listener.listen { [server] channel in
                try channel.pipeline.syncOperations.addHandler(tls())
                try channel.pipeline.syncOperations.addHandler(server.makeHandler(isSecure: true))
            }
            let plain = try await listener.listen { [server] channel in
                try channel.pipeline.syncOperations.addHandler(server.makeHandler(isSecure: false, startTLS: tls))
            }
            return try await body(Ports(tls: secure, plain: plain))
        }
    }

    /// Adds the sample mail.
    func fill(_ count: Int, largeAttachment: Int = 0) throws {
        try SampleMail(count: count, largeAttachment: largeAttachment).forEachFolder { name, messages in
            let name = SandboxMailboxName(name)
            if name != .inbox { try account.create(name) }
            try account.append(
                messages.map {
                    SandboxNewMessage($0.bytes, flags: SandboxFlags(Array($0.flags)), internalDate: $0.date)
                }, to: name)
        }
    }
}
