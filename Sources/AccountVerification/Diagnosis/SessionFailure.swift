internal import IMAPClient
internal import MailCore
internal import MailTransport
internal import POP3Client
internal import SASL
internal import SMTPClient

/// Why a session with a server did not go on, in whichever protocol. The server's words stand with their codes.
enum SessionFailure: Hashable, Sendable {
    case transport(TransportError)
    case notAMailServer(firstBytes: [UInt8])
    case greetingRefused([UInt8])
    case bye([UInt8])
    /// The server says that somebody is logged in, before TLS.
    case preauthenticated
    case startTLSNotOffered
    case startTLSRefused([UInt8])
    case noLoginMethod(offered: [String])
    case loginRefused([UInt8])
    case tokenRefused(OAuthFailure, [UInt8])
    /// The server's part of the login is wrong.
    case authentication(SASLError)
    case refused(command: String, [UInt8])
    case timedOut(command: String)
    case violated(String)
    case limitExceeded(String)
    case unencodable

    /// - Parameter error: of a session; any other means that the check was stopped.
    init(_ error: any Error) {
        switch error {
        case let error as IMAPError: self.init(error)
        case let error as POP3Error: self.init(session: error)
        case let error as SMTPError: self.init(session: error)
        default: self = .transport(.cancelled)
        }
    }

    /// What the server showed, if that was refused for any reason.
    var refusedChain: [Certificate] {
        switch self {
        case .transport(.tls(.certificate(let chain, _))), .transport(.tls(.otherCertificate(let chain, _))): chain
        default: []
        }
    }

    /// The certificates that nobody vouches for, if that is what happened, and the name they should have been for.
    var refusedCertificate: (chain: [Certificate], name: String)? {
        if case .transport(.tls(.certificate(let chain, let name))) = self { (chain, name) } else { nil }
    }
}
