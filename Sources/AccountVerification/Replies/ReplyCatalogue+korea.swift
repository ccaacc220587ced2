internal import MailCore

extension ReplyCatalogue {
    static let korea = [
        ReplyCause(
            .appPasswordRequired, .user,
            "Naver refused the login: it wants an app password, and IMAP turned on.",
            zhHans: "Naver 拒绝登录：需要使用应用专用密码，并开启 IMAP。",
            remedy:
                "Turn on two-step verification, make an app password, and turn IMAP/SMTP on in the mail's settings.",
            zhHans: "请开启两步验证，生成应用专用密码，并在邮箱设置中开启 IMAP/SMTP。",
            page: "https://help.naver.com/service/30029/contents/21342?osType=PC&lang=ko",
            said: [.anyRefusal(by: .naver)]),
        ReplyCause(
            .appPasswordRequired, .user,
            "Daum refused the login: it wants an app password, and IMAP turned on.",
            zhHans: "Daum 拒绝登录：需要使用应用专用密码，并开启 IMAP。",
            remedy:
                "Turn on two-step verification of the Kakao account, make an app password, and turn IMAP/SMTP on in the "
                + "mail's settings.",
            zhHans: "请开启 Kakao 账户的两步验证，生成应用专用密码，并在邮箱设置中开启 IMAP/SMTP。",
            page: "https://mail.daum.net/",
            said: [.anyRefusal(by: .daum)]),
        ReplyCause(
            .appPasswordRequired, .user,
            "Kakao Mail refused the login: it wants an app password, and IMAP turned on.",
            zhHans: "Kakao 邮箱拒绝登录：需要使用应用专用密码，并开启 IMAP。",
            remedy:
                "Turn on two-step verification, make an app password, and turn IMAP/SMTP on in the mail's settings. The user "
                + "name is the part before the @.",
            zhHans: "请开启两步验证，生成应用专用密码，并在邮箱设置中开启 IMAP/SMTP。用户名是 @ 之前的部分。",
            page: "https://mail.kakao.com/",
            said: [.anyRefusal(by: .kakao)]),
    ]
}
