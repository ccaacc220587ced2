/// Damage to a valid message, the same for the same seed: bytes changed, left out, doubled, and words put in that a
/// format minds.
package struct ByteMutator {
    private var random: SeededGenerator
    private let words: [[UInt8]]

    package init(seed: UInt64, words: [[UInt8]]) {
        random = SeededGenerator(seed: seed)
        self.words = words
    }

    /// The message with one to four changes.
    package mutating func damaged(_ message: [UInt8]) -> [UInt8] {
        var bytes = message
        for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        guard let index = bytes.indices.randomElement(using: &random) else { return }
        let end = min(bytes.count, index + Int.random(in: 1...64, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.removeSubrange(index..<end)
        case 3: bytes.insert(contentsOf: bytes[index..<end], at: index)
        case 4: bytes.replaceSubrange(index..<end, with: words.randomElement(using: &random) ?? [])
        default: bytes.insert(contentsOf: words.randomElement(using: &random) ?? [], at: index)
        }
    }
}
