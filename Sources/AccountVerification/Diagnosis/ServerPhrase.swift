/// Words by which a known server refuses a login, in lower case, and what they mean. Only the part that stays the
/// same is kept; the first match counts, so longer phrases come before those they contain.
struct ServerPhrase: Hashable {
    let words: String
    let meaning: LoginMeaning

    static let all: [ServerPhrase] = google + microsoft + chinese + others

    private static let google = [
        ServerPhrase(words: "application-specific password required", meaning: .googleAppPassword),
        ServerPhrase(words: "web login required", meaning: .googleWebLogin),
        ServerPhrase(words: "webalert", meaning: .googleWebLogin),
        ServerPhrase(words: "please log in via your web browser", meaning: .googleWebLogin),
        ServerPhrase(words: "your account is not enabled for imap use", meaning: .googleIMAPOff),
        ServerPhrase(words: "imap access is disabled for your domain", meaning: .googleIMAPOffForDomain),
        ServerPhrase(words: "imap access is not allowed for this account", meaning: .googleIMAPOffForDomain),
        ServerPhrase(words: "account exceeded command or bandwidth limits", meaning: .googleBandwidth),
        ServerPhrase(words: "invalid credentials (failure)", meaning: .googleCredentials),
    ]

    private static let microsoft = [
        ServerPhrase(words: "basic authentication is disabled", meaning: .microsoftOAuth),
        ServerPhrase(words: "basicauthblocked", meaning: .microsoftOAuth),
        ServerPhrase(words: "user is authenticated but not connected", meaning: .microsoftNotConnected),
        ServerPhrase(
            words: "account is blocked. login to your account via a web browser", meaning: .microsoftBlocked),
    ]

    private static let chinese = [
        ServerPhrase(words: "login login error or password error", meaning: .netEaseCode),
        ServerPhrase(words: "err.login.ipdeny", meaning: .netEaseEnterprise),
        ServerPhrase(words: "err.login.domainnotexist", meaning: .netEaseEnterprise),
        ServerPhrase(words: "err.login.userstatus", meaning: .netEaseEnterprise),
        ServerPhrase(words: "please using authorized code to login", meaning: .tencentCode),
        ServerPhrase(words: "please enter your authorization code to login", meaning: .tencentCode),
        ServerPhrase(words: "请使用授权码登录", meaning: .tencentCode),
        // The same in GBK, which is no UTF-8: as DisplayText shows such bytes.
        ServerPhrase(words: #"\xc7\xeb\xca\xb9\xd3\xc3\xca\xda\xc8\xa8\xc2\xeb"#, meaning: .tencentCode),
        ServerPhrase(words: "account is abnormal, service is not open", meaning: .tencentChecklist),
        ServerPhrase(words: "login frequency limited", meaning: .tencentFrequency),
    ]

    private static let others = [
        ServerPhrase(words: "you are yet to enable imap for your account", meaning: .imapOff),
        ServerPhrase(words: "or imap is disabled", meaning: .imapOff),
        ServerPhrase(words: "neobhodim parol prilozheniya", meaning: .appPassword),
        ServerPhrase(words: "application password is required", meaning: .appPassword),
        ServerPhrase(words: "too many simultaneous connections", meaning: .tooManyConnections),
        ServerPhrase(words: "maximum number of connections", meaning: .tooManyConnections),
    ]
}
