public import MailCore

/// What can go wrong. The raw value is its name in `--fault NAME`.
public enum SandboxFaultKind: String, Hashable, Sendable, CaseIterable {
    // The line, in either direction
    case drop
    case stall
    case truncate
    case garble
    case slow
    // What the server answers to a command
    case refuseNo = "no"
    case refuseBad = "bad"
    case unavailable
    case throttled
    case overQuota = "over-quota"
    case bye
    case lie
    // What the server does
    case renumber = "uidvalidity"
    case bodyFirst = "body-first"
    case unsolicitedExists = "unsolicited-exists"
    case unsolicitedExpunge = "unsolicited-expunge"
    case unsolicitedFetch = "unsolicited-fetch"
    case capabilityChange = "capability-change"
    case otherMessage = "other-message"
    case shortMessage = "short-message"
    case wrongListing = "wrong-listing"
    // What the server says
    case hugeLiteral = "huge-literal"
    case endlessLine = "endless-line"
    case deepNesting = "deep-nesting"
    case injectionBeforeTLS = "tls-injection"
    case preauth

    /// Where it makes sense.
    public enum Scope: Hashable, Sendable {
        /// At every command, response and byte, in any protocol.
        case line
        /// At every command.
        case command
        /// At every response.
        case response
        /// At one place only, which it knows itself.
        case once
    }

    /// At which places it can happen.
    public var scope: Scope {
        switch self {
        case .drop, .stall, .truncate, .slow: .line
        case .refuseNo, .refuseBad, .unavailable, .throttled, .overQuota, .lie, .renumber, .bodyFirst, .otherMessage,
            .shortMessage, .wrongListing:
            .command
        case .garble, .bye, .unsolicitedExists, .unsolicitedExpunge, .unsolicitedFetch, .capabilityChange, .hugeLiteral,
            .endlessLine, .deepNesting:
            .response
        case .injectionBeforeTLS, .preauth: .once
        }
    }

    /// The protocols in which it can happen.
    public var protocols: Set<MailProtocol> {
        switch self {
        case .drop, .stall, .truncate, .garble, .slow, .refuseNo, .refuseBad, .unavailable, .throttled, .bye, .lie,
            .capabilityChange, .endlessLine, .injectionBeforeTLS:
            [.imap, .pop3, .smtp]
        case .overQuota: [.imap, .smtp]
        case .renumber: [.imap, .pop3]
        case .bodyFirst, .unsolicitedExists, .unsolicitedExpunge, .unsolicitedFetch, .hugeLiteral, .deepNesting,
            .preauth:
            [.imap]
        case .otherMessage, .shortMessage, .wrongListing: [.pop3]
        }
    }

    /// What happens, for people.
    public var description: LocalizedText {
        switch self {
        case .drop:
            LocalizedText("The connection is reset; what was said last is lost.", zhHans: "连接被重置，最后所说的内容丢失。")
        case .stall:
            LocalizedText("Nothing arrives any more, and the connection stays open.", zhHans: "不再有任何数据到达，连接却一直保持。")
        case .truncate:
            LocalizedText("Half of what is said arrives, then the connection ends.", zhHans: "所说的内容只到一半，连接随即结束。")
        case .garble:
            LocalizedText("A response arrives as noise.", zhHans: "响应变成乱码。")
        case .slow:
            LocalizedText("From here on, bytes come one by one.", zhHans: "从此处起，字节逐个到达。")
        case .refuseNo:
            LocalizedText("A command is refused (NO).", zhHans: "命令被拒绝（NO）。")
        case .refuseBad:
            LocalizedText("A command is called wrong (BAD).", zhHans: "命令被判为错误（BAD）。")
        case .unavailable:
            LocalizedText("A command is refused for the time being.", zhHans: "命令暂时被拒绝。")
        case .throttled:
            LocalizedText(
                "The server asks for a pause, as Microsoft's does, and hangs up.", zhHans: "服务器像 Microsoft 那样要求暂停，然后断开。"
            )
        case .overQuota:
            LocalizedText("A command is refused because the mailbox is full.", zhHans: "因邮箱已满，命令被拒绝。")
        case .bye:
            LocalizedText("After a response the server says BYE.", zhHans: "响应之后服务器说 BYE 并断开。")
        case .lie:
            LocalizedText("The server says OK and does nothing.", zhHans: "服务器回答 OK，却什么也没做。")
        case .renumber:
            LocalizedText(
                "The server loses its index: UIDVALIDITY and all identifiers change.",
                zhHans: "服务器丢失索引：UIDVALIDITY 与所有邮件编号都改变。")
        case .bodyFirst:
            LocalizedText(
                "From here on, a message's body comes before its identifier.", zhHans: "从此处起，邮件正文先于编号到达。")
        case .unsolicitedExists:
            LocalizedText("A message arrives in the open folder.", zhHans: "打开的文件夹里来了一封新邮件。")
        case .unsolicitedExpunge:
            LocalizedText("A message arrives in the open folder and is gone again.", zhHans: "打开的文件夹里来了一封邮件，随即又消失。")
        case .unsolicitedFetch:
            LocalizedText("The server repeats the flags of a message unasked.", zhHans: "服务器主动重复一封邮件的标记。")
        case .capabilityChange:
            LocalizedText("From here on, the server has no extensions any more.", zhHans: "从此处起，服务器不再支持任何扩展。")
        case .otherMessage:
            LocalizedText("Another message comes than the one that was asked for.", zhHans: "收到的并非所请求的那封邮件。")
        case .shortMessage:
            LocalizedText(
                "Half of a message comes, and the server says that this is all of it.",
                zhHans: "邮件只到一半，服务器却声称已经完整。")
        case .wrongListing:
            LocalizedText(
                "A listing leaves a message out, or says of all messages that they are the same one.",
                zhHans: "列表漏掉一封邮件，或把所有邮件说成同一封。")
        case .hugeLiteral:
            LocalizedText("The server announces a literal of terabytes.", zhHans: "服务器宣布一个若干 TB 的字面量。")
        case .endlessLine:
            LocalizedText("The server sends a line that does not end.", zhHans: "服务器发送一行永不结束的内容。")
        case .deepNesting:
            LocalizedText(
                "The server sends a hundred thousand parentheses within each other.", zhHans: "服务器发送十万层嵌套的括号。")
        case .injectionBeforeTLS:
            LocalizedText(
                "Somebody on the line adds a response before TLS begins.", zhHans: "有人在 TLS 开始之前插入一条响应。")
        case .preauth:
            LocalizedText(
                "The greeting says that the client is logged in already (PREAUTH).", zhHans: "问候语声称客户端已经登录（PREAUTH）。")
        }
    }
}
