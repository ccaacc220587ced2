import Glibc
import MailTestServers

/// A mailbox to be copied in a benchmark: how many messages, how large, in how many folders. Always the same for the
/// same profile.
struct MailProfile: Sendable {
    enum Sizes: Sendable {
        /// Bytes of each message, give or take a tenth.
        case about(Int)
        /// Spread as in a real mailbox: half are below this many bytes, a few are very large.
        case mixed(median: Double)
    }

    let name: String
    let messages: Int
    let folders: Int
    let sizes: Sizes

    static let all = [
        MailProfile(name: "medium", messages: 5_000, folders: 14, sizes: .mixed(median: 12_000)),
        MailProfile(name: "part1000", messages: 1_000, folders: 14, sizes: .mixed(median: 12_000)),
        MailProfile(name: "many-small", messages: 20_000, folders: 4, sizes: .about(2_000)),
        MailProfile(name: "few-large", messages: 40, folders: 2, sizes: .about(20_000_000)),
        MailProfile(name: "inbox", messages: 2_000, folders: 1, sizes: .mixed(median: 12_000)),
        MailProfile(name: "inbox-part", messages: 400, folders: 1, sizes: .mixed(median: 12_000)),
        MailProfile(name: "huge", messages: 100_000, folders: 6, sizes: .about(2_000)),
    ]

    /// Largest message of a mixed mailbox, bytes.
    private static let largest = 20_000_000.0
    /// Logarithmic spread of a mixed mailbox: the mean becomes about five times the median.
    private static let spread = 1.8
    /// Messages written at a time (count): memory stays small.
    private static let group = 50

    /// - Returns: bytes in all.
    func write(to store: some MailStore) throws -> Int {
        var generator = SeededGenerator(seed: 7)
        let text = MessageShape(&generator)
        var (written, bytes) = (0, 0)
        for folder in 0..<folders {
            // The INBOX holds about a third, as it does with most people; the others share the rest.
            let end = folder == folders - 1 ? messages : messages * (folder + 4) / (folders + 9)
            while written < end {
                let part = (written..<min(end, written + Self.group)).map { index in
                    let body = text.message(index, size: size(&generator), &generator)
                    return TestMessage(body, date: 1_300_000_000 + index * 977, flags: flags(&generator))
                }
                bytes += part.reduce(0) { $0 + $1.bytes.count }
                try store.deliver(part, to: Self.folderName(folder).replacing("/", with: String(store.separator)))
                written += part.count
            }
        }
        return bytes
    }

    private static func folderName(_ index: Int) -> String {
        switch index {
        case 0: "INBOX"
        case 1: "Sent"
        case 2: "工作/项目"
        default: index.isMultiple(of: 2) ? "Archive/\(2000 + index)" : "Project \(index)"
        }
    }

    private func size(_ generator: inout SeededGenerator) -> Int {
        switch sizes {
        case .about(let size): return Int(Double(size) * Double.random(in: 0.9...1.1, using: &generator))
        case .mixed(let median):
            // Box and Muller's way to a normal distribution, here of the logarithm.
            let (first, second) = (
                Double.random(in: 1e-9...1, using: &generator), Double.random(in: 0...1, using: &generator)
            )
            let normal = (-2 * log(first)).squareRoot() * cos(2 * Double.pi * second)
            return Int(min(Self.largest, max(500, median * exp(Self.spread * normal))))
        }
    }

    private func flags(_ generator: inout SeededGenerator) -> Set<String> {
        var flags: Set<String> = []
        for (flag, share) in [
            ("\\Seen", 80), ("\\Answered", 15), ("\\Flagged", 6), ("$Forwarded", 6), ("Projekt-X", 3),
        ]
        where Int.random(in: 0..<100, using: &generator) < share {
            flags.insert(flag)
        }
        return flags
    }
}
