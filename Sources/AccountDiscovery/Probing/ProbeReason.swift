internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import MailTransport

/// Why a server could not be looked at, for people.
enum ProbeReason {
    static func text(of error: any Error, server: ServerSettings) -> LocalizedText {
        switch error {
        case let error as IMAPError: text(of: error, server: server)
        case let error as TransportError: text(of: error, server: server)
        case let failure as GreetingDialogue.Failure: text(of: failure)
        default: DiscoveryReason.tooLate
        }
    }

    /// Whether it may be otherwise later.
    static func isTemporary(_ error: any Error) -> Bool {
        switch error {
        case let error as TransportError: error.isTemporary
        case IMAPError.transport(let error): error.isTemporary
        case IMAPError.greetingRefused, IMAPError.bye, IMAPError.timedOut, IMAPError.cancelled: true
        case is IMAPError: false
        case GreetingDialogue.Failure.refused: true
        case is GreetingDialogue.Failure: false
        default: true
        }
    }

    private static func text(of error: IMAPError, server: ServerSettings) -> LocalizedText {
        switch error {
        case .transport(let error): text(of: error, server: server)
        case .timedOut, .cancelled: DiscoveryReason.tooLate
        case .startTLSNotOffered: noSTARTTLS
        case .greetingRefused(let status), .startTLSRefused(let status), .bye(let status):
            refused(DisplayText.clean(bytes: status.text, limit: 200))
        default: otherService
        }
    }

    private static func text(of error: TransportError, server: ServerSettings) -> LocalizedText {
        if error == .cancelled { return DiscoveryReason.tooLate }
        return error.diagnostics(for: TransportTarget(server)).first?.message ?? DiscoveryReason.tooLate
    }

    private static func text(of failure: GreetingDialogue.Failure) -> LocalizedText {
        switch failure {
        case .otherService, .tooManyLines: otherService
        case .refused(let words): refused(words)
        case .noSTARTTLS: noSTARTTLS
        }
    }

    private static func refused(_ words: String) -> LocalizedText {
        LocalizedText("The server refuses: \(words)", zhHans: "服务器拒绝：\(words)")
    }

    private static let otherService = LocalizedText("Something else answers there.", zhHans: "那里应答的是其他服务。")
    private static let noSTARTTLS = LocalizedText(
        "The server offers no STARTTLS.", zhHans: "服务器不提供 STARTTLS。")
}
