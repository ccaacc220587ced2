internal import HTTPFetch
public import MailCore
internal import MailTransport

/// Why a fetch brought nothing, for people.
struct FetchReason {
    let text: LocalizedText
    /// Whether it means that the provider publishes no document.
    let isAbsence: Bool

    static let noURL = LocalizedText("This is not a web address.", zhHans: "这不是网址。")

    /// A guessed host name that does not exist is an answer; one that the user typed is a failure.
    static func text(of failure: HTTPFetchFailure, source: SourceName) -> FetchReason {
        switch failure.error {
        case .transport(.hostNotFound) where source != .url:
            FetchReason(text: LocalizedText("There is no such host.", zhHans: "没有这个主机。"), isAbsence: true)
        case .status(404), .status(410):
            FetchReason(text: LocalizedText("There is no such document.", zhHans: "没有这个文档。"), isAbsence: true)
        default:
            FetchReason(text: description(of: failure), isAbsence: false)
        }
    }

    private static func description(of failure: HTTPFetchFailure) -> LocalizedText {
        switch failure.error {
        case .transport(let error): text(of: error, at: failure.hops.last.flatMap(HTTPURL.init))
        case .timedOut: LocalizedText("There was no answer in time.", zhHans: "没有按时得到答复。")
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
        let target = TransportTarget(host: url.host, port: url.port, security: url.isSecure ? .tls : .plaintext)
        return error.diagnostics(for: target).first?.message ?? noURL
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
