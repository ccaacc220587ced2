internal import MailCore

extension ServerTemplate {
    /// Reads an `incomingServer` or `outgoingServer`. Of several host names, ports or socket types the first that
    /// makes sense counts; without a user name the whole address is meant.
    init(_ element: XMLElement, protocols: [MailProtocol]) throws(ServerEntryError) {
        let type = element.attributes["type"]?.trimmingBlanks().lowercased() ?? ""
        guard let kind = MailProtocol(rawValue: type), protocols.contains(kind) else { throw .otherProtocol }
        guard let host = element.texts("hostname").first(where: { !$0.isEmpty }) else { throw .noHost }
        guard let port = element.texts("port").lazy.compactMap({ UInt16($0) }).first(where: { $0 > 0 }) else {
            throw .badPort
        }
        guard let security = element.texts("socketType").lazy.compactMap(ConnectionSecurity.init(socketType:)).first
        else { throw .badSocketType }
        self.init(
            protocol: kind, host: host, port: port, security: security,
            username: element.texts("username").first(where: { !$0.isEmpty }) ?? "%EMAILADDRESS%",
            authentication: element.texts("authentication").compactMap(AuthenticationMethod.init(autoconfig:)))
    }
}

/// Why a server entry was left out.
enum ServerEntryError: Error, Hashable {
    case otherProtocol
    case noHost
    case badPort
    case badSocketType

    var message: LocalizedText {
        switch self {
        case .otherProtocol: LocalizedText("Not a mail server.", zhHans: "不是邮件服务器。")
        case .noHost: LocalizedText("A server without a host name.", zhHans: "服务器没有主机名。")
        case .badPort: LocalizedText("The port is not a number from 1 to 65535.", zhHans: "端口不是 1 到 65535 的数字。")
        case .badSocketType:
            LocalizedText(
                "The socket type is not SSL, STARTTLS or plain.", zhHans: "socketType 不是 SSL、STARTTLS 或 plain。")
        }
    }
}

extension XMLElement {
    fileprivate func texts(_ name: String) -> [String] { all(name).map { $0.text.trimmingBlanks() } }
}

extension ConnectionSecurity {
    /// The words of the format, in any case; `TLS` for `SSL` is a frequent slip.
    fileprivate init?(socketType: String) {
        switch socketType.lowercased() {
        case "ssl", "tls": self = .tls
        case "starttls": self = .starttls
        case "plain": self = .plaintext
        default: return nil
        }
    }
}

extension AuthenticationMethod {
    /// The words of the format, with the two that older documents use.
    fileprivate init?(autoconfig word: String) {
        switch word {
        case "plain": self = .passwordCleartext
        case "secure": self = .passwordEncrypted
        default: self.init(rawValue: word)
        }
    }
}
