extension SourceAnswer {
    /// Asks about several things at once. The first one that is found counts, in the order given, not of arrival;
    /// otherwise that one could not be asked says more than that another is not there.
    static func first<Question: Sendable>(
        of questions: [Question], ask: @escaping @Sendable (Question) async -> SourceAnswer
    ) async -> SourceAnswer {
        await withTaskGroup(of: (Int, SourceAnswer).self) { group in
            for (index, question) in questions.enumerated() { group.addTask { (index, await ask(question)) } }
            var answers: [Int: SourceAnswer] = [:]
            for await (index, answer) in group {
                answers[index] = answer
                let known = (0..<questions.count).prefix { answers[$0] != nil }
                if known.contains(where: { answers[$0]?.candidate != nil }) { group.cancelAll() }
            }
            return best(of: answers.sorted { $0.key < $1.key }.map(\.value))
        }
    }

    private static func best(of answers: [SourceAnswer]) -> SourceAnswer {
        let chosen = answers.first { $0.candidate != nil } ?? answers.first { $0.isFailure } ?? answers.first
        guard var answer = chosen else { return .skipped(DiscoveryReason.notNeeded) }
        if answer.candidate == nil { answer.evidence.hops = answers.flatMap(\.evidence.hops) }
        return answer
    }

    private var isFailure: Bool {
        if case .failed = self { true } else { false }
    }
}
