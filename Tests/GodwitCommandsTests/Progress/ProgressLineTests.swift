import MailCore
import MailboxMigration
import Testing

@testable import GodwitCommands

@Suite struct ProgressLineTests {
    private static func snapshot(
        messages: Int = 5_000, folders: [(name: String, messages: Int)] = [], copied: Int = 0, failed: Int = 0
    ) -> ProgressSnapshot {
        var state = ProgressState()
        state.note(.planned(mailboxes: folders.count, messages: messages))
        for folder in folders { state.note(.mailboxStarted(name: folder.name, target: "", messages: folder.messages)) }
        if let first = folders.first {
            state.note(.copied(mailbox: first.name, messages: copied, bytes: 1_000))
            for uid in 0..<failed {
                state.note(.failed(mailbox: first.name, uid: UInt32(uid + 1), code: .messageRefused, serverText: ""))
            }
        }
        return ProgressSnapshot(state: state)
    }

    @Test func oneLineSaysItAll() {
        var snapshot = Self.snapshot(
            folders: [("Archive/2019", 2_000), ("工作", 40), ("a", 30)], copied: 1_232, failed: 2)
        snapshot.perSecond = (412.7, 26_100_000)
        snapshot.secondsLeft = 150
        #expect(
            ProgressLine(language: .english).text(snapshot, width: 100)
                == "24%  1,234/5,000  412 msg/s  26.1 MB/s  3 min left  2 failed  3 folders: Archive/2019 1,234/2,000")
        #expect(
            ProgressLine(language: .simplifiedChinese).text(snapshot, width: 110)
                == "24%  1,234/5,000  412 封/秒  26.1 MB/s  剩余约 3 分钟  2 失败  3 个文件夹：Archive/2019 1,234/2,000")
    }

    @Test func whatItWaitsForIsSaid() {
        let line = ProgressLine(language: .english)
        #expect(line.text(ProgressSnapshot(state: ProgressState()), width: 79) == "Looking at both accounts …")
        var waiting = Self.snapshot()
        waiting.state.note(.waiting(milliseconds: 8_000, side: .target, reason: .connectionLost))
        waiting.waitSeconds = 6
        #expect(line.text(waiting, width: 79) == "New account: connection lost, trying again in 6 s")
        var quiet = Self.snapshot(folders: [("a", 5_000)])
        quiet.quietSeconds = 9
        #expect(!line.text(quiet, width: 79).contains("ago"))
        quiet.quietSeconds = 10
        #expect(line.text(quiet, width: 79) == "0%  0/5,000  last message 10 s ago  a 0/5,000")
        var proving = Self.snapshot(messages: 10, folders: [("a", 10)], copied: 10)
        proving.state.note(.proving(mailbox: "a"))
        proving.quietSeconds = 60
        #expect(line.text(proving, width: 79) == "100%  10/10  a checking")
    }

    @Test func everythingIsNotSaidBeforeItIsThere() {
        #expect(
            ProgressLine(language: .english).text(Self.snapshot(folders: [("a", 5_000)], copied: 4_999), width: 79)
                .hasPrefix("99%"))
    }

    @Test(arguments: Language.allCases, [20, 40, 60, 79])
    func itFitsWhateverHappens(language: Language, width: Int) {
        let long = String(repeating: "很长的文件夹名称", count: 6)
        let line = ProgressLine(language: language)
        for folders in [[], [("a", 1)], [(long, 2_000_000)], [(long, 2_000_000), ("b", 3), ("\u{1B}[2J", 9_000_000)]] {
            for (copied, failed) in [(0, 0), (1_234_567, 3), (1_999_999, 12)] {
                var snapshot = Self.snapshot(messages: 12_345_678, folders: folders, copied: copied, failed: failed)
                snapshot.perSecond = (12_345, 1_234_567_890)
                snapshot.secondsLeft = 86_000
                snapshot.quietSeconds = 999
                let text = line.text(snapshot, width: width)
                #expect(text.terminalWidth <= width, "\(text)")
                #expect(!text.unicodeScalars.contains("\u{1B}"))
                #expect(!text.isEmpty)
            }
        }
    }

    @Test func aNameIsCutAndTheFiguresStay() {
        let snapshot = Self.snapshot(folders: [("Archive/Letters/2019", 5_000)], copied: 5)
        #expect(ProgressLine(language: .english).text(snapshot, width: 32) == "0%  5/5,000  Archive/Le… 5/5,000")
        #expect(ProgressLine(language: .english).text(snapshot, width: 22) == "0%  5/5,000")
    }

    @Test func aFailureIsToldInWords() {
        let line = ProgressLine(language: .english)
        #expect(
            line.note(about: .failed(mailbox: "a", uid: 7, code: .messageTooLarge, serverText: "9 > 8"))
                == "✗ a UID 7: too large for the new account – 9 > 8")
        #expect(
            line.note(about: .mailboxFailed(name: "b\u{1B}", code: .mailboxCreateRefused, serverText: ""))
                == "✗ b\\u{1B}: the new account does not make this folder")
        #expect(line.note(about: .proving(mailbox: "a")) == nil)
    }
}
