# Mots du rapport de diagnostic et de `explain`.

report-title = Diagnostic de { -product }
report-inputs = Entrées
report-counts = Décomptes
report-journeys = Parcours
report-findings = Constats
report-call-flows = Flux d’appel SIP
report-no-findings = Aucun constat.
report-no-journeys = Aucun parcours n’a été reconnu dans ces entrées.
report-no-matching-journeys = Aucun parcours de ces entrées ne correspond à ce qui est demandé.
report-nothing-read = Aucune des entrées n’a pu être lue.
report-evidence = Preuves
report-cause = Cause
report-remedy = Remède
report-reference = Référence
report-step = Étape
report-component = À examiner
report-scope = Touche
report-confidence = Certitude
report-subscriber = Abonné
report-email = Adresse e-mail
report-tracking-id = ID de suivi
report-call-id = Call-ID
report-started = Début
report-outcome = Issue
report-zone = Fuseau horaire
report-notes = Remarques
report-legend = Légende
report-first-failed-step = Première étape en échec : { $step } { $name }
report-all-steps-ok = Toutes les étapes applicables sont réussies.
report-not-visible = Non visible sans : { $logs }
report-records = { $count ->
    [one] 1 entrée
   *[other] { $count } entrées
}
report-lines = { $count ->
    [one] 1 ligne
   *[other] { $count } lignes
}
report-unread-lines = { $count ->
    [one] 1 ligne n’a pas pu être lue
   *[other] { $count } lignes n’ont pas pu être lues
}
report-bytes = { $size } lus
report-more = { $count ->
    [one] 1 de plus
   *[other] { $count } de plus
}
report-times = { $count ->
    [one] une fois
   *[other] { $count } fois
}
report-affected = { $count ->
    [one] 1 abonné
   *[other] { $count } abonnés
}
report-finding-count = { $count ->
    [0] Aucun constat
    [one] 1 constat
   *[other] { $count } constats
}
report-file-line = { $path }, ligne { $line }
report-line-suffix = ligne { $line }
report-zone-printed = Fuseau horaire { $zone }, tel qu’imprimé dans le journal
report-zone-calibrated = Fuseau horaire { $zone }, d’après des horodatages dans les entrées
report-zone-assumed = Fuseau horaire { $zone } supposé : le journal ne le dit pas
report-zone-word-assumed = Fuseau horaire { $zone } supposé pour la mention ambiguë { $word }

report-count-sip-messages = Messages SIP
report-count-oci-requests = Requêtes OCI-P
report-count-oci-responses = Réponses OCI-P
report-count-oci-errors = Réponses d’erreur OCI-P
report-count-http-requests = Requêtes HTTP

# Remarques sur une entrée.
report-note-empty = Le fichier est vide.
report-note-binary = Pas du texte : ignoré.
report-note-unreadable = Ne peut pas être ouvert : { $reason }
report-note-truncated = S’arrête trop tôt : { $reason }
report-note-capped = Pas lu jusqu’au bout : { $reason }
report-note-cut-records = { $count ->
    [one] 1 entrée dépasse 1 MiB et a été coupée
   *[other] { $count } entrées dépassent 1 MiB et ont été coupées
}
report-note-invalid-utf8 = { $count ->
    [one] 1 ligne n’est pas de l’UTF-8 valide
   *[other] { $count } lignes ne sont pas de l’UTF-8 valide
}
report-note-out-of-order = { $count ->
    [one] 1 entrée n’est pas dans l’ordre chronologique
   *[other] { $count } entrées ne sont pas dans l’ordre chronologique
}
report-note-edited = Semble modifié à la main : { $reason }
report-note-unrecognised = N’est reconnu comme aucun journal que { -product } connaisse.
report-reading = Lecture de { $path }
report-filter-left-out = { $count ->
    [one] 1 parcours écarté par le filtre
   *[other] { $count } parcours écartés par le filtre
}
report-oci-error-title = Erreur BroadWorks { $number } : { $text }
report-step-failed-title = Étape { $step } en échec : { $name }

# Mots de explain.
explain-heading = { $code } : { $title } ({ $kind })
explain-cause = Cause
explain-remedy = Remède
explain-wire-text = Texte envoyé
explain-component = À examiner
explain-steps = Étapes
explain-since = Depuis
explain-since-version = version { $version } du guide
explain-reference = Référence
explain-unknown =
    .title = { $code } : absent du catalogue
    .cause = Le catalogue n’a aucune entrée pour ce code ; une version plus récente ou un autre produit peut l’employer.
    .remedy = Notez le code avec l’heure et l’ID de suivi, rassemblez les journaux de cette minute, lancez `lineman diagnose` dessus et, s’ils ne montrent rien, ouvrez un ticket d’assistance.
