import MailCore
import Testing

@testable import AccountVerification

/// China, Russia, Germany, Korea.
@Suite struct RegionalReplyTests {
    private static let netEase = [
        ReplyCase("LOGIN Login error or password error", .authorizationCodeRequired),
        ReplyCase("535 Error: authentication failed", from: "smtp.163.com", in: .smtp, .authorizationCodeRequired),
        ReplyCase("ERR.LOGIN.PASSERR", from: "pop.126.com", in: .pop3, .loginRefused, .administrator),
        ReplyCase("Unable to log on", from: "pop.yeah.net", in: .pop3, .authorizationCodeRequired),
        ReplyCase("550 User has no permission", in: .smtp, .imapDisabled),
        ReplyCase("554 Ip is rejected, smtp auth error limit exceed", in: .smtp, .tooManyAttempts, .nobody),
        ReplyCase(
            "SELECT Unsafe Login. Please contact kefu@188.com for help", at: .access, .unsafeLogin),
        ReplyCase(
            "EXAMINE Unsafe Login. Please contact kefu@188.com for help", at: .access, .unsafeLogin),
        ReplyCase(
            "SELECT The login is not safe! Please update your mail client: http://mail.163.com/dashi", at: .access,
            .unsafeLogin),
        ReplyCase("ERR.LOGIN.IPDENY", .placeRefused, .administrator),
        ReplyCase("ERR.LOGIN.DOMAINNOTEXIST", in: .pop3, .wrongServer, .administrator),
        ReplyCase("ERR.LOGIN.USERSTATUS", in: .smtp, .accountLocked, .administrator),
        ReplyCase("LOGIN failed", from: "imap.qiye.163.com", .loginRefused, .administrator),
        ReplyCase("553 Mail from must equal authorized user", from: "smtp.163.com", in: .smtp, .senderRefused),
    ]

    private static let abnormal =
        "Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or "
        + "system is busy."

    private static let tencent = [
        ReplyCase(abnormal, .authorizationCodeRequired),
        ReplyCase("535 \(abnormal)", from: "smtp.qq.com", in: .smtp, .authorizationCodeRequired),
        ReplyCase(abnormal, from: "imap.exmail.qq.com", .appPasswordRequired),
        ReplyCase(
            "Please using authorized code to login. More information at http://service.mail.qq.com/cgi-bin/help?subtype=1"
                + "&&id=28&&no=1001256", .authorizationCodeRequired),
        ReplyCase(
            "535 Login Fail. Please enter your authorization code to login. More information in "
                + "http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256", in: .smtp,
            .authorizationCodeRequired),
        ReplyCase("请使用授权码登录", .authorizationCodeRequired),
        ReplyCase(
            bytes: [0x35, 0x33, 0x35, 0x20] + Self.useTheCode, from: "smtp.qq.com", in: .smtp,
            .authorizationCodeRequired),
        ReplyCase(bytes: Self.useTheCode, from: "mail.example.org", in: .imap, .authorizationCodeRequired),
        ReplyCase("Login frequency limited", .tooManyAttempts, .nobody),
        ReplyCase("Login fail", from: "imap.exmail.qq.com", .appPasswordRequired),
        ReplyCase("UID SEARCH invalid argument", at: .access, .commandRefused, .provider),
        ReplyCase("UID parameters!", at: .access, .commandRefused, .provider),
    ]

    /// 请使用授权码登录 in GBK.
    private static let useTheCode: [UInt8] = [
        0xC7, 0xEB, 0xCA, 0xB9, 0xD3, 0xC3, 0xCA, 0xDA, 0xC8, 0xA8, 0xC2, 0xEB, 0xB5, 0xC7, 0xC2, 0xBC,
    ]

    private static let china = [
        ReplyCase("526 Authentication failure[0]", in: .smtp, .appPasswordRequired),
        ReplyCase("LOGIN failed", from: "imap.qiye.aliyun.com", .appPasswordRequired),
        ReplyCase("454 your account is too frequently sending", in: .smtp, .temporarilyUnavailable, .nobody),
        ReplyCase("554 Reject by behaviour spam: too frequently sending", in: .smtp, .temporarilyUnavailable, .nobody),
        ReplyCase("invalid command or parameters", at: .access, .commandRefused, .provider),
        ReplyCase("LOGIN failed", from: "imap.sina.com", .authorizationCodeRequired),
        ReplyCase("535 Error: authentication failed", from: "smtp.sina.com", in: .smtp, .authorizationCodeRequired),
        ReplyCase("LOGIN failed", from: "imap.sohu.com", .authorizationCodeRequired),
        ReplyCase("LOGIN failed", from: "imap.139.com", .authorizationCodeRequired),
        ReplyCase("LOGIN failed", from: "imap.189.cn", .authorizationCodeRequired),
    ]

    private static let elsewhere = [
        ReplyCase("[AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=abc", .imapDisabled),
        ReplyCase(
            "535 5.7.8 Error: authentication failed: This user does not have access rights to this service", in: .smtp,
            .imapDisabled),
        ReplyCase("[AUTHENTICATIONFAILED] no", from: "imap.yandex.ru", .appPasswordRequired),
        ReplyCase(
            "NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Application "
                + "password is REQUIRED", .appPasswordRequired),
        ReplyCase(
            "535 5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Aplication "
                + "password is REQUIRED", in: .smtp, .appPasswordRequired),
        ReplyCase("[AUTHENTICATIONFAILED] Authentication failed", from: "imap.mail.ru", .appPasswordRequired),
        ReplyCase("authentication failed", from: "pop.gmx.net", in: .pop3, .imapDisabled),
        ReplyCase("[AUTHENTICATIONFAILED] authentication failed", from: "imap.web.de", .imapDisabled),
        ReplyCase("535 Authentication credentials invalid", from: "mail.gmx.net", in: .smtp, .imapDisabled),
        ReplyCase("authentication failed", from: "imap.mail.com", .imapDisabled),
        ReplyCase("[AUTHENTICATIONFAILED] no", from: "secureimap.t-online.de", .loginRefused),
        ReplyCase("no", from: "mx.freenet.de", .imapDisabled),
        ReplyCase(
            "[ALERT] Account is temporarily unavailable", from: "imap.vodafonemail.de", at: .access,
            .tooManyConnections, .nobody),
        ReplyCase("[AUTHENTICATIONFAILED] no", from: "imap.naver.com", .appPasswordRequired),
        ReplyCase("no", from: "imap.daum.net", .appPasswordRequired),
        ReplyCase("no", from: "imap.kakao.com", .appPasswordRequired),
    ]

    @Test(arguments: netEase + tencent + china) func `Chinese servers say`(example: ReplyCase) { example.check() }

    @Test(arguments: elsewhere) func `Servers of other countries say`(example: ReplyCase) { example.check() }
}
