import MailCore
import Testing

@testable import AccountVerification

/// Google, Microsoft, Yahoo, Apple, Zoho, Fastmail, and what anybody's server says.
@Suite struct GlobalReplyTests {
    private static let google = [
        ReplyCase(
            "[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
            .appPasswordRequired),
        ReplyCase("[AUTHENTICATIONFAILED] Invalid credentials (Failure)", .loginRefused),
        ReplyCase("[AUTHENTICATIONFAILED] Something new", from: "imap.gmail.com", .loginRefused),
        ReplyCase("[WEBALERT https://accounts.google.com/signin/continue] Web login required", .webLoginRequired),
        ReplyCase(
            "[ALERT] Please log in via your web browser: https://support.google.com (Failure)", .webLoginRequired),
        ReplyCase("Your account is not enabled for IMAP use", .imapDisabled),
        ReplyCase("[SYS/PERM] Your account is not enabled for POP access.", in: .pop3, .imapDisabled),
        ReplyCase("[ALERT] IMAP access is disabled for your domain. (Failure)", .imapDisabled, .administrator),
        ReplyCase("IMAP access is not allowed for this account", .imapDisabled, .administrator),
        ReplyCase("[ALERT] Too many simultaneous connections. (Failure)", .tooManyConnections, .nobody),
        ReplyCase(
            "[OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)", at: .access, .temporarilyUnavailable,
            .nobody),
        ReplyCase(
            "Account has exceeded the Gmail bandwidth limit for downloads via IMAP", at: .access,
            .temporarilyUnavailable, .nobody),
        ReplyCase(
            "Session expired, please login again.", from: "imap.gmail.com", at: .access, .temporarilyUnavailable,
            .nobody),
        ReplyCase("[THROTTLED] slow down", from: "imap.gmail.com", at: .access, .temporarilyUnavailable, .nobody),
        ReplyCase(
            "534-5.7.9 Application-specific password required. Learn more at\r\n534 5.7.9  "
                + "https://support.google.com/mail/?p=InvalidSecondFactor a1 - gsmtp", in: .smtp, .appPasswordRequired),
        ReplyCase(
            "535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  "
                + "https://support.google.com/mail/?p=BadCredentials a1 - gsmtp", in: .smtp, .loginRefused),
        ReplyCase(
            "534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please\r\n534-5.7.14 log in via your web "
                + "browser and then try again.", in: .smtp, .webLoginRequired),
        ReplyCase("454-4.7.0 Too many login attempts, please try again later.", in: .smtp, .tooManyAttempts, .nobody),
        ReplyCase(
            #"{"error": "unauthorized_client", "error_description": "Client is unauthorized"}"#, .tokenRefused,
            .administrator),
        ReplyCase(
            "[NONEXISTENT] Unknown Mailbox: [Gmail] (now in authenticated state) (Failure)", at: .access,
            .mailboxRefused, .nobody),
        ReplyCase(
            "[CANNOT] Folder contains excess whitespace (Failure)", at: .access, .mailboxCreateRefused),
        ReplyCase("Some messages could not be FETCHed (Failure)", at: .access, .messageUnreadable, .provider),
        ReplyCase("Invalid character in literal.", at: .access, .messageUnreadable, .provider),
        ReplyCase("Invalid Arguments: Unable to parse message", at: .access, .messageRefused, .nobody),
        ReplyCase("Unable to store flags (Failure)", at: .access, .commandRefused, .nobody),
        ReplyCase(
            "Message too large. https://support.google.com/mail/answer/6584#limit", at: .access, .messageTooLarge,
            .nobody),
        ReplyCase("System Error", at: .access, .serverSaidBye, .provider),
    ]

    private static let microsoft = [
        ReplyCase("Basic authentication is disabled.", .oauthRequired),
        ReplyCase("LOGIN failed.", from: "outlook.office365.com", .oauthRequired),
        ReplyCase("AUTHENTICATE failed.", from: "outlook.office365.com", .oauthRequired),
        ReplyCase(
            "Logon failure: unknown user name or bad password.", from: "outlook.office365.com", in: .pop3,
            .oauthRequired),
        ReplyCase(#"AUTHENTICATE failed. [Error="LogonDenied-BasicAuthBlocked-535"]"#, .oauthRequired),
        ReplyCase("User is authenticated but not connected.", at: .access, .imapDisabled),
        ReplyCase(
            "[ALERT] Account is blocked. Login to your account via a web browser to verify your identity",
            .webLoginRequired),
        ReplyCase("Command Error. 10", from: "outlook.office365.com", at: .access, .tokenRefused),
        ReplyCase("Command Error. 12", from: "outlook.office365.com", at: .access, .tokenRefused),
        ReplyCase("Session invalidated - AccessTokenExpired", at: .access, .tokenRefused),
        ReplyCase(
            "Request is throttled. Suggested Backoff Time: 299609 milliseconds", at: .access, .temporarilyUnavailable,
            .nobody),
        ReplyCase(
            "Connection closed. 14", from: "outlook.office365.com", at: .access, .temporarilyUnavailable, .nobody),
        ReplyCase(
            "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [AM0P190CA0001]", in: .smtp,
            .oauthRequired),
        ReplyCase(
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit "
                + "https://aka.ms/smtp_auth_disabled for more information.", in: .smtp, .imapDisabled, .administrator),
        ReplyCase(
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", in: .smtp,
            .imapDisabled, .administrator),
        ReplyCase(
            "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. "
                + "Contact your administrator.", in: .smtp, .loginRefused, .administrator),
        ReplyCase(
            "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated "
                + "successfully. Contact your administrator.", in: .smtp, .loginRefused, .administrator),
        ReplyCase(
            "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.", in: .smtp, .loginRefused),
        ReplyCase(
            "535 5.7.139 Authentication unsuccessful, account locked", from: "smtp.office365.com", in: .smtp,
            .accountLocked),
        ReplyCase("535 5.7.3 Authentication unsuccessful [AM0P190CA0001]", in: .smtp, .loginRefused),
        ReplyCase("504 5.7.4 Unrecognized authentication type", in: .smtp, .noCommonMechanism, .administrator),
        ReplyCase("AADSTS65001: The user or administrator has not consented", .tokenRefused, .administrator),
        ReplyCase("AADSTS65006: The application requires permissions", .tokenRefused, .administrator),
        ReplyCase("Need admin approval", .tokenRefused, .administrator),
        ReplyCase("AADSTS70000: The provided grant has expired", .tokenRefused),
        ReplyCase("Maximum size of appendable message has been exceeded", at: .access, .messageTooLarge, .nobody),
        ReplyCase("Folder name is reserved", at: .access, .mailboxCreateRefused),
        ReplyCase("Mailbox already exists", at: .access, .mailboxCreateRefused),
        ReplyCase("Command Argument Error. 11", at: .access, .commandRefused, .provider),
        ReplyCase("The specified message set is invalid.", at: .access, .commandRefused, .provider),
        ReplyCase("Server Unavailable. 15", at: .access, .serverSaidBye, .nobody),
        ReplyCase("Command received in Invalid state.", at: .access, .serverSaidBye, .nobody),
        ReplyCase(
            "Retrieval using the IMAP4 protocol failed for the following message: 7", at: .access, .messageUnreadable,
            .provider),
        ReplyCase(
            "IMAP server 'Server Remote' does not have a message with UID '12'", at: .access, .messageUnreadable,
            .provider),
    ]

    private static let yahooAndOthers = [
        ReplyCase(
            "[AUTHENTICATIONFAILED] LOGIN Invalid credentials", from: "imap.mail.yahoo.com", .appPasswordRequired),
        ReplyCase(
            "[AUTHENTICATIONFAILED] AUTHENTICATE Invalid credentials", from: "imap.aol.com", .appPasswordRequired),
        ReplyCase("[AUTH] Bad credentials", from: "pop.mail.yahoo.com", in: .pop3, .appPasswordRequired),
        ReplyCase("535 5.7.0 (#AUTH005) Too many bad auth attempts.", in: .smtp, .tooManyAttempts, .nobody),
        ReplyCase("535 5.7.0 (#AUTH005) Bad credentials", from: "smtp.mail.yahoo.com", in: .smtp, .appPasswordRequired),
        ReplyCase("[LIMIT] LOGIN Rate Limit Hit.", .tooManyAttempts, .nobody),
        ReplyCase("[LIMIT] UID FETCH Rate limit hit.", at: .access, .temporarilyUnavailable, .nobody),
        ReplyCase("Login failed OCF12", .accountLocked, .provider),
        ReplyCase(
            "[UNAVAILABLE] UID FETCH Server error - Please try again later", at: .access, .messageUnreadable, .provider),
        ReplyCase("Server error while fetching messages", at: .access, .messageUnreadable, .provider),
        ReplyCase(
            "[CLIENTBUG] Additional arguments found after last expected argument", at: .access, .messageRefused, .nobody
        ),
        ReplyCase("[AUTHENTICATIONFAILED] Authentication Failed", from: "p42-imap.mail.me.com", .appPasswordRequired),
        ReplyCase(
            "[ALERT] You are yet to enable IMAP for your account. Please contact your administrator (Failure)",
            .imapDisabled),
        ReplyCase("[AUTHENTICATIONFAILED] Invalid credentials", from: "imap.zoho.eu", .loginRefused),
        ReplyCase("[AUTHENTICATIONFAILED] Authentication failed.", from: "imap.fastmail.com", .appPasswordRequired),
        ReplyCase("NG no", from: "imap.mail.yahoo.co.jp", .loginRefused),
        ReplyCase("[AUTHENTICATIONFAILED] no", from: "imap.comcast.net", .imapDisabled),
        ReplyCase("535 5.7.8 refused", from: "smtp.free.fr", in: .smtp, .imapDisabled),
        ReplyCase("your password is too simple", from: "smtp.tiscali.it", in: .smtp, .loginRefused),
    ]

    private static let anyServer = [
        ReplyCase("[AUTHENTICATIONFAILED] Authentication failed.", .loginRefused),
        ReplyCase("[UNAVAILABLE] Temporary authentication failure.", .temporarilyUnavailable, .nobody),
        ReplyCase(
            "[UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
            .tooManyConnections, .nobody),
        ReplyCase("[LIMIT] Too many", .tooManyConnections, .nobody),
        ReplyCase("[EXPIRED] That password is no longer accepted", .loginRefused),
        ReplyCase("[PRIVACYREQUIRED] Connection offers no privacy", .plaintextRefused),
        ReplyCase("[CONTACTADMIN] Your account is closed", .loginRefused, .administrator),
        ReplyCase("[AUTHORIZATIONFAILED] No such identity", .loginRefused, .administrator),
        ReplyCase("[IN-USE] maildrop locked", in: .pop3, .temporarilyUnavailable, .nobody),
        ReplyCase("[LOGIN-DELAY] minimum time between mail checks", in: .pop3, .tooManyAttempts, .nobody),
        ReplyCase("[SYS/TEMP] try later", in: .pop3, .temporarilyUnavailable, .nobody),
        ReplyCase("[SYS/PERM] broken", in: .pop3, .temporarilyUnavailable, .provider),
        ReplyCase("[AUTH] Authentication failed.", in: .pop3, .loginRefused),
        ReplyCase("530 5.7.0 Must issue a STARTTLS command first", in: .smtp, .plaintextRefused),
        ReplyCase(
            "538 5.7.11 Encryption required for requested authentication mechanism", in: .smtp, .plaintextRefused),
        ReplyCase("534 5.7.9 Authentication mechanism is too weak", in: .smtp, .noCommonMechanism),
        ReplyCase("534 5.7.12 A password transition is needed", in: .smtp, .loginRefused),
        ReplyCase("454 4.7.0 Temporary authentication failure", in: .smtp, .temporarilyUnavailable, .nobody),
        ReplyCase(#"{"status":"400","schemes":"bearer","scope":"https://mail.google.com/"}"#, .tokenRefused),
        ReplyCase(#"{"status":"invalid_token"}"#, .tokenRefused),
        ReplyCase(
            "553 5.7.1 <bob@example.org>: Sender address rejected: not owned by user alice", in: .smtp, .senderRefused),
        ReplyCase(
            "550 5.7.60 SMTP; Client does not have permissions to send as this sender", in: .smtp, .senderRefused),
        ReplyCase("LOGIN DENIED -- COUNTRY IS BLACKLISTED", at: .greeting, .placeRefused, .administrator),
        ReplyCase("Temporary unavailable", at: .access, .temporarilyUnavailable, .nobody),
        ReplyCase("[TOOBIG] Message size exceeding limit", at: .access, .messageTooLarge, .nobody),
        ReplyCase("literal size too large", at: .access, .messageTooLarge, .nobody),
        ReplyCase("[OVERQUOTA] Quota exceeded (mailbox for user is full)", at: .access, .targetFull),
        ReplyCase("[OVERQUOTA] Not enough disk quota", at: .access, .targetFull),
        ReplyCase("Quota limit will be exceeded", at: .access, .targetFull),
        ReplyCase("[CANNOT] Character not allowed in mailbox name: '.'", at: .access, .mailboxCreateRefused),
        ReplyCase(
            "Invalid mailbox name: Name must not have '/' characters", at: .access, .mailboxCreateRefused),
        ReplyCase(
            "Client tried to access nonexistent namespace. (Mailbox name should probably be prefixed with: INBOX.)",
            at: .access, .mailboxCreateRefused),
        ReplyCase("Mailbox doesn't allow inferior mailboxes", at: .access, .mailboxCreateRefused),
        ReplyCase(
            #"Error in IMAP command APPEND: Invalid system flag \$NOTJUNK"#, at: .access, .commandRefused, .nobody),
        ReplyCase("Message contains invalid header", at: .access, .messageRefused, .nobody),
        ReplyCase("Message contains NUL characters", at: .access, .messageRefused, .nobody),
        ReplyCase("Message contains bare newlines", at: .access, .messageRefused, .nobody),
        ReplyCase("Message refused because it contains a virus", at: .access, .messageRefused, .nobody),
        ReplyCase(
            "mail.example.org Zimbra IMAP4rev1 server closing connection", at: .access, .serverSaidBye, .provider),
        ReplyCase("Login failure, cannot convert Mailbox: code 02:46", .commandRefused, .administrator),
        ReplyCase("no", from: "notqq.com", .loginRefused),
        ReplyCase("Mailbox does not exist", at: .access, .mailboxRefused),
    ]

    @Test(arguments: google + microsoft) func `Google and Microsoft say`(example: ReplyCase) { example.check() }

    @Test(arguments: yahooAndOthers + anyServer) func `Other servers say`(example: ReplyCase) { example.check() }
}
