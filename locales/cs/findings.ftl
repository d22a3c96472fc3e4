# Nálezy: co je špatně, co s čím nesouhlasí a co udělat v jakém pořadí.

## Zřizování

finding-imp-url-mismatch =
    .title = URL serveru pro zprávy se liší od zřizovací URL šablony
    .cause = Application Server posílá POST na jinou adresu, než jakou uvádí zákaznická šablona. URL v Integrated IM&P a zřizovací URL šablony musí být shodné znak po znaku. Postiženi jsou všichni účastníci podniku.
    .remedy = Zkopírujte zřizovací URL ze šablony v Partner Hub. V BroadWorks otevřete podnik, Services > Integrated IM&P, a zadejte ji jako Messaging Server URL; používá-li podnik systémové nastavení, nastavte `provisioningUrl` v `AS_CLI/Interface/Messaging`. Zkontrolujte příkazem `AS_CLI/Interface/Messaging> get`, pak jednomu zkušebnímu uživateli službu odeberte a znovu přiřaďte.
finding-imp-credentials-mismatch =
    .title = Bridge odmítá zřizovací účet (401)
    .cause = Uživatelské jméno nebo heslo serveru pro zprávy v BroadWorks nesouhlasí se zřizovacím účtem zákaznické šablony. Bridge nepozná, čí je požadavek, a odpoví 401, takže zřizování selže každému uživateli podniku.
    .remedy = V Partner Hub otevřete zákaznickou šablonu a zadejte heslo zřizovacího účtu znovu, dvakrát. V BroadWorks zadejte stejný název účtu a stejné heslo v Services > Integrated IM&P daného podniku, nebo pro systémové nastavení jako `provisioningUserId` a `provisioningPassword` v `AS_CLI/Interface/Messaging`. Službu přiřaďte nejprve jednomu zkušebnímu uživateli, teprve potom ostatním.
finding-bridge-addressed-by-ip =
    .title = Application Server oslovuje bridge IP adresou (403)
    .cause = POST jde na IP adresu místo na název hostitele ze zřizovací URL a bridge odpoví 403. Buď je jako Messaging Server URL zadána adresa, nebo na Application Serveru chybí oprava `ap373197` (na R24 `ap384177`) a název se před odesláním přeloží.
    .remedy = Nejprve ověřte, že Messaging Server URL obsahuje název hostitele ze zřizovací URL šablony. Pak nainstalujte opravu `ap373197` (R22, R23) nebo `ap384177` (R24), zapněte ji příkazem `AS_CLI/Maintenance/ContainerOptions> add provisioning bw.imp.useProvisioningUrl true`, restartujte a vyzkoušejte jednoho uživatele. Nemá-li Application Server DNS, zapište název do `/etc/hosts`; v URL musí název zůstat.
finding-bridge-forbidden =
    .title = Bridge požadavek zakazuje (403)
    .cause = Bridge nebo něco před ním, třeba proxy či firewall, odpovídá 403, přestože požadavek míří na název. Takto nemá šanci: nejčastěji patří URL jiné oblasti, nebo výstup ze sítě přepisuje hostitele.
    .remedy = Porovnejte cíl POST v PSLog se zřizovací URL šablony, i s oblastí v názvu hostitele. Zkontrolujte proxy a firewall mezi Application Serverem a bridgem podle síťových požadavků { -service }. Ověřte, že jsou nainstalovány všechny opravy pro zřizování flow-through.
finding-bridge-rejected =
    .title = Bridge odmítá profil účastníka
    .cause = Bridge neodpověděl 200 ani žádným z odmítnutí, která mají vlastní jméno. Za přijaté platí jen 200 OK; vše ostatní hlásí Application Server jako `[Error 18215]`.
    .remedy = V PSLog si přečtěte stav a uzel `message` odpovědi spolu s POST. V každém uzlu odeslaného `subscriberProfile` hledejte hodnotu, která tam nepatří, a porovnejte ji s nastavením šablony; opravte uživatele v BroadWorks a službu přiřaďte znovu. Při stavu 500 a vyšším to zkuste později, a pokud to trvá, otevřete případ podpory se sledovacím ID.
finding-email-not-trusted =
    .title = Šablona e-mailům důvěřuje, ale tento má chybný tvar (400)
    .cause = Zákaznická šablona ručí za to, že e-maily z BroadWorks jsou spolehlivé, a e-mail v profilu uživatele v BroadWorks není platná adresa. Většinou jde o překlep.
    .remedy = Opravte e-mail v profilu uživatele v BroadWorks, pak službu Integrated IM&P odeberte a znovu přiřaďte. Pokud e-maily v tomto systému BroadWorks obecně spolehlivé nejsou, použijte šablonu, která jim nedůvěřuje, aby si svůj e-mail potvrdil každý sám.
finding-email-invalid =
    .title = E-mail chybí nebo není platný (400)
    .cause = Odeslaný `subscriberProfile` nemá uzel `email`, nebo v něm není platná adresa. Z e-mailu se stává ID uživatele ve Webexu, bez něj nelze nic vytvořit.
    .remedy = Zadejte v profilu uživatele v BroadWorks platný e-mail, který ve Webexu nikdo jiný nepoužívá, pak službu Integrated IM&P odeberte a znovu přiřaďte.
finding-org-creation-disabled =
    .title = Organizace není známa a nesmí se vytvořit (400)
    .cause = Doméně e-mailu ani názvu z `group` nebo `serviceProvider` neodpovídá žádná zákaznická organizace a šablona nedovoluje vytvářet nové.
    .remedy = Nejprve zkontrolujte doménovou část e-mailu v odeslaném dokumentu: překlep udělá ze známého zákazníka neznámého. Je-li zákazník opravdu nový, povolte v zákaznické šabloně v Partner Hub vytváření organizací, nebo organizaci vytvořte předem. Pak službu přiřaďte znovu.
finding-primary-number-missing =
    .title = Chybí hlavní telefonní číslo (400)
    .cause = V odeslaném `subscriberProfile` není `PrimaryPhoneNumber`. Každý účastník { -service } potřebuje hlavní číslo a tento uživatel v BroadWorks žádné přiřazené nemá; samotná linka nestačí.
    .remedy = Není-li ve skupině volné číslo, přidělte jí v BroadWorks další; pak otevřete uživatele, Profile > Addresses, a zvolte je jako telefonní číslo. Službu Integrated IM&P odeberte a znovu přiřaďte; v PSLog už musí POST obsahovat `PrimaryPhoneNumber`.
finding-user-exists =
    .title = Uživatel Webexu s tímto e-mailem už existuje (409)
    .cause = Hodnota `email` z odeslaného `subscriberProfile` patří uživateli, který ve Webexu už je, a oba záznamy si odporují. Druhý uživatel může být v organizaci, kterou nevidíte.
    .remedy = Vezměte e-mail z POST v PSLog a vyhledejte ho v Help Desk. Patří-li druhý účet téže osobě, ať ho smaže ona sama nebo správce jeho organizace; jinak zadejte v profilu uživatele v BroadWorks jiný e-mail. Pak službu Integrated IM&P odeberte a znovu přiřaďte. Že Help Desk e-mail nenajde, nic nedokazuje: účet může být mimo váš dohled.
finding-user-in-consumer-org =
    .title = E-mail patří bezplatnému účtu Webex (409)
    .cause = Dotyčný si s tímto e-mailem založil bezplatný účet Webex dřív, než mu byla služba přiřazena. Účet je v organizaci pro spotřebitele a e-mail drží.
    .remedy = Požádejte uživatele, aby se k bezplatnému účtu přihlásil a smazal ho (https://help.webex.com/5m4i4y), nebo ho zřiďte s jiným e-mailem. Pak službu Integrated IM&P odeberte a znovu přiřaďte.
finding-upstream-creation-failed =
    .title = Přijato s 200 OK, ale uživatel nikdy nevznikl
    .cause = Bridge požadavek přijal a zařadil do fronty; služby za ním pak organizaci nebo uživatele nedokázaly vytvořit. 200 OK říká jen to, že požadavek dorazil, a vytvoření může trvat minuty. Na straně BroadWorks není nic špatně a není tam co opravovat.
    .remedy = Počkejte několik minut a vyhledejte e-mail z POST v Help Desk. Není-li tam uživatel ani pak, otevřete případ podpory: tato závada se musí eskalovat. Uveďte sledovací ID, čas, e-mail, ID uživatele BroadWorks, organizaci a POST s odpovědí z PSLog. Mezitím službu nepřiřazujte stále dokola.
finding-bridge-unreachable =
    .title = Bridge je nedostupný
    .cause = Application Server nedostal od serveru pro zprávy žádnou odpověď HTTP: název se nepřeložil, spojení nevzniklo, selhalo TLS nebo vypršel čas. Hlásí `[Error 18211]` a nelze zřídit žádného uživatele podniku.
    .remedy = Na Application Serveru přeložte název hostitele z Messaging Server URL a připojte se k němu (`curl -v` na tuto URL). Zkontrolujte DNS nebo `/etc/hosts`, firewall a proxy a zda se důvěřuje vydavateli certifikátu bridge. Pak službu přiřaďte jednomu zkušebnímu uživateli.
finding-provisioning-in-progress =
    .title = Uživatel se ještě zřizuje
    .cause = Požadavek pro tohoto uživatele už je ve frontě (300005). Dokud běží první, druhý nic nezmění.
    .remedy = Počkejte několik minut a hledejte uživatele v Control Hub. Není-li tam ani za půl hodiny, berte to jako neúspěšné vytvoření a otevřete případ podpory se sledovacím ID.
finding-patch-missing =
    .title = Na Application Serveru chybí potřebná oprava
    .cause = Zřizování flow-through potřebuje opravy, které na této verzi Application Serveru nejsou nainstalovány, nebo nainstalovány jsou, ale nejsou zapnuty. Požadavky pak jdou na IP adresu, nebo neodejdou vůbec.
    .remedy = Porovnejte nainstalované opravy se seznamem pro vaši verzi v Solution Guide: `ap373197` pro R22 a R23, `ap384177` pro R24. Doinstalujte, co chybí, přidejte volbu kontejneru `bw.imp.useProvisioningUrl true` v `AS_CLI/Maintenance/ContainerOptions`, restartujte a vyzkoušejte jednoho uživatele.

## Přihlášení

finding-portal-client-incompatible =
    .title = Aktivační portál se v prohlížeči aplikace nenačte
    .cause = { -app(case: "start") } otevírá aktivační portál v prohlížečové komponentě operačního systému. Tento klient stránku nenačetl, ačkoli ji portál jiným vydává; vadí tedy ona komponenta, její nastavení nebo něco na tomto počítači.
    .remedy = Otevřete stejnou adresu na témže počítači v běžném prohlížeči. Načte-li se tam, aktualizujte operační systém a jeho prohlížečovou komponentu, zkontrolujte proxy a skripty a aktualizujte aplikaci. Víc ukáže v aplikaci Help > Health Checker. Nenačte-li se nikde, zkoumejte portál.
finding-portal-unavailable =
    .title = Aktivační portál není k dispozici
    .cause = Aktivační portál neodpovídá žádnému klientovi, nebo odpovídá chybou serveru. Příčina je na straně služby.
    .remedy = Otevřete adresu portálu z jiné sítě. Selže-li to i tam, podívejte se na stránku stavu služby a otevřete případ podpory s časem a sledovacím ID.
finding-wrong-password =
    .title = Nesprávné ID uživatele nebo heslo
    .cause = Zadané heslo není heslo Web Access tohoto uživatele v BroadWorks; BroadWorks odpoví `[Error 4962]` a portál ukáže 100006. Nejde o heslo SIP zařízení ani o heslo k Webexu. Na velikosti písmen záleží.
    .remedy = Nechte uživatele zadat heslo Web Access z BroadWorks znovu a hlídat velikost písmen. Není-li přijat e-mail, ať zadá ID uživatele BroadWorks. Nepomůže-li to, nastavte v profilu uživatele v BroadWorks nové heslo Web Access a nejdřív s ním zkuste přihlášení na webový portál BroadWorks.
finding-alternate-id-missing =
    .title = E-mail není v BroadWorks přihlašovacím ID
    .cause = Uživatel se přihlašuje e-mailem a BroadWorks pod tímto jménem nezná ID uživatele ani alternativní ID uživatele (`[Error 4008]`). K ověření hesla vůbec nedošlo.
    .remedy = Buď přidejte e-mail v BroadWorks jako alternativní ID uživatele (uživatel, Profile > Addresses, nebo `UserAlternateUserIdAddRequest`), nebo ať se uživatel přihlásí svým ID z BroadWorks. Týká-li se to mnoha uživatelů, e-mail na přihlašovací stránce nepředvyplňujte.
finding-user-locked =
    .title = Uživatel je uzamčen
    .cause = Bylo zadáno příliš mnoho chybných hesel za sebou a portál 10 minut odmítá každý další pokus (200018), i se správným heslem.
    .remedy = Počkejte 10 minut bez dalšího pokusu a přihlaste se správným heslem. Hledejte zařízení nebo program, který stále posílá staré heslo.
finding-xsp-unreachable =
    .title = Xsi-Actions neodpovídá
    .cause = IdP proxy nedostává z adresy Xsi-Actions daného clusteru žádnou odpověď HTTP, takže se z tohoto clusteru nepřihlásí nikdo. Hesla s tím nesouvisejí.
    .remedy = Zkontrolujte URL Xsi-Actions clusteru BroadWorks v Partner Hub. Zvenku na ní zavolejte `/com.broadsoft.xsi-actions/v2.0/versions`. Na XSP ověřte, že běží webový kontejner i aplikace Xsi-Actions, že platí certifikát a že firewall pouští dovnitř rozsahy adres cloudu.
finding-profile-mismatch =
    .title = Profil BroadWorks neodpovídá žádnému uživateli organizace
    .cause = Heslo bylo správné, ale ID uživatele BroadWorks v odpovědi `Profile` z Xsi-Actions nepatří žádnému uživateli organizace Webex. Uživatel se přihlásil účtem jiného účastníka, nebo byl zřízen pod jiným ID uživatele BroadWorks.
    .remedy = Porovnejte `userId` v odpovědi s ID uživatele BroadWorks v podrobnostech uživatele v Help Desk. Liší-li se, ať se uživatel přihlásí svým účtem; změnilo-li se ID uživatele BroadWorks, službu Integrated IM&P odeberte a znovu přiřaďte.
finding-assertion-rejected =
    .title = Služba identit odmítá SAML assertion
    .cause = Assertion, kterou aplikace předložila, vypršela, už byla použita, je určena někomu jinému, nebo nesouhlasí její podpis. Přihlášení končí, ačkoli heslo do BroadWorks bylo správné.
    .remedy = Ať uživatel začne přihlášení úplně od začátku, bez tlačítka Zpět. Opakuje-li se to, porovnejte hodiny: služba identit, IdP proxy a počítač uživatele se smějí lišit nanejvýš o několik minut. Týká-li se to jediné organizace, otevřete případ podpory se sledovacím ID.

## Oprávnění

finding-connector-entitlement-missing =
    .title = Chybí oprávnění broadworks-connector
    .cause = Přihlášený uživatel nemá `broadworks-connector`, a aplikace proto volání BroadWorks nespustí a ikonu volání neukáže. Obvykle uživatel ve Webexu vznikl jinak než zřízením z BroadWorks, nebo přišel o licenci.
    .remedy = V Help Desk otevřete uživatele, User Details, část `entitlements`, a potvrďte, že `broadworks-connector` v seznamu není. Ověřte, že je uživatel ve správné organizaci. V BroadWorks službu Integrated IM&P odeberte a znovu přiřaďte, počkejte na zřízení, pak se v aplikaci odhlaste a přihlaste.
finding-webex-calling-entitlement =
    .title = Uživatel má oprávnění Webex Calling
    .cause = Uživatel nese `bc-sp-standard` nebo `bc-sp-basic`, tedy oprávnění služby Webex Calling. S { -service } se vylučují: aplikace by se registrovala ke špatné službě.
    .remedy = V Control Hub odeberte uživateli licenci Webex Calling. V Help Desk ověřte v User Details, `entitlements`, že nezbylo `bc-sp-standard` ani `bc-sp-basic` a že je tam `broadworks-connector`. Pak v aplikaci přes Help > Health Checker obnovte databázi a znovu se přihlaste.
finding-calling-behavior-wrong =
    .title = Chování volání není „Calling in Webex“
    .cause = Chování volání uživatele nebo organizace není nastaveno na `Calling in Webex`, takže aplikace spustí jinou službu volání nebo žádnou, ať jsou oprávnění jakákoli.
    .remedy = V Help Desk se podívejte na Calling Behavior organizace i uživatele: u obou musí být `Calling in Webex`. Opravte to v Control Hub, nejprve u organizace, pak u uživatele, má-li vlastní nastavení. V aplikaci se odhlaste a přihlaste.
finding-multiple-calling-services =
    .title = Aplikace se stále drží jiné služby volání
    .cause = V témže klientovi se zkoušelo více služeb volání. Pamatuje si dřívější backend a s BroadWorks se řádně nerozběhne, ačkoli nastavení uživatele je správné.
    .remedy = V aplikaci zvolte Help > Health Checker > Reset Database. Klient se úplně vymaže a ukáže přihlašovací obrazovku; přihlaste se znovu. Logy, které ještě potřebujete, předem exportujte: obnovení je smaže.
finding-identity-token-rejected =
    .title = Služba identit odmítá token aplikace
    .cause = Přístupový token, s nímž aplikace žádá o dlouhodobý token, vypršel nebo byl odvolán, a IdP proxy se proto BroadWorks ani neptá.
    .remedy = V aplikaci se odhlaste a přihlaste, získáte tak nový token. Stane-li se to hned znovu, porovnejte hodiny počítače se skutečným časem a podívejte se, zda v Control Hub nebyly ukončeny relace uživatele.

## Dlouhodobý token

finding-client-certificate-untrusted =
    .title = XSP nepřijímá klientský certifikát Webexu
    .cause = Vzájemné spojení TLS s AuthService se nezdaří: XSP nedůvěřuje autoritě, která vydala klientský certifikát Webexu, nebo je ověřování klientských aplikací certifikátem vypnuté. Žádný uživatel za tímto XSP nedostane dlouhodobý token.
    .remedy = Na každém XSP spusťte `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication> get`; musí tam být `allowUserApp = false` a `allowClientApp = true`. Stáhněte řetěz certifikátů z nastavení BroadWorks v Partner Hub, rozdělte ho na kořenový a vydávající certifikát a oba importujte jako kotvy důvěry rozhraní HTTPS služby AuthService. Restartujte webový kontejner, jednou se přihlaste a hledejte požadavek v logu authenticationService.
finding-auth-service-url-wrong =
    .title = Cluster ukazuje na špatnou adresu AuthService
    .cause = URL služby AuthService u clusteru BroadWorks v Partner Hub nevede k `/authService/token` tohoto XSP: špatný hostitel, port nebo cesta. V cestě záleží na velikosti písmen.
    .remedy = V Partner Hub otevřete cluster BroadWorks a porovnejte jeho URL AuthService s XSP: hostitele a port rozhraní s klientským certifikátem, kontextovou cestu `/authService`. Opravte ji, nechte ji v Partner Hub otestovat a jednou se přihlaste.
finding-login-info-unknown-user =
    .title = AuthService se ptá na uživatele, kterého BroadWorks nezná
    .cause = Webex má u tohoto uživatele ID z BroadWorks, které `UserGetLoginInfoRequest` nenajde: účastník byl po zřízení v BroadWorks přejmenován nebo smazán.
    .remedy = Porovnejte `http_bw_userid` v logu authenticationService s ID uživatele v BroadWorks. Byl-li účastník přejmenován, službu Integrated IM&P odeberte a znovu přiřaďte, aby se Webex nové ID dozvěděl; byl-li smazán, smažte i uživatele Webexu.
finding-auth-service-url-missing =
    .title = Xsi-Actions neví, kde tokeny ověřit
    .cause = Na tomto XSP není nastavena volba kontejneru s adresou AuthService, takže Xsi-Actions nemůže dát token aplikace ověřit, ačkoli byl vydán řádně.
    .remedy = Na každém XSP s Xsi-Actions spusťte `XSP_CLI/Maintenance/ContainerOptions> add tomcat bw.authservice.authServiceUrl http://127.0.0.1:80/authService` a stejnou URL nastavte v `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/AuthService`. Restartujte webový kontejner. Udělejte to na všech: uživatelé přistanou na kterémkoli.
finding-rsa-keys-not-copied =
    .title = Token jednoho XSP druhý odmítá
    .cause = Servery XSP podepisují a ověřují dlouhodobé tokeny různými klíči RSA. Token platí jen na XSP, který ho vydal; protože se uživatelé rozkládají na několik serverů, přihlášení jednou projde a podruhé ne.
    .remedy = Na XSP, jehož klíče mají zůstat, spusťte `KeyManagement> exportKeys` služby AuthenticationService; zapíše `/var/broadworks/tmp/authService.keys`. Soubor zkopírujte na všechny ostatní XSP s AuthService, spusťte tam `importKeys` a všechny restartujte. Opakujte po každé obnově klíčů.
finding-token-revoked =
    .title = Dlouhodobý token vypršel nebo byl odvolán
    .cause = AuthService odmítá token, který aplikace předkládá: skončila jeho platnost, nebo byly tokeny tohoto uživatele či celého systému po jeho vydání odvolány.
    .remedy = V aplikaci se odhlaste a přihlaste; vyzvedne si nový token. Je-li postiženo mnoho uživatelů najednou, zjistěte, kdo tokeny odvolal (`LongLivedTokenRevokeRequest` v PSLog). Vrací-li se to po několika týdnech, podívejte se na `tokenDurationInHours` služby AuthenticationService a na hodiny XSP.

## Zařízení a registrace

finding-device-types-unassigned =
    .title = Uživatel nemá pro aplikaci žádné zařízení
    .cause = Xsi-Actions odpovídá prázdným `AccessDevices`: v BroadWorks nemá uživatel přiřazeno žádné zařízení typu určeného pro { -app(case: "accusative") }, takže aplikace nedostane adresu ani přihlašovací údaje pro volání.
    .remedy = V BroadWorks vytvořte pro každou platformu, kterou uživatel potřebuje, zařízení příslušného typu (`Business Communicator - PC` pro počítač, `Connect - Mobile`, `Connect - Tablet`) a přiřaďte mu je jako hlavní zařízení nebo jako shared call appearance, každé s vlastním line/port. Pak se v aplikaci odhlaste a přihlaste.
finding-desktop-device-missing =
    .title = Chybí zařízení Business Communicator - PC pro počítač
    .cause = `AccessDevices` uvádí zařízení uživatele, ale žádné typu `Business Communicator - PC`, které aplikace na počítači hledá. V jejím logu volání stojí, že tento profil zařízení nebyl nalezen.
    .remedy = V BroadWorks přidejte uživateli zařízení typu `Business Communicator - PC`: jako hlavní, nebo je-li hlavní jiné, jako shared call appearance s vlastním line/port. Typ musí být napsán přesně takto. Nechte znovu vytvořit jeho soubory, pak se v aplikaci odhlaste a přihlaste.
finding-device-profile-unreachable =
    .title = Device Management nevydá config-wxt.xml
    .cause = Aplikace svá zařízení má, ale požadavek na `config-wxt.xml` selže: adresa v `deviceTypeUrl` nikam nevede, Device Management neběží nebo odmítá přihlašovací údaje, nebo soubor není pro typ zařízení definován.
    .remedy = Hledejte požadavek v access_log na XSP. Žádný řádek: zkontrolujte přístupové FQDN, port a kontextovou cestu typu zařízení a firewall. 401: nastavte přihlašovací údaje zařízení znovu a soubory vytvořte znovu. 404: ověřte, že typ zařízení má soubor `config-wxt.xml` se šablonou. Pak nahlédněte do dmsDebugLog.
finding-device-profile-unparseable =
    .title = Aplikace nedokáže přečíst config-wxt.xml
    .cause = Profil zařízení se vydá, ale pro aplikaci to není správně utvořené XML a hlásí `errorCode=1507`. Nejčastěji má typ zařízení `defaultDeviceEncoding` nastaveno na `ISO-8859-1` nebo prázdné a písmeno s diakritikou ve jméně soubor rozbije; jinak je ve vlastní šabloně nebo v hodnotě značky holé `&` nebo `<`.
    .remedy = Nastavte kódování typu zařízení na `UTF-8`, nechte soubory zařízení znovu vytvořit a v aplikaci se odhlaste a přihlaste. Nepomůže-li to, stáhněte `config-wxt.xml` ručně, prožeňte ho kontrolou XML a opravte šablonu nebo značku, na kterou ukáže.
finding-sbc-tag-wrong =
    .title = %SBC_ADDRESS_WXT% není SBC
    .cause = Aplikace posílá REGISTER na adresu, kterou do `config-wxt.xml` dosadí `%SBC_ADDRESS_WXT%`, a tam žádné SBC před vaším registrátorem nenaslouchá. Požadavek vyzní naprázdno.
    .remedy = V BroadWorks zkontrolujte značku `%SBC_ADDRESS_WXT%` v sadě značek typu zařízení, pak přepsané hodnoty na úrovni systému, poskytovatele, skupiny a zařízení; platí ta nejkonkrétnější. Zadejte adresu SBC pro klienty aplikace, ověřte port, nechte soubory znovu vytvořit a v aplikaci se odhlaste a přihlaste.
finding-device-tags-misconfigured =
    .title = Značka zařízení chybí, je chybná nebo si odporuje
    .cause = Značka, kterou šablona profilu zařízení potřebuje, není definována, je prázdná, nebo má na dvou úrovních různé hodnoty, takže v `config-wxt.xml` je nastavení prázdné nebo chybné. Nedefinované značky jmenuje dmsDebugLog.
    .remedy = Porovnejte značky typu zařízení se seznamem v Configuration Guide pro { -app(case: "accusative") }. Co chybí, definujte na jediném místě, odporující hodnoty odstraňte, nechte soubory znovu vytvořit a hotový `config-wxt.xml` si před dalším přihlášením prohlédněte.
finding-as-not-located =
    .title = Network Server nezná pro uživatele žádný Application Server
    .cause = SBC se Network Serveru ptalo, kde je uživatel obsluhován, a odpověď zněla, že tam není znám. REGISTER se proto k registrátoru vůbec nedostal.
    .remedy = Na Network Serveru vyhledejte line/port nebo číslo uživatele (na co se SBC ptalo, ukáže NSXSLog). Není-li tam, ověřte, že jsou Application Server a Network Server synchronizovány a že Network Server obsluhuje doménu daného line/port. Pak se v aplikaci odhlaste a přihlaste.
finding-sip-credentials-wrong =
    .title = Registrátor odmítá přihlašovací údaje SIP
    .cause = Aplikace odpověděla na výzvu registrátora jménem nebo heslem, které nepatří k lince zařízení v BroadWorks. Buď značky dosazují do `config-wxt.xml` špatné hodnoty, nebo bylo heslo SIP změněno po vytvoření souboru.
    .remedy = V BroadWorks nastavte uživateli jméno a heslo pro ověření SIP znovu (Utilities > Authentication). Ověřte, že šablona používá `%BWAUTHUSER-1%` a `%BWAUTHPASSWORD-1%`, nechte soubory zařízení znovu vytvořit a v aplikaci se odhlaste a přihlaste.
finding-session-displaced =
    .title = Relaci převzal druhý klient téže platformy
    .cause = Tentýž uživatel se přihlásil na dalším klientovi stejného typu platformy. Pro každý typ je aktivní jen jedna relace a platí ta pozdější; první o telefonní služby přijde. Je to tak záměrně.
    .remedy = Používejte na uživatele jednoho klienta na počítači a jednoho mobilního, nebo přebytečného zavřete a na druhém se znovu přihlaste. Kdo potřebuje dva klienty stejného typu, potřebuje dvě zařízení s různými adresami SIP.

## Nastavení volání

finding-call-settings-tags-missing =
    .title = Odkaz na nastavení volání není nakonfigurován
    .cause = Značka adresy nebo cíle pro Call Settings Webview je v `config-wxt.xml` prázdná, a aplikace odkaz skrývá. Buď je šablona příliš stará, nebo není nastaveno `%WEB_CALL_SETTINGS_URL_WXT%` či `%WEB_CALL_SETTINGS_TARGET_WXT%`.
    .remedy = Nasaďte aktuální šablonu typu zařízení. Do `%WEB_CALL_SETTINGS_URL_WXT%` dejte adresu webové aplikace s lomítkem na konci, do `%WEB_CALL_SETTINGS_TARGET_WXT%` hodnotu `csw`. Nechte soubory znovu vytvořit a v aplikaci se odhlaste a přihlaste.
finding-call-settings-opens-browser =
    .title = Nastavení volání se otevírá v externím prohlížeči
    .cause = Adresa Call Settings Webview je nastavena, ale v `%WEB_CALL_SETTINGS_TARGET_WXT%` není `csw`; aplikace stránku pokládá za cizí web a nevloží ji do sebe.
    .remedy = Nastavte `%WEB_CALL_SETTINGS_TARGET_WXT%` u typu zařízení na `csw`, nechte soubory znovu vytvořit a v aplikaci se odhlaste a přihlaste.
finding-call-settings-not-registered =
    .title = Nastavení volání chybí, protože aplikace není registrována
    .cause = Odkaz na nastavení volání ukáže aplikace teprve tehdy, když je registrována v BroadWorks, a tato relace není.
    .remedy = Nejprve vyřešte registraci: v Phone Services musí stát `SSO Session: You are signed in`. Odkaz se pak objeví sám.
finding-app-version-too-old =
    .title = Aplikace je na nastavení volání příliš stará
    .cause = Verze, kterou { -app } uvádí v logu, ještě Call Settings Webview nepodporuje; značkami ani registrací to není.
    .remedy = Aktualizujte aplikaci a přihlaste se znovu. Jsou-li aktualizace řízeny centrálně, uvolněte pro tohoto uživatele novější verzi.
finding-call-settings-app-broken =
    .title = Aplikace Call Settings Webview na XSP selhává
    .cause = { -app(case: "start") } si stránku vyžádala a webová aplikace na XSP odpověděla chybou nebo ničím, co by šlo zobrazit. Značky i registrace jsou v pořádku.
    .remedy = Na XSP ověřte, že je webová aplikace nasazena a běží, že používá stejný název hostitele jako Xsi-Actions a že je tento název v seznamu aliasů HTTP. Přečtěte si log CallSettingsWebview a access_log z okamžiku kliknutí. K případu podpory přiložte `config-wxt.xml` a jeho šablonu.

## Domény a role

finding-domain-claimed-by-provider =
    .title = Doménu zákazníka si nárokuje poskytovatel
    .cause = Doménu e-mailu uživatele si nárokuje organizace poskytovatele služeb. Přihlášení uživatelů zákazníka se proto směruje k poskytovateli místo do jejich vlastní organizace.
    .remedy = V Control Hub organizace poskytovatele nárok na tuto doménu zrušte; poskytovatel si má nárokovat jen domény vlastních zaměstnanců. Chce-li nárok zákazník, doménu potom ověřte a nárokujte v jeho organizaci. Pak ať se uživatel přihlásí znovu.
finding-domain-claimed-by-other =
    .title = Společnou doménu si nárokuje jiný zákazník
    .cause = Stejnou e-mailovou doménu používají dvě organizace a jedna z nich si ji nárokovala. Uživatelé druhé jsou směrováni do organizace s nárokem a nepřihlásí se.
    .remedy = Dohodněte se s oběma zákazníky. Nárok zrušte v Control Hub organizace, která ho drží (Domains, odebrat nárok); doménu používanou dvěma organizacemi si nesmí nárokovat žádná. Pak ať se uživatel přihlásí znovu.
finding-admin-lacks-sales-role =
    .title = Správce nemá roli pro zákaznické organizace
    .cause = Plná práva správce platí jen pro samu partnerskou organizaci. Aby účet viděl a spravoval zákazníky, potřebuje navíc Sales administrator nebo Sales full administrator a nemá ani jedno.
    .remedy = Správce s plnými právy otevře účet v Control Hub partnerské organizace, role a zabezpečení, a přidá Sales administrator nebo Sales full administrator; může to udělat i pro vlastní účet. V Partner Hub se odhlaste a přihlaste.

## Obecné

finding-step-failed =
    .title = Krok selhal z neznámého důvodu
    .cause = Logy ukazují, že se tento krok nezdařil, a žádná ze známých příčin nesedí.
    .remedy = Přečtěte si doklady a záznamy kolem nich v témže logu, pak log komponenty na druhé straně kroku. Je-li vám příčina jasná, popište ji jako signaturu, aby příště měla jméno.
finding-oci-error =
    .title = BroadWorks odmítl požadavky OCI-P
    .cause = Application Server odpověděl na požadavky chybou, kterou žádná známá závada nevysvětluje. Často zřizovací klient chtěl něco, co neexistuje nebo co nesmí.
    .remedy = Číslo vyhledejte pomocí `lineman explain` a v PSLog si přečtěte požadavek před odpovědí: ukáže, kdo co chtěl. Pochází-li z vašeho zřizovacího systému, opravte to tam.
finding-input-edited =
    .title = Log někdo ručně upravil
    .cause = Délky, konce řádků nebo pořadí záznamů neodpovídají tomu, co produkt zapisuje: soubor změnil člověk nebo nástroj. Co ukazuje, nemusí být úplné.
    .remedy = Vezměte původní soubor ze serveru, neotvírejte ho v editoru a diagnózu zopakujte. K přenosu použijte `gzip`.
finding-input-truncated =
    .title = Vstup končí uprostřed
    .cause = Soubor nebo archiv se přeruší před svým koncem. Co šlo přečíst, bylo použito; co následuje, není známo.
    .remedy = Zkopírujte soubor ze zdroje znovu a porovnejte velikosti. Pokud server ještě zapisoval, počkejte na rotaci souboru.
finding-input-capped =
    .title = Vstup nebyl přečten do konce
    .cause = Byl dosažen limit, který chrání počítač: velikost, počet souborů, vnoření archivů, nebo jak moc se archiv rozbalí. Co leží za ním, nebylo zkoumáno.
    .remedy = Zadejte jen soubory z daného období, vnořené archivy rozbalte sami, nebo diagnózu zužte pomocí `--since` a `--until`.
finding-input-unrecognised =
    .title = Vstup není žádný ze známých logů
    .cause = Obsah nevypadá jako log, konfigurace ani záznam, který { -product } umí číst. Z diagnózy byl vynechán.
    .remedy = Ověřte, že je to správný soubor a že jde o prostý text, `.gz` nebo `.zip`. Je-li to log tohoto řešení, pošlete z něj několik řádků s prosbou o podporu.
