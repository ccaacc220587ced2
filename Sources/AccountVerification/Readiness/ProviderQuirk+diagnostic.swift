internal import AccountDiscovery
internal import MailCore

extension ProviderQuirk {
    /// Nil for what the program deals with without anybody noticing.
    ///
    /// - Parameter protocol: of the server to be used.
    func diagnostic(
        at provider: String, _ roles: Set<MigrationReadiness.Role>, over protocol: MailProtocol
    ) -> Diagnostic? {
        guard let (role, text) = effect(at: provider), roles.contains(role), concerns(`protocol`) else { return nil }
        let severity: Diagnostic.Severity = self == .hidesReadMail ? .warning : .info
        return Diagnostic(.providerQuirk, severity: severity, message: text, actor: .nobody)
    }

    private func concerns(_ protocol: MailProtocol) -> Bool {
        switch self {
        case .hidesReadMail: `protocol` == .pop3
        case .labelsAreFolders: `protocol` != .pop3
        default: true
        }
    }

    private func effect(at provider: String) -> (MigrationReadiness.Role, LocalizedText)? {
        switch self {
        case .labelsAreFolders:
            (
                .source,
                LocalizedText(
                    "At \(provider) a label is a folder: a message with several labels is copied into each. Leave out the "
                        + "folder of all mail (--exclude) if everything has a label.",
                    zhHans: "\(provider) 的标签就是文件夹：有多个标签的邮件会复制到每个文件夹。如果所有邮件都有标签，可用 --exclude 排除“所有邮件”。")
            )
        case .hidesReadMail:
            (
                .source,
                LocalizedText(
                    "Over POP3, \(provider) shows only a part of the mail at a time, and hides what was read. Run the same command again until nothing new is copied. With recent: in front of the user name, mail of the last 30 days is shown, read or not; IMAP shows everything.",
                    zhHans:
                        "\(provider) 的 POP3 每次只显示一部分邮件，读取过的会被隐藏。请重复运行同一命令，直到没有新邮件可复制。在用户名前加 recent: 会显示最近 30 天的邮件（无论是否读取过）；IMAP 可看到全部邮件。"
                )
            )
        case .placeholderMessages:
            (
                .source,
                LocalizedText(
                    "Where \(provider) cannot read a message, it gives out one that says so instead.",
                    zhHans: "\(provider) 无法读取某封邮件时，会用一封说明邮件代替。")
            )
        case .noKeywords:
            (
                .target,
                LocalizedText(
                    "\(provider) keeps no flags but the usual ones: read, answered, flagged, draft.",
                    zhHans: "\(provider) 只保存常用标记：已读、已回复、星标、草稿。")
            )
        case .rewritesHeaders:
            (
                .target,
                LocalizedText(
                    "\(provider) changes the header of messages that are brought in.",
                    zhHans: "\(provider) 会修改迁入邮件的邮件头。")
            )
        case .requiresID, .falseInitialResponse, .loginCommandOnly, .twoLineXOAUTH2, .unreliableSearch, .noRFC822Fetch,
            .requiresFinalLineEnd, .shortCommands, .repliesInGBK, .inexactSize, .regionalServers:
            nil
        }
    }
}
