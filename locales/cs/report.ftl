# Slova diagnostické zprávy a `explain`.

report-title = Diagnóza: { -product }
report-inputs = Vstupy
report-counts = Počty
report-journeys = Průběhy
report-findings = Nálezy
report-call-flows = Průběhy hovorů SIP
report-no-findings = Žádný nález.
report-no-journeys = V těchto vstupech nebyl rozpoznán žádný průběh.
report-no-matching-journeys = Zadání neodpovídá žádný průběh v těchto vstupech.
report-nothing-read = Žádný ze vstupů nešel přečíst.
report-evidence = Doklady
report-cause = Příčina
report-remedy = Náprava
report-reference = Odkaz
report-step = Krok
report-component = Kde hledat
report-scope = Postihuje
report-confidence = Jistota
report-subscriber = Účastník
report-email = E-mailová adresa
report-tracking-id = Sledovací ID
report-call-id = Call-ID
report-started = Začátek
report-outcome = Výsledek
report-zone = Časové pásmo
report-notes = Poznámky
report-legend = Vysvětlivky
report-first-failed-step = První neúspěšný krok: { $step } { $name }
report-all-steps-ok = Všechny kroky, kterých se to týká, jsou v pořádku.
report-not-visible = Není vidět bez: { $logs }
report-records = { $count ->
    [one] 1 záznam
    [few] { $count } záznamy
   *[other] { $count } záznamů
}
report-lines = { $count ->
    [one] 1 řádek
    [few] { $count } řádky
   *[other] { $count } řádků
}
report-unread-lines = { $count ->
    [one] 1 řádek nešel přečíst
    [few] { $count } řádky nešly přečíst
   *[other] { $count } řádků nešlo přečíst
}
report-bytes = přečteno { $size }
report-more = { $count ->
    [one] 1 další
    [few] { $count } další
   *[other] { $count } dalších
}
report-times = { $count ->
    [one] jednou
    [few] { $count }krát
   *[other] { $count }krát
}
report-affected = { $count ->
    [one] 1 účastník
    [few] { $count } účastníci
   *[other] { $count } účastníků
}
report-finding-count = { $count ->
    [0] Žádný nález
    [one] 1 nález
    [few] { $count } nálezy
   *[other] { $count } nálezů
}
report-file-line = { $path }, řádek { $line }
report-line-suffix = řádek { $line }
report-zone-printed = Časové pásmo { $zone }, jak je vytištěno v logu
report-zone-calibrated = Časové pásmo { $zone }, podle časových značek uvnitř záznamů
report-zone-assumed = Předpokládáno časové pásmo { $zone }: log ho neuvádí
report-zone-word-assumed = Předpokládáno časové pásmo { $zone } pro nejednoznačný údaj { $word }

report-count-sip-messages = Zprávy SIP
report-count-oci-requests = Požadavky OCI-P
report-count-oci-responses = Odpovědi OCI-P
report-count-oci-errors = Chybové odpovědi OCI-P
report-count-http-requests = Požadavky HTTP

# Poznámky ke vstupu.
report-note-empty = Soubor je prázdný.
report-note-binary = Není to text: přeskočeno.
report-note-unreadable = Nelze otevřít: { $reason }
report-note-truncated = Končí předčasně: { $reason }
report-note-capped = Nepřečteno do konce: { $reason }
report-note-cut-records = { $count ->
    [one] 1 záznam je delší než 1 MiB a byl zkrácen
    [few] { $count } záznamy jsou delší než 1 MiB a byly zkráceny
   *[other] { $count } záznamů je delších než 1 MiB a bylo zkráceno
}
report-note-invalid-utf8 = { $count ->
    [one] 1 řádek není platné UTF-8
    [few] { $count } řádky nejsou platné UTF-8
   *[other] { $count } řádků není platné UTF-8
}
report-note-out-of-order = { $count ->
    [one] 1 záznam není v časovém pořadí
    [few] { $count } záznamy nejsou v časovém pořadí
   *[other] { $count } záznamů není v časovém pořadí
}
report-note-edited = Vypadá ručně upravený: { $reason }
report-note-unrecognised = Není to žádný log, který { -product } zná.
report-reading = Čtu { $path }
report-filter-left-out = { $count ->
    [one] 1 průběh vynechán filtrem
    [few] { $count } průběhy vynechány filtrem
   *[other] { $count } průběhů vynecháno filtrem
}
report-oci-error-title = Chyba BroadWorks { $number }: { $text }
report-step-failed-title = Krok { $step } selhal: { $name }

# Slova příkazu explain.
explain-heading = { $code }: { $title } ({ $kind })
explain-cause = Příčina
explain-remedy = Náprava
explain-wire-text = Odeslaný text
explain-component = Kde hledat
explain-steps = Kroky
explain-since = Od
explain-since-version = verze příručky { $version }
explain-reference = Odkaz
explain-unknown =
    .title = { $code }: není v katalogu
    .cause = Katalog pro tento kód nemá záznam; může ho používat novější verze nebo jiný produkt.
    .remedy = Poznamenejte si kód, čas a sledovací ID, seberte logy z té minuty, spusťte na ně `lineman diagnose`, a pokud nic neukážou, otevřete případ podpory.
