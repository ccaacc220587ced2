internal import MailCore

/// Takes a token back (RFC 7009 §2.1).
struct Revocation: Sendable {
    let token: Secret
    let client: OAuthClient

    var form: OAuthForm {
        var form = OAuthForm()
        form.add("token", secret: token)
        form.add("token_type_hint", "refresh_token")
        client.identify(in: &form)
        return form
    }
}
