internal import IMAPClient
internal import IMAPCodec
internal import MailTransport
internal import SASL

extension SessionFailure {
    init(_ error: IMAPError) {
        self =
            switch error {
            case .transport(let error): .transport(error)
            case .cancelled: .transport(.cancelled)
            case .notAMailServer(let bytes): .notAMailServer(firstBytes: bytes)
            case .greetingRefused(let status): .greetingRefused(status.wireText)
            case .bye(let status): .bye(status.wireText)
            case .preauthenticatedWithoutTLS: .preauthenticated
            case .startTLSNotOffered: .startTLSNotOffered
            case .startTLSRefused(let status): .startTLSRefused(status.wireText)
            case .noLoginMethod(let offered): .noLoginMethod(offered: offered)
            case .loginRefused(let status): .loginRefused(status.wireText)
            case .tokenRefused(let failure, let status): .tokenRefused(failure, status.wireText)
            case .sessionExpired(let status): .tokenRefused(OAuthFailure(), status.wireText)
            case .authentication(let error): .authentication(error)
            case .refused(let command, let status): .refused(command: command, status.wireText)
            case .timedOut(let command): .timedOut(command: command)
            case .protocolViolation(let violation): .violated(violation.rawValue)
            case .limitExceeded(let limit): .limitExceeded("\(limit)")
            case .unencodableArgument: .unencodable
            }
    }
}

extension StatusResponse {
    /// The text with the response code in front, such as `[WEBALERT https://…] …`.
    fileprivate var wireText: [UInt8] {
        guard let code else { return text }
        guard case .other(let name, let value) = code, !value.isEmpty else {
            return Array("[\(code.name)] ".utf8) + text
        }
        return Array("[\(name) \(value)] ".utf8) + text
    }
}
