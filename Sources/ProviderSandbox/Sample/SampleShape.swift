/// The shapes of mail.
enum SampleShape: CaseIterable {
    case plain, html, chineseSubject, noMessageID, repeatedMessageID, exactDuplicate, emptyBody, noFinalNewline
    case eightBit, longLine, fromLines, dotLines, foldedHeader, smallAttachment, headerOnly, plainLong

    func bytes(index: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        switch self {
        case .plain: SampleText.message(index, body: SampleText.paragraph(4, &generator))
        case .plainLong: SampleText.message(index, body: SampleText.paragraph(200, &generator))
        case .html:
            SampleText.message(
                index, extra: ["Content-Type: text/html; charset=utf-8"],
                body: "<html><body><p>\(SampleText.paragraph(30, &generator))</p></body></html>\r\n")
        case .chineseSubject:
            SampleText.message(
                index, subject: "=?utf-8?B?5pel5pysL+S4reWbvemhueebruaKpeWRig==?=",
                extra: ["Content-Type: text/plain; charset=utf-8"], body: "各位好:\r\n\r\n附件是本周的项目报告。\r\n")
        case .noMessageID: SampleText.message(index, identifier: nil, body: SampleText.paragraph(3, &generator))
        case .repeatedMessageID:
            SampleText.message(index, identifier: "<again@old.example>", body: SampleText.paragraph(3, &generator))
        case .exactDuplicate: SampleText.message(0, subject: "The same mail twice", body: "Word for word.\r\n")
        case .emptyBody: SampleText.message(index, body: "")
        case .noFinalNewline: SampleText.message(index, body: "The last line does not end")
        case .eightBit:
            SampleText.message(
                index, subject: "Grüße aus Köln", extra: ["Content-Transfer-Encoding: 8bit"],
                body: "Straße, café, Ελλάδα\r\n")
                + [0xE9, 0xFF, 0x80, 13, 10]
        case .longLine: SampleText.message(index, body: String(repeating: "0123456789", count: 2_000) + "\r\n")
        case .fromLines: SampleText.message(index, body: "From here on\r\n>From there\r\nFrom \r\n")
        case .dotLines: SampleText.message(index, body: ".\r\n..\r\n.hidden\r\n\r\n.\r\n")
        case .foldedHeader:
            SampleText.message(
                index, extra: ["References: <a@old.example>\r\n\t<b@old.example>\r\n <c@old.example>"],
                body: SampleText.paragraph(2, &generator))
        case .smallAttachment: SampleText.attachment(index, size: 40_000, &generator)
        case .headerOnly: Array("Subject: nothing but this line\r\n\r\n".utf8)
        }
    }
}
