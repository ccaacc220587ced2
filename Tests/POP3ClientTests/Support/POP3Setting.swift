import MailCore
import MailTestServers
import MailTransport
import NIOCore
import NIOPosix
import POP3Client
import SASL

/// A client, and a certificate that it trusts.
struct POP3Setting {
    let folder: TemporaryFolder
    let certificate: TestCertificateFiles
    private let authorityFile: String
    let transcript = Transcript()
    var timeouts = Timeouts()

    init() throws {
        folder = try TemporaryFolder()
        let authority = try TestCertificateAuthority(in: folder.path)
        authorityFile = authority.certificateFile
        certificate = try authority.issue(names: ["localhost"])
    }

    /// Lends a session with a server on this machine.
    func connect<Value: Sendable>(
        to port: UInt16, security: ConnectionSecurity = .plaintext, trusting file: String? = nil,
        body: (POP3Connection) async throws -> Value
    ) async throws -> Value {
        let tls = try TLSContext(TLSConfiguration(extraRootsFile: file ?? authorityFile))
        let options = TransportOptions(tls: tls, timeouts: timeouts, allowsPrivateAddresses: true)
        let target = TransportTarget(host: "localhost", port: port, security: security)
        return try await POP3Connection.withConnection(
            to: target, on: MultiThreadedEventLoopGroup.singleton.any(), options: options, transcript: transcript,
            label: "test", body)
    }

    /// Lends a session with a server that follows the dialogue.
    func play<Value: Sendable>(
        _ dialogue: String, security: ConnectionSecurity = .plaintext, body: (POP3Connection) async throws -> Value
    ) async throws -> Value {
        try await ScriptedServer.withServer(
            dialogue, certificate: certificate, implicitTLS: security == .tls
        ) { port in
            try await connect(to: port, security: security, body: body)
        }
    }

    /// How the conversation fails; nil when it does not.
    func failure(
        _ dialogue: String, security: ConnectionSecurity = .plaintext,
        body: (POP3Connection) async throws -> Void = { _ in }
    ) async throws -> POP3Error? {
        do {
            try await play(dialogue, security: security, body: body)
            return nil
        } catch let error as POP3Error {
            return error
        }
    }
}

extension POP3Connection {
    func login(
        _ username: String = "alice", _ password: String = "hunter2", listsNext: Bool = false
    ) async throws(POP3Error) {
        try await login(LoginCredentials(username: username, secret: Secret(password)), listsNext: listsNext)
    }
}

/// How a session begins.
enum POP3Opening {
    static func text(_ capabilities: [String]) -> String {
        (["S: +OK ready", "C: CAPA", "S: +OK"] + capabilities.map { "S: \($0)" } + ["S: ."]).map { $0 + "\n" }.joined()
    }

    /// A server that does not know CAPA.
    static let bare = "S: +OK ready\nC: CAPA\nS: -ERR what\n"
}

extension POP3Listing {
    /// All of it, for tests with short listings.
    func all() async throws(POP3Error) -> [Row] {
        var rows: [Row] = []
        while let window = try await next() { rows += window }
        return rows
    }
}

extension MessageStream {
    /// What comes, with the slices of each message joined.
    func all() async throws(POP3Error) -> [ReceivedMessage] {
        var received: [ReceivedMessage] = []
        var bytes: [UInt8] = []
        while let event = try await next() {
            switch event {
            case .begins: bytes = []
            case .bytes(let slice): bytes += slice.readableBytesView
            case .ends(let number, let size):
                received.append(ReceivedMessage(number: number.rawValue, text: bytes, size: size))
            case .refused(let number, let reply):
                received.append(ReceivedMessage(number: number.rawValue, refusal: reply))
            }
        }
        return received
    }
}

struct ReceivedMessage: Hashable {
    var number: UInt32
    var text: [UInt8] = []
    var size: UInt64 = 0
    var refusal: POP3Reply?
}

extension ReceivedMessage {
    init(_ number: UInt32, _ text: String) {
        self.init(number: number, text: Array(text.utf8), size: UInt64(text.utf8.count))
    }
}

extension ReceivedMessage {
    /// As it was before the server added a header line.
    func without(_ header: String) -> ReceivedMessage {
        guard refusal == nil else { return self }
        let text = HeaderLines.removing(header, from: text)
        return ReceivedMessage(number: number, text: text, size: size - UInt64(self.text.count - text.count))
    }
}

extension [WantedMessage] {
    init(_ numbers: ClosedRange<UInt32>, size: UInt64 = 0) {
        self = numbers.map { WantedMessage(MessageNumber(rawValue: $0), expectedSize: size) }
    }
}
