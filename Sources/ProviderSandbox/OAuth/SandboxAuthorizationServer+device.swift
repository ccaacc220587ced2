/// Signing in on another device (RFC 8628).
extension SandboxAuthorizationServer {
    mutating func beginDevice(_ form: SandboxForm) -> SandboxHTTPResponse {
        guard let client = configuration.clients.first(where: { $0.identifier == form["client_id"] }) else {
            return .error("invalid_client", status: 401)
        }
        let scope = form["scope"] ?? ""
        guard allows(scope) else { return .error("invalid_scope") }
        let code = SandboxSignature.token("device")
        let userCode = Self.userCode()
        devices[code] = Device(
            client: client.identifier, scope: scope, userCode: userCode, end: now() + configuration.deviceCodeLifetime,
            nextQuestion: now(), interval: configuration.deviceInterval)
        return .json([
            "device_code": .string(code), "user_code": .string(userCode),
            "verification_uri": .string(configuration.issuer + "/activate"),
            "verification_uri_complete": .string("\(configuration.issuer)/activate?user_code=\(userCode)"),
            "expires_in": .integer(configuration.deviceCodeLifetime), "interval": .integer(configuration.deviceInterval),
        ])
    }

    /// Letters that nobody mistakes for others, and that make no words (RFC 8628 §6.1).
    private static func userCode() -> String {
        func part() -> String { String((0..<4).compactMap { _ in "BCDFGHJKLMNPQRSTVWXZ".randomElement() }) }
        return part() + "-" + part()
    }

    /// A person types the code, and says yes. False when nobody waits with it.
    public mutating func approve(userCode: String, as user: String) -> Bool {
        decide(userCode, .allowed(user: user))
    }

    /// A person types the code, and says no.
    public mutating func deny(userCode: String) -> Bool { decide(userCode, .denied) }

    private mutating func decide(_ userCode: String, _ decision: Device.Decision) -> Bool {
        guard let code = devices.first(where: { $0.value.userCode == userCode })?.key else { return false }
        devices[code]?.decision = decision
        return true
    }

    mutating func token(forDevice form: SandboxForm, _ client: SandboxOAuthClient) -> SandboxHTTPResponse {
        guard let code = form["device_code"], let device = devices[code], device.client == client.identifier else {
            return .error("invalid_grant")
        }
        guard configuration.fault != .expired, now() < device.end else { return .error("expired_token") }
        if case .slowDown(let times) = configuration.fault, times > 0 {
            configuration.fault = .slowDown(times: times - 1)
            devices[code]?.interval += 5
            return .error("slow_down")
        }
        guard now() >= device.nextQuestion else {
            devices[code]?.interval += 5
            return .error("slow_down")
        }
        devices[code]?.nextQuestion = now() + device.interval
        switch device.decision {
        case .none: return .error("authorization_pending")
        case .denied: return .error("access_denied")
        case .allowed(let user):
            devices[code]?.end = 0
            sessions.append(true)
            return issue(to: user, scope: device.scope, client: device.client, session: sessions.count - 1)
        }
    }
}
