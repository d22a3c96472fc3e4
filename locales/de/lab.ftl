# Das Labor auf diesem Rechner.

lab-starting = Starte das Labor in { $directory }
lab-starting-component = Starte { $component }
lab-certificates = Erzeuge Zertifikate
lab-provisioning = Provisioniere { $count ->
    [one] 1 Teilnehmer
   *[other] { $count } Teilnehmer
}
lab-provisioned = { $user } ist provisioniert
lab-injecting = Baue den Fehler { $fault } ein
lab-signing-in = Melde { $user } an
lab-signed-in = { $user }: angemeldet (SSO Session: You are signed in)
lab-step-failed = { $user } kam nur bis Schritt { $step }: { $name }
lab-ready = Das Labor läuft.
lab-portal-at = Portal unter { $url }
lab-sign-in-with = Anmelden als { $user }; das Passwort steht in { $file }
lab-logs-in = Logs unter { $directory }
lab-diagnose-hint = Diagnose mit: lineman diagnose { $directory }
lab-port-taken = Port { $port } ist belegt; { $name } lauscht stattdessen auf { $other }
lab-stop-hint = Mit Strg-C beenden.
lab-stopping = Halte an
lab-stopped = Beendet.
lab-healthy = Gesund: Jeder Schritt ist in Ordnung, und es gibt keinen Befund.
lab-fault-found = Die Logs nennen den Fehler: { $fault }
lab-fault-not-found = Die Logs nennen den Fehler { $fault } nicht.
lab-unexpected-finding = Nicht erwartet: { $finding }
lab-took = Dauer { $seconds } s
lab-in-use = Ein anderes Labor benutzt { $directory }. Beenden Sie es, oder wählen Sie mit --data einen anderen Ordner.
lab-unknown-fault = Den Fehler { $fault } gibt es nicht. `lineman lab faults` zählt alle auf.
lab-faults-header = Fehler, die das Labor einbauen kann
lab-faults-columns-id = Fehler
lab-faults-columns-step = Schritt
lab-faults-columns-seen = Was zu sehen ist
lab-faults-hint = Einbauen mit: lineman lab --fault ID

# Was bei jedem Fehler zu sehen sein soll.
lab-see-wrong-password = Das Portal zeigt 100006, Schritt 2.1 scheitert; im XsiActionsLog steht 401, im PSLog `[Error 4962]`.
lab-see-connector-entitlement-missing = Die Anmeldung gelingt bis Schritt 4, dann erscheint kein Anrufsymbol; im Startlog steht, dass `broadworks-connector` fehlt.
lab-see-client-certificate-untrusted = Schritt 5.2 scheitert für alle im Unternehmen; der XSP meldet einen abgewiesenen TLS-Handshake, die App zeigt `1502`.
lab-see-desktop-device-missing = `AccessDevices` kommt ohne `Business Communicator - PC` zurück; im Anruf-Log steht, dass das Geräteprofil nicht gefunden wurde.
lab-see-imp-credentials-mismatch = Das Zuweisen des Dienstes scheitert bei jedem Benutzer des Unternehmens mit `[Error 18215]`; im PSLog steht die Antwort 401 der Bridge.
lab-see-user-exists = Das Zuweisen des Dienstes scheitert nur bei diesem Benutzer mit `[Error 18215]`; im PSLog stehen 409 und eine `message` zur E-Mail-Adresse.
lab-see-primary-number-missing = Das Zuweisen des Dienstes scheitert mit `[Error 18215]`; im PSLog steht 400, und dem gesendeten Dokument fehlt `PrimaryPhoneNumber`.
lab-see-upstream-creation-failed = Die Bridge antwortet mit 200, der Dienst ist zugewiesen, und der Benutzer erscheint nie; nur das Cloud-Log zeigt die gescheiterte Anlage.
