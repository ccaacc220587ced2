import DNSResolution
import Testing

@Suite struct ServiceOrderTests {
    /// The same value each time. Zero would be drawn again for ever: Swift rejects it to stay unbiased.
    private struct FixedGenerator: RandomNumberGenerator {
        let value: UInt64
        mutating func next() -> UInt64 { value }
    }

    private static let lowest: UInt64 = 1 << 40

    private func record(_ priority: UInt16, _ weight: UInt16, _ target: String) -> ServiceRecord {
        ServiceRecord(priority: priority, weight: weight, port: 993, target: target)
    }

    private func order(_ records: [ServiceRecord], draw: UInt64) -> [String] {
        var generator = FixedGenerator(value: draw)
        return records.inOrderOfUse(using: &generator).map(\.target)
    }

    @Test func priorityComesBeforeWeight() {
        let records = [record(20, 65_535, "late"), record(10, 0, "first")]
        #expect(order(records, draw: Self.lowest) == ["first", "late"])
        #expect(order(records, draw: .max) == ["first", "late"])
    }

    @Test func weightDecidesTheDraw() {
        let records = [record(1, 1, "light"), record(1, 0, "none"), record(1, 100, "heavy")]
        #expect(order(records, draw: Self.lowest) == ["none", "light", "heavy"])
        #expect(order(records, draw: .max).first == "heavy")
    }

    @Test func heavyRecordsComeFirstMostOfTheTime() {
        var generator = SystemRandomNumberGenerator()
        let records = [record(1, 10, "light"), record(1, 90, "heavy")]
        let heavy = (0..<2_000).count { _ in records.inOrderOfUse(using: &generator).first?.target == "heavy" }
        // 90 % of 2,000 with more than ten standard deviations of room.
        #expect((1_650...1_950).contains(heavy))
    }

    @Test func nothingIsLost() {
        var generator = SystemRandomNumberGenerator()
        let records = (0..<50).map { record(UInt16($0 % 3), UInt16($0), "h\($0)") }
        #expect(Set(records.inOrderOfUse(using: &generator)) == Set(records))
    }
}
