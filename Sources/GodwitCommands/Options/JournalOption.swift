internal import ArgumentParser
internal import MailCore
internal import MailboxMigration

/// `--journal FILE`, or the one that was written last.
struct JournalOption: ParsableArguments {
    @Option(
        help: .text(
            "The migration's journal (default: the one written last).", zhHans: "迁移日志文件（默认：最近写入的）。", valueName: "file"))
    var journal: String?

    func report() async throws -> MigrationReport {
        guard let path = journal ?? StateFolder.newestJournal else { throw CommandFailure(.usage, [.noJournal]) }
        do {
            return try await MigrationReport(readingJournalAt: path)
        } catch {
            throw CommandFailure(.usage, [error.diagnostic(path: path)])
        }
    }
}

extension Diagnostic {
    fileprivate static var noJournal: Diagnostic {
        Diagnostic(
            .journalUnusable,
            message: LocalizedText("There is no migration yet.", zhHans: "还没有任何迁移记录。"),
            remedy: LocalizedText(
                "Begin one with: godwit migrate --from OLD --to NEW", zhHans: "请先运行：godwit migrate --from 旧账户 --to 新账户")
        )
    }
}
