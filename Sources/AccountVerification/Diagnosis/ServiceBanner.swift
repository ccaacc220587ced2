internal import MailCore

/// Recognises a service by the first bytes it sends.
enum ServiceBanner: String, CaseIterable {
    case pop3 = "+OK"
    case smtp = "220"
    case imap = "* "
    case http = "HTTP/"
    case ssh = "SSH-"

    /// The service with the longest fitting beginning.
    init?(firstBytes: some Sequence<UInt8>) {
        let bytes = Array(firstBytes.prefix(16))
        let fitting = Self.allCases.filter { bytes.starts(with: $0.rawValue.utf8) }
        guard let service = fitting.max(by: { $0.rawValue.utf8.count < $1.rawValue.utf8.count }) else { return nil }
        self = service
    }

    var name: String {
        switch self {
        case .pop3: "POP3"
        case .smtp: "SMTP"
        case .imap: "IMAP"
        case .http: "HTTP"
        case .ssh: "SSH"
        }
    }

    /// Something other than the wanted protocol answered.
    static func diagnostic(for settings: ServerSettings, firstBytes: [UInt8]) -> Diagnostic {
        let wanted = settings.protocol.rawValue.uppercased()
        let place = "\(HostName.display(settings.host)):\(settings.port)"
        let found = ServiceBanner(firstBytes: firstBytes)?.name
        return Diagnostic(
            .notAMailServer,
            message: found.map {
                LocalizedText(
                    "\(place) is a server for \($0), not for \(wanted).",
                    zhHans: "\(place) 是 \($0) 服务器，而不是 \(wanted) 服务器。")
            } ?? LocalizedText("\(place) does not speak \(wanted).", zhHans: "\(place) 不使用 \(wanted) 协议。"),
            evidence: DisplayText.clean(bytes: firstBytes),
            remedy: LocalizedText(
                "Check the server name and port. With TLS, IMAP uses 993, POP3 995 and SMTP 465.",
                zhHans: "请检查服务器名称和端口。使用 TLS 时，IMAP 为 993，POP3 为 995，SMTP 为 465。"))
    }
}
