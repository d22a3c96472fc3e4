# 诊断结论：哪里不对、谁和谁不一致、按什么顺序处理。

## 开通

finding-imp-url-mismatch =
    .title = 消息服务器 URL 与模板的开通 URL 不一致
    .cause = Application Server 把 POST 发往的地址与客户模板给出的不同。Integrated IM&P 里的 URL 和模板的开通 URL 必须逐字符相同。该企业的所有用户都受影响。
    .remedy = 在 Partner Hub 的模板中复制开通 URL。在 BroadWorks 打开该企业的 Services > Integrated IM&P，填入 Messaging Server URL；若企业使用系统默认值，则在 `AS_CLI/Interface/Messaging` 下设置 `provisioningUrl`。用 `AS_CLI/Interface/Messaging> get` 核对，然后对一个测试用户先取消、再重新分配该服务。
finding-imp-credentials-mismatch =
    .title = 开通桥拒绝开通账户（401）
    .cause = BroadWorks 中消息服务器的用户名或密码与客户模板的开通账户不一致。开通桥无法判断请求属于谁，于是返回 401，该企业所有用户的开通都会失败。
    .remedy = 在 Partner Hub 打开客户模板，重新输入开通账户的密码（两次）。在 BroadWorks 该企业的 Services > Integrated IM&P 中填入相同的账户名和密码；若用系统默认值，则在 `AS_CLI/Interface/Messaging` 下设置 `provisioningUserId` 和 `provisioningPassword`。先给一个测试用户分配服务，成功后再处理其他用户。
finding-bridge-addressed-by-ip =
    .title = Application Server 用 IP 地址访问开通桥（403）
    .cause = POST 发往 IP 地址，而不是开通 URL 中的主机名，开通桥因此返回 403。要么 Messaging Server URL 填的是地址，要么 Application Server 缺少补丁 `ap373197`（R24 为 `ap384177`），发送前先把名称解析成了地址。
    .remedy = 先确认 Messaging Server URL 使用模板开通 URL 中的主机名。然后安装补丁 `ap373197`（R22、R23）或 `ap384177`（R24），用 `AS_CLI/Maintenance/ContainerOptions> add provisioning bw.imp.useProvisioningUrl true` 启用，重启后用一个用户测试。若 Application Server 没有 DNS，就在 `/etc/hosts` 中映射该名称；URL 中仍须保留主机名。
finding-bridge-forbidden =
    .title = 开通桥禁止该请求（403）
    .cause = 请求虽按主机名发送，但开通桥或其前面的代理、防火墙返回 403。这样的请求不可能成功：通常是 URL 属于另一个区域，或出口设备改写了主机名。
    .remedy = 对照 PSLog 中 POST 的目标与模板的开通 URL，包括主机名里的区域。按 { -service } 的网络要求检查 Application Server 与开通桥之间的代理和防火墙。确认直通式开通所需的补丁都已安装。
finding-bridge-rejected =
    .title = 开通桥拒绝了用户资料
    .cause = 开通桥返回的既不是 200，也不是任何有专门名称的拒绝。只有 200 OK 算接受，其余一律由 Application Server 报为 `[Error 18215]`。
    .remedy = 在 PSLog 中对照 POST，查看响应的状态码和 `message` 节点。逐个检查所发 `subscriberProfile` 的节点有无异常值，并与模板设置比较；在 BroadWorks 改正该用户后重新分配服务。状态码为 500 及以上时稍后重试，仍不行就带上跟踪 ID 提交支持案例。
finding-email-not-trusted =
    .title = 模板信任邮箱，但这个邮箱格式有误（400）
    .cause = 客户模板声明来自 BroadWorks 的邮箱可信，而该用户 BroadWorks 资料中的邮箱不是有效地址，多半是输入错误。
    .remedy = 在 BroadWorks 的用户资料中改正邮箱，然后取消并重新分配 Integrated IM&P 服务。如果这套 BroadWorks 的邮箱普遍不可靠，请改用不信任邮箱的模板，由用户自行确认。
finding-email-invalid =
    .title = 邮箱缺失或无效（400）
    .cause = 所发 `subscriberProfile` 没有 `email` 节点，或节点中不是有效地址。邮箱将成为 Webex 的用户 ID，缺了它什么都无法创建。
    .remedy = 在 BroadWorks 的用户资料中填写一个有效且在 Webex 中无人使用的邮箱，然后取消并重新分配 Integrated IM&P 服务。
finding-org-creation-disabled =
    .title = 组织不存在，且不允许新建（400）
    .cause = 没有客户组织与邮箱的域或 `group`、`serviceProvider` 给出的名称对应，而模板又不允许新建组织。
    .remedy = 先检查所发文档中邮箱的域：一个错字就会让已有客户变成未知客户。如果确实是新客户，在 Partner Hub 的客户模板中允许新建组织，或事先建好组织。然后重新分配服务。
finding-primary-number-missing =
    .title = 没有主电话号码（400）
    .cause = 所发 `subscriberProfile` 没有 `PrimaryPhoneNumber`。{ -service } 的每个用户都必须有主号码，而该用户在 BroadWorks 中没有分配；只有分机号不够。
    .remedy = 在 BroadWorks 中，若群组没有空闲号码，先给群组分配号码；再打开该用户的 Profile > Addresses，选为电话号码。取消并重新分配 Integrated IM&P 服务；此时 PSLog 的 POST 中必须出现 `PrimaryPhoneNumber`。
finding-user-exists =
    .title = 使用该邮箱的 Webex 用户已存在（409）
    .cause = 所发 `subscriberProfile` 的 `email` 属于 Webex 中已有的用户，两条记录冲突。对方可能在您看不到的组织里。
    .remedy = 从 PSLog 的 POST 中取出邮箱，到 Help Desk 搜索。若另一个账户属于同一人，请其本人或所在组织的管理员删除；否则在 BroadWorks 的用户资料中换一个邮箱。然后取消并重新分配 Integrated IM&P 服务。Help Desk 搜不到并不能说明问题：该账户可能不在您的可见范围内。
finding-user-in-consumer-org =
    .title = 该邮箱属于一个免费 Webex 账户（409）
    .cause = 在分配服务之前，此人已用该邮箱注册了免费 Webex 账户。该账户位于个人用户组织，占用了邮箱。
    .remedy = 请用户登录免费账户并将其删除（https://help.webex.com/5m4i4y），或换一个邮箱开通。然后取消并重新分配 Integrated IM&P 服务。
finding-upstream-creation-failed =
    .title = 已返回 200 OK，但用户始终没有创建
    .cause = 开通桥接受并排入了请求，但后面的服务没能创建组织或用户。200 OK 只表示请求已收到，创建可能要几分钟。BroadWorks 一侧没有问题，也无从修复。
    .remedy = 等几分钟，在 Help Desk 搜索 POST 中的邮箱。若用户仍不存在，请提交支持案例：这类故障必须上报。提供跟踪 ID、时间、邮箱、BroadWorks 用户 ID、组织，以及 PSLog 中的 POST 和响应。在此期间不要反复分配服务。
finding-bridge-unreachable =
    .title = 无法连接开通桥
    .cause = Application Server 没有从消息服务器得到 HTTP 响应：名称无法解析、连接不上、TLS 失败或超时。它报 `[Error 18211]`，该企业的任何用户都无法开通。
    .remedy = 在 Application Server 上解析 Messaging Server URL 的主机名并尝试连接（对该 URL 执行 `curl -v`）。检查 DNS 或 `/etc/hosts`、防火墙和代理，以及是否信任开通桥证书的签发机构。然后给一个测试用户分配服务。
finding-provisioning-in-progress =
    .title = 用户仍在开通中
    .cause = 该用户的请求已在队列中（300005）。第一个请求处理期间，再发第二个没有作用。
    .remedy = 等几分钟，在 Control Hub 查找该用户。若半小时后仍没有，就按创建失败处理，带上跟踪 ID 提交支持案例。
finding-patch-missing =
    .title = Application Server 缺少必需的补丁
    .cause = 直通式开通所需的补丁在此版本的 Application Server 上没有安装，或已安装但没有启用。请求因此发往 IP 地址，或根本发不出去。
    .remedy = 将已装补丁与 Solution Guide 中对应版本的清单比较：R22 和 R23 为 `ap373197`，R24 为 `ap384177`。补装缺少的补丁，在 `AS_CLI/Maintenance/ContainerOptions` 下添加容器选项 `bw.imp.useProvisioningUrl true`，重启后用一个用户测试。

## 登录

finding-portal-client-incompatible =
    .title = 激活门户在应用的浏览器中打不开
    .cause = { -app }在操作系统的浏览器组件中打开激活门户。门户能正常服务其他客户端，而这个客户端加载不了页面，问题出在该组件、它的设置或这台机器上的其他因素。
    .remedy = 在这台机器上用普通浏览器打开同一地址。若能打开，请更新操作系统及其浏览器组件，检查代理和脚本设置，并更新应用；应用的 Help > Health Checker 可提供更多信息。若到处都打不开，则检查门户。
finding-portal-unavailable =
    .title = 激活门户不可用
    .cause = 无论哪个客户端访问，激活门户都不响应或返回服务器错误。原因在服务一侧。
    .remedy = 换一个网络打开门户地址。若同样失败，查看服务状态页，并带上时间和跟踪 ID 提交支持案例。
finding-wrong-password =
    .title = 用户 ID 或密码错误
    .cause = 输入的密码不是该用户在 BroadWorks 的 Web Access 密码；BroadWorks 返回 `[Error 4962]`，门户显示 100006。它既不是设备的 SIP 密码，也不是 Webex 密码，并且区分大小写。
    .remedy = 请用户重新输入 BroadWorks 的 Web Access 密码，注意大小写。若邮箱不被接受，请输入 BroadWorks 用户 ID。仍不行时，在 BroadWorks 的用户资料中设置新的 Web Access 密码，并先用它登录 BroadWorks 网页门户验证。
finding-alternate-id-missing =
    .title = 邮箱在 BroadWorks 中不是可登录的 ID
    .cause = 用户用邮箱登录，但 BroadWorks 中既没有这个用户 ID，也没有这个备用用户 ID（`[Error 4008]`）。密码根本没有被核对。
    .remedy = 要么在 BroadWorks 中把邮箱添加为备用用户 ID（用户的 Profile > Addresses，或 `UserAlternateUserIdAddRequest`），要么让用户用 BroadWorks 用户 ID 登录。若涉及很多用户，请不要在登录页预填邮箱。
finding-user-locked =
    .title = 用户已被锁定
    .cause = 连续多次输入错误密码，门户在 10 分钟内拒绝任何尝试（200018），即使密码正确也不行。
    .remedy = 等 10 分钟，期间不要再试，然后用正确的密码登录。检查是否有设备或程序一直在发送旧密码。
finding-xsp-unreachable =
    .title = Xsi-Actions 没有响应
    .cause = IdP 代理从集群的 Xsi-Actions 地址得不到 HTTP 响应，因此该集群的所有用户都无法登录。这与密码无关。
    .remedy = 在 Partner Hub 检查 BroadWorks 集群的 Xsi-Actions URL。从外部访问其 `/com.broadsoft.xsi-actions/v2.0/versions`。在 XSP 上确认 Web 容器和 Xsi-Actions 应用在运行、证书有效、防火墙放行云端地址段。
finding-profile-mismatch =
    .title = BroadWorks 资料与组织中的任何用户都不匹配
    .cause = 密码正确，但 Xsi-Actions 响应 `Profile` 中的 BroadWorks 用户 ID 不属于该 Webex 组织的任何用户。用户可能用了别人的账户登录，或是以另一个 BroadWorks 用户 ID 开通的。
    .remedy = 将响应中的 `userId` 与 Help Desk 用户详情中的 BroadWorks 用户 ID 比较。若不同，请用户用自己的账户登录；若 BroadWorks 用户 ID 已变更，则取消并重新分配 Integrated IM&P 服务。
finding-assertion-rejected =
    .title = 身份服务拒绝 SAML 断言
    .cause = 应用提交的断言已过期、已被使用过、受众不对，或签名验证不通过。BroadWorks 密码虽然正确，登录仍在此中断。
    .remedy = 请用户从头开始登录，不要使用后退按钮。若反复出现，请核对时钟：身份服务、IdP 代理和用户机器之间相差不能超过几分钟。若只有一个组织受影响，带上跟踪 ID 提交支持案例。

## 权利

finding-connector-entitlement-missing =
    .title = 缺少权利 broadworks-connector
    .cause = 登录的用户没有 `broadworks-connector`，应用因此不启动 BroadWorks 呼叫，也不显示呼叫图标。通常是用户在 Webex 中并非通过 BroadWorks 开通而创建，或者失去了许可证。
    .remedy = 在 Help Desk 打开该用户的 User Details，查看 `entitlements` 部分，确认列表中没有 `broadworks-connector`。确认用户在正确的组织中。在 BroadWorks 取消并重新分配 Integrated IM&P 服务，等开通完成后在应用中注销并重新登录。
finding-webex-calling-entitlement =
    .title = 用户带有 Webex Calling 的权利
    .cause = 用户带有 `bc-sp-standard` 或 `bc-sp-basic`，这是 Webex Calling 的权利，与 { -service } 互斥：应用会注册到错误的服务。
    .remedy = 在 Control Hub 移除该用户的 Webex Calling 许可证。在 Help Desk 的 User Details、`entitlements` 中确认 `bc-sp-standard` 和 `bc-sp-basic` 都已消失，且有 `broadworks-connector`。然后在应用的 Help > Health Checker 中重置数据库并重新登录。
finding-calling-behavior-wrong =
    .title = 呼叫行为不是“Calling in Webex”
    .cause = 用户或组织的呼叫行为没有设为 `Calling in Webex`，因此不论权利如何，应用都会启动别的呼叫服务，或一个也不启动。
    .remedy = 在 Help Desk 查看组织和用户的 Calling Behavior：两处都必须是 `Calling in Webex`。在 Control Hub 改正，先改组织，若用户有单独设置再改用户。在应用中注销并重新登录。
finding-multiple-calling-services =
    .title = 应用仍保留着另一个呼叫服务
    .cause = 同一个客户端试用过多种呼叫服务。它记住了以前的后端，用户设置虽然正确，却不能正常启用 BroadWorks。
    .remedy = 在应用中选择 Help > Health Checker > Reset Database。客户端会被完全清空并显示登录界面，请重新登录。若还需要日志，请先导出：重置会将其删除。
finding-identity-token-rejected =
    .title = 身份服务拒绝应用的令牌
    .cause = 应用用来申请长期令牌的访问令牌已过期或被吊销，IdP 代理因此根本没有询问 BroadWorks。
    .remedy = 在应用中注销并重新登录，以取得新令牌。若立即再次出现，请核对机器时钟，并查看 Control Hub 中该用户的会话是否被终止。

## 长期令牌

finding-client-certificate-untrusted =
    .title = XSP 不接受 Webex 的客户端证书
    .cause = 与 AuthService 的双向 TLS 连接失败：XSP 不信任 Webex 客户端证书的签发机构，或客户端应用的证书认证被关闭。该 XSP 后面的用户都拿不到长期令牌。
    .remedy = 在每台 XSP 上执行 `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication> get`，必须显示 `allowUserApp = false` 和 `allowClientApp = true`。从 Partner Hub 的 BroadWorks 设置中下载证书链，拆分为根证书和签发证书，作为信任锚导入 AuthService 的 HTTPS 接口。重启 Web 容器，登录一次，并在 authenticationService 日志中查找该请求。
finding-auth-service-url-wrong =
    .title = 集群指向错误的 AuthService 地址
    .cause = Partner Hub 中 BroadWorks 集群的 AuthService URL 到不了这台 XSP 的 `/authService/token`：主机、端口或路径有误。路径区分大小写。
    .remedy = 在 Partner Hub 打开 BroadWorks 集群，将其 AuthService URL 与 XSP 对照：启用客户端证书的接口的主机和端口，上下文路径 `/authService`。改正后让 Partner Hub 测试，再登录一次。
finding-login-info-unknown-user =
    .title = AuthService 查询的用户在 BroadWorks 中不存在
    .cause = Webex 为该用户保存的 BroadWorks 用户 ID 用 `UserGetLoginInfoRequest` 查不到：开通之后，该用户在 BroadWorks 中被改名或删除。
    .remedy = 将 authenticationService 日志中的 `http_bw_userid` 与 BroadWorks 的用户 ID 比较。若用户被改名，取消并重新分配 Integrated IM&P 服务，让 Webex 得到新 ID；若已删除，则把 Webex 用户也删除。
finding-auth-service-url-missing =
    .title = Xsi-Actions 不知道到哪里验证令牌
    .cause = 这台 XSP 没有设置指向 AuthService 的容器选项，因此应用的令牌虽然签发正常，Xsi-Actions 却无法验证。
    .remedy = 在每台提供 Xsi-Actions 的 XSP 上执行 `XSP_CLI/Maintenance/ContainerOptions> add tomcat bw.authservice.authServiceUrl http://127.0.0.1:80/authService`，并在 `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/AuthService` 下设置同一 URL。重启 Web 容器。每台都要做：用户可能落到任何一台。
finding-rsa-keys-not-copied =
    .title = 一台 XSP 的令牌被另一台拒绝
    .cause = 各 XSP 用不同的 RSA 密钥签发和验证长期令牌，令牌只在签发它的 XSP 上有效。用户分散在多台上，所以登录时好时坏。
    .remedy = 在要保留密钥的 XSP 上执行 AuthenticationService 的 `KeyManagement> exportKeys`，它会生成 `/var/broadworks/tmp/authService.keys`。把该文件复制到其他每台装有 AuthService 的 XSP，在那里执行 `importKeys`，然后全部重启。每次更换密钥后都要重复。
finding-token-revoked =
    .title = 长期令牌已过期或被吊销
    .cause = AuthService 拒绝应用出示的令牌：有效期已过，或在签发之后，该用户乃至整个系统的令牌被吊销。
    .remedy = 在应用中注销并重新登录，即可取得新令牌。若许多用户同时受影响，查明是谁吊销了令牌（PSLog 中的 `LongLivedTokenRevokeRequest`）。若每隔几周就出现，检查 AuthenticationService 的 `tokenDurationInHours` 和各 XSP 的时钟。

## 设备与注册

finding-device-types-unassigned =
    .title = 用户没有供应用使用的设备
    .cause = Xsi-Actions 返回空的 `AccessDevices`：BroadWorks 中没有给该用户分配{ -app }所用类型的设备，应用因此得不到呼叫所需的地址和凭据。
    .remedy = 在 BroadWorks 中为用户需要的每种平台创建相应类型的设备（桌面用 `Business Communicator - PC`，另有 `Connect - Mobile`、`Connect - Tablet`），作为主设备或共享呼叫显示（SCA）分配给用户，各有自己的 line/port。然后在应用中注销并重新登录。
finding-desktop-device-missing =
    .title = 缺少桌面设备 Business Communicator - PC
    .cause = `AccessDevices` 列出了用户的设备，但没有桌面应用要找的 `Business Communicator - PC` 类型。其呼叫日志提示找不到该设备配置文件。
    .remedy = 在 BroadWorks 中给用户添加类型为 `Business Communicator - PC` 的设备：作为主设备；若已有其他主设备，则作为共享呼叫显示（SCA），使用自己的 line/port。类型名必须一字不差。重新生成其文件，然后在应用中注销并重新登录。
finding-device-profile-unreachable =
    .title = Device Management 没有提供 config-wxt.xml
    .cause = 应用已得到设备列表，但请求 `config-wxt.xml` 失败：`deviceTypeUrl` 中的地址不通，Device Management 未运行或拒绝凭据，或该设备类型没有定义此文件。
    .remedy = 在 XSP 的 access_log 中查找该请求。没有记录：检查设备类型的访问 FQDN、端口和上下文路径以及防火墙。401：重新设置设备凭据并重新生成文件。404：确认设备类型有带模板的 `config-wxt.xml` 文件。然后查看 dmsDebugLog。
finding-device-profile-unparseable =
    .title = 应用无法解析 config-wxt.xml
    .cause = 配置文件已送达，但对应用来说不是格式良好的 XML，应用报 `errorCode=1507`。多数情况下，设备类型的 `defaultDeviceEncoding` 是 `ISO-8859-1` 或为空，姓名中带重音的字母破坏了文件；否则就是自定义模板或标签值里有未转义的 `&` 或 `<`。
    .remedy = 把设备类型的编码设为 `UTF-8`，重新生成设备文件，在应用中注销并重新登录。若仍失败，手动下载 `config-wxt.xml`，用 XML 检查工具核查，并改正它指出的模板或标签。
finding-sbc-tag-wrong =
    .title = %SBC_ADDRESS_WXT% 不是 SBC
    .cause = 应用把 REGISTER 发往 `%SBC_ADDRESS_WXT%` 写入 `config-wxt.xml` 的地址，而该地址上并没有位于注册服务器前的 SBC。请求石沉大海。
    .remedy = 在 BroadWorks 检查设备类型标签集中的 `%SBC_ADDRESS_WXT%`，再检查系统、服务提供商、群组和设备各级的覆盖值，最具体的一级生效。填入供应用客户端使用的 SBC 地址，核对端口，重新生成文件，在应用中注销并重新登录。
finding-device-tags-misconfigured =
    .title = 设备标签缺失、错误或冲突
    .cause = 设备配置模板需要的某个标签没有定义、为空，或在两个级别上取值不同，使 `config-wxt.xml` 中的设置为空或有误。dmsDebugLog 会列出未定义的标签。
    .remedy = 将设备类型的标签与{ -app }的 Configuration Guide 中的清单比较。缺少的只在一处定义，去掉与之矛盾的覆盖值，重新生成文件，重新登录前先看一遍生成的 `config-wxt.xml`。
finding-as-not-located =
    .title = Network Server 没有该用户的 Application Server
    .cause = SBC 向 Network Server 查询由谁服务该用户，得到的回答是查无此用户。REGISTER 因此没有到达注册服务器。
    .remedy = 在 Network Server 上查找用户的 line/port 或号码（SBC 查询的内容见 NSXSLog）。若没有，检查 Application Server 与 Network Server 是否同步，以及 Network Server 是否服务该 line/port 的域。然后在应用中注销并重新登录。
finding-sip-credentials-wrong =
    .title = 注册服务器拒绝 SIP 凭据
    .cause = 应用应答注册服务器质询时所用的用户名或密码与 BroadWorks 中该设备线路的不同。要么标签把错误的值写进了 `config-wxt.xml`，要么文件生成之后 SIP 密码又改过。
    .remedy = 在 BroadWorks 重新设置用户的 SIP 认证用户名和密码（Utilities > Authentication）。确认模板使用的是 `%BWAUTHUSER-1%` 和 `%BWAUTHPASSWORD-1%`，重新生成设备文件，在应用中注销并重新登录。
finding-session-displaced =
    .title = 同一平台的第二个客户端接管了会话
    .cause = 同一用户在另一台同类平台的客户端上登录。每种平台只有一个会话有效，后登录者优先，先登录者失去电话服务。这是设计如此。
    .remedy = 每个用户使用一个桌面客户端和一个移动客户端，或关闭多余的客户端，在另一个上重新登录。确实需要两个同类客户端时，要有两个 SIP 地址不同的设备。

## 呼叫设置

finding-call-settings-tags-missing =
    .title = 呼叫设置的链接没有配置
    .cause = `config-wxt.xml` 中 Call Settings Webview 的地址或目标标签为空，应用因此隐藏链接。要么所用模板太旧，要么没有设置 `%WEB_CALL_SETTINGS_URL_WXT%` 或 `%WEB_CALL_SETTINGS_TARGET_WXT%`。
    .remedy = 换用设备类型的最新模板。把 `%WEB_CALL_SETTINGS_URL_WXT%` 设为该网页应用的地址（末尾带斜杠），把 `%WEB_CALL_SETTINGS_TARGET_WXT%` 设为 `csw`。重新生成文件，在应用中注销并重新登录。
finding-call-settings-opens-browser =
    .title = 呼叫设置在外部浏览器中打开
    .cause = 已设置 Call Settings Webview 的地址，但 `%WEB_CALL_SETTINGS_TARGET_WXT%` 不是 `csw`，应用把它当作外部网站，没有内嵌显示。
    .remedy = 把设备类型的 `%WEB_CALL_SETTINGS_TARGET_WXT%` 设为 `csw`，重新生成文件，在应用中注销并重新登录。
finding-call-settings-not-registered =
    .title = 应用未注册，因此没有呼叫设置
    .cause = 只有注册到 BroadWorks 之后，应用才显示呼叫设置的链接，而本次会话没有注册。
    .remedy = 先解决注册问题：Phone Services 下必须显示 `SSO Session: You are signed in`。之后链接会自动出现。
finding-app-version-too-old =
    .title = 应用版本太旧，不支持呼叫设置
    .cause = 日志中{ -app }的版本还不支持 Call Settings Webview；问题不在标签和注册。
    .remedy = 更新应用并重新登录。若更新由管理员统一控制，请为该用户放行较新的版本。
finding-call-settings-app-broken =
    .title = XSP 上的 Call Settings Webview 应用出错
    .cause = { -app }请求了页面，而 XSP 上的网页应用返回错误或没有可显示的内容。标签和注册都正常。
    .remedy = 在 XSP 上确认该网页应用已部署并在运行，使用与 Xsi-Actions 相同的主机名，且该名称在 HTTP 别名列表中。查看点击时刻的 CallSettingsWebview 日志和 access_log。提交支持案例时附上 `config-wxt.xml` 及其模板。

## 域与角色

finding-domain-claimed-by-provider =
    .title = 服务提供商声明了客户的域
    .cause = 用户邮箱的域被服务提供商的组织声明，客户用户的登录请求因此被引向服务提供商，而不是他们自己的组织。
    .remedy = 在服务提供商组织的 Control Hub 中解除对该域的声明；服务提供商只应声明自己员工的域。若客户希望声明，之后在客户组织中验证并声明该域。然后请用户重新登录。
finding-domain-claimed-by-other =
    .title = 共用的域被另一个客户声明
    .cause = 两个组织使用同一个邮箱域，其中一个已声明该域。另一个组织的用户被引向声明方，无法登录。
    .remedy = 与两家客户商定。在持有声明的组织的 Control Hub 中解除声明（Domains，移除声明）；两个组织共用的域，任何一方都不应声明。然后请用户重新登录。
finding-admin-lacks-sales-role =
    .title = 管理员没有管理客户组织的角色
    .cause = 完全管理员权限只适用于合作伙伴组织本身。要查看和管理客户，账户还需要 Sales administrator 或 Sales full administrator，而它两者都没有。
    .remedy = 由完全管理员在合作伙伴组织的 Control Hub 中打开该账户的角色与安全，添加 Sales administrator 或 Sales full administrator；也可以给自己的账户添加。然后注销并重新登录 Partner Hub。

## 通用

finding-step-failed =
    .title = 某一步失败，原因不明
    .cause = 日志表明这一步没有成功，而已知的原因都不符合。
    .remedy = 阅读证据及同一日志中前后的记录，再看这一步另一端组件的日志。如果您已清楚原因，请把它写成一条特征，下次就有名称可用。
finding-oci-error =
    .title = BroadWorks 拒绝了 OCI-P 请求
    .cause = Application Server 对请求返回错误，而已知故障都解释不了。常见情形是开通客户端请求了不存在或无权访问的对象。
    .remedy = 用 `lineman explain` 查询该编号，并在 PSLog 中查看响应之前的请求，可知是谁请求了什么。若来自您的开通系统，请在那里改正。
finding-input-edited =
    .title = 日志被人工修改过
    .cause = 长度、换行或记录顺序与产品写出的不符，说明有人或工具改动过这个文件。其中的内容可能不完整。
    .remedy = 从服务器重新取得原始文件，不要用编辑器打开，然后重新诊断。传输时使用 `gzip`。
finding-input-truncated =
    .title = 输入中途截断
    .cause = 文件或压缩包在结尾之前中断。可读的部分已使用，其后的内容不得而知。
    .remedy = 从来源重新复制文件并比较大小。若服务器当时仍在写入，请等文件轮换之后再取。
finding-input-capped =
    .title = 输入没有读完
    .cause = 达到了保护本机的限制：大小、文件数、压缩包嵌套层数或解压膨胀比例。超出部分没有检查。
    .remedy = 只提供相关时段的文件，自行解开嵌套的压缩包，或用 `--since` 和 `--until` 缩小诊断范围。
finding-input-unrecognised =
    .title = 输入不是已知的日志
    .cause = 内容不像 { -product } 能读取的任何日志、配置或记录，已排除在诊断之外。
    .remedy = 确认文件无误，且是纯文本、`.gz` 或 `.zip`。若确属本方案的日志，请附上几行并申请支持。
