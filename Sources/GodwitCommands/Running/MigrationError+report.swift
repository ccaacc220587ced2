internal import AccountVerification
internal import MailCore
internal import MailboxMigration

extension CommandFailure {
    /// Puts the end of a migration into words: which account, what happened, what to do.
    init(_ error: MigrationError, source: ServerSettings, target: ServerSettings, journalPath: String) {
        switch error {
        case .journal(let error):
            let diagnostic = error.diagnostic(path: journalPath)
            self.init(diagnostic)
        case .targetFull(let words):
            self.init(.targetFull(target, serverText: words))
        case .throttled(let side, let words, let milliseconds):
            let settings = side == .source ? source : target
            self.init(Diagnostic.throttled(settings, serverText: words, milliseconds: milliseconds).naming(side))
        case .choice(let error):
            self.init(error.diagnostic)
        case .noAccessToken(let side, let failure):
            self.init(
                failure.isTemporary ? .unreachable : .credentialsRefused, [failure.diagnostic.naming(side)])
        case .server(let side, let failure):
            let settings = side == .source ? source : target
            let diagnostics = FailureDiagnosis(settings: settings).diagnostics(for: failure.error)
            self.init(
                diagnostics.first.map { Outcome(for: $0.code) } ?? .unreachable,
                diagnostics.map { $0.naming(side) })
        }
    }
}

extension Diagnostic {
    fileprivate static func targetFull(_ settings: ServerSettings, serverText: String) -> Diagnostic {
        let host = HostName.display(settings.host)
        return Diagnostic(
            .targetFull,
            message: LocalizedText(
                "The new account at \(host) is full; everything copied so far is safe.",
                zhHans: "\(host) 上的新账户已满；已复制的邮件都安全。"),
            evidence: serverText,
            remedy: LocalizedText(
                "Make room or get a larger mailbox, then run the same command again: it continues where it stopped.",
                zhHans: "请清理空间或扩大邮箱容量，然后重新运行同一命令：会从中断处继续。"))
    }

    /// - Parameter milliseconds: when it may be worth another try; nil where the server does not tell.
    fileprivate static func throttled(
        _ settings: ServerSettings, serverText: String, milliseconds: Int?
    ) -> Diagnostic {
        let host = HostName.display(settings.host)
        let time = milliseconds.map { Quantity.about(seconds: $0 / 1_000, in: .english) }
        let chineseTime = milliseconds.map { Quantity.about(seconds: $0 / 1_000, in: .simplifiedChinese) }
        return Diagnostic(
            .throttled,
            message: LocalizedText(
                "\(host) still asks to wait; everything copied so far is safe.",
                zhHans: "\(host) 仍要求等待；已复制的邮件都安全。"),
            evidence: serverText,
            remedy: LocalizedText(
                "Run the same command again \(time.map { "in \($0)" } ?? "later"): it continues where it stopped.",
                zhHans: "请在\(chineseTime.map { "\($0)后" } ?? "稍后")重新运行同一命令：会从中断处继续。"))
    }

    /// Says which of the two accounts it is about.
    func naming(_ side: MigrationSide) -> Diagnostic {
        let prefix =
            side == .source
            ? LocalizedText("Old account: ", zhHans: "旧账户：") : LocalizedText("New account: ", zhHans: "新账户：")
        return Diagnostic(
            code, severity: severity,
            message: LocalizedText(
                prefix.english + message.english, zhHans: prefix.simplifiedChinese + message.simplifiedChinese),
            evidence: evidence, remedy: remedy, url: url, actor: actor)
    }
}

extension MailboxChoiceError {
    fileprivate var diagnostic: Diagnostic {
        switch self {
        case .noSuchMailbox(let name):
            let name = DisplayText.clean(name)
            return Diagnostic(
                .invalidArgument,
                message: LocalizedText(
                    "No folder of the old account is called “\(name)”.", zhHans: "旧账户中没有名为“\(name)”的文件夹。"),
                remedy: LocalizedText(
                    "See the folders with godwit plan, and write the name as it stands there; * and % stand for any characters.",
                    zhHans: "请用 godwit plan 查看所有文件夹，并按其中的写法填写名称；* 和 % 表示任意字符。"))
        case .sameTarget(let target, let sources):
            let target = DisplayText.clean(target)
            return Diagnostic(
                .invalidArgument,
                message: LocalizedText(
                    "Two folders would become one at the new account: “\(target)”.",
                    zhHans: "两个文件夹会在新账户中合并为一个：“\(target)”。"),
                evidence: sources.joined(separator: ", "),
                remedy: LocalizedText(
                    "Give each its own place with --map, or leave one out with --exclude.",
                    zhHans: "请用 --map 为它们分别指定位置，或用 --exclude 排除其中一个。"))
        }
    }
}
