internal import ArgumentParser
internal import MailboxMigration

/// Which messages of the folders.
struct MessageOptions: ParsableArguments {
    @Option(
        help: .text(
            "Only messages received on this day or later: 2024-03-01, or a moment such as 2024-03-01T08:00Z.",
            zhHans: "只复制这一天及以后收到的邮件：2024-03-01，或时刻，例如 2024-03-01T08:00Z。", valueName: "date"))
    var since: Moment?

    @Option(
        help: .text("Only messages received before this day.", zhHans: "只复制这一天以前收到的邮件。", valueName: "date"))
    var before: Moment?

    @Option(
        help: .text(
            "Only messages up to this size: bytes, or 25M.", zhHans: "只复制不超过该大小的邮件：字节数，或例如 25M。", valueName: "bytes"))
    var maxSize: ByteCount?

    func validate() throws {
        guard let since, let before, since.time >= before.time else { return }
        throw ValidationError(
            help("Nothing lies between --since and --before.", zhHans: "--since 与 --before 之间没有任何时间。"))
    }

    func apply(to options: inout MigrationOptions) {
        options.filter.since = since?.time
        options.filter.before = before?.time
        options.filter.maximumSize = maxSize?.bytes
    }
}
