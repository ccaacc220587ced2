internal import HTTPFetch
public import MailCore
internal import MailTransport

/// Why a fetch brought nothing, for people.
struct FetchReason {
    let text: LocalizedText
    /// Whether it means that the provider publishes no document.
    let isAbsence: Bool
    /// Whether it may be otherwise later.
    let isTemporary: Bool

    static let noURL = LocalizedText("This is not a web address.", zhHans: "这不是网址。")

    private init(_ text: LocalizedText, isAbsence: Bool = false, isTemporary: Bool = false) {
        self.text = text
        self.isAbsence = isAbsence
        self.isTemporary = isTemporary
    }

    /// A derived host name that does not exist is an answer; one that the user typed is a failure.
    init(_ failure: HTTPFetchFailure, source: SourceName) {
        switch failure.error {
        case .transport(.hostNotFound) where source != .url:
            self.init(LocalizedText("There is no such host.", zhHans: "没有这个主机。"), isAbsence: true)
        case .status(404), .status(410):
            self.init(LocalizedText("There is no such document.", zhHans: "没有这个文档。"), isAbsence: true)
        default:
            self.init(Self.description(of: failure), isTemporary: failure.error.isTemporary)
        }
    }

    /// What a source says that fetched nothing else.
    func answer(after failure: HTTPFetchFailure) -> SourceAnswer {
        let evidence = Evidence(hops: failure.hops, protection: failure.protection)
        return isAbsence ? .absent(text, evidence) : .failed(text, isTemporary: isTemporary, evidence)
    }

    private static func description(of failure: HTTPFetchFailure) -> LocalizedText {
        switch failure.error {
        case .transport(let error): text(of: error, at: failure.hops.last.flatMap(HTTPURL.init))
        case .timedOut: DiscoveryReason.tooLate
        case .status(let status):
            LocalizedText("The server answered with HTTP status \(status).", zhHans: "服务器返回 HTTP 状态 \(status)。")
        case .tooManyRedirects: LocalizedText("Too many redirects.", zhHans: "重定向次数过多。")
        case .redirectRefused(let location):
            LocalizedText("A redirect to “\(location)” was refused.", zhHans: "拒绝重定向到“\(location)”。")
        case .notSecure: LocalizedText("The address is not https.", zhHans: "网址不是 https。")
        case .tooLarge: LocalizedText("The document is too large.", zhHans: "文档过大。")
        case .encoded(let encoding):
            LocalizedText("The document is encoded as “\(encoding)”.", zhHans: "文档使用了“\(encoding)”编码。")
        case .protocolViolation: LocalizedText("The server does not speak HTTP properly.", zhHans: "服务器的 HTTP 应答有误。")
        }
    }

    private static func text(of error: TransportError, at url: HTTPURL?) -> LocalizedText {
        guard let url else { return noURL }
        switch error {
        case .dnsUnavailable: return DiscoveryReason.dnsUnavailable
        case .refused: return LocalizedText("Nobody listens there.", zhHans: "那里没有服务在监听。")
        case .timedOut, .cancelled: return DiscoveryReason.tooLate
        default:
            let target = TransportTarget(host: url.host, port: url.port, security: url.isSecure ? .tls : .plaintext)
            return error.diagnostics(for: target).first?.message ?? noURL
        }
    }
}

extension HTTPFetchError {
    /// Whether another answer can be expected later: nobody was there, or the server itself was in trouble.
    fileprivate var isTemporary: Bool {
        switch self {
        case .timedOut: true
        case .status(let status): status == 408 || status == 429 || status >= 500
        case .transport(let error): error.isTemporary
        case .tooManyRedirects, .redirectRefused, .notSecure, .tooLarge, .encoded, .protocolViolation: false
        }
    }
}

extension TransportError {
    /// Whether another try can go better: nobody was there, or not for long.
    var isTemporary: Bool {
        switch self {
        case .dnsUnavailable, .refused, .unreachable, .timedOut, .closed, .system, .cancelled: true
        case .proxy(let failure): failure == .unreachable
        case .hostNotFound, .privateAddress, .tls, .startTLSInjection, .compression: false
        }
    }
}

extension HTTPFetchFailure {
    /// What TLS said until then, as far as somebody answered.
    fileprivate var protection: Evidence.Protection? {
        switch error {
        case .transport(.tls(.certificate)): .refused
        case .transport, .timedOut: nil
        default: hops.isEmpty ? nil : hops.allSatisfy { $0.hasPrefix("https:") } ? .verified : Evidence.Protection.none
        }
    }
}

extension AutoconfigError {
    /// For people.
    public var text: LocalizedText {
        switch self {
        case .xml(.tooLarge): LocalizedText("The document is too large.", zhHans: "文档过大。")
        case .xml(.documentType):
            LocalizedText("The document has a DOCTYPE, which is not allowed.", zhHans: "文档含有不允许的 DOCTYPE。")
        case .xml(.limitExceeded(let line)):
            LocalizedText("The document is too deep or too wide (line \(line)).", zhHans: "文档层次过深或内容过多（第 \(line) 行）。")
        case .xml(.malformed(let line)):
            LocalizedText("The document is not well-formed XML (line \(line)).", zhHans: "文档不是格式正确的 XML（第 \(line) 行）。")
        case .notAutoconfig(let root):
            LocalizedText("The document is “\(root)”, not mail settings.", zhHans: "文档是“\(root)”，不是邮件设置。")
        case .noProvider: LocalizedText("The document names no provider.", zhHans: "文档中没有邮件服务商。")
        }
    }
}
