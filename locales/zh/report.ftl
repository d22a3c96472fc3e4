# 诊断报告和 `explain` 的用语。

report-title = { -product } 诊断
report-inputs = 输入
report-counts = 统计
report-journeys = 流程
report-findings = 诊断结论
report-call-flows = SIP 呼叫流程
report-no-findings = 没有发现问题。
report-no-journeys = 这些输入中没有识别出任何流程。
report-no-matching-journeys = 这些输入中没有符合所给条件的流程。
report-nothing-read = 所有输入都无法读取。
report-evidence = 证据
report-cause = 原因
report-remedy = 处理
report-reference = 参考
report-step = 步骤
report-component = 排查位置
report-scope = 影响范围
report-confidence = 把握
report-subscriber = 用户
report-email = 邮箱
report-tracking-id = 跟踪 ID
report-call-id = Call-ID
report-started = 开始
report-outcome = 结果
report-zone = 时区
report-notes = 备注
report-legend = 图例
report-first-failed-step = 最先失败的步骤：{ $step } { $name }
report-all-steps-ok = 所有适用的步骤都正常。
report-not-visible = 缺少以下日志而无法看到：{ $logs }
report-records = { $count } 条记录
report-lines = { $count } 行
report-unread-lines = { $count } 行无法读取
report-bytes = 已读取 { $size }
report-more = 另有 { $count } 条
report-times = { $count } 次
report-affected = { $count } 个用户
report-finding-count = { $count ->
    [0] 没有发现问题
   *[other] { $count } 条结论
}
report-file-line = { $path }，第 { $line } 行
report-line-suffix = 第 { $line } 行
report-zone-printed = 时区 { $zone }，日志中注明
report-zone-calibrated = 时区 { $zone }，由记录内的时间戳推得
report-zone-assumed = 假定时区 { $zone }：日志没有注明
report-zone-word-assumed = 时区标识 { $word } 有歧义，假定为 { $zone }

report-count-sip-messages = SIP 消息
report-count-oci-requests = OCI-P 请求
report-count-oci-responses = OCI-P 响应
report-count-oci-errors = OCI-P 错误响应
report-count-http-requests = HTTP 请求

# 对输入的说明。
report-note-empty = 文件为空。
report-note-binary = 不是文本：已跳过。
report-note-unreadable = 无法打开：{ $reason }
report-note-truncated = 提前结束：{ $reason }
report-note-capped = 没有读完：{ $reason }
report-note-cut-records = { $count } 条记录超过 1 MiB，已截短
report-note-invalid-utf8 = { $count } 行不是有效的 UTF-8
report-note-out-of-order = { $count } 条记录不按时间顺序
report-note-edited = 似乎被人工修改过：{ $reason }
report-note-unrecognised = 不是 { -product } 认识的日志。
report-reading = 正在读取 { $path }
report-filter-left-out = 过滤掉 { $count } 个流程
report-oci-error-title = BroadWorks 错误 { $number }：{ $text }
report-step-failed-title = 步骤 { $step } 失败：{ $name }

# explain 的用语。
explain-heading = { $code }：{ $title }（{ $kind }）
explain-cause = 原因
explain-remedy = 处理
explain-wire-text = 发送的文字
explain-component = 排查位置
explain-steps = 步骤
explain-since = 起始版本
explain-since-version = 指南 { $version } 版
explain-reference = 参考
explain-unknown =
    .title = { $code }：目录中没有
    .cause = 目录中没有这个代码的条目，可能属于更新的版本或其他产品。
    .remedy = 记下代码、时间和跟踪 ID，收集那一分钟的日志，用 `lineman diagnose` 分析；若看不出问题，请提交支持案例。
