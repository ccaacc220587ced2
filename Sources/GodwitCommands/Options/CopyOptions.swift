internal import ArgumentParser
internal import MailboxMigration

/// How mail is copied.
struct CopyOptions: ParsableArguments {
    @Option(
        help: .text(
            "none, envelope or full: what is read back and compared.", zhHans: "none、envelope 或 full：读回并比对的内容。",
            valueName: "level"))
    var proof: MigrationOptions.Proof = .envelope

    @Flag(help: .text("Try again what an earlier run gave up.", zhHans: "重试先前放弃的邮件。"))
    var retryFailed = false

    @Flag(help: .text("Copy the newest messages of each folder first.", zhHans: "每个文件夹先复制最新的邮件。"))
    var newestFirst = false

    @Option(
        help: .text(
            "order keeps the messages of a folder in order; speed takes them as they come.",
            zhHans: "order 保持文件夹内邮件的顺序；speed 以最快方式复制。", valueName: "order|speed"))
    var prefer: MigrationOptions.Preference = .order

    @Option(
        help: .text(
            "Connections to each server, 1 to 16 (default: found by itself).", zhHans: "与每台服务器的连接数，1 到 16（默认：自动决定）。",
            valueName: "n"))
    var connections: Int?

    @Option(
        help: .text(
            "Copy at most this much a second: bytes, or 500K, 2M.", zhHans: "每秒最多复制的数据量：字节数，或例如 500K、2M。",
            valueName: "bytes/s"))
    var rate: ByteCount?

    @Flag(
        name: .customLong("no-flags-update"),
        help: .text(
            "Leave the flags of messages alone that an earlier run copied.", zhHans: "不更新先前已复制邮件的标记。"))
    var leavesFlags = false

    @Option(
        help: .text(
            "Delete at the new account what was deleted at the old one since it was copied, but nothing if that is more than this many messages.",
            zhHans: "复制后在旧账户中删除的邮件也从新账户删除；超过该数目时一封也不删除。", valueName: "max"))
    var mirrorDeletions: Int?

    @Flag(
        help: .text(
            "Keep the new account current until stopped (Ctrl-C).", zhHans: "持续同步到新账户，直到停止（Ctrl-C）。"))
    var follow = false

    func validate() throws {
        if let connections, !(1...MigrationOptions.connectionsLimit).contains(connections) {
            let limit = MigrationOptions.connectionsLimit
            throw ValidationError(
                help("--connections is a number from 1 to \(limit).", zhHans: "--connections 是 1 到 \(limit) 之间的数。"))
        }
        if let mirrorDeletions, mirrorDeletions < 1 {
            throw ValidationError(
                help("--mirror-deletions needs a number of 1 or more.", zhHans: "--mirror-deletions 需要不小于 1 的数。"))
        }
    }

    func apply(to options: inout MigrationOptions) {
        options.proof = proof
        options.retriesFailed = retryFailed
        options.newestFirst = newestFirst
        options.preference = prefer
        options.connections = connections
        options.bytesPerSecond = rate?.bytes
        options.updatesFlags = !leavesFlags
        options.mirroredDeletions = mirrorDeletions
        options.follows = follow
    }
}
