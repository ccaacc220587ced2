internal import MailCore

extension OAuthCatalogue {
    static let google = [
        OAuthCause(
            .adminConsentNeeded, .administrator,
            "The organisation does not let this client read mail.",
            zhHans: "该组织不允许此客户端访问邮件。",
            remedy: "The administrator can trust the client: Admin console, Security, API controls, Manage app access.",
            zhHans: "管理员可在管理控制台信任该客户端：安全性 → API 控件 → 管理应用访问权限。",
            page: "https://support.google.com/a/answer/7281227",
            said: [.own("admin_policy_enforced"), .own("org_internal")]),
        OAuthCause(
            .clientRefused, .user,
            "This Google client was deleted or disabled.",
            zhHans: "该 Google 客户端已被删除或停用。",
            remedy: "Make a new client of type Desktop app and use its id.",
            zhHans: "请新建类型为“桌面应用”的客户端，并使用它的 ID。",
            page: "https://console.cloud.google.com/auth/clients",
            said: [.own("deleted_client"), .own("disabled_client")]),
        OAuthCause(
            .delegationMissing, .administrator,
            "The service account may not act for this mailbox: domain-wide delegation is missing for the mail scope.",
            zhHans: "该服务账号无权代表此邮箱：缺少邮件权限范围的全网域授权。",
            remedy:
                "Admin console, Security, API controls, Domain-wide delegation: add the service account's client id with "
                + "the scope https://mail.google.com/. It may take a day to work.",
            zhHans: "在管理控制台添加全网域授权：安全性 → API 控件 → 全网域授权，填入服务账号的 client id 和权限范围 https://mail.google.com/。最长可能需要一天生效。",
            page: "https://support.google.com/a/answer/162106",
            said: [
                .words(.unauthorizedClient, "client is unauthorized to retrieve access tokens"),
                .words(.accessDenied, "requested client not authorized"),
                .words(.unauthorizedClient, "not authorized for any of the scopes"),
            ]),
        OAuthCause(
            .delegationMissing, .administrator,
            "Nobody in the organisation has this address, or it is another organisation's.",
            zhHans: "组织中没有此地址，或它属于其他组织。",
            remedy:
                "Check the address; it has to be the primary address of a user of the service account's organisation.",
            zhHans: "请检查地址；必须是该服务账号所属组织中某用户的主邮箱地址。",
            said: [
                .words(.invalidGrant, "invalid email or user id"), .words(.invalidGrant, "not a valid email"),
                .words(.invalidGrant, "account not found"),
            ]),
        OAuthCause(
            .delegationMissing, .administrator,
            "Google does not accept the signature of this key: it was deleted, or the clock of this computer is wrong.",
            zhHans: "Google 不接受此密钥的签名：密钥已被删除，或本机时钟不准。",
            remedy: "Set the clock; if it was right, make a new key for the service account.",
            zhHans: "请校准时钟；若时钟无误，请为服务账号生成新的密钥。",
            page: "https://console.cloud.google.com/iam-admin/serviceaccounts",
            said: [.words(.invalidGrant, "invalid jwt"), .words(.invalidGrant, "reasonable timeframe")]),
        OAuthCause(
            .signInEnded, .user,
            "The sign-in is no longer good. Of a client in testing, Google ends every one after seven days.",
            zhHans: "登录授权已失效。处于“测试”状态的客户端，其授权七天后即被 Google 终止。",
            remedy: "Sign in again with godwit login; publish the client to make it last.",
            zhHans: "请用 godwit login 重新登录；将客户端发布后授权才能持久。",
            page: "https://console.cloud.google.com/auth/audience",
            said: [.words(.invalidGrant, "token has been expired or revoked")]),
        OAuthCause(
            .clientRefused, .user,
            "Google gave the client a secret, and wants it too.",
            zhHans: "Google 为该客户端生成了 client secret，登录时需要一并提供。",
            remedy: "Give it with --client-secret-command; it is shown beside the client id.",
            zhHans: "请用 --client-secret-command 提供；它与 client id 显示在同一页。",
            page: "https://console.cloud.google.com/auth/clients",
            said: [.words(.invalidRequest, "client_secret is missing")]),
    ]
}
