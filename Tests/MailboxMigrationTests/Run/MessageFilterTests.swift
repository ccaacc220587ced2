import IMAPCodec
import MailCore
import Testing

@testable import MailboxMigration

@Suite struct MessageFilterTests {
    @Test(arguments: [(UInt64(999), true), (1_000, true), (1_001, false)])
    func theLargestSizeIsIncluded(size: UInt64, isIncluded: Bool) {
        var filter = MessageFilter()
        filter.maximumSize = 1_000
        #expect(filter.includes(size: size, internalDate: nil) == isIncluded)
    }

    @Test(arguments: [(Int64(99), false), (100, true), (199, true), (200, false)])
    func theFirstMomentIsIncludedAndTheLastIsNot(seconds: Int64, isIncluded: Bool) {
        var filter = MessageFilter()
        filter.since = UTCTime(secondsSince1970: 100)
        filter.before = UTCTime(secondsSince1970: 200)
        #expect(filter.includes(size: 1, internalDate: UTCTime(secondsSince1970: seconds)) == isIncluded)
    }

    /// The same moment in three zones, and the moment before.
    @Test(arguments: [
        (" 1-Mar-2024 00:00:00 +0000", true), (" 1-Mar-2024 08:00:00 +0800", true),
        ("29-Feb-2024 19:00:00 -0500", true),
        (" 1-Mar-2024 07:59:59 +0800", false), ("29-Feb-2024 23:59:59 +0000", false),
    ])
    func zonesMakeNoDifference(date: String, isIncluded: Bool) throws {
        var filter = MessageFilter()
        filter.since = UTCTime(secondsSince1970: 1_709_251_200)
        let internalDate = try #require(InternalDate(parsing: date.utf8))
        let message = PlannedMessage(uid: .first, size: 1, flags: [], internalDate: internalDate)
        #expect(filter.includes(message) == isIncluded)
    }

    @Test func aMessageWithoutADateIsNeverLeftOut() {
        var filter = MessageFilter()
        filter.since = .now
        #expect(filter.includes(size: 1, internalDate: nil))
        #expect(!filter.includesAll)
        #expect(MessageFilter().includesAll)
    }
}
