# Befunde: was nicht stimmt, was wozu nicht passt, und was in welcher Reihenfolge zu tun ist.

## Provisionierung

finding-imp-url-mismatch =
    .title = Messaging-Server-URL weicht von der Provisionierungs-URL der Vorlage ab
    .cause = Der Application Server schickt den POST an eine andere Adresse, als die Kundenvorlage vorgibt. Die URL unter Integrated IM&P und die Provisionierungs-URL der Vorlage müssen Zeichen für Zeichen gleich sein. Betroffen sind alle Teilnehmer des Unternehmens.
    .remedy = Provisionierungs-URL aus der Vorlage im Partner Hub kopieren. In BroadWorks das Unternehmen öffnen, Services > Integrated IM&P, und sie als Messaging Server URL eintragen; gilt für das Unternehmen die Systemvorgabe, `provisioningUrl` unter `AS_CLI/Interface/Messaging` setzen. Mit `AS_CLI/Interface/Messaging> get` prüfen, dann den Dienst bei einem Testbenutzer entfernen und neu zuweisen.
finding-imp-credentials-mismatch =
    .title = Die Bridge weist das Provisionierungskonto ab (401)
    .cause = Benutzername oder Passwort des Messaging Servers in BroadWorks stimmt nicht mit dem Provisionierungskonto der Kundenvorlage überein. Die Bridge kann die Anfrage niemandem zuordnen und antwortet mit 401; damit scheitert die Provisionierung für jeden Benutzer des Unternehmens.
    .remedy = Im Partner Hub die Kundenvorlage öffnen und das Passwort des Provisionierungskontos neu eingeben, zweimal. In BroadWorks denselben Kontonamen und dasselbe Passwort unter Services > Integrated IM&P des Unternehmens eintragen oder, für die Systemvorgabe, als `provisioningUserId` und `provisioningPassword` unter `AS_CLI/Interface/Messaging`. Den Dienst zuerst einem Testbenutzer zuweisen, dann den übrigen.
finding-bridge-addressed-by-ip =
    .title = Der Application Server spricht die Bridge über eine IP-Adresse an (403)
    .cause = Der POST geht an eine IP-Adresse statt an den Hostnamen der Provisionierungs-URL, und die Bridge antwortet mit 403. Entweder steht eine Adresse als Messaging Server URL in der Konfiguration, oder dem Application Server fehlt der Patch `ap373197` (bei R24 `ap384177`), und er löst den Namen vor dem Senden auf.
    .remedy = Zuerst nachsehen, ob die Messaging Server URL den Hostnamen aus der Provisionierungs-URL der Vorlage enthält. Dann den Patch `ap373197` (R22, R23) oder `ap384177` (R24) einspielen und mit `AS_CLI/Maintenance/ContainerOptions> add provisioning bw.imp.useProvisioningUrl true` einschalten, neu starten und mit einem Benutzer testen. Hat der Application Server kein DNS, den Namen in `/etc/hosts` eintragen; in der URL bleibt der Name stehen.
finding-bridge-forbidden =
    .title = Die Bridge verbietet die Anfrage (403)
    .cause = Die Bridge oder etwas davor, etwa ein Proxy oder eine Firewall, antwortet mit 403, obwohl die Anfrage an einen Namen gerichtet ist. So hat sie keine Aussicht: Meist gehört die URL zu einer anderen Region, oder auf dem Weg nach außen wird der Host umgeschrieben.
    .remedy = Ziel des POST im PSLog mit der Provisionierungs-URL der Vorlage vergleichen, auch die Region im Hostnamen. Proxy und Firewall zwischen Application Server und Bridge gegen die Netzanforderungen von { -service } prüfen. Nachsehen, ob alle Patches für die Flow-through-Provisionierung eingespielt sind.
finding-bridge-rejected =
    .title = Die Bridge lehnt das Teilnehmerprofil ab
    .cause = Die Bridge hat weder mit 200 geantwortet noch mit einer der Ablehnungen, die einen eigenen Namen haben. Nur 200 OK gilt als angenommen; alles andere meldet der Application Server als `[Error 18215]`.
    .remedy = Im PSLog Status und Knoten `message` der Antwort lesen, daneben den POST. Jeden Knoten des gesendeten `subscriberProfile` auf Werte durchsehen, die dort nicht hingehören, und mit den Einstellungen der Vorlage vergleichen. Den Benutzer in BroadWorks berichtigen und den Dienst neu zuweisen. Bei Status 500 und höher später noch einmal versuchen, danach ein Support-Ticket mit der Tracking-ID eröffnen.
finding-email-not-trusted =
    .title = Die Vorlage vertraut den E-Mail-Adressen, diese ist aber fehlerhaft (400)
    .cause = Die Kundenvorlage sichert zu, dass die E-Mail-Adressen aus BroadWorks verlässlich sind, und die Adresse im BroadWorks-Profil des Benutzers ist keine gültige. Meist ist es ein Tippfehler.
    .remedy = Adresse im Profil des Benutzers in BroadWorks berichtigen, dann den Dienst Integrated IM&P entfernen und neu zuweisen. Sind die Adressen in diesem BroadWorks-System allgemein nicht verlässlich, eine Vorlage ohne Vertrauen verwenden, bei der die Benutzer ihre Adresse selbst bestätigen.
finding-email-invalid =
    .title = E-Mail-Adresse fehlt oder ist ungültig (400)
    .cause = Das gesendete `subscriberProfile` hat keinen Knoten `email`, oder darin steht keine gültige Adresse. Aus der Adresse wird die Benutzer-ID in Webex; ohne sie lässt sich nichts anlegen.
    .remedy = Im Profil des Benutzers in BroadWorks eine gültige Adresse eintragen, die in Webex niemand sonst benutzt. Dann den Dienst Integrated IM&P entfernen und neu zuweisen.
finding-org-creation-disabled =
    .title = Organisation unbekannt, und neue dürfen nicht angelegt werden (400)
    .cause = Keine Kundenorganisation passt zur Domäne der E-Mail-Adresse oder zum Namen aus `group` oder `serviceProvider`, und die Vorlage erlaubt nicht, neue Organisationen anzulegen.
    .remedy = Zuerst den Domänenteil der Adresse im gesendeten Dokument prüfen: Ein Tippfehler macht aus einem bekannten Kunden einen unbekannten. Ist der Kunde wirklich neu, in der Kundenvorlage im Partner Hub das Anlegen von Organisationen erlauben oder die Organisation vorab anlegen. Danach den Dienst neu zuweisen.
finding-primary-number-missing =
    .title = Keine Hauptrufnummer (400)
    .cause = Im gesendeten `subscriberProfile` fehlt `PrimaryPhoneNumber`. Jeder Teilnehmer von { -service } braucht eine Hauptrufnummer, und diesem Benutzer ist in BroadWorks keine zugewiesen; eine Nebenstelle allein reicht nicht.
    .remedy = In BroadWorks der Gruppe eine Rufnummer zuteilen, falls keine frei ist; dann beim Benutzer unter Profile > Addresses diese als Rufnummer wählen. Den Dienst Integrated IM&P entfernen und neu zuweisen; im PSLog muss der POST nun `PrimaryPhoneNumber` enthalten.
finding-user-exists =
    .title = Ein Webex-Benutzer mit dieser E-Mail-Adresse besteht schon (409)
    .cause = Die `email` aus dem gesendeten `subscriberProfile` gehört einem Benutzer, den es in Webex schon gibt; die beiden Datensätze stehen sich im Weg. Der andere kann in einer Organisation liegen, die Sie nicht sehen.
    .remedy = Die Adresse dem POST im PSLog entnehmen und im Help Desk suchen. Gehört das andere Konto derselben Person, es vom Inhaber oder vom Administrator seiner Organisation löschen lassen; sonst im BroadWorks-Profil des Benutzers eine andere Adresse eintragen. Danach den Dienst Integrated IM&P entfernen und neu zuweisen. Dass der Help Desk die Adresse nicht findet, beweist nichts: Das Konto kann außerhalb Ihrer Sicht liegen.
finding-user-in-consumer-org =
    .title = Die E-Mail-Adresse gehört einem kostenlosen Webex-Konto (409)
    .cause = Die Person hat sich mit dieser Adresse ein kostenloses Webex-Konto eingerichtet, bevor der Dienst zugewiesen wurde. Das Konto liegt in der Organisation für Privatkunden und belegt die Adresse.
    .remedy = Den Benutzer bitten, sich am kostenlosen Konto anzumelden und es zu löschen (https://help.webex.com/5m4i4y), oder ihn mit einer anderen Adresse provisionieren. Danach den Dienst Integrated IM&P entfernen und neu zuweisen.
finding-upstream-creation-failed =
    .title = Mit 200 OK angenommen, der Benutzer wurde aber nie angelegt
    .cause = Die Bridge hat die Anfrage angenommen und eingereiht; die Dienste dahinter konnten danach die Organisation oder den Benutzer nicht anlegen. 200 OK heißt nur, dass die Anfrage angekommen ist, und das Anlegen kann Minuten dauern. Auf der BroadWorks-Seite ist nichts falsch und nichts zu reparieren.
    .remedy = Einige Minuten warten und die E-Mail-Adresse aus dem POST im Help Desk suchen. Ist der Benutzer dann nicht da, ein Support-Ticket eröffnen: Dieser Fehler muss eskaliert werden. Dazu gehören Tracking-ID, Uhrzeit, E-Mail-Adresse, BroadWorks-Benutzer-ID, Organisation und der POST samt Antwort aus dem PSLog. Den Dienst unterdessen nicht immer wieder zuweisen.
finding-bridge-unreachable =
    .title = Die Bridge ist nicht erreichbar
    .cause = Der Application Server hat vom Messaging Server keine HTTP-Antwort bekommen: Name nicht aufgelöst, keine Verbindung, TLS-Fehler oder Zeitüberschreitung. Er meldet `[Error 18211]`, und kein Benutzer des Unternehmens lässt sich provisionieren.
    .remedy = Auf dem Application Server den Hostnamen der Messaging Server URL auflösen und eine Verbindung aufbauen (`curl -v` auf die URL). DNS oder `/etc/hosts`, Firewall und Proxy-Einstellungen prüfen, ferner ob der Zertifizierungsstelle der Bridge vertraut wird. Dann den Dienst einem Testbenutzer zuweisen.
finding-provisioning-in-progress =
    .title = Der Benutzer wird noch provisioniert
    .cause = Für diesen Benutzer steht schon eine Anfrage in der Warteschlange (300005). Eine zweite ändert nichts, solange die erste läuft.
    .remedy = Einige Minuten warten und den Benutzer im Control Hub suchen. Ist er nach einer halben Stunde nicht da, wie eine gescheiterte Anlage behandeln und ein Support-Ticket mit der Tracking-ID eröffnen.
finding-patch-missing =
    .title = Dem Application Server fehlt ein nötiger Patch
    .cause = Die Flow-through-Provisionierung braucht Patches, die auf diesem Release des Application Servers nicht eingespielt oder zwar eingespielt, aber nicht eingeschaltet sind. Anfragen gehen dann an eine IP-Adresse oder gar nicht hinaus.
    .remedy = Die eingespielten Patches mit der Liste für das Release im Solution Guide vergleichen: `ap373197` für R22 und R23, `ap384177` für R24. Fehlendes einspielen, die Containeroption `bw.imp.useProvisioningUrl true` unter `AS_CLI/Maintenance/ContainerOptions` anlegen, neu starten und mit einem Benutzer testen.

## Anmeldung

finding-portal-client-incompatible =
    .title = Das Aktivierungsportal lädt im Browser der App nicht
    .cause = Die { -app } öffnet das Aktivierungsportal in der Browserkomponente des Betriebssystems. Dieser Client konnte die Seite nicht laden, obwohl das Portal andere bedient; im Weg steht also die Komponente, ihre Einstellung oder etwas auf diesem Rechner.
    .remedy = Dieselbe Adresse auf diesem Rechner in einem gewöhnlichen Browser öffnen. Lädt sie dort, Betriebssystem und Browserkomponente aktualisieren, Proxy- und Skripteinstellungen prüfen und die App aktualisieren. Mehr zeigt in der App Help > Health Checker. Lädt sie nirgends, ist das Portal zu untersuchen.
finding-portal-unavailable =
    .title = Das Aktivierungsportal ist nicht verfügbar
    .cause = Das Aktivierungsportal antwortet keinem Client oder nur mit einem Serverfehler. Die Ursache liegt auf der Seite des Dienstes.
    .remedy = Die Adresse des Portals aus einem anderen Netz öffnen. Schlägt es auch dort fehl, die Statusseite des Dienstes ansehen und ein Support-Ticket mit Uhrzeit und Tracking-ID eröffnen.
finding-wrong-password =
    .title = Benutzer-ID oder Passwort falsch
    .cause = Das eingegebene Passwort ist nicht das Web-Access-Passwort dieses Benutzers in BroadWorks; BroadWorks antwortet mit `[Error 4962]`, und das Portal zeigt 100006. Gemeint ist weder das SIP-Passwort des Geräts noch ein Webex-Passwort. Groß- und Kleinschreibung zählt.
    .remedy = Den Benutzer das BroadWorks-Web-Access-Passwort noch einmal eingeben lassen und auf Groß- und Kleinschreibung achten. Wird die E-Mail-Adresse nicht angenommen, die BroadWorks-Benutzer-ID eingeben. Hilft das nicht, im BroadWorks-Profil ein neues Web-Access-Passwort setzen und damit zuerst die Anmeldung am BroadWorks-Webportal versuchen.
finding-alternate-id-missing =
    .title = Die E-Mail-Adresse ist in BroadWorks keine Anmelde-ID
    .cause = Der Benutzer meldet sich mit der E-Mail-Adresse an, und BroadWorks kennt unter diesem Namen weder eine Benutzer-ID noch eine alternative Benutzer-ID (`[Error 4008]`). Das Passwort wurde gar nicht erst geprüft.
    .remedy = Entweder die E-Mail-Adresse in BroadWorks als alternative Benutzer-ID eintragen (Benutzer, Profile > Addresses, oder `UserAlternateUserIdAddRequest`), oder den Benutzer sich mit der BroadWorks-Benutzer-ID anmelden lassen. Betrifft es viele Benutzer, die E-Mail-Adresse auf der Anmeldeseite nicht vorbelegen.
finding-user-locked =
    .title = Der Benutzer ist gesperrt
    .cause = Es wurden zu oft nacheinander falsche Passwörter eingegeben; das Portal weist für 10 Minuten jeden weiteren Versuch ab (200018), auch mit richtigem Passwort.
    .remedy = 10 Minuten ohne weiteren Versuch abwarten, dann mit dem richtigen Passwort anmelden. Nach einem Gerät oder Programm suchen, das laufend ein altes Passwort schickt.
finding-xsp-unreachable =
    .title = Xsi-Actions antwortet nicht
    .cause = Der IdP-Proxy bekommt von der Xsi-Actions-Adresse des Clusters keine HTTP-Antwort, deshalb kann sich niemand aus diesem Cluster anmelden. Mit Passwörtern hat das nichts zu tun.
    .remedy = Die Xsi-Actions-URL des BroadWorks-Clusters im Partner Hub prüfen. Von außen `/com.broadsoft.xsi-actions/v2.0/versions` darauf aufrufen. Auf dem XSP nachsehen, ob Webcontainer und Anwendung Xsi-Actions laufen, ob das Zertifikat gültig ist und ob die Firewall die Adressbereiche der Cloud hereinlässt.
finding-profile-mismatch =
    .title = Das BroadWorks-Profil passt zu keinem Benutzer der Organisation
    .cause = Das Passwort war richtig, aber die BroadWorks-Benutzer-ID in der Antwort `Profile` von Xsi-Actions gehört keinem Benutzer der Webex-Organisation. Der Benutzer hat sich mit dem Konto eines anderen Teilnehmers angemeldet oder wurde unter einer anderen BroadWorks-Benutzer-ID provisioniert.
    .remedy = Die `userId` der Antwort mit der BroadWorks-Benutzer-ID in den Benutzerdetails im Help Desk vergleichen. Weichen sie ab, soll sich der Benutzer mit dem eigenen Konto anmelden; wurde die BroadWorks-Benutzer-ID geändert, den Dienst Integrated IM&P entfernen und neu zuweisen.
finding-assertion-rejected =
    .title = Der Identitätsdienst weist die SAML-Assertion ab
    .cause = Die Assertion, die die App vorlegt, ist abgelaufen, schon einmal benutzt worden, für einen anderen Empfänger bestimmt, oder ihre Signatur ist nicht gültig. Die Anmeldung endet hier, obwohl das BroadWorks-Passwort stimmte.
    .remedy = Den Benutzer die Anmeldung ganz von vorn beginnen lassen, ohne die Zurück-Taste. Wiederholt es sich, die Uhren vergleichen: Identitätsdienst, IdP-Proxy und Rechner des Benutzers dürfen höchstens wenige Minuten auseinanderliegen. Ist nur eine Organisation betroffen, ein Support-Ticket mit der Tracking-ID eröffnen.

## Berechtigungen

finding-connector-entitlement-missing =
    .title = Die Berechtigung broadworks-connector fehlt
    .cause = Der angemeldete Benutzer hat kein `broadworks-connector`; die App startet deshalb die BroadWorks-Telefonie nicht und zeigt kein Anrufsymbol. Meist wurde der Benutzer in Webex auf anderem Weg angelegt als durch die BroadWorks-Provisionierung, oder er hat die Lizenz verloren.
    .remedy = Im Help Desk den Benutzer öffnen, User Details, Abschnitt `entitlements`, und bestätigen, dass `broadworks-connector` nicht in der Liste steht. Prüfen, ob der Benutzer in der richtigen Organisation ist. In BroadWorks den Dienst Integrated IM&P entfernen und neu zuweisen, die Provisionierung abwarten, dann in der App ab- und wieder anmelden.
finding-webex-calling-entitlement =
    .title = Der Benutzer hat eine Berechtigung für Webex Calling
    .cause = Der Benutzer trägt `bc-sp-standard` oder `bc-sp-basic`, die Berechtigungen von Webex Calling. Sie schließen { -service } aus: Die App würde sich am falschen Dienst registrieren.
    .remedy = Im Control Hub dem Benutzer die Lizenz für Webex Calling entziehen. Im Help Desk unter User Details, `entitlements`, prüfen, dass weder `bc-sp-standard` noch `bc-sp-basic` übrig ist und `broadworks-connector` dasteht. Danach in der App unter Help > Health Checker die Datenbank zurücksetzen und neu anmelden.
finding-calling-behavior-wrong =
    .title = Das Anrufverhalten ist nicht „Calling in Webex“
    .cause = Beim Benutzer oder bei der Organisation ist ein anderes Anrufverhalten als `Calling in Webex` eingestellt. Die App startet dann einen anderen Telefoniedienst oder keinen, gleich welche Berechtigungen vorhanden sind.
    .remedy = Im Help Desk Calling Behavior der Organisation und des Benutzers ansehen: Bei beiden muss `Calling in Webex` stehen. Im Control Hub berichtigen, zuerst bei der Organisation, dann beim Benutzer, wenn er eine eigene Einstellung hat. In der App ab- und wieder anmelden.
finding-multiple-calling-services =
    .title = Die App hält noch an einem anderen Telefoniedienst fest
    .cause = Mit demselben Client wurden mehrere Telefoniedienste ausprobiert. Er merkt sich das frühere Backend und kommt mit BroadWorks nicht sauber hoch, obwohl die Einstellungen des Benutzers stimmen.
    .remedy = In der App Help > Health Checker > Reset Database wählen. Der Client wird vollständig zurückgesetzt und zeigt die Anmeldeseite; neu anmelden. Logs, die noch gebraucht werden, vorher sichern: Das Zurücksetzen löscht sie.
finding-identity-token-rejected =
    .title = Der Identitätsdienst weist das Token der App ab
    .cause = Das Zugriffstoken, mit dem die App das langlebige Token anfordert, ist abgelaufen oder widerrufen. Der IdP-Proxy fragt BroadWorks deshalb gar nicht erst.
    .remedy = In der App ab- und wieder anmelden, damit sie ein neues Token bekommt. Tritt es sofort wieder auf, die Uhr des Rechners prüfen und nachsehen, ob im Control Hub die Sitzungen des Benutzers beendet wurden.

## Langlebiges Token

finding-client-certificate-untrusted =
    .title = Der XSP nimmt das Client-Zertifikat von Webex nicht an
    .cause = Die gegenseitige TLS-Verbindung zum AuthService kommt nicht zustande: Der XSP vertraut der ausstellenden Stelle des Webex-Client-Zertifikats nicht, oder die Zertifikatsanmeldung für Client-Anwendungen ist ausgeschaltet. Kein Benutzer hinter diesem XSP bekommt ein langlebiges Token.
    .remedy = Auf jedem XSP `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication> get` ausführen; dort muss `allowUserApp = false` und `allowClientApp = true` stehen. Die Zertifikatskette in den BroadWorks-Einstellungen des Partner Hub herunterladen, in Stamm- und Zwischenzertifikat aufteilen und beide als Vertrauensanker der HTTPS-Schnittstelle des AuthService importieren. Den Webcontainer neu starten, dann einmal anmelden und die Anfrage im authenticationService-Log suchen.
finding-auth-service-url-wrong =
    .title = Der Cluster verweist auf eine falsche AuthService-Adresse
    .cause = Die AuthService-URL des BroadWorks-Clusters im Partner Hub führt nicht zu `/authService/token` dieses XSP: falscher Host, falscher Port oder falscher Pfad. Beim Pfad zählt Groß- und Kleinschreibung.
    .remedy = Im Partner Hub den BroadWorks-Cluster öffnen und seine AuthService-URL mit dem XSP vergleichen: Host und Port der Schnittstelle mit Client-Zertifikat, Kontextpfad `/authService`. Berichtigen, im Partner Hub testen lassen und einmal anmelden.
finding-login-info-unknown-user =
    .title = Der AuthService fragt nach einem Benutzer, den BroadWorks nicht kennt
    .cause = Webex führt für diesen Benutzer eine BroadWorks-Benutzer-ID, die `UserGetLoginInfoRequest` nicht findet: Der Teilnehmer wurde nach der Provisionierung in BroadWorks umbenannt oder gelöscht.
    .remedy = Die `http_bw_userid` im authenticationService-Log mit der Benutzer-ID in BroadWorks vergleichen. Wurde der Teilnehmer umbenannt, den Dienst Integrated IM&P entfernen und neu zuweisen, damit Webex die neue ID erfährt; wurde er gelöscht, auch den Webex-Benutzer löschen.
finding-auth-service-url-missing =
    .title = Xsi-Actions weiß nicht, wo Tokens geprüft werden
    .cause = Auf diesem XSP ist die Containeroption mit der Adresse des AuthService nicht gesetzt. Xsi-Actions kann das Token der App deshalb nicht prüfen lassen, obwohl es ordentlich ausgestellt wurde.
    .remedy = Auf jedem XSP mit Xsi-Actions `XSP_CLI/Maintenance/ContainerOptions> add tomcat bw.authservice.authServiceUrl http://127.0.0.1:80/authService` ausführen und dieselbe URL unter `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/AuthService` setzen. Den Webcontainer neu starten. Keinen auslassen: Benutzer landen auf jedem davon.
finding-rsa-keys-not-copied =
    .title = Das Token eines XSP wird von einem anderen abgewiesen
    .cause = Die XSPs signieren und prüfen langlebige Tokens mit verschiedenen RSA-Schlüsseln. Ein Token gilt nur auf dem XSP, der es ausgestellt hat; weil sich die Benutzer auf mehrere verteilen, klappt die Anmeldung mal und mal nicht.
    .remedy = Auf dem XSP, dessen Schlüssel bleiben sollen, `KeyManagement> exportKeys` der Anwendung AuthenticationService ausführen; das schreibt `/var/broadworks/tmp/authService.keys`. Die Datei auf alle anderen XSPs mit AuthService kopieren, dort `importKeys` ausführen und alle neu starten. Nach jeder Erneuerung der Schlüssel wiederholen.
finding-token-revoked =
    .title = Das langlebige Token ist abgelaufen oder widerrufen
    .cause = Der AuthService weist das Token der App ab: Seine Gültigkeit ist zu Ende, oder die Tokens dieses Benutzers oder des ganzen Systems wurden nach der Ausstellung widerrufen.
    .remedy = In der App ab- und wieder anmelden; dabei holt sie ein neues Token. Sind viele Benutzer zugleich betroffen, klären, wer Tokens widerrufen hat (`LongLivedTokenRevokeRequest` im PSLog). Kehrt es alle paar Wochen wieder, `tokenDurationInHours` der Anwendung AuthenticationService und die Uhren der XSPs ansehen.

## Geräte und Registrierung

finding-device-types-unassigned =
    .title = Der Benutzer hat kein Gerät für die App
    .cause = Xsi-Actions antwortet mit leerem `AccessDevices`: In BroadWorks ist dem Benutzer kein Gerät eines Typs für die { -app } zugewiesen. Die App bekommt weder Adresse noch Zugangsdaten für die Telefonie.
    .remedy = In BroadWorks für jede Plattform, die der Benutzer braucht, ein Gerät des passenden Typs anlegen (`Business Communicator - PC` für den Desktop, `Connect - Mobile`, `Connect - Tablet`) und ihm als primäres Gerät oder als Shared Call Appearance zuweisen, jedes mit eigenem Line/Port. Dann in der App ab- und wieder anmelden.
finding-desktop-device-missing =
    .title = Das Desktop-Gerät Business Communicator - PC fehlt
    .cause = `AccessDevices` nennt Geräte des Benutzers, aber keines vom Typ `Business Communicator - PC`, nach dem die Desktop-App sucht. In ihrem Anruf-Log steht, dass dieses Geräteprofil nicht gefunden wurde.
    .remedy = In BroadWorks dem Benutzer ein Gerät vom Typ `Business Communicator - PC` zuweisen: als primäres Gerät oder, wenn ein anderes primär ist, als Shared Call Appearance mit eigenem Line/Port. Der Typ muss genau so geschrieben sein. Die Dateien des Geräts neu erzeugen, dann in der App ab- und wieder anmelden.
finding-device-profile-unreachable =
    .title = Device Management liefert config-wxt.xml nicht aus
    .cause = Die App kennt ihre Geräte, aber die Anfrage nach `config-wxt.xml` scheitert: Die Adresse in `deviceTypeUrl` führt ins Leere, Device Management läuft nicht oder weist die Zugangsdaten ab, oder die Datei ist für den Gerätetyp nicht definiert.
    .remedy = Die Anfrage im access_log des XSP suchen. Keine Zeile: Zugangs-FQDN, Port und Kontextpfad des Gerätetyps sowie die Firewall prüfen. 401: Zugangsdaten des Geräts neu setzen und die Dateien neu erzeugen. 404: nachsehen, ob der Gerätetyp eine Datei `config-wxt.xml` mit Vorlage hat. Danach ins dmsDebugLog sehen.
finding-device-profile-unparseable =
    .title = Die App kann config-wxt.xml nicht lesen
    .cause = Das Geräteprofil wird ausgeliefert, ist für die App aber kein wohlgeformtes XML; sie meldet `errorCode=1507`. Meist steht `defaultDeviceEncoding` des Gerätetyps auf `ISO-8859-1` oder ist leer, und ein Umlaut oder Akzent in einem Namen macht die Datei kaputt; sonst enthält eine eigene Vorlage oder ein Tag-Wert ein nacktes `&` oder `<`.
    .remedy = Die Kodierung des Gerätetyps auf `UTF-8` stellen, die Dateien des Geräts neu erzeugen und in der App ab- und wieder anmelden. Hilft das nicht, `config-wxt.xml` von Hand abrufen, mit einem XML-Prüfprogramm untersuchen und die Vorlage oder das Tag berichtigen, auf das es zeigt.
finding-sbc-tag-wrong =
    .title = %SBC_ADDRESS_WXT% ist nicht der SBC
    .cause = Die App schickt REGISTER an die Adresse, die `%SBC_ADDRESS_WXT%` in `config-wxt.xml` einsetzt, und dort wartet kein SBC vor Ihrem Registrar. Die Anfrage verläuft im Sand.
    .remedy = In BroadWorks das Tag `%SBC_ADDRESS_WXT%` im Tag-Satz des Gerätetyps prüfen, dann Überschreibungen auf System-, Anbieter-, Gruppen- und Geräteebene; die genaueste gewinnt. Die Adresse des SBC für App-Clients eintragen, den Port prüfen, die Dateien neu erzeugen und in der App ab- und wieder anmelden.
finding-device-tags-misconfigured =
    .title = Ein Geräte-Tag fehlt, ist falsch oder widersprüchlich
    .cause = Ein Tag, das die Vorlage des Geräteprofils braucht, ist nicht definiert, leer oder auf zwei Ebenen verschieden gesetzt; in `config-wxt.xml` steht dann nichts oder das Falsche. Undefinierte Tags nennt das dmsDebugLog.
    .remedy = Die Tags des Gerätetyps mit der Liste im Configuration Guide für die { -app } vergleichen. Fehlende an nur einer Stelle definieren, widersprechende Überschreibungen entfernen, die Dateien neu erzeugen und die fertige `config-wxt.xml` ansehen, bevor Sie sich neu anmelden.
finding-as-not-located =
    .title = Der Network Server kennt für den Benutzer keinen Application Server
    .cause = Der SBC hat den Network Server gefragt, wo der Benutzer zu Hause ist, und die Antwort war: dort unbekannt. REGISTER hat den Registrar deshalb nie erreicht.
    .remedy = Auf dem Network Server Line/Port oder Rufnummer des Benutzers suchen (wonach der SBC gefragt hat, zeigt NSXSLog). Fehlt der Eintrag, prüfen, ob Application Server und Network Server synchron sind und ob der Network Server die Domäne des Line/Port bedient. Dann in der App ab- und wieder anmelden.
finding-sip-credentials-wrong =
    .title = Der Registrar weist die SIP-Zugangsdaten ab
    .cause = Die App hat die Challenge des Registrars mit einem Benutzernamen oder Passwort beantwortet, das nicht zur Leitung des Geräts in BroadWorks gehört. Entweder setzen die Tags falsche Werte in `config-wxt.xml` ein, oder das SIP-Passwort wurde nach dem Erzeugen der Datei geändert.
    .remedy = In BroadWorks SIP-Benutzername und -Passwort des Benutzers neu setzen (Utilities > Authentication). Prüfen, ob die Vorlage `%BWAUTHUSER-1%` und `%BWAUTHPASSWORD-1%` verwendet, die Dateien des Geräts neu erzeugen und in der App ab- und wieder anmelden.
finding-session-displaced =
    .title = Ein zweiter Client derselben Plattform hat die Sitzung übernommen
    .cause = Derselbe Benutzer hat sich auf einem weiteren Client des gleichen Plattformtyps angemeldet. Je Typ ist nur eine Sitzung aktiv, und die spätere gewinnt; die erste verliert ihre Telefondienste. Das ist so gewollt.
    .remedy = Je Benutzer einen Desktop- und einen Mobil-Client verwenden, oder den überzähligen Client schließen und sich am anderen neu anmelden. Wer zwei Clients gleichen Typs braucht, braucht zwei Geräte mit verschiedenen SIP-Adressen.

## Anrufeinstellungen

finding-call-settings-tags-missing =
    .title = Der Link zu den Anrufeinstellungen ist nicht konfiguriert
    .cause = In `config-wxt.xml` ist das Adress- oder Ziel-Tag des Call Settings Webview leer, deshalb blendet die App den Link aus. Entweder ist die Vorlage zu alt dafür, oder `%WEB_CALL_SETTINGS_URL_WXT%` oder `%WEB_CALL_SETTINGS_TARGET_WXT%` ist nicht gesetzt.
    .remedy = Die aktuelle Vorlage des Gerätetyps einspielen. `%WEB_CALL_SETTINGS_URL_WXT%` auf die Adresse der Anwendung setzen, mit Schrägstrich am Ende, und `%WEB_CALL_SETTINGS_TARGET_WXT%` auf `csw`. Die Dateien neu erzeugen und in der App ab- und wieder anmelden.
finding-call-settings-opens-browser =
    .title = Die Anrufeinstellungen öffnen sich in einem externen Browser
    .cause = Die Adresse des Call Settings Webview ist gesetzt, aber in `%WEB_CALL_SETTINGS_TARGET_WXT%` steht nicht `csw`. Die App hält die Seite für eine fremde Website und bettet sie nicht ein.
    .remedy = `%WEB_CALL_SETTINGS_TARGET_WXT%` für den Gerätetyp auf `csw` setzen, die Dateien neu erzeugen und in der App ab- und wieder anmelden.
finding-call-settings-not-registered =
    .title = Keine Anrufeinstellungen, weil die App nicht registriert ist
    .cause = Die App zeigt den Link zu den Anrufeinstellungen erst, wenn sie an BroadWorks registriert ist, und diese Sitzung ist es nicht.
    .remedy = Zuerst die Registrierung in Ordnung bringen: Unter Phone Services muss `SSO Session: You are signed in` stehen. Der Link erscheint dann von selbst.
finding-app-version-too-old =
    .title = Die App ist für die Anrufeinstellungen zu alt
    .cause = Die Version der { -app } im Log unterstützt das Call Settings Webview noch nicht; an Tags und Registrierung liegt es nicht.
    .remedy = Die App aktualisieren und neu anmelden. Werden Aktualisierungen zentral verteilt, für diesen Benutzer eine neuere Version freigeben.
finding-call-settings-app-broken =
    .title = Die Anwendung Call Settings Webview versagt auf dem XSP
    .cause = Die App hat die Seite angefordert, und die Anwendung auf dem XSP hat mit einem Fehler geantwortet oder mit nichts, was sich anzeigen ließe. Tags und Registrierung stimmen.
    .remedy = Auf dem XSP prüfen, ob die Anwendung ausgebracht ist und läuft, ob sie denselben Hostnamen benutzt wie Xsi-Actions und ob dieser Name in der HTTP-Aliasliste steht. CallSettingsWebview-Log und access_log zum Zeitpunkt des Klicks lesen. Einem Support-Ticket `config-wxt.xml` und ihre Vorlage beilegen.

## Domänen und Rollen

finding-domain-claimed-by-provider =
    .title = Der Anbieter hat die Domäne des Kunden beansprucht
    .cause = Die Domäne der E-Mail-Adresse ist von der Organisation des Service-Providers beansprucht. Anmeldungen der Benutzer des Kunden werden deshalb zum Anbieter geleitet statt zur eigenen Organisation.
    .remedy = Im Control Hub der Anbieterorganisation den Anspruch auf diese Domäne aufheben; ein Anbieter soll nur die Domänen der eigenen Mitarbeiter beanspruchen. Will der Kunde den Anspruch, die Domäne danach in dessen Organisation verifizieren und beanspruchen. Dann den Benutzer neu anmelden lassen.
finding-domain-claimed-by-other =
    .title = Ein anderer Kunde hat die gemeinsame Domäne beansprucht
    .cause = Zwei Organisationen benutzen dieselbe E-Mail-Domäne, und eine hat sie beansprucht. Benutzer der anderen werden zur Organisation mit dem Anspruch geleitet und können sich nicht anmelden.
    .remedy = Mit beiden Kunden absprechen. Den Anspruch im Control Hub der Organisation aufheben, die ihn hält (Domains, Anspruch entfernen); eine von zwei Organisationen benutzte Domäne darf keine beanspruchen. Dann den Benutzer neu anmelden lassen.
finding-admin-lacks-sales-role =
    .title = Der Administrator hat keine Rolle für Kundenorganisationen
    .cause = Volle Administratorrechte gelten nur für die Partnerorganisation selbst. Um Kunden zu sehen und zu verwalten, braucht das Konto zusätzlich Sales administrator oder Sales full administrator und hat keine von beiden.
    .remedy = Ein Administrator mit vollen Rechten öffnet das Konto im Control Hub der Partnerorganisation, Rollen und Sicherheit, und fügt Sales administrator oder Sales full administrator hinzu; das geht auch für das eigene Konto. Im Partner Hub ab- und wieder anmelden.

## Allgemeines

finding-step-failed =
    .title = Ein Schritt ist aus unbekanntem Grund gescheitert
    .cause = Die Logs zeigen, dass dieser Schritt nicht gelungen ist, und keine der bekannten Ursachen passt.
    .remedy = Die Belege und die Einträge ringsum im selben Log lesen, dann das Log der Gegenseite des Schritts. Ist Ihnen die Ursache klar, beschreiben Sie sie als Signatur, damit sie beim nächsten Mal einen Namen hat.
finding-oci-error =
    .title = BroadWorks hat OCI-P-Anfragen abgelehnt
    .cause = Der Application Server hat Anfragen mit einem Fehler beantwortet, den keine bekannte Störung erklärt. Oft hat ein Provisionierungs-Client nach etwas gefragt, das es nicht gibt oder das ihm nicht zusteht.
    .remedy = Die Nummer mit `lineman explain` nachschlagen und im PSLog die Anfrage vor der Antwort lesen: Sie zeigt, wer was wollte. Kommt sie aus Ihrem Provisionierungssystem, dort berichtigen.
finding-input-edited =
    .title = Das Log wurde von Hand bearbeitet
    .cause = Längen, Zeilenumbrüche oder die Reihenfolge der Einträge passen nicht zu dem, was das Produkt schreibt; jemand oder ein Werkzeug hat diese Datei verändert. Was sie zeigt, kann unvollständig sein.
    .remedy = Die Originaldatei vom Server holen, ohne sie in einem Editor zu öffnen, und die Diagnose wiederholen. Zum Übertragen `gzip` benutzen.
finding-input-truncated =
    .title = Die Eingabe bricht mittendrin ab
    .cause = Die Datei oder das Archiv endet vor dem eigentlichen Ende. Was lesbar war, wurde verwendet; was folgt, ist nicht bekannt.
    .remedy = Die Datei noch einmal von der Quelle kopieren und die Größen vergleichen. Hat der Server noch geschrieben, warten, bis die Datei rotiert ist.
finding-input-capped =
    .title = Die Eingabe wurde nicht bis zum Ende gelesen
    .cause = Eine Grenze zum Schutz des Rechners ist erreicht: Größe, Zahl der Dateien, Verschachtelung der Archive oder wie stark sich ein Archiv beim Entpacken ausdehnt. Was dahinter liegt, wurde nicht angesehen.
    .remedy = Nur die Dateien des fraglichen Zeitraums angeben, verschachtelte Archive selbst entpacken oder die Diagnose mit `--since` und `--until` einengen.
finding-input-unrecognised =
    .title = Die Eingabe ist keines der bekannten Logs
    .cause = Der Inhalt sieht nach keinem Log, keiner Konfiguration und keinem Datensatz aus, den { -product } lesen kann. Er blieb bei der Diagnose außen vor.
    .remedy = Prüfen, ob es die richtige Datei ist und ob sie reiner Text, `.gz` oder `.zip` ist. Ist es ein Log der Lösung, einige Zeilen davon mit der Bitte um Unterstützung einschicken.
