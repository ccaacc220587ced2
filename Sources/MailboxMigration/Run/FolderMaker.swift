internal import IMAPClient
internal import IMAPCodec

/// Makes what is missing at the target, and subscribes to it. The commands go out together and wait for one round trip.
struct FolderMaker: Sendable {
    let target: IMAPConnection

    /// A folder that is there now, or the target's refusal to make it.
    enum Outcome: Sendable {
        case there(FolderWork)
        case refused(FolderWork, StatusResponse)

        var refusal: StatusResponse? {
            guard case .refused(_, let status) = self else { return nil }
            return status
        }
    }

    /// - Returns: an outcome for each, in the order given.
    func make(_ work: [FolderWork]) async throws -> [Outcome] {
        var outcomes = try await create(work)
        guard outcomes.contains(where: { $0.refusal != nil }) else { return outcomes }
        // Cyrus makes the levels above a folder along with it, and then refuses to make them: not every server tells why
        // by ALREADYEXISTS (RFC 5530 §3).
        let there = Set(try await target.list().filter(\.isSelectable).map(\.name))
        for (index, folder) in work.enumerated() where outcomes[index].refusal != nil {
            if there.contains(folder.place.target) {
                outcomes[index] = .there(folder)
            } else if let plain = folder.place.withPlainName {
                var renamed = folder
                renamed.place = plain
                outcomes[index] = try await create(renamed)
            }
        }
        return outcomes
    }

    private func create(_ work: [FolderWork]) async throws -> [Outcome] {
        let made = try await withThrowingTaskGroup { group in
            for (index, folder) in work.enumerated() where folder.place.create != nil {
                group.addTask { (index, try await create(folder)) }
            }
            return try await group.reduce(into: [Int: Outcome]()) { $0[$1.0] = $1.1 }
        }
        return work.enumerated().map { made[$0] ?? .there($1) }
    }

    private func create(_ folder: FolderWork) async throws -> Outcome {
        do {
            try await target.create(folder.place.target, specialUse: folder.place.create?.specialUse)
            return .there(folder)
        } catch IMAPError.refused(_, let status) {
            if let notice = ThrottleNotice(status: status) { throw MigrationError.throttled(.target, notice) }
            return .refused(folder, status)
        }
    }

    /// A refusal costs nothing but the subscription.
    func subscribe(_ work: [FolderWork]) async throws {
        try await withThrowingTaskGroup { group in
            for folder in work where folder.isToBeSubscribed {
                group.addTask {
                    do { try await target.subscribe(folder.place.target) } catch IMAPError.refused {}
                }
            }
            try await group.waitForAll()
        }
    }
}
