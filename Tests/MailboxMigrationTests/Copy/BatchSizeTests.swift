import IMAPCodec
import Testing

@testable import MailboxMigration

/// How much of a folder one command carries.
@Suite struct BatchSizeTests {
    private static let rates: [(rate: UInt64, bytes: UInt64)] = [
        (0, CopyLimits.batchBytes),
        (CopyLimits.batchBytes, CopyLimits.batchBytes),
        (CopyLimits.batchBytes + 1, CopyLimits.batchBytes + 1),
        (CopyLimits.mostBatchBytes - 1, CopyLimits.mostBatchBytes - 1),
        (CopyLimits.mostBatchBytes + 1, CopyLimits.mostBatchBytes),
        (1 << 50, CopyLimits.mostBatchBytes),
    ]

    @Test(arguments: rates) func aBatchIsWhatPassesInASecond(rate: UInt64, bytes: UInt64) {
        #expect(CopyWindow.batch(at: pace(messages: 0, bytes: rate)).bytes == bytes)
    }

    private static let counts: [(messages: Int, inBatch: Int)] = [
        (1, CopyLimits.batchMessages),
        (CopyLimits.batchMessages, CopyLimits.batchMessages),
        (CopyLimits.batchMessages + 1, CopyLimits.batchMessages + 1),
        (CopyLimits.mostBatchMessages - 1, CopyLimits.mostBatchMessages - 1),
        (CopyLimits.mostBatchMessages + 1, CopyLimits.mostBatchMessages),
        (1 << 20, CopyLimits.mostBatchMessages),
    ]

    /// The last batch of a slow server keeps the other pairs waiting for no longer than that.
    @Test(arguments: counts) func aBatchHasAsManyMessagesAsPassInASecond(messages: Int, inBatch: Int) {
        #expect(CopyWindow.batch(at: pace(messages: messages, bytes: 0)).messages == inBatch)
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
