import Glibc
internal import NIOCore
internal import NIOPosix

extension TransportError {
    /// The cause behind an error NIO gives for connecting or for an open connection.
    package init(_ error: any Error, stage: TransportStage) {
        switch error {
        case let error as TransportError: self = error
        case let error as TLSFailure: self = .tls(error)
        case let error as NIOConnectionError: self = Self.summary(of: error)
        case let error as IOError: self = Self.system(error.errnoCode, stage: stage)
        case is CancellationError: self = .cancelled
        case let error as ChannelError: self = Self.channel(error, stage: stage)
        default: self = .closed(stage)
        }
    }

    private static func channel(_ error: ChannelError, stage: TransportStage) -> TransportError {
        if case .connectTimeout = error { return .timedOut(.connect) }
        return .closed(stage)
    }

    private static func system(_ code: Int32, stage: TransportStage) -> TransportError {
        switch code {
        case ECONNREFUSED: .refused
        case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EADDRNOTAVAIL, EAFNOSUPPORT: .unreachable
        case ETIMEDOUT: .timedOut(stage)
        case ECONNRESET, EPIPE, ECONNABORTED: .closed(stage)
        default: .system(errno: code)
        }
    }

    /// One cause for a race that every address lost: the one that says most. A missing IPv6 network must not hide
    /// that the server refused over IPv4.
    private static func summary(of error: NIOConnectionError) -> TransportError {
        let attempts = error.connectionErrors.map { TransportError($0.error, stage: .connect) }
        if !attempts.isEmpty {
            let telling = attempts.first { $0 == .refused } ?? attempts.first { $0 != .unreachable }
            return telling ?? .unreachable
        }
        let lookups = [error.dnsAError, error.dnsAAAAError].compactMap { $0 }
        let causes = lookups.map { TransportError($0, stage: .connect) }
        return causes.first { $0 != .hostNotFound } ?? .hostNotFound
    }
}
