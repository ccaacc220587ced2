internal import AccountDiscovery
internal import AccountVerification
internal import MailCore
internal import MailboxMigration

/// What is known of the providers on both sides of a migration, before anything is copied.
struct ProviderAdvice: Sendable {
    let source: ResolvedAccount
    let target: ResolvedAccount

    /// Mail that would stay behind without a word: what has to be said even to somebody who asked for no plan.
    var warnings: [Diagnostic] {
        (pop3Findings + findings(of: source, .source)).filter { $0.severity > .info }.map { $0.naming(.source) }
    }

    /// Everything, measured against what is going to be copied.
    func findings(for plan: MigrationPlan) -> [Diagnostic] {
        let largest = plan.mailboxes.map { $0.messages + $0.skipped + $0.tooLarge }.max() ?? 0
        let ownLimit = plan.sizeLimit < ByteLimits.message ? plan.sizeLimit : nil
        let known =
            findings(of: source, .source, largestFolder: largest).map { $0.naming(.source) }
            + findings(of: target, .target, appendLimit: ownLimit).map { $0.naming(.target) }
        let expiry = plan.daysUntilExpiry.map { days in
            Diagnostic(
                .sourceExpires, severity: .warning, message: SourceDeletionWording.expiry(days: days), actor: .nobody
            ).naming(.source)
        }
        return excesses(of: plan) + pop3Findings.map { $0.naming(.source) } + [expiry].compactMap(\.self) + known
    }

    /// POP3 shows less than there is.
    private var pop3Findings: [Diagnostic] {
        guard source.settings.protocol == .pop3 else { return [] }
        let imap = source.otherServers.first { $0.protocol == .imap }
        return [
            Diagnostic(
                .onlyInbox, severity: .warning,
                message: LocalizedText(
                    "POP3 shows the inbox only. Other folders, such as sent mail, and flags stay behind.",
                    zhHans: "POP3 只能看到收件箱。其他文件夹（例如已发送）以及标记不会被复制。"),
                remedy: imap.map { server in
                    let host = HostName.display(server.host)
                    return LocalizedText(
                        "This account also has IMAP (\(host)), which shows everything: leave --from-protocol out.",
                        zhHans: "该账户也支持 IMAP（\(host)），可看到全部邮件：请去掉 --from-protocol。")
                }, actor: .nobody)
        ]
    }

    private func findings(
        of account: ResolvedAccount, _ role: MigrationReadiness.Role, appendLimit: UInt64? = nil,
        largestFolder: Int? = nil
    ) -> [Diagnostic] {
        MigrationReadiness(
            provider: account.provider, settings: account.settings, roles: [role], appendLimit: appendLimit,
            largestFolder: largestFolder
        ).findings
    }

    // MARK: Too much for a limit

    private func excesses(of plan: MigrationPlan) -> [Diagnostic] {
        let folders = limit(.folders, of: target).flatMap { tooManyFolders(plan.mailboxes.count, $0) }
        let upload = limit(.uploadBytesPerDay, of: target).flatMap { severalDays(plan.bytes, $0)?.naming(.target) }
        let download = limit(.downloadBytesPerDay, of: source).flatMap { severalDays(plan.bytes, $0)?.naming(.source) }
        return [folders?.naming(.target), upload, download].compactMap(\.self)
    }

    private func limit(_ name: ProviderLimit.Name, of account: ResolvedAccount) -> ProviderLimit? {
        account.provider?.notes?.limits.first { $0.name == name }
    }

    private func tooManyFolders(_ count: Int, _ limit: ProviderLimit) -> Diagnostic? {
        guard count > limit.value else { return nil }
        let condition = limit.condition ?? LocalizedText("", zhHans: "")
        return Diagnostic(
            .providerLimit, severity: .warning,
            message: LocalizedText(
                "\(Quantity.count(count)) folders are to be brought over, and \(limit.value) are allowed. \(condition.english)",
                zhHans: "要迁入 \(Quantity.count(count)) 个文件夹，而只允许 \(limit.value) 个。\(condition.simplifiedChinese)"),
            remedy: LocalizedText(
                "Leave folders out with --exclude, or bring several into one with --map.",
                zhHans: "请用 --exclude 排除一些文件夹，或用 --map 合并。"),
            actor: .user)
    }

    private func severalDays(_ bytes: UInt64, _ limit: ProviderLimit) -> Diagnostic? {
        guard limit.value > 0, bytes > limit.value else { return nil }
        let days = bytes / limit.value + (bytes % limit.value == 0 ? 0 : 1)
        let perDay = Quantity.bytes(Double(limit.value))
        return Diagnostic(
            .providerLimit, severity: .warning,
            message: LocalizedText(
                "\(perDay) a day are allowed, so this takes \(days) days at least.",
                zhHans: "每天只允许 \(perDay)，因此至少需要 \(days) 天。"),
            remedy: LocalizedText(
                "When the server asks for a pause, run the same command again the next day: it continues where it stopped.",
                zhHans: "服务器要求暂停时，请第二天重新运行同一命令：会从中断处继续。"),
            actor: .nobody)
    }
}
