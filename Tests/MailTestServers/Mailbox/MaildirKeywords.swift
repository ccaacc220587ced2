internal import FoundationEssentials

/// The flags at the end of a Maildir file name: capitals for the system flags, `a` to `z` for the keywords that the
/// folder's `dovecot-keywords` file numbers.
struct MaildirKeywords {
    private static let systemFlags: [(letter: Character, flag: String)] = [
        ("D", "\\Draft"), ("F", "\\Flagged"), ("R", "\\Answered"), ("S", "\\Seen"), ("T", "\\Deleted"),
    ]
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

    private let file: String
    private var names: [String]

    init(folder: String) throws {
        file = folder + "/dovecot-keywords"
        let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
        names = text.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
    }

    /// The letters of these flags, in the order that Dovecot writes; a new keyword takes the next letter.
    mutating func letters(for flags: Set<String>) throws -> String {
        let system = Self.systemFlags.filter { flags.contains($0.flag) }.map(\.letter)
        var keywords: [Character] = []
        for name in flags.filter({ !$0.hasPrefix("\\") }).sorted() {
            let index = names.firstIndex(of: name) ?? names.endIndex
            guard index < Self.letters.count else { throw TestServerError.setUp("a Maildir folder holds 26 keywords") }
            if index == names.endIndex { names.append(name) }
            keywords.append(Self.letters[index])
        }
        return String(system + keywords.sorted())
    }

    func flags(of letters: some StringProtocol) -> Set<String> {
        Set(
            letters.compactMap { letter in
                if let system = Self.systemFlags.first(where: { $0.letter == letter }) { return system.flag }
                return Self.letters.firstIndex(of: letter).flatMap { $0 < names.count ? names[$0] : nil }
            })
    }

    func save() throws {
        guard !names.isEmpty else { return }
        let lines = names.enumerated().map { "\($0.offset) \($0.element)\n" }
        try Data(lines.joined().utf8).write(to: file)
    }
}
