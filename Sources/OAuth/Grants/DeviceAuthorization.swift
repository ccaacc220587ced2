internal import HTTPFetch
internal import MailCore

/// A sign-in on another device: what to type there, and where (RFC 8628 §3.2).
package struct DeviceAuthorization: Sendable {
    let deviceCode: Secret
    /// For the person to type, safe to show.
    package let userCode: String
    /// Where to type it.
    package let page: String
    /// The same with the code in it.
    package let completePage: String?
    package let lifetime: Duration
    let interval: Duration

    /// Most characters of a code that a person is asked to type.
    static let maximumUserCode = 64

    init(_ body: [UInt8]) throws(OAuthError) {
        guard let document = JSONTree(decoding: body, maximumBytes: OAuthLimits.answer),
            let deviceCode = document["device_code"]?.text, !deviceCode.isEmpty,
            deviceCode.utf8.count <= ByteLimits.secret
        else { throw .malformedAnswer("device_code") }
        guard let userCode = document["user_code"]?.text, (1...Self.maximumUserCode).contains(userCode.count),
            DisplayText.clean(userCode) == userCode
        else { throw .malformedAnswer("user_code") }
        // Google calls it by its older name.
        let page = document["verification_uri"]?.text ?? document["verification_url"]?.text
        guard let page, HTTPURL(page)?.isSecure == true else { throw .malformedAnswer("verification_uri") }
        self.deviceCode = Secret(deviceCode)
        self.userCode = userCode
        self.page = page
        completePage = document["verification_uri_complete"]?.text.flatMap { HTTPURL($0)?.isSecure == true ? $0 : nil }
        lifetime = min(
            document["expires_in"]?.whole.map { .seconds($0) } ?? OAuthLimits.deviceCodeLifetime,
            OAuthLimits.deviceCodeLifetime)
        let interval = document["interval"]?.whole.map { Duration.seconds($0) } ?? OAuthLimits.defaultPollingInterval
        let bounds = OAuthLimits.pollingInterval
        self.interval = min(max(interval, bounds.lowerBound), bounds.upperBound)
    }
}
