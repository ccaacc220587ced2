package import MailCore

/// Who connects on our behalf. It gets the names of hosts, and looks them up itself.
package struct Proxy: Sendable {
    package enum Kind: String, Sendable {
        /// RFC 1928.
        case socks5
        /// CONNECT (RFC 9110 §9.3.6).
        case http
    }

    package struct Credentials: Sendable {
        let username: String
        let password: Secret

        package init(username: String, password: Secret) {
            self.username = username
            self.password = password
        }
    }

    package let kind: Kind
    /// A host name or an IP address literal, without brackets.
    package let host: String
    package let port: UInt16
    package var credentials: Credentials?

    package init(_ kind: Kind, host: String, port: UInt16, credentials: Credentials? = nil) {
        self.kind = kind
        self.host = host
        self.port = port
        self.credentials = credentials
    }

    /// For people.
    var name: String { "\(kind.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// How to ask it for a connection.
    func dialogue(to target: TransportTarget) -> any ProxyDialogue {
        switch kind {
        case .socks5: SOCKSDialogue(host: target.host, port: target.port, credentials: credentials)
        case .http: ConnectDialogue(host: target.host, port: target.port, credentials: credentials)
        }
    }
}

/// Why a proxy gave no connection.
package enum ProxyFailure: Hashable, Sendable {
    /// The proxy itself cannot be reached.
    case unreachable
    /// It speaks another protocol; the first of what it said.
    case confused(firstBytes: [UInt8])
    /// It wants to be logged in to, or does not like the login.
    case loginRefused
    /// It may not or cannot connect; its words or number.
    case refused(reason: String)
}
