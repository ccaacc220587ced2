internal import Glibc
internal import MailboxMigration

/// Where journals are kept: `$XDG_STATE_HOME/godwit`, by default `~/.local/state/godwit`.
enum StateFolder {
    /// Another folder in its place; for the demo, whose journals are nobody's.
    @TaskLocal static var replacement: String?

    static var path: String {
        if let replacement { return replacement }
        if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/godwit" }
        return (environment("HOME") ?? ".") + "/.local/state/godwit"
    }

    static func path(ofFile name: String) -> String { path + "/" + name }

    /// The journal that was written last; nil when there is none.
    static var newestJournal: String? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var newest: (path: String, time: Int)?
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(".sqlite") else { continue }
            guard let time = MailboxMigrator.journalLastWritten(path(ofFile: name)) else { continue }
            if newest.map({ time > $0.time }) ?? true { newest = (path(ofFile: name), time) }
        }
        return newest?.path
    }

    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }
}
