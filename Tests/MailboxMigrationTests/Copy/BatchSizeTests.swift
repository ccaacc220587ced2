import IMAPCodec
import Testing

@testable import MailboxMigration

/// How much of a folder one command carries.
@Suite struct BatchSizeTests {
    /// What passes in a second, and how much a batch has then, at the edges of two bounds and far beyond them.
    private static func edges<Count: FixedWidthInteger>(_ least: Count, _ most: Count) -> [(
        passed: Count, inBatch: Count
    )] {
        [
            (0, least), (least, least), (least + 1, least + 1), (most - 1, most - 1), (most + 1, most),
            (most << 20, most),
        ]
    }

    @Test(arguments: edges(CopyLimits.batchBytes, CopyLimits.mostBatchBytes))
    func aBatchIsWhatPassesInASecond(passed: UInt64, inBatch: UInt64) {
        #expect(CopyWindow.batch(at: pace(messages: 0, bytes: passed)).bytes == inBatch)
    }

    /// The last batch of a slow server keeps the other pairs waiting for no longer than that.
    @Test(arguments: edges(CopyLimits.batchMessages, CopyLimits.mostBatchMessages))
    func aBatchHasAsManyMessagesAsPassInASecond(passed: Int, inBatch: Int) {
        #expect(CopyWindow.batch(at: pace(messages: passed, bytes: 0)).messages == inBatch)
    }

    private func pace(messages: Int, bytes: UInt64) -> LinePace {
        var pace = LinePace()
        pace.passed(messages: messages, bytes: bytes)
        pace.spent(.seconds(1))
        return pace
    }

    @Test func aLineThatWasNotWatchedYetIsTakenForASlowOne() {
        let window = CopyWindow.batch(at: LinePace())
        #expect(window.bytes == CopyLimits.batchBytes && window.messages == CopyLimits.batchMessages)
    }

    @Test func piecesRespectBothBounds() throws {
        let small = try (1...250).map { try planned(UInt32($0), size: 10) }
        #expect(CopyWindow.batch(at: LinePace()).pieces(of: small).map(\.count) == [100, 100, 50])
        let half = CopyLimits.batchBytes / 2
        let sizes: [UInt64] = [half, half, 1, CopyLimits.batchBytes + 1, 1]
        let large = try sizes.enumerated().map { try planned(UInt32($0.offset + 1), size: $0.element) }
        #expect(CopyWindow.batch(at: LinePace()).pieces(of: large).map(\.count) == [2, 1, 1, 1])
    }

    @Test func aMessageAloneMayBeLarger() {
        #expect(CopyWindow.append(allowsMany: false).messages == 1)
        #expect(CopyWindow.append(allowsMany: true).prefixLength(of: [.max]) == 1)
        #expect(CopyWindow.append(allowsMany: true).prefixLength(of: [.max, 1]) == 1)
    }

    /// Whoever takes the next one earlier keeps it from other pairs; later, the source rests.
    @Test(arguments: [(CopyLimits.bytesBeforeNext, true), (CopyLimits.bytesBeforeNext + 1, false)])
    func theNextBatchIsTakenWhenLittleIsToCome(size: UInt64, isLittle: Bool) throws {
        #expect(BytesToCome([try planned(1, size: size)]).isLittle == isLittle)
        #expect(BytesToCome([try planned(1, size: size - 1), try planned(2, size: 1)]).isLittle == isLittle)
    }

    @Test func whatCameIsNotToCome() throws {
        var toCome = BytesToCome([try planned(1, size: CopyLimits.bytesBeforeNext + 2)])
        toCome.came(1)
        #expect(!toCome.isLittle)
        toCome.came(1)
        #expect(toCome.isLittle)
        // A source may send more than it told, and tell sizes that no sum can hold.
        toCome.came(.max)
        #expect(toCome.isLittle)
        #expect(!BytesToCome([try planned(1, size: .max), try planned(2, size: .max)]).isLittle)
    }
}
