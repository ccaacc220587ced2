/// The errors that standards give a name.
package enum OAuthErrorCode: String, CaseIterable, Hashable, Sendable {
    // RFC 6749 §4.1.2.1 and §5.2
    case invalidRequest = "invalid_request"
    case unauthorizedClient = "unauthorized_client"
    case accessDenied = "access_denied"
    case unsupportedResponseType = "unsupported_response_type"
    case invalidScope = "invalid_scope"
    case serverError = "server_error"
    case temporarilyUnavailable = "temporarily_unavailable"
    case invalidClient = "invalid_client"
    case invalidGrant = "invalid_grant"
    case unsupportedGrantType = "unsupported_grant_type"
    // RFC 8628 §3.5
    case authorizationPending = "authorization_pending"
    case slowDown = "slow_down"
    case expiredToken = "expired_token"
    // RFC 7009 §2.2.1
    case unsupportedTokenType = "unsupported_token_type"
    // RFC 7591 §3.2.2
    case invalidRedirectURI = "invalid_redirect_uri"
    case invalidClientMetadata = "invalid_client_metadata"
    case invalidSoftwareStatement = "invalid_software_statement"
    case unapprovedSoftwareStatement = "unapproved_software_statement"
    // RFC 8707 §2
    case invalidTarget = "invalid_target"
    // OpenID Connect Core §3.1.2.6
    case interactionRequired = "interaction_required"
    case loginRequired = "login_required"
    case accountSelectionRequired = "account_selection_required"
    case consentRequired = "consent_required"
}
