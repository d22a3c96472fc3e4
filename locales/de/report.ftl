# Wörter des Diagnoseberichts und von `explain`.

report-title = Diagnose von { -product }
report-inputs = Eingaben
report-counts = Zahlen
report-journeys = Abläufe
report-findings = Befunde
report-call-flows = SIP-Rufverläufe
report-no-findings = Kein Befund.
report-no-journeys = In diesen Eingaben wurde kein Ablauf erkannt.
report-no-matching-journeys = Kein Ablauf in diesen Eingaben passt zu dem, was gefragt ist.
report-nothing-read = Keine der Eingaben konnte gelesen werden.
report-evidence = Belege
report-cause = Ursache
report-remedy = Abhilfe
report-reference = Bezug
report-step = Schritt
report-component = Zuständig
report-scope = Betrifft
report-confidence = Sicherheit
report-subscriber = Teilnehmer
report-email = E-Mail-Adresse
report-tracking-id = Tracking-ID
report-call-id = Call-ID
report-started = Beginn
report-outcome = Ausgang
report-zone = Zeitzone
report-notes = Anmerkungen
report-legend = Legende
report-first-failed-step = Erster gescheiterter Schritt: { $step } { $name }
report-all-steps-ok = Alle zutreffenden Schritte sind in Ordnung.
report-not-visible = Nicht sichtbar ohne: { $logs }
report-records = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
report-lines = { $count ->
    [one] 1 Zeile
   *[other] { $count } Zeilen
}
report-unread-lines = { $count ->
    [one] 1 Zeile konnte nicht gelesen werden
   *[other] { $count } Zeilen konnten nicht gelesen werden
}
report-bytes = { $size } gelesen
report-more = { $count ->
    [one] 1 weiterer
   *[other] { $count } weitere
}
report-times = { $count ->
    [one] einmal
   *[other] { $count }-mal
}
report-affected = { $count ->
    [one] 1 Teilnehmer
   *[other] { $count } Teilnehmer
}
report-finding-count = { $count ->
    [0] Kein Befund
    [one] 1 Befund
   *[other] { $count } Befunde
}
report-file-line = { $path }, Zeile { $line }
report-line-suffix = Zeile { $line }
report-zone-printed = Zeitzone { $zone }, wie im Log angegeben
report-zone-calibrated = Zeitzone { $zone }, aus Zeitstempeln in den Einträgen
report-zone-assumed = Zeitzone { $zone } angenommen: Das Log sagt es nicht
report-zone-word-assumed = Zeitzone { $zone } angenommen für die mehrdeutige Angabe { $word }

report-count-sip-messages = SIP-Nachrichten
report-count-oci-requests = OCI-P-Anfragen
report-count-oci-responses = OCI-P-Antworten
report-count-oci-errors = OCI-P-Fehlerantworten
report-count-http-requests = HTTP-Anfragen

# Bemerkungen zu einer Eingabe.
report-note-empty = Die Datei ist leer.
report-note-binary = Kein Text: übersprungen.
report-note-unreadable = Lässt sich nicht öffnen: { $reason }
report-note-truncated = Endet vorzeitig: { $reason }
report-note-capped = Nicht bis zum Ende gelesen: { $reason }
report-note-cut-records = { $count ->
    [one] 1 Eintrag ist länger als 1 MiB und wurde gekürzt
   *[other] { $count } Einträge sind länger als 1 MiB und wurden gekürzt
}
report-note-invalid-utf8 = { $count ->
    [one] 1 Zeile ist kein gültiges UTF-8
   *[other] { $count } Zeilen sind kein gültiges UTF-8
}
report-note-out-of-order = { $count ->
    [one] 1 Eintrag steht nicht in zeitlicher Reihenfolge
   *[other] { $count } Einträge stehen nicht in zeitlicher Reihenfolge
}
report-note-edited = Sieht von Hand bearbeitet aus: { $reason }
report-note-unrecognised = Kein Log, das { -product } kennt.
report-reading = Lese { $path }
report-filter-left-out = { $count ->
    [one] 1 Ablauf durch den Filter ausgelassen
   *[other] { $count } Abläufe durch den Filter ausgelassen
}
report-oci-error-title = BroadWorks-Fehler { $number }: { $text }
report-step-failed-title = Schritt { $step } gescheitert: { $name }

# Wörter von explain.
explain-heading = { $code }: { $title } ({ $kind })
explain-cause = Ursache
explain-remedy = Abhilfe
explain-wire-text = Gesendeter Text
explain-component = Zuständig
explain-steps = Schritte
explain-since = Seit
explain-since-version = Guide-Version { $version }
explain-reference = Bezug
explain-unknown =
    .title = { $code }: nicht im Katalog
    .cause = Der Katalog hat zu diesem Code keinen Eintrag; ein neueres Release oder ein anderes Produkt kann ihn verwenden.
    .remedy = Code, Uhrzeit und Tracking-ID notieren, die Logs dieser Minute sammeln, `lineman diagnose` darauf anwenden und, wenn sich nichts zeigt, ein Support-Ticket eröffnen.
