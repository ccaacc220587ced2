internal import DequeModule
internal import IMAPClient
internal import IMAPCodec
internal import MailCore

/// Folders that are through.
extension CopyWorker {
    private struct Proof {
        let folder: FolderCopy
        let prover: Prover
        /// Nil where nothing is to be compared.
        let opening: ProofOpening?

        /// Whether another folder may be asked for behind it.
        var isWhole: Bool { opening?.isWhole ?? true }
    }

    /// Proves a folder, and others that are through as well: what is asked of the target for them is on its way together.
    func prove(_ first: FolderCopy) async throws {
        while !unanswered.isEmpty { try await takeAnswer() }
        var proofs: Deque<Proof> = []
        var next: FolderCopy? = first
        while true {
            if let folder = next {
                try await work(on: folder, side: .target) { proofs.append(try await begin(folder)) }
            } else if let proof = proofs.popFirst() {
                try await work(on: proof.folder, side: .target) { try await finish(proof) }
            } else {
                return
            }
            let hasRoom = proofs.count < CopyLimits.proofsAhead && proofs.allSatisfy(\.isWhole)
            next = hasRoom ? await queue.nextProof() : nil
        }
    }

    private func begin(_ folder: FolderCopy) async throws -> Proof {
        let level = options.proof
        if level == .full { try await openSource(folder) }
        let prover = Prover(pair: pair, journal: journal, mailbox: folder.mailbox, facts: folder.facts, level: level)
        return Proof(folder: folder, prover: prover, opening: level == .none ? nil : try await prover.begin())
    }

    private func finish(_ proof: Proof) async throws {
        let folder = proof.folder
        if let opening = proof.opening { try await proof.prover.finish(opening) }
        guard !folder.facts.stop.isStopping else { return }
        try await journal.complete(folder.mailbox.id, seen: folder.seen, proof: options.proof)
        if let shortfall = await folder.planner.shortfall {
            try await journal.failMailbox(folder.mailbox.id, .mailboxIncomplete, shortfall)
            folder.facts.observe(
                .mailboxFailed(name: folder.mailbox.source.decoded, code: .mailboxIncomplete, serverText: shortfall))
        } else {
            folder.facts.observe(.mailboxFinished(name: folder.mailbox.source.decoded))
        }
        await queue.closed(folder.index)
    }
}
