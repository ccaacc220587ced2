import Synchronization

@testable import MailboxMigration

/// Notes what a server says of how long it keeps mail that was read.
final class Expiry: Sendable {
    private let days = Mutex<Int?>(nil)

    @Sendable func note(_ event: MigrationEvent) {
        if case .sourceExpires(let days) = event { self.days.withLock { $0 = days } }
    }

    var value: Int? { days.withLock { $0 } }
}

extension MigrationOptions {
    init(proof: Proof) {
        self.init()
        self.proof = proof
    }
}

extension SourceDeletion {
    init(deleted: Int, left: Int, isCertain: Bool = true, failure: String? = nil) {
        self.init()
        self.deleted = deleted
        self.left = left
        self.isCertain = isCertain
        self.failure = failure
    }
}
