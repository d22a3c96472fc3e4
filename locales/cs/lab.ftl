# Laboratoř na tomto počítači.

lab-starting = Spouštím laboratoř v { $directory }
lab-starting-component = Spouštím { $component }
lab-certificates = Vytvářím certifikáty
lab-provisioning = Zřizuji { $count ->
    [one] 1 účastníka
    [few] { $count } účastníky
   *[other] { $count } účastníků
}
lab-provisioned = { $user } je zřízen
lab-injecting = Vkládám závadu { $fault }
lab-signing-in = Přihlašuji { $user }
lab-signed-in = { $user }: přihlášen (SSO Session: You are signed in)
lab-step-failed = { $user } skončil v kroku { $step }: { $name }
lab-ready = Laboratoř běží.
lab-portal-at = Portál na { $url }
lab-sign-in-with = Přihlaste se jako { $user }; heslo je v { $file }
lab-logs-in = Logy v { $directory }
lab-diagnose-hint = Diagnóza: lineman diagnose { $directory }
lab-port-taken = Port { $port } je obsazen; { $name } naslouchá na { $other }
lab-stop-hint = Ukončíte stiskem Ctrl-C.
lab-stopping = Ukončuji
lab-stopped = Ukončeno.
lab-healthy = Vše zdravé: každý krok je v pořádku a není žádný nález.
lab-fault-found = Logy závadu jmenují: { $fault }
lab-fault-not-found = Logy závadu { $fault } nejmenují.
lab-unexpected-finding = Neočekáváno: { $finding }
lab-took = Trvalo { $seconds } s
lab-in-use = { $directory } používá jiná laboratoř. Ukončete ji, nebo zvolte pomocí --data jinou složku.
lab-unknown-fault = Závada { $fault } neexistuje. Všechny vypíše `lineman lab faults`.
lab-faults-header = Závady, které laboratoř umí vložit
lab-faults-columns-id = Závada
lab-faults-columns-step = Krok
lab-faults-columns-seen = Co uvidíte
lab-faults-hint = Vložení: lineman lab --fault ID

# Co má u jednotlivých závad školený vidět.
lab-see-wrong-password = Portál ukáže 100006 a selže krok 2.1; v XsiActionsLog je 401 a v PSLog `[Error 4962]`.
lab-see-connector-entitlement-missing = Přihlášení projde až po krok 4, pak se ikona volání neobjeví; log spuštění říká, že chybí `broadworks-connector`.
lab-see-client-certificate-untrusted = Krok 5.2 selže celému podniku; XSP zapíše odmítnutý TLS handshake a aplikace ukáže `1502`.
lab-see-desktop-device-missing = `AccessDevices` přijde bez `Business Communicator - PC`; log volání říká, že profil zařízení nebyl nalezen.
lab-see-imp-credentials-mismatch = Přiřazení služby selže s `[Error 18215]` každému uživateli podniku; v PSLog je vidět, že bridge odpověděl 401.
lab-see-user-exists = Přiřazení služby selže s `[Error 18215]` jen tomuto uživateli; v PSLog je 409 a `message` o e-mailu.
lab-see-primary-number-missing = Přiřazení služby selže s `[Error 18215]`; v PSLog je 400 a v odeslaném dokumentu není `PrimaryPhoneNumber`.
lab-see-upstream-creation-failed = Bridge odpoví 200, služba je přiřazena a uživatel se nikdy neobjeví; neúspěšné vytvoření je vidět jen v logu cloudu.
