import Testing

@testable import IMAPCodec

@Suite struct InternalDateTests {
    /// Seconds as `date -u -d` gives them.
    @Test(
        arguments: [
            (" 1-Jan-1970 00:00:00 +0000", 0, 0), ("17-Jul-1996 02:44:25 -0700", 837_596_665, -420),
            ("17-Jul-1996 02:44:25 -0730", 837_598_465, -450), (" 1-Jan-2001 00:00:00 +0530", 978_287_400, 330),
            ("29-Feb-2000 23:59:59 +0000", 951_868_799, 0), ("29-Feb-2024 12:00:00 +0800", 1_709_179_200, 480),
            ("31-Dec-1969 23:59:59 +0000", -1, 0), ("31-Dec-1969 16:00:00 -0800", 0, -480),
            ("28-Feb-1900 00:00:00 +0000", -2_203_977_600, 0), (" 1-Mar-1900 00:00:00 +0000", -2_203_891_200, 0),
            (" 1-Jan-0001 00:00:00 +0000", -62_135_596_800, 0), ("31-Dec-9999 23:59:59 +0000", 253_402_300_799, 0),
            ("19-Jan-2038 03:14:08 +0000", 2_147_483_648, 0), ("15-Jun-2020 00:00:00 +2359", 1_592_092_860, 1_439),
            ("15-Jun-2020 00:00:00 -2359", 1_592_265_540, -1_439),
        ] as [(String, Int64, Int)])
    func readsAndWrites(text: String, seconds: Int64, zone: Int) throws {
        let date = try #require(InternalDate(parsing: text.utf8))
        #expect(date.secondsSince1970 == seconds)
        #expect(date.zoneMinutes == zone)
        #expect(date.description == text)
        #expect(InternalDate(secondsSince1970: seconds, zoneMinutes: zone) == date)
    }

    @Test(arguments: [
        ("1-Jan-2001 00:00:00 +0000", " 1-Jan-2001 00:00:00 +0000"),
        ("01-JAN-2001 00:00:00 +0000", " 1-Jan-2001 00:00:00 +0000"),
        ("31-Dec-2016 23:59:60 +0000", " 1-Jan-2017 00:00:00 +0000"),
        (" 1-jan-2001 00:00:00 -0000", " 1-Jan-2001 00:00:00 +0000"),
    ])
    func otherSpellingsAreUnderstood(text: String, usual: String) {
        #expect(InternalDate(parsing: text.utf8)?.description == usual)
    }

    @Test(arguments: [
        "", " 1-Jan-2001", " 0-Jan-2001 00:00:00 +0000", "32-Jan-2001 00:00:00 +0000", "29-Feb-2001 00:00:00 +0000",
        "29-Feb-1900 00:00:00 +0000", "31-Apr-2001 00:00:00 +0000", " 1-Foo-2001 00:00:00 +0000",
        " 1-Jan-0000 00:00:00 +0000", " 1-Jan-2001 24:00:00 +0000", " 1-Jan-2001 00:60:00 +0000",
        " 1-Jan-2001 00:00:61 +0000", " 1-Jan-2001 00:00:00 +2400", " 1-Jan-2001 00:00:00 +0060",
        " 1-Jan-2001 00:00:00 00000", " 1-Jan-2001 00:00:00 UTC", " 1-Jan-2001 00:00:00 +0000 ",
        "  -Jan-2001 00:00:00 +0000",
        " 1/Jan/2001 00:00:00 +0000", " 1-Jan-2001T00:00:00 +0000", " 1-Jan-20x1 00:00:00 +0000",
        " 1-Jan-2001 00.00.00 +0000", " 1-Jan-0001 00:00:00 +0001", "31-Dec-9999 23:59:59 -0001",
        "é1-Jan-2001 00:00:00 +000",
    ])
    func otherTextsAreNoDates(text: String) {
        #expect(InternalDate(parsing: text.utf8) == nil)
    }

    /// Four digits must be able to say the year, in UTC and in the zone.
    @Test(
        arguments: [
            (-62_135_596_801, 0), (253_402_300_800, 0), (-62_135_596_800, -1), (253_402_300_799, 1), (0, 1_440),
            (0, -1_440),
            (0, .min), (.min, 0), (.max, 0),
        ] as [(Int64, Int)])
    func momentsBeyondTheFormAreRefused(seconds: Int64, zone: Int) {
        #expect(InternalDate(secondsSince1970: seconds, zoneMinutes: zone) == nil)
    }

    @Test func everyMomentSurvives() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<5_000 {
            let seconds = Int64.random(in: -62_135_500_000...253_402_200_000, using: &random)
            let zone = Int.random(in: -1_439...1_439, using: &random)
            let date = try #require(InternalDate(secondsSince1970: seconds, zoneMinutes: zone))
            #expect(date.description.utf8.count == 26)
            #expect(InternalDate(parsing: date.description.utf8) == date)
        }
    }
}
