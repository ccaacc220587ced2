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
            throw CommandFailure(failure.outcome, failure.diagnostics.map { $0.redacted(by: redaction) })
        }
    }
}
