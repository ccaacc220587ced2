internal import NIOCore

/// Whether a message is what is looked for.
struct SearchEvaluation {
    /// As message numbers and identifiers, resolved once.
    private let key: Resolved
    let view: MailboxView

    private indirect enum Resolved {
        case key(SearchKey)
        case numbers([ClosedRange<UInt32>], areUIDs: Bool)
        case not(Resolved)
        case or(Resolved, Resolved)
        case and([Resolved])
    }

    init(_ key: SearchKey, view: MailboxView) {
        self.view = view
        self.key = Self.resolve(key, view)
    }

    private static func resolve(_ key: SearchKey, _ view: MailboxView) -> Resolved {
        switch key {
        case .numbers(let set, let areUIDs):
            let last = areUIDs ? view.lastUID : UInt32(truncatingIfNeeded: view.uids.count)
            return .numbers(set.resolved(last: last), areUIDs: areUIDs)
        case .not(let key): return .not(resolve(key, view))
        case .or(let one, let other): return .or(resolve(one, view), resolve(other, view))
        case .and(let keys): return .and(keys.map { resolve($0, view) })
        default: return .key(key)
        }
    }

    /// - Parameter place: of the message in the view.
    func matches(_ message: SandboxMessage, place: Int) -> Bool { matches(key, message, place) }

    private func matches(_ key: Resolved, _ message: SandboxMessage, _ place: Int) -> Bool {
        switch key {
        case .numbers(let ranges, let areUIDs):
            Self.contains(ranges, areUIDs ? message.uid : UInt32(truncatingIfNeeded: place + 1))
        case .not(let key): !matches(key, message, place)
        case .or(let one, let other): matches(one, message, place) || matches(other, message, place)
        case .and(let keys): keys.allSatisfy { matches($0, message, place) }
        case .key(let key): matches(key, message)
        }
    }

    private func matches(_ key: SearchKey, _ message: SandboxMessage) -> Bool {
        switch key {
        case .all: true
        case .none: false
        case .flag(let flag): message.flags.system.contains(flag)
        case .keyword(let keyword): message.flags.contains(keyword: keyword)
        case .larger(let size): UInt64(message.size) > size
        case .smaller(let size): UInt64(message.size) < size
        case .modSeq(let modSeq): message.modSeq >= modSeq
        case .emailID(let identifier): message.emailID == identifier
        case .threadID(let identifier): message.threadID == identifier
        case .date(let comparison, let day, let isSent): Self.compare(comparison, day, isSent, message)
        case .header(let name, let text): Self.hasField(name, text, message)
        case .body(let text):
            MessageSection(kind: .text).bytes(of: message.bytes).map { Self.contains($0.readableBytesView, text) }
                ?? false
        case .text(let text): Self.contains(message.bytes.readableBytesView, text)
        case .numbers, .not, .or, .and: false
        }
    }

    private static func contains(_ ranges: [ClosedRange<UInt32>], _ number: UInt32) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(number)
    }

    private static func compare(
        _ comparison: SearchKey.Comparison, _ day: Int, _ isSent: Bool, _ message: SandboxMessage
    ) -> Bool {
        var date = (message.internalDate >= 0 ? message.internalDate : message.internalDate - 86_399) / 86_400
        if isSent {
            let view = message.bytes.readableBytesView
            let field = HeaderBlock(view, in: view.startIndex..<view.endIndex).value(of: "date", view)
            guard let sent = field.flatMap({ sentDay(String(decoding: $0, as: UTF8.self)) }) else { return false }
            date = sent
        }
        switch comparison {
        case .before: return date < day
        case .on: return date == day
        case .since: return date >= day
        }
    }

    /// The day as the sender wrote it (RFC 5322 §3.3); zones do not count.
    private static func sentDay(_ field: String) -> Int? {
        let words = field.split { $0 == " " || $0 == "," || $0 == "\t" }
        guard let start = words.firstIndex(where: { Int($0) != nil }), start + 2 < words.count else { return nil }
        return IMAPDateText.days("\(words[start])-\(words[start + 1])-\(words[start + 2])")
    }

    private static func hasField(_ name: String, _ text: [UInt8], _ message: SandboxMessage) -> Bool {
        let view = message.bytes.readableBytesView
        let header = HeaderBlock(view, in: view.startIndex..<view.endIndex)
        return header.fields.contains { $0.name == name && contains(HeaderBlock.unfolded(view[$0.value]), text) }
    }

    /// Without regard to the case of ASCII letters.
    private static func contains(_ bytes: some Collection<UInt8>, _ text: [UInt8]) -> Bool {
        guard let first = text.first.map(lower) else { return true }
        let wanted = text.map(lower)
        var start = bytes.startIndex
        while let place = bytes[start...].firstIndex(where: { lower($0) == first }) {
            if bytes[place...].lazy.map(lower).starts(with: wanted) { return true }
            start = bytes.index(after: place)
        }
        return false
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
