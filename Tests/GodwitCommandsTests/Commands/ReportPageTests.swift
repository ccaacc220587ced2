import Foundation
import FoundationXML
import GodwitCommands
import IMAPCodec
import MailCore
import MailTestServers
import Testing

@testable import MailboxMigration

/// `godwit report --html`: a page that names from anywhere cannot harm.
@Suite struct ReportPageTests {
    private let folder: TemporaryFolder
    private let journal: String
    private let page: String

    init() throws {
        folder = try TemporaryFolder()
        journal = folder.path + "/journal.sqlite"
        page = folder.path + "/report.html"
    }

    private static let hostile = #""><script src=https://evil.example/>'&amp;<img onerror=alert(1)>"#

    /// One folder that was refused, one with a proven, a different, a refused and a too large message.
    private func fill() async throws {
        let journal = try MigrationJournal(
            path: journal, source: "imap://alice%40old.example@mail.old.example", target: "imap://bob@new.example:1993")
        let name = MailboxName(decoded: "归档 " + Self.hostile)
        let mailbox = try await journal.mailbox(source: name, target: MailboxName(decoded: "Archive"))
        _ = try await journal.beginTarget(mailbox.id, UIDValidity(1), isEmpty: true)
        let uids = (1...4).compactMap { UID($0) }
        let planned = uids.map { PlannedMessage(uid: $0, size: 1_000, flags: [], internalDate: nil) }
        try await journal.plan(mailbox.id, planned, through: uids[3])
        try await journal.intend(mailbox.id, Array(uids[..<2]))
        try await journal.recordCopied(
            mailbox.id,
            uids[..<2].map {
                CopiedMessage(
                    uid: $0, targetUID: $0, size: 1_000, digest: [1], droppedFlags: [Flag(Self.hostile), Flag("Work")])
            })
        try await journal.recordProven(mailbox.id, [uids[0]], level: .full)
        try await journal.recordMismatch(mailbox.id, uids[1], ["flags"])
        try await journal.recordFailed(
            mailbox.id,
            [
                FailedMessage(uid: uids[2], code: .messageRefused, serverText: "\u{1B}[2J" + Self.hostile),
                FailedMessage(uid: uids[3], code: .messageTooLarge, serverText: "1000 > 10"),
            ])
        let other = try await journal.mailbox(
            source: MailboxName(decoded: "Other"), target: MailboxName(decoded: "Other"))
        try await journal.failMailbox(other.id, .mailboxCreateRefused, "no <b>room</b>")
    }

    private func written(_ language: Language) async throws -> String {
        let run = await CapturedRun("report", "--journal", journal, "--html", page, "--language", language.rawValue)
        #expect(run.outcome == .done, "\(run.errors)")
        return try String(contentsOfFile: page, encoding: .utf8)
    }

    @Test(arguments: Language.allCases)
    func namesAndWordsAreTextAndNothingElse(language: Language) async throws {
        try await fill()
        let text = try await written(language)
        let content = PageContent()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = content
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(content.text.contains("归档 " + Self.hostile))
        #expect(content.text.contains("no <b>room</b>"))
        #expect(content.text.contains("Work"))
        #expect(content.text.contains("\\u{1B}[2J"))
        #expect(
            content.elements.isSubset(of: [
                "html", "head", "meta", "title", "style", "body", "header", "footer", "section", "h1", "h2", "h3", "p",
                "strong", "ul", "li", "b", "div", "table", "thead", "tbody", "tr", "th", "td",
            ]))
        #expect(
            content.attributes.isSubset(of: [
                "lang", "charset", "name", "content", "http-equiv", "class", "scope", "dir",
            ]))
        #expect(content.language == language.rawValue)
    }

    @Test func nothingIsFetchedFromAnywhere() async throws {
        try await fill()
        let text = try await written(.english)
        #expect(text.contains("default-src &#39;none&#39;"))
        let ours = text.components(separatedBy: "<body>")[0]
        for reference in ["http:", "https:", "//", "url(", "@import", "<link", "<script"] {
            #expect(!ours.contains(reference), "\(reference)")
        }
        #expect(!text.contains("<script"))
        #expect(text.contains("prefers-color-scheme: dark"))
    }

    @Test(arguments: [
        (
            Language.english,
            [
                "alice@old.example → bob@new.example:1993", "too large for the new account", "--map", "--retry-failed",
                "Proven means: read back from the new account, and equal in every byte", "flags",
                "What could not be kept", "Work",
            ]
        ),
        (.simplifiedChinese, ["未完成", "超过新账户允许的大小", "--retry-failed", "服务器的原话", "每个字节", "未能保留的内容"]),
    ])
    func itSaysWhatFailedAndWhatToDo(language: Language, expected: [String]) async throws {
        try await fill()
        let content = PageContent()
        let parser = XMLParser(data: Data(try await written(language).utf8))
        parser.delegate = content
        #expect(parser.parse())
        for text in expected { #expect(content.text.contains(text), "\(text)") }
    }

    @Test func onlyItsOwnerMayReadIt() async throws {
        try await fill()
        _ = try await written(.english)
        let attributes = try FileManager.default.attributesOfItem(atPath: page)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".new") }.isEmpty)
    }

    @Test func aFileThatCannotBeWrittenIsNamed() async throws {
        try await fill()
        let path = folder.path + "/no such folder/report.html"
        let run = await CapturedRun("report", "--journal", journal, "--html", path, "--language", "en")
        #expect(run.outcome == .usage)
        #expect(
            run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
                "report.html cannot be written."))
        #expect(run.errors.contains("No such file or directory"))
    }
}

private final class PageContent: NSObject, XMLParserDelegate {
    var text = ""
    var elements: Set<String> = []
    var attributes: Set<String> = []
    var language: String?

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes given: [String: String]
    ) {
        elements.insert(name)
        attributes.formUnion(given.keys)
        if name == "html" { language = given["lang"] }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
