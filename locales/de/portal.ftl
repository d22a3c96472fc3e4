# Das Anmeldeformular des Aktivierungsportals.

portal-title = Mit BroadWorks anmelden
portal-intro = Melden Sie sich mit Ihrer BroadWorks-Benutzer-ID und Ihrem Web-Access-Passwort bei { -service } an.
portal-user-name = Benutzer-ID oder E-Mail-Adresse
portal-password = Passwort
portal-show-password = Passwort anzeigen
portal-sign-in = Anmelden
portal-signing-in = Anmeldung läuft …
portal-continue = Weiter
portal-continue-hint = Sie sind angemeldet. Öffnet sich die { -app } nicht von selbst, wählen Sie „Weiter“.
portal-script-hint = In diesem Browser sind Skripte abgeschaltet: Wählen Sie „Weiter“, um fortzufahren.
portal-session-missing = Diese Seite wurde ohne laufende Anmeldung geöffnet. Beginnen Sie bitte noch einmal in der { -app }.
portal-language = Sprache
portal-error-label = Anmeldefehler { $code }
portal-error-100006 = Benutzer-ID oder Passwort ist falsch. Verwenden Sie Ihr BroadWorks-Web-Access-Passwort, achten Sie auf Groß- und Kleinschreibung, und versuchen Sie es mit Ihrer BroadWorks-Benutzer-ID, wenn die E-Mail-Adresse nicht angenommen wird.
portal-error-200010 = BroadWorks lässt die Anmeldung dieses Benutzers nicht zu. Versuchen Sie eine andere Benutzer-ID mit Passwort, oder bitten Sie Ihren Administrator, Ihr Passwort in BroadWorks zurückzusetzen.
portal-error-200016 = Ihre Sitzung wurde nicht gefunden. Laden Sie die Seite neu, und geben Sie Benutzer-ID und Passwort noch einmal ein.
portal-error-200018 = Dieser Benutzer ist nach zu vielen Versuchen gesperrt. Warten Sie 10 Minuten, und versuchen Sie es dann erneut.
portal-error-300005 = Ihr Konto wird noch eingerichtet. Warten Sie einige Minuten, und versuchen Sie es dann erneut.
portal-error-generic = Die Anmeldung ist im Augenblick nicht möglich. Versuchen Sie es in einigen Minuten erneut; gelingt es weiterhin nicht, nennen Sie Ihrem Administrator den Code { $code }.
portal-error-unavailable = Der Dienst ist im Augenblick nicht erreichbar. Versuchen Sie es in einigen Minuten erneut.
portal-tracking-id = Tracking-ID: { $id }
