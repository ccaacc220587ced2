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
        var pace = LinePace()
        pace.passed(messages: 0, bytes: rate)
        pace.spent(.seconds(1))
        #expect(CopyWindow.batch(at: pace).bytes == bytes)
        #expect(CopyWindow.batch(at: pace).messages == CopyLimits.batchMessages)
    }

    @Test func aLineThatWasNotWatchedYetIsTakenForASlowOne() {
        #expect(CopyWindow.batch(at: LinePace()).bytes == CopyLimits.batchBytes)
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
}
