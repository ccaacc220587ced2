import Testing

@testable import IMAPCodec

@Suite struct UIDSetTests {
    private static func set(_ values: [UInt32]) -> UIDSet { UIDSet(values.compactMap { UID($0) }) }

    @Test(
        arguments: [
            ("1", [1...1]), ("1:3", [1...3]), ("3:1", [1...3]), ("1,3", [1...1, 3...3]), ("1:2,3:4", [1...4]),
            ("5,1", [5...5, 1...1]),
            ("1:4294967295", [1...UInt32.max]), ("4294967295,1", [UInt32.max...UInt32.max, 1...1]),
            ("2,2", [2...2, 2...2]),
        ] as [(String, [ClosedRange<UInt32>])])
    func reads(text: String, ranges: [ClosedRange<UInt32>]) {
        #expect(UIDSet(parsing: text)?.ranges == ranges)
    }

    @Test(arguments: [
        "", "0", "0:1", "1:0", "1:", ":1", "1:2:3", ",", "1,", ",1", "*", "1:*", "a", "-1", "+1", "1 2", "4294967296",
    ])
    func refuses(text: String) {
        #expect(UIDSet(parsing: text) == nil)
    }

    @Test(
        arguments: [
            ([], ""), ([1], "1"), ([1, 2, 3], "1:3"), ([1, 3, 4, 9], "1,3:4,9"), ([3, 2, 1], "3,2,1"), ([7, 7], "7,7"),
            ([.max - 1, .max], "4294967294:4294967295"),
        ] as [([UInt32], String)])
    func neighboursBecomeRanges(values: [UInt32], text: String) {
        let set = Self.set(values)
        #expect(set.description == text)
        #expect(set.count == UInt64(values.count))
        #expect(set.isEmpty == values.isEmpty)
        #expect(set.uids(limit: 10).map(\.rawValue) == values)
    }

    @Test(
        arguments: [
            ("1:3,7", 1, 9, "4:6,8:9"), ("7,1:3", 2, 7, "4:6"), ("1:9", 3, 5, ""), ("9", 3, 5, "3:5"),
            ("4294967295", 4_294_967_294, .max, "4294967294"), ("1:4294967295", 1, .max, ""), ("2", 3, 4, "3:4"),
        ] as [(String, UInt32, UInt32, String)])
    func whatIsLeftOut(text: String, first: UInt32, last: UInt32, expected: String) throws {
        let set = try #require(UIDSet(parsing: text))
        let range = try #require(UID(first))...(try #require(UID(last)))
        #expect(set.complement(in: range).description == expected)
    }

    @Test func everythingCostsNothing() {
        let everything = UIDSet(UID.first...UID.last)
        #expect(everything.description == "1:4294967295")
        #expect(everything.count == 4_294_967_295)
        #expect(everything.uids(limit: 3).map(\.rawValue) == [1, 2, 3])
        #expect(everything.uids(limit: 0) == [])
    }

    /// `1,3,5` is five bytes long.
    @Test(arguments: [
        (1, ["1", "3", "5"]), (2, ["1", "3", "5"]), (3, ["1,3", "5"]), (4, ["1,3", "5"]), (5, ["1,3,5"]),
        (6, ["1,3,5"]),
    ])
    func piecesFillTheirLength(maximumLength: Int, expected: [String]) {
        #expect(Self.set([1, 3, 5]).pieces(maximumLength: maximumLength).map(\.description) == expected)
    }

    @Test func piecesHoldEverythingOnce() {
        var random = SeededGenerator(seed: 3)
        let values = (0..<500).map { _ in UInt32.random(in: 1...UInt32.max, using: &random) }.sorted()
        for maximumLength in [30, 100, 1_000] {
            let pieces = Self.set(values).pieces(maximumLength: maximumLength)
            #expect(pieces.allSatisfy { $0.description.utf8.count <= maximumLength && !$0.isEmpty })
            #expect(pieces.flatMap { $0.uids(limit: 1_000) }.map(\.rawValue) == values)
        }
    }

    @Test func nothingHasNoPieces() {
        #expect(UIDSet().pieces(maximumLength: 10) == [])
    }

    @Test func identifiersEndAtTheLast() {
        #expect(UID(0) == nil)
        #expect(UID.first.next == UID(2))
        #expect(UID(.max - 1)?.next == .last)
        #expect(UID.last.next == nil)
    }

    @Test(arguments: [
        ("", ""), ("5", "5"), ("5,4,3", "3:5"), ("1:3,2:5", "1:5"), ("1:10,3", "1:10"), ("7:9,1:3,5", "1:3,5,7:9"),
        ("1,1,1", "1"), ("4:6,1:3", "1:6"), ("4294967295,1:4294967295", "1:4294967295"), ("2:4,1:9,3:5", "1:9"),
    ])
    func normalized(text: String, expected: String) {
        let set = UIDSet(parsing: text) ?? UIDSet()
        #expect(set.normalized.description == expected)
    }
}
