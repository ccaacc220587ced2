internal import MailTransport

extension SessionFailure {
    /// Named, because where both fit, the initializer of any error comes before a generic one.
    init<Reply>(session error: SessionError<Reply>) {
        self =
            switch error {
            case .transport(let error): .transport(error)
            case .cancelled: .transport(.cancelled)
            case .notAMailServer(let bytes): .notAMailServer(firstBytes: bytes)
            case .greetingRefused(let reply): .greetingRefused(reply.wireText)
            case .bye(let reply): .bye(reply.wireText)
            case .startTLSNotOffered: .startTLSNotOffered
            case .startTLSRefused(let reply): .startTLSRefused(reply.wireText)
            case .noLoginMethod(let offered): .noLoginMethod(offered: offered)
            case .loginRefused(let reply): .loginRefused(reply.wireText)
            case .tokenRefused(let failure, let reply): .tokenRefused(failure, reply.wireText)
            case .authentication(let error): .authentication(error)
            case .refused(let command, let reply): .refused(command: command, reply.wireText)
            case .timedOut(let command): .timedOut(command: command)
            case .protocolViolation(let violation): .violated(violation.rawValue)
            case .limitExceeded(let limit): .limitExceeded(limit.rawValue)
            case .unencodableArgument: .unencodable
            }
    }
}
