internal import MailCore
internal import MailboxMigration

/// A migration that only has to be begun, and what its errors are about.
struct PreparedMigration: Sendable {
    let migrator: MailboxMigrator
    let source: ServerSettings
    let target: ServerSettings
    let journalPath: String
    let advice: ProviderAdvice
    /// Of passwords; access tokens are kept out by whoever sends them.
    let redaction: SecretRedaction

    /// Runs something, and puts its failure into words.
    func run<Value>(_ body: (MailboxMigrator) async throws -> Value) async throws -> Value {
        do {
            return try await body(migrator)
        } catch let error as MigrationError {
            let failure = CommandFailure(error, source: source, target: target, journalPath: journalPath)
            let diagnostics = failure.diagnostics + (await resumption(after: error).map { [$0] } ?? [])
            throw CommandFailure(failure.outcome, diagnostics.map { $0.redacted(by: redaction) })
        }
    }

    /// What has been copied so far, and how to go on, where the words for the error do not say it themselves.
    private func resumption(after error: MigrationError) async -> Diagnostic? {
        switch error {
        case .server, .noAccessToken: break
        case .journal, .targetFull, .throttled, .choice: return nil
        }
        guard let report = try? await MigrationReport(readingJournalAt: journalPath), report.copied > 0 else {
            return nil
        }
        return Diagnostic(
            .resumable, severity: .info,
            message: LocalizedText(
                "What was copied so far is safe at the new account (messages: \(report.copied)).",
                zhHans: "已复制的邮件（\(report.copied) 封）都安全地保存在新账户中。"),
            remedy: LocalizedText(
                "Run the same command again once this is mended: it continues where it stopped.",
                zhHans: "问题解决后重新运行同一命令：会从中断处继续。"))
    }
}
