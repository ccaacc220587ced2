import MailCore
import MailboxMigration
import Testing

@testable import GodwitCommands

/// What people and programs are told while a migration waits.
@Suite struct WaitingRenderingTests {
    private static let throttled = MigrationEvent.waiting(
        milliseconds: 240_000, side: .target, reason: .throttled(serverText: "Too many\u{1B} simultaneous connections.")
    )
    private static let unavailable = MigrationEvent.waiting(
        milliseconds: 5_000, side: .target, reason: .unavailable(serverText: "busy"))
    private static let settling = MigrationEvent.waiting(milliseconds: 3_000, side: .target, reason: .settling)
    private static let lost = MigrationEvent.waiting(milliseconds: 8_000, side: .source, reason: .connectionLost)
    private static let hosts: [MigrationSide: String] = [.source: "mail.old.example", .target: "imap.gmail.com"]

    private static func line(
        _ event: MigrationEvent, seconds: Int, _ language: Language, width: Int = 99,
        hosts: [MigrationSide: String] = hosts
    ) -> String {
        var snapshot = ProgressSnapshot(state: ProgressState())
        snapshot.state.note(event)
        snapshot.waitSeconds = seconds
        return ProgressLine(language: language, hosts: hosts).text(snapshot, width: width)
    }

    @Test func `The account and the time are named`() {
        #expect(
            Self.line(Self.throttled, seconds: 240, .english)
                == "New account (imap.gmail.com): the server asks to wait 4 min")
        #expect(
            Self.line(Self.throttled, seconds: 31, .simplifiedChinese) == "新账户（imap.gmail.com）：服务器要求等待约 35 秒")
        #expect(
            Self.line(Self.lost, seconds: 6, .english)
                == "Old account (mail.old.example): connection lost, trying again in 6 s")
        #expect(Self.line(Self.lost, seconds: 6, .simplifiedChinese, hosts: [:]) == "旧账户：连接中断，6 秒后重试")
    }

    @Test func `A line of its own has the server's words, made safe`() {
        #expect(
            ProgressLine(language: .english, hosts: Self.hosts).note(about: Self.throttled)
                == "New account (imap.gmail.com): the server asks to wait 4 min – Too many\\u{1B} simultaneous connections."
        )
        #expect(ProgressLine(language: .english).note(about: Self.lost) == nil)
    }

    @Test func `The same pause is told once`() {
        let board = ProgressBoard()
        for _ in 1...3 { board.note(Self.throttled) }
        board.note(Self.lost)
        board.note(Self.throttled)
        #expect(board.takeNotes().count == 1)
        board.note(.waiting(milliseconds: 480_000, side: .target, reason: .throttled(serverText: "slower")))
        #expect(board.takeNotes().count == 1)
    }

    @Test func `Being up to date is said until something happens`() {
        #expect(Self.line(.following, seconds: 0, .english) == "Up to date; waiting for new mail. Ctrl-C ends.")
        #expect(Self.line(.following, seconds: 0, .simplifiedChinese) == "已是最新，正在等待新邮件。按 Ctrl-C 结束。")
        var state = ProgressState()
        state.note(.following)
        state.note(.planned(mailboxes: 1, messages: 1))
        #expect(!state.isFollowing)
    }

    @Test(arguments: [10, 20, 30]) func `It fits`(width: Int) {
        for event in [Self.throttled, Self.lost, Self.unavailable, Self.settling, .following] {
            for language in Language.allCases {
                #expect(Self.line(event, seconds: 86_400, language, width: width).terminalWidth <= width)
            }
        }
    }

    @Test func `Programs are told why`() {
        #expect(
            Self.throttled.json.compactText
                == #"{"event":"waiting","milliseconds":240000,"side":"target","reason":"throttled","serverText":"Too many\u001B simultaneous connections."}"#
        )
        #expect(
            Self.lost.json.compactText
                == #"{"event":"waiting","milliseconds":8000,"side":"source","reason":"connectionLost"}"#)
        #expect(
            Self.unavailable.json.compactText
                == #"{"event":"waiting","milliseconds":5000,"side":"target","reason":"unavailable","serverText":"busy"}"#
        )
        #expect(
            Self.settling.json.compactText
                == #"{"event":"waiting","milliseconds":3000,"side":"target","reason":"settling"}"#)
        #expect(MigrationEvent.following.json.compactText == #"{"event":"following"}"#)
    }

    @Test(arguments: [
        (3_600_000, "Run the same command again in 1 h:", "请在约 1 小时后重新运行同一命令"),
        (nil, "Run the same command again later:", "请在稍后重新运行同一命令"),
    ])
    func `A run that ends over it says when to go on`(milliseconds: Int?, english: String, chinese: String) throws {
        let settings = ServerSettings(
            protocol: .imap, host: "imap.gmail.com", port: 993, security: .tls, username: "alice")
        let failure = CommandFailure(
            .throttled(side: .target, serverText: "limit", milliseconds: milliseconds), source: settings,
            target: settings, journalPath: "")
        #expect(failure.outcome == .limitReached)
        let diagnostic = try #require(failure.diagnostics.first)
        #expect(diagnostic.code == .throttled)
        #expect(diagnostic.evidence == "limit")
        #expect(
            diagnostic.message.english
                == "New account: imap.gmail.com still asks to wait; everything copied so far is safe.")
        #expect(diagnostic.remedy?.english.hasPrefix(english) == true)
        #expect(diagnostic.remedy?.simplifiedChinese.hasPrefix(chinese) == true)
    }
}
