internal import Synchronization

/// The mail of all accounts of a provider, in memory or in folders.
///
///     let store = SandboxStore()
///     let alice = store.add("alice@163.com")
///     try alice.append([SandboxNewMessage(Array("Subject: hello\r\n\r\nhello\r\n".utf8))], to: .inbox)
public final class SandboxStore: Sendable {
    private let accounts = Mutex<[String: SandboxAccount]>([:])

    /// Without any account.
    public init() {}

    /// Makes an account; one of the same name is lost, and its sessions go on with what they know.
    ///
    /// - Parameters:
    ///   - quota: most bytes of all messages; nil for no bound.
    ///   - usesLabels: whether a mailbox is a label, as at Gmail: what is in one is also in the mailbox of all mail.
    @discardableResult
    public func add(_ name: String, quota: Int? = nil, usesLabels: Bool = false) -> SandboxAccount {
        let account = SandboxAccount(name: name, quota: quota, usesLabels: usesLabels)
        accounts.withLock { $0[name.lowercased()] = account }
        return account
    }

    /// Opens an account whose mail is in a folder, or makes it there: with the same identifiers, flags and mod-sequences that it
    /// had when it was left, however that was.
    ///
    /// - Parameters:
    ///   - quota: most bytes of all messages; nil for no bound.
    ///   - usesLabels: as it was the first time.
    ///   - folder: the account's own; one sandbox can use it at a time.
    @discardableResult
    public func open(
        _ name: String, quota: Int? = nil, usesLabels: Bool = false, in folder: String
    ) throws(SandboxFolderProblem) -> SandboxAccount {
        let account = try SandboxAccount(name: name, quota: quota, usesLabels: usesLabels, folder: folder)
        accounts.withLock { $0[name.lowercased()] = account }
        return account
    }

    /// The account of a name, in any case of its letters.
    public func account(_ name: String) -> SandboxAccount? { accounts.withLock { $0[name.lowercased()] } }

    /// The names of all accounts, sorted.
    public var accountNames: [String] { accounts.withLock { $0.values.map(\.name) }.sorted() }
}
