/// What differs between two accounts that should hold the same mail. Empty when nothing does.
package struct MailboxDifference: Sendable, CustomStringConvertible {
    package private(set) var missingFolders: [String] = []
    package private(set) var extraFolders: [String] = []
    /// Messages of the source that the target lacks, as `folder: subject`.
    package private(set) var missing: [String] = []
    /// More copies in the target than the source has.
    package private(set) var duplicated: [String] = []
    /// Messages of the target whose bytes the source has nowhere in that folder: altered, or strangers.
    package private(set) var foreign: [String] = []
    package private(set) var dates: [String] = []
    package private(set) var flags: [String] = []

    /// - Parameter rename: where the target keeps a folder of the source; nil is the same name.
    package init(
        source: MailboxSnapshot, target: MailboxSnapshot, rename: (String) -> String = { $0 }
    ) {
        let expected = Dictionary(
            source.folders.map { (rename($0.key), $0.value) }, uniquingKeysWith: { one, _ in one })
        missingFolders = expected.keys.filter { target.folders[$0] == nil }.sorted()
        extraFolders = target.folders.keys.filter { expected[$0] == nil }.sorted()
        for (folder, messages) in expected.sorted(by: { $0.key < $1.key }) {
            compare(folder, messages, with: target.folders[folder] ?? [:])
        }
    }

    package var isEmpty: Bool { parts.allSatisfy(\.list.isEmpty) }

    /// How many of each kind, in one line.
    package var summary: String {
        let counts = parts.filter { !$0.list.isEmpty }.map { "\($0.list.count) \($0.name)" }
        return counts.isEmpty ? "nothing differs" : counts.joined(separator: ", ")
    }

    package var description: String {
        let shown = parts.filter { !$0.list.isEmpty }.map { part in
            "\(part.list.count) \(part.name): " + part.list.prefix(5).joined(separator: " · ")
        }
        return shown.isEmpty ? "nothing differs" : shown.joined(separator: "\n")
    }

    private var parts: [(name: String, list: [String])] {
        [
            ("folders missing", missingFolders), ("folders more", extraFolders), ("missing", missing),
            ("duplicated", duplicated), ("foreign or altered", foreign), ("with another date", dates),
            ("with other flags", flags),
        ]
    }

    private typealias Messages = [MailboxSnapshot.Digest: [MailboxSnapshot.Entry]]

    private mutating func compare(_ folder: String, _ source: Messages, with target: Messages) {
        for (digest, entries) in source {
            let arrived = target[digest] ?? []
            let name = "\(folder): \(entries[0].subject)"
            missing += repeatElement(name, count: max(0, entries.count - arrived.count))
            duplicated += repeatElement(name, count: max(0, arrived.count - entries.count))
            if Self.counts(entries.map(\.date)) != Self.counts(arrived.map(\.date)), arrived.count == entries.count {
                dates.append(name)
            }
            if Self.counts(entries.map(\.flags)) != Self.counts(arrived.map(\.flags)), arrived.count == entries.count {
                flags.append(name)
            }
        }
        for (digest, entries) in target where source[digest] == nil {
            foreign += entries.map { "\(folder): \($0.subject)" }
        }
    }

    private static func counts<Value: Hashable>(_ values: [Value]) -> [Value: Int] {
        values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
