import IMAPClient
import IMAPCodec
import Testing

@testable import MailboxMigration

/// What servers say when they want a pause, in the words that were seen of them.
@Suite struct ThrottleNoticeTests {
    /// Kind, code, words, and the pause in milliseconds; nil where none is named.
    static let pauses: [(StatusResponse.Kind, String?, String, Int?)] = [
        (.no, "OVERQUOTA", "Account exceeded command or bandwidth limits. 7f44mb1234", 3_600_000),
        (.no, "ALERT", "Account has exceeded the Gmail bandwidth limit for downloads via IMAP (Failure)", 3_600_000),
        (.no, "ALERT", "Too many simultaneous connections. (Failure)", nil),
        (.no, "THROTTLED", "", nil),
        (.bad, nil, "Request is throttled. Suggested Backoff Time: 299609 milliseconds", 299_609),
        (.no, nil, "Request is throttled. Suggested Backoff Time: 0 milliseconds", 0),
        (.no, nil, "Request is throttled. Suggested Backoff Time: soon", nil),
        (.no, nil, "Request is throttled. Suggested Backoff Time: 99999999999999999999 milliseconds", nil),
        (.bad, nil, "Request is throttled.", nil),
        (.bye, nil, "Connection closed. 14", nil),
        (.no, "LIMIT", "UID FETCH Rate limit hit.", nil),
        (
            .no, "UNAVAILABLE", "Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
            nil
        ),
        (.bye, nil, "Too many connections", nil),
        (.bye, nil, "Maximum connection limit reached for 192.0.2.1", nil),
        (.no, "UNAVAILABLE", "Try again later", nil),
        (.no, "INUSE", "Mailbox in use", nil),
        (.no, nil, "Temporary unavailable", nil),
    ]

    @Test(arguments: pauses.indices) func `A wish for a pause is recognised`(index: Int) throws {
        let (kind, code, words, milliseconds) = Self.pauses[index]
        let notice = try #require(ThrottleNotice(status: Self.status(kind, code, words)))
        #expect(notice.milliseconds == milliseconds)
        #expect(notice.serverText == words)
    }

    static let others: [(StatusResponse.Kind, String?, String)] = [
        (.ok, nil, "Request is throttled. Suggested Backoff Time: 5 milliseconds"), (.ok, "THROTTLED", ""),
        (.no, "OVERQUOTA", "Quota exceeded (mailbox for user is full)"), (.no, "LIMIT", "Too many keywords"),
        (.no, "UNAVAILABLE", "UID FETCH Server error - Please try again later"),
        (.no, "UNAVAILABLE", "Server error while fetching messages"), (.no, "TOOBIG", "Message too large"),
        (.no, "SERVERBUG", "Internal error"), (.bye, nil, "Session expired, please login again"), (.no, nil, ""),
    ]

    @Test(arguments: others.indices) func `Anything else is none`(index: Int) {
        let (kind, code, words) = Self.others[index]
        #expect(ThrottleNotice(status: Self.status(kind, code, words)) == nil)
    }

    /// Words and codes that mean a pause at a login only, or only once a login has worked.
    @Test(arguments: [
        ("LIMIT", "Too many sessions", [false, true, true]),
        (
            nil,
            "Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.",
            [false, false, true]
        ),
        (nil, "User is authenticated but not connected.", [false, false, true]),
        ("AUTHENTICATIONFAILED", "Invalid credentials (Failure)", [false, false, false]),
        (nil, "Too many bad auth attempts", [false, false, false]),
        ("UNAVAILABLE", "Directory is down", [true, true, true]),
    ])
    func `What it means depends on what was asked`(code: String?, words: String, expected: [Bool]) {
        let status = Self.status(.no, code, words)
        let errors: [(IMAPError, hasLoggedIn: Bool)] = [
            (.refused(command: "APPEND", status), true), (.loginRefused(status), false), (.loginRefused(status), true),
        ]
        #expect(errors.map { ThrottleNotice($0, hasLoggedIn: $1) != nil } == expected)
    }

    @Test func `A lost line says nothing`() {
        #expect(ThrottleNotice(.timedOut(command: "NOOP"), hasLoggedIn: true) == nil)
    }

    @Test func `The words are made safe to show`() {
        let notice = ThrottleNotice(status: Self.status(.no, "THROTTLED", "wait\u{1B}[2J"))
        #expect(notice?.serverText == "wait\\u{1B}[2J")
    }

    private static func status(_ kind: StatusResponse.Kind, _ code: String?, _ words: String) -> StatusResponse {
        StatusResponse(kind: kind, code: code.map { .other(name: $0, text: "") }, text: Array(words.utf8))
    }
}
