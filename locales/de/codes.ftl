# Codes und Status: was sie bedeuten und wo man nachsieht.

## BroadWorks-Fehler

broadworks-error-4001 =
    .title = Nicht angemeldet oder nicht berechtigt
    .cause = Die OCI-P-Anfrage kam ohne gültige Sitzung, oder der Administrator der Sitzung darf den Befehl nicht ausführen. Bei Anfragen ohne Sitzung steht die Adresse des Absenders nicht auf der Zugriffsliste.
    .remedy = Neu anmelden und die Anfrage wiederholen. Die Ebene des Administratorkontos prüfen. Bei einem XSP prüfen, ob seine Adresse auf der Zugriffsliste des Application Servers steht.
broadworks-error-4008 =
    .title = Benutzer nicht gefunden
    .cause = BroadWorks kennt keinen Benutzer mit dieser ID, weder als Benutzer-ID noch als alternative. Bei der Anmeldung heißt das, dass die E-Mail-Adresse keine alternative Benutzer-ID ist; in Schritt 5.3, dass Webex eine veraltete Benutzer-ID führt.
    .remedy = Den Benutzer in BroadWorks suchen. Bei der Anmeldung die E-Mail-Adresse als alternative Benutzer-ID eintragen oder die BroadWorks-Benutzer-ID verwenden. In Schritt 5.3 den Dienst Integrated IM&P entfernen und neu zuweisen.
broadworks-error-4103 =
    .title = Das Unternehmen oder der Provider hat noch Gruppen
    .cause = Ein Unternehmen oder Service-Provider lässt sich erst löschen, wenn es keine Gruppe mehr enthält.
    .remedy = Zuerst die Gruppen löschen, dann das Unternehmen oder den Provider.
broadworks-error-4150 =
    .title = Die Gruppe gibt es schon
    .cause = In diesem Unternehmen oder bei diesem Provider ist die Gruppen-ID vergeben.
    .remedy = Die vorhandene Gruppe verwenden oder eine andere Gruppen-ID wählen.
broadworks-error-4152 =
    .title = Gruppe nicht gefunden
    .cause = Das Unternehmen oder der Provider hat keine Gruppe mit dieser ID. Der Client hat sich vertippt, sucht beim falschen Provider oder fragt nach einer gelöschten Gruppe.
    .remedy = Die Gruppen des Providers auflisten und die ID im Client berichtigen. Treten solche Antworten in Massen auf, stammen sie meist von einem Skript, das Gruppen der Reihe nach durchprobiert, und sind harmlos.
broadworks-error-4200 =
    .title = Die Benutzer-ID ist vergeben
    .cause = Einen Benutzer mit dieser ID gibt es im BroadWorks-System schon, vielleicht in einer anderen Gruppe oder einem anderen Unternehmen.
    .remedy = Die ID im ganzen System suchen. Den vorhandenen Benutzer verwenden oder eine andere Benutzer-ID wählen.
broadworks-error-4500 =
    .title = Das Gerät gibt es schon
    .cause = Auf dieser Ebene besteht schon ein Gerät mit diesem Namen.
    .remedy = Das vorhandene Gerät verwenden oder einen anderen Namen wählen.
broadworks-error-4501 =
    .title = Gerätetyp nicht gefunden
    .cause = Der Gerätetyp ist in diesem System nicht definiert oder anders geschrieben. In `Business Communicator - PC` steht auf jeder Seite des Bindestrichs ein Leerzeichen.
    .remedy = Die Gerätetypen auflisten und den Namen berichtigen. Fehlt der Typ, ihn samt Vorlagendateien importieren (DTAF).
broadworks-error-4505 =
    .title = Gerät nicht gefunden
    .cause = Auf der abgefragten Ebene (Benutzer, Gruppe oder Provider) gibt es kein Gerät mit diesem Namen.
    .remedy = Name und Ebene des Geräts prüfen. Wurde es gelöscht, solange es zugewiesen war, dem Benutzer ein neues zuweisen.
broadworks-error-4909 =
    .title = Die Nebenstelle hat die falsche Länge
    .cause = Die angegebene Nebenstelle besteht nicht nur aus Ziffern oder ist kürzer oder länger, als ihre Gruppe erlaubt; die Meldung nennt Gruppe und Grenzen.
    .remedy = Eine Nebenstelle innerhalb der Grenzen wählen oder die Nebenstellenlänge der Gruppe oder des Unternehmens ändern.
broadworks-error-4962 =
    .title = Benutzer-ID oder Passwort ungültig
    .cause = Das Passwort gehört nicht zur Benutzer-ID. Bei der Anmeldung wird mit dem Web-Access-Passwort des Benutzers verglichen, nicht mit einem SIP-Passwort; Groß- und Kleinschreibung zählt.
    .remedy = Mit dem richtigen Web-Access-Passwort wiederholen. Ist es nicht bekannt, im Profil des Benutzers in BroadWorks ein neues setzen.
broadworks-error-5202 =
    .title = Das Konto ist deaktiviert
    .cause = Benutzer-ID und Passwort wurden geprüft, aber die Anmeldung dieses Kontos ist abgeschaltet, durch einen Administrator oder nach zu vielen Fehlversuchen.
    .remedy = Die Anmeldung in BroadWorks wieder freigeben und klären, warum sie abgeschaltet wurde.
broadworks-error-5404 =
    .title = Der Administrator ist eingeschränkt
    .cause = Der Administrator ist angemeldet, darf aber nur lesen oder nur Passwörter zurücksetzen, und der Befehl tut mehr.
    .remedy = Einen Administrator ohne diese Einschränkung benutzen oder den Typ des Kontos ändern.
broadworks-error-6004 =
    .title = Die OCI-P-Anfrage passt nicht zum Schema
    .cause = Die Anfrage hat einen unbekannten Namen, ihr fehlt ein Pflichtelement, oder Elemente stehen in falscher Reihenfolge. Meist ist der Client für ein anderes Release gebaut.
    .remedy = In der Antwort `detail` lesen: Dort steht die Stelle. Die Anfrage mit dem Schema dieses Release vergleichen und die Version des Befehls benutzen, die es anbietet.
broadworks-error-18211 =
    .title = Kommunikationsfehler zum Messaging Server
    .cause = Beim Zuweisen des Dienstes Integrated IM&P bekam der Application Server von der Provisioning Bridge keine Antwort: Name nicht aufgelöst, keine Verbindung, TLS-Fehler oder Zeitüberschreitung. In der Regel trifft es alle Benutzer des Unternehmens.
    .remedy = Die Messaging Server URL mit `AS_CLI/Interface/Messaging> get` und beim Unternehmen prüfen. Vom Application Server aus den Namen auflösen und eine Verbindung aufbauen; DNS, Firewall, Proxy und Vertrauen in das Zertifikat prüfen. Dann den Dienst einem Testbenutzer zuweisen.
broadworks-error-18215 =
    .title = Provisionierungsfehler des Messaging Servers
    .cause = Die Provisioning Bridge hat auf das Zuweisen des Dienstes Integrated IM&P geantwortet, aber nicht mit 200. Trifft es alle Benutzer des Unternehmens, weichen URL, Konto oder Passwort von der Vorlage ab; trifft es einzelne, stimmt etwas an diesen Benutzern nicht, etwa E-Mail-Adresse oder Hauptrufnummer.
    .remedy = POST und Antwort im PSLog suchen und nach dem Status vorgehen: 400 die `message` lesen, 401 Konto und Passwort mit der Vorlage vergleichen, 403 die URL prüfen, 409 die E-Mail-Adresse im Help Desk suchen.

## Codes für Endbenutzer

end-user-code-100006 =
    .title = Benutzer-ID oder Passwort falsch
    .cause = BroadWorks hat die am Portal eingegebene Kombination aus Benutzer-ID und Passwort nicht angenommen.
    .remedy = Das richtige Passwort eingeben; bei BroadWorks-Authentifizierung in der Vorlage ist es das BroadWorks-Web-Access-Passwort. Ist die E-Mail-Adresse nicht als alternative Benutzer-ID eingerichtet, die BroadWorks-Benutzer-ID eingeben. Auf Groß- und Kleinschreibung achten.
end-user-code-200010 =
    .title = Der BroadWorks-Benutzer ist nicht berechtigt
    .cause = BroadWorks kennt den Benutzer, lässt ihn aber nicht herein: Das Konto ist deaktiviert oder darf sich nicht anmelden. Am Passwort liegt es nicht, sonst wäre es 100006.
    .remedy = Eine andere Kombination aus Benutzer-ID und Passwort versuchen. Hilft das nicht, setzt der Administrator das Passwort in BroadWorks zurück und prüft, ob die Anmeldung freigegeben ist.
end-user-code-200016 =
    .title = Die Sitzung wurde nicht gefunden
    .cause = Das Portal hat zu diesem Formular keine Sitzung mehr: Die Seite war zu lange offen, Cookies sind gesperrt, oder das Formular kam aus einem anderen Browser.
    .remedy = Die Seite neu laden und Benutzer-ID und Passwort noch einmal eingeben. Prüfen, ob der Browser die Cookies des Portals behält.
end-user-code-200018 =
    .title = Der Benutzer ist gesperrt
    .cause = Es wurden zu oft nacheinander falsche Passwörter eingegeben; das Portal weist den Benutzer für 10 Minuten ab.
    .remedy = 10 Minuten warten, dann mit dem richtigen Passwort noch einmal versuchen.
end-user-code-300005 =
    .title = Der Benutzer ist schon in der Warteschlange
    .cause = Eine Anfrage für diesen Benutzer wird gerade bearbeitet; die Vorprüfung lehnt eine zweite ab.
    .remedy = Die Provisionierung läuft noch: einige Minuten warten und erneut nachsehen.

## Status der Provisioning Bridge

bridge-status-200 =
    .title = Angenommen
    .cause = Die Bridge hat die Anfrage erhalten und zum Anlegen weitergereicht. Mehr sagt es nicht: Organisation und Benutzer entstehen erst danach, binnen Minuten, und auch das kann noch scheitern.
    .remedy = Nach einigen Minuten die E-Mail-Adresse aus dem POST im Help Desk suchen. Erscheint der Benutzer nicht, ist das Anlegen hinter der Bridge gescheitert: ein Support-Ticket mit Tracking-ID, Uhrzeit, E-Mail-Adresse und Organisation eröffnen.
bridge-status-400 =
    .title = Das Teilnehmerprofil lässt sich nicht verarbeiten
    .cause = Im gesendeten `subscriberProfile` fehlt etwas, ist etwas ungültig oder verträgt sich nicht mit einer Einstellung der Vorlage. Was, sagt der Knoten `message` der Antwort: keine Hauptrufnummer, eine ungültige oder nicht vertrauenswürdige E-Mail-Adresse, oder eine unbekannte Organisation, die nicht angelegt werden darf.
    .remedy = `message` im PSLog lesen. Den Benutzer in BroadWorks (Hauptrufnummer, E-Mail-Adresse) oder die Vorlage (Vertrauen in E-Mail-Adressen, Anlegen von Organisationen) berichtigen, dann den Dienst Integrated IM&P entfernen und neu zuweisen.
bridge-status-401 =
    .title = Das Provisionierungskonto stimmt nicht
    .cause = Benutzername oder Passwort des Messaging Servers in BroadWorks weicht vom Provisionierungskonto der Kundenvorlage ab. Betroffen sind alle Benutzer des Unternehmens.
    .remedy = Kontoname und Passwort der Vorlage neu eingeben, im Partner Hub und unter Services > Integrated IM&P des Unternehmens oder `AS_CLI/Interface/Messaging`.
bridge-status-403 =
    .title = Die Anfrage ist verboten
    .cause = Der Application Server ist so konfiguriert, dass die Anfrage keine Aussicht hat. Meist geht sie an eine IP-Adresse statt an die Provisionierungs-URL, weil der Patch `ap373197` fehlt.
    .remedy = Ziel des POST mit der Provisionierungs-URL der Vorlage vergleichen; dort muss der Hostname stehen. Den Patch `ap373197` (bei R24 `ap384177`) einspielen und einschalten. Firewall und Proxy prüfen.
bridge-status-409 =
    .title = Konflikt mit einem vorhandenen Benutzer
    .cause = Das gesendete `subscriberProfile` widerspricht dem, was Webex schon kennt. In der Regel gibt es einen Benutzer mit dieser E-Mail-Adresse, vielleicht ein kostenloses Konto, das die Person selbst eröffnet hat.
    .remedy = `message` lesen, dann die E-Mail-Adresse im Help Desk suchen. Das kostenlose Konto löschen lassen oder eine andere Adresse verwenden und den Dienst neu zuweisen.

## Status des AuthService

auth-service-status-200 =
    .title = Token ausgestellt oder gültig
    .cause = Auf ein GET: Für den Benutzer wurde ein langlebiges Token ausgestellt. Auf ein POST über das Loopback: Das Token, das die App vorgelegt hat, ist gültig.
    .remedy = Hier ist nichts zu tun. Registriert sich die App trotzdem nicht, beim nächsten Schritt der Leiter weitersuchen.
auth-service-status-400 =
    .title = Der Header mit dem Benutzer fehlt
    .cause = Die Tokenanforderung kam ohne den Header `http_bw_userid`; der AuthService weiß nicht, für wen er ausstellen soll. Etwas zwischen Webex und dem XSP entfernt Header, oder die Anfrage wurde von Hand gestellt.
    .remedy = Proxys und Load Balancer vor dem XSP prüfen: Sie müssen `http_bw_userid` und `trackingid` durchlassen und dürfen die gegenseitige TLS-Verbindung nicht beenden.
auth-service-status-401 =
    .title = Das Token ist nicht gültig
    .cause = Der AuthService weist ein Token ab, das Xsi-Actions hat prüfen lassen: abgelaufen, widerrufen oder mit einem Schlüssel signiert, den dieser XSP nicht hat.
    .remedy = Den Grund im authenticationService-Log lesen. Abgelaufen oder widerrufen: in der App ab- und wieder anmelden. Unbekannter Schlüssel oder Signatur: die RSA-Schlüssel von einem XSP auf alle anderen kopieren (`exportKeys`, `importKeys`) und neu starten.
auth-service-status-404 =
    .title = Benutzer oder Adresse unbekannt
    .cause = Entweder kennt BroadWorks den Benutzer aus `http_bw_userid` nicht, oder die Anfrage ging nicht an `/authService/token` auf der Schnittstelle dafür: Beim Pfad zählt Groß- und Kleinschreibung.
    .remedy = Steht die Anfrage im authenticationService-Log, die Benutzer-ID mit BroadWorks vergleichen. Steht sie nicht darin, die AuthService-URL des Clusters im Partner Hub berichtigen.

## Status von Xsi-Actions

xsi-status-200 =
    .title = Beantwortet
    .cause = Xsi-Actions hat die Zugangsdaten oder das Token angenommen und geantwortet. In der Antwort auf `profile/device` kann trotzdem kein Gerät stehen, das die App gebrauchen kann.
    .remedy = Im XsiActionsLog in die Antwort sehen: `Profile` muss die `userId` enthalten und `AccessDevices` den Gerätetyp der Plattform.
xsi-status-401 =
    .title = Zugangsdaten oder Token nicht angenommen
    .cause = Mit Basic in Schritt 2.1: Benutzer-ID oder Passwort falsch (`errorCode` 4962) oder eine ID, die BroadWorks nicht kennt (4008). Mit Bearer in Schritt 6: Der AuthService nimmt das langlebige Token nicht an.
    .remedy = Im XsiActionsLog das Schema von `authorization` und den `errorCode` ansehen. Basic: Web-Access-Passwort und alternative Benutzer-ID prüfen. Bearer: den Grund im authenticationService-Log bei derselben Tracking-ID lesen.
xsi-status-403 =
    .title = Gehört einem anderen Benutzer
    .cause = Das Token oder die Zugangsdaten gehören einem anderen Benutzer als dem im Pfad der Anfrage.
    .remedy = Den Benutzer im Pfad mit dem Subjekt des Tokens vergleichen. Nach einer Umbenennung in BroadWorks in der App ab- und wieder anmelden.
xsi-status-503 =
    .title = Ein Server hinter Xsi-Actions antwortet nicht
    .cause = Xsi-Actions selbst läuft, erreicht aber den Application Server nicht, oder der AuthService ist auf diesem XSP nicht erreichbar oder nicht konfiguriert.
    .remedy = Welcher von beiden, steht im XsiActionsLog. Application Server: prüfen, ob er läuft und der XSP sich verbinden darf. AuthService: die Containeroption `bw.authservice.authServiceUrl` prüfen und ob die Anwendung AuthenticationService läuft.

## Codes der App

client-code-1502 =
    .title = Das langlebige Token ließ sich nicht holen
    .cause = Die App hat das BroadWorks-Token beim IdP-Proxy angefordert und nicht bekommen (angezeigt als `1000:1502`). Das Zugriffstoken wurde abgewiesen, der XSP nimmt das Webex-Client-Zertifikat nicht an, die AuthService-Adresse ist falsch, oder BroadWorks kennt den Benutzer nicht.
    .remedy = Die Tracking-ID aus dem Log der App nehmen und ihr folgen: zuerst zum IdP-Proxy, dann ins authenticationService-Log und access_log des XSP. Keine Spur auf dem XSP deutet auf das Zertifikat oder die Adresse im Partner Hub; 404 auf die Benutzer-ID.
client-code-1507 =
    .title = Das Geräteprofil ließ sich nicht lesen
    .cause = `config-wxt.xml` wurde abgeholt, ist aber kein lesbares XML. In der Regel steht die Kodierung des Gerätetyps auf `ISO-8859-1` oder ist leer, und ein Umlaut oder Akzent macht die Datei kaputt.
    .remedy = Die Kodierung des Gerätetyps auf `UTF-8` stellen, die Dateien des Geräts neu erzeugen und in der App ab- und wieder anmelden.
