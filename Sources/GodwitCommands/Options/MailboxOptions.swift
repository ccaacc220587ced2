internal import ArgumentParser
internal import MailboxMigration

/// Which folders go where.
struct MailboxOptions: ParsableArguments {
    @Option(
        name: .customLong("folder"),
        help: .text(
            "Copy only this folder; may be repeated. * stands for any characters, % for any within one level, ? for one.",
            zhHans: "只复制该文件夹；可重复使用。* 表示任意字符，% 表示同一级内的任意字符，? 表示一个字符。", valueName: "glob"))
    var folders: [MailboxPattern] = []

    @Option(
        name: .customLong("exclude"),
        help: .text(
            "Leave this folder out; may be repeated. Wins over --folder.", zhHans: "不复制该文件夹；可重复使用。优先于 --folder。",
            valueName: "glob"))
    var excluded: [MailboxPattern] = []

    @Option(
        name: .customLong("map"),
        help: .text(
            "Copy the folder SRC, and what is below it, to DST; may be repeated. In SRC, write \\= for =.",
            zhHans: "把文件夹 SRC 及其下级复制到 DST；可重复使用。SRC 中的 = 写作 \\=。", valueName: "src=dst"))
    var rules: [MailboxPlacement.Rule] = []

    @Option(
        name: .customLong("into"),
        help: .text(
            "Copy everything into this folder of the new account.", zhHans: "把全部内容复制到新账户的该文件夹之下。", valueName: "folder"))
    var parent: String?

    func validate() throws {
        guard let parent, parent.allSatisfy({ "/.".contains($0) }) else { return }
        throw ValidationError(help("--into needs the name of a folder.", zhHans: "--into 需要一个文件夹名称。"))
    }

    func apply(to options: inout MigrationOptions) {
        options.selection.included = folders
        options.selection.excluded = excluded
        options.placement.rules = rules
        options.placement.parent = parent
    }
}
