internal import IMAPClient
internal import IMAPCodec

/// Makes what is missing at the target, and subscribes to it. The commands go out together and wait for one round trip.
struct FolderMaker: Sendable {
    let target: IMAPConnection

    /// A folder that is there now, or the target's refusal to make it.
    enum Outcome: Sendable {
        case there(FolderWork)
        case refused(FolderWork, StatusResponse)
    }

    /// - Returns: an outcome for each, in the order given.
    func make(_ work: [FolderWork]) async throws -> [Outcome] {
        let made = try await withThrowingTaskGroup { group in
            for (index, folder) in work.enumerated() where folder.place.create != nil {
                group.addTask { (index, try await make(folder)) }
            }
            return try await group.reduce(into: [Int: Outcome]()) { $0[$1.0] = $1.1 }
        }
        return work.enumerated().map { made[$0] ?? .there($1) }
    }

    private func make(_ folder: FolderWork) async throws -> Outcome {
        do {
            try await target.create(folder.place.target, specialUse: folder.place.create?.specialUse)
            return .there(folder)
        } catch IMAPError.refused(_, let status) {
            guard let plain = folder.place.withPlainName else { return .refused(folder, status) }
            var renamed = folder
            renamed.place = plain
            return try await make(renamed)
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
