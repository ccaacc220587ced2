internal import AccountDiscovery
internal import Glibc
internal import MailCore

/// The accounts that were set up, one file each. A file's name says nothing of the address, and nothing that somebody
/// typed becomes a path.
package enum SavedAccounts {
    /// `$XDG_CONFIG_HOME/godwit/accounts`, by default `~/.config/godwit/accounts`. A task-local value, so that a test has
    /// its own.
    @TaskLocal package static var folder = defaultFolder

    private static let defaultFolder: String = {
        if let configuration = Environment["XDG_CONFIG_HOME"], configuration.hasPrefix("/") {
            return configuration + "/godwit/accounts"
        }
        return (Environment["HOME"] ?? ".") + "/.config/godwit/accounts"
    }()

    static func path(of address: EmailAddress) -> String {
        "\(folder)/\(DerivedName.hexadecimal(of: address.description)).json"
    }

    /// - Returns: nil when the account was never set up.
    /// - Throws: ``CommandFailure`` when there is a file, and nobody should follow it: it leads where a password goes.
    static func read(_ address: EmailAddress) throws(CommandFailure) -> SavedAccount? {
        let path = path(of: address)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            // A folder that cannot be entered has nothing of ours.
            if [ENOENT, ENOTDIR, EACCES].contains(errno) { return nil }
            throw CommandFailure(.unusableSavedAccount(address, unsafe String(cString: strerror(errno))))
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            throw CommandFailure(.unusableSavedAccount(address, "others may write to \(path)"))
        }
        guard
            let document = JSONTree(decoding: bytes(from: descriptor), maximumBytes: ByteLimits.configurationDocument),
            let account = SavedAccount(document),
            account.address == address
        else { throw CommandFailure(.unusableSavedAccount(address, path)) }
        return account
    }

    /// - Returns: the path of the file.
    static func write(_ account: SavedAccount) throws(CommandFailure) -> String {
        makeFolder()
        let path = path(of: account.address)
        try OutputFile.write(account.json.text, to: path)
        return path
    }

    /// - Returns: whether there was something to forget.
    static func forget(_ address: EmailAddress) throws(CommandFailure) -> Bool {
        let path = path(of: address)
        if unlink(path) == 0 { return true }
        guard errno == ENOENT else {
            throw CommandFailure(.unusableSavedAccount(address, unsafe String(cString: strerror(errno))))
        }
        return false
    }

    /// Up to one byte more than the largest document, so that a larger one is noticed.
    private static func bytes(from descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 4_096)
        while bytes.count <= ByteLimits.configurationDocument {
            let count = unsafe Glibc.read(descriptor, &room, room.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += room.prefix(count)
        }
        return bytes
    }

    /// Readable by its owner only. What goes wrong is told by the file that cannot be written then.
    private static func makeFolder() {
        var path = ""
        for part in folder.split(separator: "/") {
            path += (path.isEmpty && !folder.hasPrefix("/") ? "" : "/") + part
            mkdir(path, 0o700)
        }
        chmod(folder, 0o700)
    }
}

extension Diagnostic {
    fileprivate static func unusableSavedAccount(_ address: EmailAddress, _ reason: String) -> Diagnostic {
        let address = address.display
        return Diagnostic(
            .invalidArgument,
            message: LocalizedText(
                "The settings saved for \(address) cannot be used.", zhHans: "为 \(address) 保存的设置无法使用。"),
            evidence: reason,
            remedy: LocalizedText(
                "Run `godwit setup --forget \(address)`, then set the account up again.",
                zhHans: "请运行 `godwit setup --forget \(address)`，然后重新设置该账户。"))
    }
}
