# 代码与状态：含义和排查方向。

## BroadWorks 错误

broadworks-error-4001 =
    .title = 未登录或无权限
    .cause = OCI-P 请求没有有效会话，或该会话的管理员无权执行此命令。对于无会话的请求，则是发送方地址不在访问列表中。
    .remedy = 重新登录后再发请求。检查管理员账户的级别。若是 XSP，确认其地址在 Application Server 的访问列表中。
broadworks-error-4008 =
    .title = 找不到用户
    .cause = BroadWorks 中没有这个 ID 的用户，无论是用户 ID 还是备用用户 ID。登录时出现，说明邮箱不是备用用户 ID；步骤 5.3 出现，说明 Webex 保存的是旧的用户 ID。
    .remedy = 在 BroadWorks 中查找该用户。登录时出现：把邮箱添加为备用用户 ID，或使用 BroadWorks 用户 ID。步骤 5.3 出现：取消并重新分配 Integrated IM&P 服务。
broadworks-error-4103 =
    .title = 企业或服务提供商下还有群组
    .cause = 企业或服务提供商不再包含任何群组时才能删除。
    .remedy = 先删除其下的群组，再删除企业或服务提供商。
broadworks-error-4150 =
    .title = 群组已存在
    .cause = 该企业或服务提供商中，这个群组 ID 已被占用。
    .remedy = 使用现有群组，或换一个群组 ID。
broadworks-error-4152 =
    .title = 找不到群组
    .cause = 该企业或服务提供商没有这个 ID 的群组。客户端可能输错、找错了服务提供商，或查询了已删除的群组。
    .remedy = 列出服务提供商的群组，在客户端改正 ID。若此类响应大量出现，多半是脚本在逐个尝试群组，并无危害。
broadworks-error-4200 =
    .title = 用户 ID 已被占用
    .cause = BroadWorks 系统中已有这个 ID 的用户，可能在别的群组或企业里。
    .remedy = 在整个系统中查找该 ID。使用现有用户，或换一个用户 ID。
broadworks-error-4500 =
    .title = 设备已存在
    .cause = 这一级别上已有同名设备。
    .remedy = 使用现有设备，或换一个名称。
broadworks-error-4501 =
    .title = 找不到设备类型
    .cause = 系统中没有定义该设备类型，或名称写法不同。`Business Communicator - PC` 的连字符两侧各有一个空格。
    .remedy = 列出设备类型并改正名称。若缺少该类型，请连同模板文件一起导入（DTAF）。
broadworks-error-4505 =
    .title = 找不到设备
    .cause = 在所查询的级别（用户、群组或服务提供商）上没有这个名称的设备。
    .remedy = 检查设备的名称和级别。若设备在分配期间被删除，请给用户分配新的设备。
broadworks-error-4909 =
    .title = 分机号长度不对
    .cause = 给定的分机号不全是数字，或者比其群组允许的更短或更长；消息中写明了群组和界限。
    .remedy = 选择界限之内的分机号，或修改群组或企业的分机号长度。
broadworks-error-4962 =
    .title = 用户 ID 或密码无效
    .cause = 密码与用户 ID 不符。登录时核对的是用户的 Web Access 密码，而不是 SIP 密码，并且区分大小写。
    .remedy = 用正确的 Web Access 密码重试。若不知道密码，在 BroadWorks 的用户资料中重新设置。
broadworks-error-5202 =
    .title = 账户已停用
    .cause = 用户 ID 和密码已核对，但该账户的登录被管理员关闭，或因失败次数过多而关闭。
    .remedy = 在 BroadWorks 中启用登录，并查明停用的原因。
broadworks-error-5404 =
    .title = 管理员权限受限
    .cause = 管理员已登录，但只能读取，或只能重置密码，而该命令做的不止这些。
    .remedy = 使用没有此限制的管理员，或修改该账户的类型。
broadworks-error-6004 =
    .title = OCI-P 请求不符合架构
    .cause = 请求名称未知、缺少必需元素，或元素顺序不对。多半是客户端针对的是另一个版本。
    .remedy = 查看响应中的 `detail`，它会指出位置。将请求与本版本的架构比较，并使用该版本提供的命令变体。
broadworks-error-18211 =
    .title = 与消息服务器通信出错
    .cause = 分配 Integrated IM&P 服务时，Application Server 没有得到开通桥的响应：名称无法解析、连接不上、TLS 失败或超时。一般会影响企业的所有用户。
    .remedy = 用 `AS_CLI/Interface/Messaging> get` 并在企业设置中检查 Messaging Server URL。在 Application Server 上解析该名称并连接；检查 DNS、防火墙、代理和受信证书。然后给一个测试用户分配服务。
broadworks-error-18215 =
    .title = 消息服务器开通出错
    .cause = 分配 Integrated IM&P 服务时开通桥有响应，但不是 200。若企业的所有用户都受影响，说明 URL、账户或密码与模板不一致；若只有少数用户，说明这些用户自身有问题，如邮箱或主号码。
    .remedy = 在 PSLog 中找到 POST 及其响应，按状态码处理：400 看 `message`，401 对照模板核对账户和密码，403 检查 URL，409 在 Help Desk 搜索邮箱。

## 最终用户代码

end-user-code-100006 =
    .title = 用户 ID 或密码错误
    .cause = BroadWorks 没有接受在门户输入的用户 ID 和密码组合。
    .remedy = 使用正确的密码；若模板采用 BroadWorks 认证，则是 BroadWorks 的 Web Access 密码。若邮箱没有设为备用用户 ID，请输入 BroadWorks 用户 ID。注意大小写。
end-user-code-200010 =
    .title = BroadWorks 用户未获授权
    .cause = BroadWorks 中有该用户，但不让其进入：账户被停用，或无权登录。原因不在密码，否则会是 100006。
    .remedy = 换一组用户 ID 和密码试试。仍不行时，由管理员在 BroadWorks 重置密码，并确认登录已启用。
end-user-code-200016 =
    .title = 找不到会话
    .cause = 门户已没有这个表单对应的会话：页面打开太久、Cookie 被阻止，或表单是从另一个浏览器提交的。
    .remedy = 刷新页面，重新输入用户 ID 和密码。确认浏览器保留门户的 Cookie。
end-user-code-200018 =
    .title = 用户已被锁定
    .cause = 连续多次输入错误密码，门户在 10 分钟内拒绝该用户。
    .remedy = 等 10 分钟，再用正确的密码重试。
end-user-code-300005 =
    .title = 用户已在队列中
    .cause = 该用户的请求正在处理，预检拒绝重复的请求。
    .remedy = 开通仍在进行：等几分钟再查看。

## 开通桥的状态码

bridge-status-200 =
    .title = 已接受
    .cause = 开通桥收到请求并转交创建。它只说明这一点：组织和用户随后在几分钟内创建，仍有可能失败。
    .remedy = 几分钟后在 Help Desk 搜索 POST 中的邮箱。若用户没有出现，说明在开通桥之后创建失败：带上跟踪 ID、时间、邮箱和组织提交支持案例。
bridge-status-400 =
    .title = 用户资料无法处理
    .cause = 所发 `subscriberProfile` 中有内容缺失、无效，或与模板设置不相容。响应的 `message` 节点会说明：没有主电话号码、邮箱无效或不可信，或组织未知且不允许新建。
    .remedy = 在 PSLog 中查看 `message`。在 BroadWorks 改正用户（主号码、邮箱），或修改模板（信任邮箱、新建组织），然后取消并重新分配 Integrated IM&P 服务。
bridge-status-401 =
    .title = 开通账户不一致
    .cause = BroadWorks 中消息服务器的用户名或密码与客户模板的开通账户不同。该企业的所有用户都受影响。
    .remedy = 重新输入模板的账户名和密码：在 Partner Hub，以及企业的 Services > Integrated IM&P 或 `AS_CLI/Interface/Messaging`。
bridge-status-403 =
    .title = 请求被禁止
    .cause = 按 Application Server 目前的配置，请求不可能成功。多数情况是缺少补丁 `ap373197`，请求发往 IP 地址而不是开通 URL。
    .remedy = 对照 POST 的目标与模板的开通 URL，必须是主机名。安装并启用补丁 `ap373197`（R24 为 `ap384177`）。检查防火墙和代理。
bridge-status-409 =
    .title = 与现有用户冲突
    .cause = 所发 `subscriberProfile` 与 Webex 已有的数据矛盾。一般是已有使用该邮箱的用户，可能是本人自行注册的免费账户。
    .remedy = 查看 `message`，再到 Help Desk 搜索邮箱。请其删除免费账户，或换一个邮箱，然后重新分配服务。

## AuthService 的状态码

auth-service-status-200 =
    .title = 令牌已签发或有效
    .cause = 对 GET：已为用户签发长期令牌。对经回环接口的 POST：应用出示的令牌有效。
    .remedy = 这里无需处理。若应用仍不注册，请从下一步继续排查。
auth-service-status-400 =
    .title = 缺少用户标头
    .cause = 令牌请求没有标头 `http_bw_userid`，AuthService 不知道该为谁签发。可能是 Webex 与 XSP 之间的设备去掉了标头，或请求是手工发出的。
    .remedy = 检查 XSP 前面的代理和负载均衡：必须原样传递 `http_bw_userid` 和 `trackingid`，且不得终结双向 TLS 连接。
auth-service-status-401 =
    .title = 令牌无效
    .cause = AuthService 拒绝 Xsi-Actions 送来验证的令牌：已过期、被吊销，或签名所用的密钥这台 XSP 没有。
    .remedy = 在 authenticationService 日志中查看原因。过期或吊销：在应用中注销并重新登录。密钥未知或签名不符：把 RSA 密钥从一台 XSP 复制到其他各台（`exportKeys`、`importKeys`）并重启。
auth-service-status-404 =
    .title = 用户或地址不存在
    .cause = 要么 BroadWorks 中没有 `http_bw_userid` 所指的用户，要么请求没有发到相应接口的 `/authService/token`：路径区分大小写。
    .remedy = 若 authenticationService 日志中有该请求，对照 BroadWorks 核对用户 ID；若没有，在 Partner Hub 改正集群的 AuthService URL。

## Xsi-Actions 的状态码

xsi-status-200 =
    .title = 已应答
    .cause = Xsi-Actions 接受了凭据或令牌并作出应答。但 `profile/device` 的应答中仍可能没有应用可用的设备。
    .remedy = 在 XsiActionsLog 中查看应答：`Profile` 必须带有 `userId`，`AccessDevices` 必须带有该平台的设备类型。
xsi-status-401 =
    .title = 凭据或令牌不被接受
    .cause = 步骤 2.1 使用 Basic：用户 ID 或密码错误（`errorCode` 4962），或 BroadWorks 中没有该 ID（4008）。步骤 6 使用 Bearer：AuthService 不接受长期令牌。
    .remedy = 在 XsiActionsLog 中查看 `authorization` 的方式和 `errorCode`。Basic：检查 Web Access 密码和备用用户 ID。Bearer：按同一跟踪 ID 在 authenticationService 日志中查看原因。
xsi-status-403 =
    .title = 不是该用户的资源
    .cause = 令牌或凭据属于另一个用户，与请求路径中的用户不同。
    .remedy = 将路径中的用户与令牌的主体比较。若用户在 BroadWorks 中改过名，请在应用中注销并重新登录。
xsi-status-503 =
    .title = Xsi-Actions 后面的服务器没有响应
    .cause = Xsi-Actions 本身在运行，但连不上 Application Server，或这台 XSP 上的 AuthService 不可达或未配置。
    .remedy = XsiActionsLog 会说明是哪一个。Application Server：确认在运行且允许 XSP 连接。AuthService：检查容器选项 `bw.authservice.authServiceUrl`，以及 AuthenticationService 是否在运行。

## 应用的代码

client-code-1502 =
    .title = 无法取得长期令牌
    .cause = 应用向 IdP 代理申请 BroadWorks 令牌而未得到（显示为 `1000:1502`）。可能是访问令牌被拒、XSP 不接受 Webex 客户端证书、AuthService 地址有误，或 BroadWorks 中没有该用户。
    .remedy = 从应用日志中取出跟踪 ID 逐级追查：先看 IdP 代理，再看 XSP 的 authenticationService 日志和 access_log。XSP 上毫无痕迹，问题在证书或 Partner Hub 中的地址；404 则指向用户 ID。
client-code-1507 =
    .title = 无法解析设备配置文件
    .cause = 已取得 `config-wxt.xml`，但不是可读的 XML。一般是设备类型的编码为 `ISO-8859-1` 或为空，带重音的字母破坏了文件。
    .remedy = 把设备类型的编码设为 `UTF-8`，重新生成设备文件，在应用中注销并重新登录。
