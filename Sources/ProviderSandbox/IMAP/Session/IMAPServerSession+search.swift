/// Finding messages.
extension IMAPServerSession {
    mutating func search(_ arguments: inout IMAPArguments, isUID: Bool) throws(SandboxRefusal) -> String {
        let request = try SearchRequest(&arguments, limits: configuration.limits, allowed: extensions)
        guard let view else { throw SandboxRefusal(.bad, "No mailbox is open.") }
        let account = try owner()
        if request.usesModSeq { enabled.insert(.condstore) }
        let evaluation = SearchEvaluation(configuration.searchFindsAll ? .all : request.key, view: view)
        let found = try storing { () throws(SandboxStoreError) in
            try account.read(identifier: view.mailbox) { mailbox in
                view.uids.enumerated().compactMap { place, uid -> (number: UInt32, modSeq: UInt64)? in
                    guard let index = mailbox.index(of: uid), evaluation.matches(mailbox.messages[index], place: place)
                    else { return nil }
                    return (isUID ? uid : UInt32(clamping: place + 1), mailbox.messages[index].modSeq)
                }
            }
        }
        let modSeq = request.usesModSeq ? found.map(\.modSeq).max() : nil
        tell(found.map(\.number), request, isUID: isUID, modSeq: modSeq)
        synchronise(tellsRemovals: isUID)
        return "Search completed."
    }

    private mutating func tell(_ numbers: [UInt32], _ request: SearchRequest, isUID: Bool, modSeq: UInt64?) {
        guard let returns = request.returns else {
            let words = numbers.isEmpty ? "" : " " + numbers.map(String.init).joined(separator: " ")
            return respond("* SEARCH\(words)\(modSeq.map { " (MODSEQ \($0))" } ?? "")")
        }
        var words = "* ESEARCH (TAG \"\(currentTag)\")\(isUID ? " UID" : "")"
        if returns.contains("MIN"), let first = numbers.first { words += " MIN \(first)" }
        if returns.contains("MAX"), let last = numbers.last { words += " MAX \(last)" }
        if returns.contains("COUNT") { words += " COUNT \(numbers.count)" }
        if returns.contains("ALL"), !numbers.isEmpty { words += " ALL \(IMAPNumberSet.text(numbers))" }
        if let partial = request.partial {
            let part = partial.applied(to: numbers)
            words += " PARTIAL (\(partial.text) \(part.isEmpty ? "NIL" : IMAPNumberSet.text(part)))"
        }
        respond(words + (modSeq.map { " MODSEQ \($0)" } ?? ""))
    }
}
