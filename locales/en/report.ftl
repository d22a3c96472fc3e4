# Words of the diagnosis report and of `explain`.

report-title = { -product } diagnosis
report-inputs = Inputs
report-counts = Counts
report-journeys = Journeys
report-findings = Findings
report-call-flows = SIP call flows
report-no-findings = No finding.
report-no-journeys = No journey was recognized in these inputs.
report-no-matching-journeys = No journey in these inputs matches what was asked for.
report-nothing-read = None of the inputs could be read.
report-evidence = Evidence
report-cause = Cause
report-remedy = Remedy
report-reference = Reference
report-step = Step
report-component = Look at
report-scope = Hits
report-confidence = Confidence
report-subscriber = Subscriber
report-email = Email
report-tracking-id = Tracking ID
report-call-id = Call-ID
report-started = Started
report-outcome = Outcome
report-zone = Time zone
report-notes = Notes
report-legend = Legend
report-first-failed-step = First failing step: { $step } { $name }
report-all-steps-ok = All steps that apply are ok.
report-not-visible = Not visible without: { $logs }
report-records = { $count ->
    [one] 1 record
   *[other] { $count } records
}
report-lines = { $count ->
    [one] 1 line
   *[other] { $count } lines
}
report-unread-lines = { $count ->
    [one] 1 line could not be read
   *[other] { $count } lines could not be read
}
report-bytes = { $size } read
report-more = { $count ->
    [one] 1 more
   *[other] { $count } more
}
report-times = { $count ->
    [one] once
   *[other] { $count } times
}
report-affected = { $count ->
    [one] 1 subscriber
   *[other] { $count } subscribers
}
report-finding-count = { $count ->
    [0] No finding
    [one] 1 finding
   *[other] { $count } findings
}
report-file-line = { $path }, line { $line }
report-line-suffix = line { $line }
report-zone-printed = Time zone { $zone }, as printed in the log
report-zone-calibrated = Time zone { $zone }, from time stamps inside the records
report-zone-assumed = Time zone { $zone } assumed: the log does not say
report-zone-word-assumed = Time zone { $zone } assumed for the ambiguous word { $word }

report-count-sip-messages = SIP messages
report-count-oci-requests = OCI-P requests
report-count-oci-responses = OCI-P answers
report-count-oci-errors = OCI-P error answers
report-count-http-requests = HTTP requests

# Remarks about an input.
report-note-empty = The file is empty.
report-note-binary = Not text: skipped.
report-note-unreadable = Cannot be opened: { $reason }
report-note-truncated = Ends early: { $reason }
report-note-capped = Not read to the end: { $reason }
report-note-cut-records = { $count ->
    [one] 1 record is longer than 1 MiB and was cut
   *[other] { $count } records are longer than 1 MiB and were cut
}
report-note-invalid-utf8 = { $count ->
    [one] 1 line is not valid UTF-8
   *[other] { $count } lines are not valid UTF-8
}
report-note-out-of-order = { $count ->
    [one] 1 record is out of time order
   *[other] { $count } records are out of time order
}
report-note-edited = Looks edited by hand: { $reason }
report-note-unrecognised = Not recognized as any log that { -product } knows.
report-reading = Reading { $path }
report-filter-left-out = { $count ->
    [one] 1 journey left out by the filter
   *[other] { $count } journeys left out by the filter
}
report-oci-error-title = BroadWorks error { $number }: { $text }
report-step-failed-title = Step { $step } failed: { $name }

# Words of explain.
explain-heading = { $code }: { $title } ({ $kind })
explain-cause = Cause
explain-remedy = Remedy
explain-wire-text = Text sent
explain-component = Look at
explain-steps = Steps
explain-since = Since
explain-since-version = guide version { $version }
explain-reference = Reference
explain-unknown =
    .title = { $code }: not in the catalog
    .cause = The catalog has no entry for this code; a newer release or another product may use it.
    .remedy = Note the code with the time and the tracking ID, collect the logs of that minute, run `lineman diagnose` on them, and open a support case if they show nothing.
