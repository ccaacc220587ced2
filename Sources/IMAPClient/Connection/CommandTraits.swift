internal import IMAPCodec

/// What the connection has to know of a command while it is under way.
struct CommandTraits: Hashable, Sendable {
    /// How long the whole of a command may take, however much is said meanwhile.
    enum TimeLimit: Hashable, Sendable {
        case short, logout
        /// As long as its messages are large.
        case none
    }

    /// What becomes of a command's untagged answers.
    enum Answers: Hashable, Sendable {
        /// Kept until they are taken, up to a limit that ends the connection. Bodies are passed over.
        case gathered
        /// Handed on while they arrive; the server waits while nobody takes them.
        case streamed
        /// Nobody wants them.
        case dropped
    }

    /// What the server's OK changes for every byte behind it, in both directions.
    enum Upgrade: Hashable, Sendable {
        case tls, compression
    }

    var name: String
    var timeLimit = TimeLimit.short
    var answers = Answers.gathered
    var isAuthentication = false
    var upgrade: Upgrade?
    var isLogout: Bool { timeLimit == .logout }

    static let append = CommandTraits(name: "APPEND", timeLimit: .none, answers: .dropped)
}

extension CommandTraits {
    init(_ command: Command) {
        self.init(name: command.name)
        switch command {
        case .authenticate: isAuthentication = true
        case .startTLS: upgrade = .tls
        case .compress: upgrade = .compression
        case .logout: timeLimit = .logout
        case .uidFetch, .examine(_, .quickResync), .select(_, .quickResync):
            timeLimit = .none
            answers = .streamed
        // Its answers come at any time, and the first may come before the server's go-ahead, so none may be passed over.
        case .idle: timeLimit = .none
        case .uidStore, .uidExpunge:
            timeLimit = .none
            answers = .dropped
        case .uidCopy, .uidMove: timeLimit = .none
        case .capability, .login, .id, .enable, .namespace, .getQuotaRoot, .list, .lsub, .examine, .select, .status,
            .create,
            .subscribe, .uidSearch, .unselect, .noop:
            break
        }
    }
}
