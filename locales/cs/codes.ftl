# Kódy a stavy: co znamenají a kam se podívat.

## Chyby BroadWorks

broadworks-error-4001 =
    .title = Bez přihlášení nebo bez oprávnění
    .cause = Požadavek OCI-P přišel bez platné relace, nebo správce této relace nemá na příkaz právo. U požadavků bez relace není adresa odesílatele na seznamu přístupu.
    .remedy = Přihlaste se znovu a požadavek opakujte. Zkontrolujte úroveň účtu správce. U XSP ověřte, že je jeho adresa na seznamu přístupu Application Serveru.
broadworks-error-4008 =
    .title = Uživatel nenalezen
    .cause = BroadWorks nezná uživatele s tímto ID, ani jako ID uživatele, ani jako alternativní. Při přihlášení to znamená, že e-mail není alternativní ID uživatele; v kroku 5.3, že Webex má staré ID.
    .remedy = Vyhledejte uživatele v BroadWorks. Při přihlášení přidejte e-mail jako alternativní ID uživatele, nebo použijte ID uživatele BroadWorks. V kroku 5.3 službu Integrated IM&P odeberte a znovu přiřaďte.
broadworks-error-4103 =
    .title = Podnik nebo poskytovatel má ještě skupiny
    .cause = Podnik nebo poskytovatele služeb lze smazat, až když v něm žádná skupina není.
    .remedy = Nejprve smažte jeho skupiny, pak podnik nebo poskytovatele.
broadworks-error-4150 =
    .title = Skupina už existuje
    .cause = V tomto podniku nebo u tohoto poskytovatele je ID skupiny obsazeno.
    .remedy = Použijte existující skupinu, nebo zvolte jiné ID skupiny.
broadworks-error-4152 =
    .title = Skupina nenalezena
    .cause = Podnik nebo poskytovatel nemá skupinu s tímto ID. Klient má překlep, hledá u jiného poskytovatele, nebo se ptá na smazanou skupinu.
    .remedy = Vypište skupiny poskytovatele a ID v klientovi opravte. Takové odpovědi ve velkém počtu bývají od skriptu, který skupiny zkouší jednu po druhé, a jsou neškodné.
broadworks-error-4200 =
    .title = ID uživatele je obsazeno
    .cause = Uživatel s tímto ID už v systému BroadWorks existuje, třeba v jiné skupině nebo jiném podniku.
    .remedy = Vyhledejte ID v celém systému. Použijte existujícího uživatele, nebo zvolte jiné ID.
broadworks-error-4500 =
    .title = Zařízení už existuje
    .cause = Na této úrovni už zařízení s tímto názvem existuje.
    .remedy = Použijte existující zařízení, nebo zvolte jiný název.
broadworks-error-4501 =
    .title = Typ zařízení nenalezen
    .cause = Typ zařízení není v tomto systému definován, nebo se píše jinak. V `Business Communicator - PC` je mezera na obou stranách spojovníku.
    .remedy = Vypište typy zařízení a název opravte. Chybí-li typ, importujte ho i se soubory šablon (DTAF).
broadworks-error-4505 =
    .title = Zařízení nenalezeno
    .cause = Na dotazované úrovni (uživatel, skupina, poskytovatel) není zařízení s tímto názvem.
    .remedy = Zkontrolujte název a úroveň zařízení. Bylo-li smazáno, když bylo přiřazeno, přiřaďte uživateli nové.
broadworks-error-4909 =
    .title = Linka má špatnou délku
    .cause = Zadaná linka není jen z číslic, nebo je kratší či delší, než její skupina dovoluje; hlášení uvádí skupinu a meze.
    .remedy = Zvolte linku v mezích, nebo změňte délku linek skupiny či podniku.
broadworks-error-4962 =
    .title = Neplatné ID uživatele nebo heslo
    .cause = Heslo nepatří k ID uživatele. Při přihlášení se porovnává s heslem Web Access uživatele, ne s heslem SIP; na velikosti písmen záleží.
    .remedy = Opakujte se správným heslem Web Access. Není-li známo, nastavte v profilu uživatele v BroadWorks nové.
broadworks-error-5202 =
    .title = Účet je zakázán
    .cause = ID uživatele a heslo se ověřily, ale přihlášení tohoto účtu je vypnuté, správcem nebo po příliš mnoha nezdarech.
    .remedy = Povolte přihlášení v BroadWorks a zjistěte, proč bylo zakázáno.
broadworks-error-5404 =
    .title = Správce je omezen
    .cause = Správce je přihlášen, ale smí jen číst, nebo jen obnovovat hesla, a příkaz dělá víc.
    .remedy = Použijte správce bez tohoto omezení, nebo změňte typ účtu.
broadworks-error-6004 =
    .title = Požadavek OCI-P neodpovídá schématu
    .cause = Požadavek má neznámý název, chybí mu povinný prvek, nebo jsou prvky ve špatném pořadí. Nejčastěji je klient dělán pro jinou verzi.
    .remedy = Přečtěte si v odpovědi `detail`: uvádí místo. Porovnejte požadavek se schématem této verze a použijte variantu příkazu, kterou nabízí.
broadworks-error-18211 =
    .title = Chyba komunikace se serverem pro zprávy
    .cause = Při přiřazení služby Integrated IM&P nedostal Application Server od zřizovacího bridge odpověď: název se nepřeložil, spojení nevzniklo, selhalo TLS nebo vypršel čas. Zpravidla to postihne všechny uživatele podniku.
    .remedy = Zkontrolujte Messaging Server URL příkazem `AS_CLI/Interface/Messaging> get` i u podniku. Z Application Serveru přeložte její název a připojte se; zkontrolujte DNS, firewall, proxy a důvěryhodné certifikáty. Pak službu přiřaďte jednomu zkušebnímu uživateli.
broadworks-error-18215 =
    .title = Chyba zřizování na serveru pro zprávy
    .cause = Zřizovací bridge na přiřazení služby Integrated IM&P odpověděl, ale ne 200. Postihne-li to všechny uživatele podniku, liší se od šablony URL, účet nebo heslo; postihne-li to jen některé, je něco špatně u nich, třeba e-mail nebo hlavní číslo.
    .remedy = Najděte v PSLog POST a odpověď a řiďte se stavem: 400 přečtěte `message`, 401 porovnejte účet a heslo se šablonou, 403 zkontrolujte URL, 409 vyhledejte e-mail v Help Desk.

## Kódy pro koncové uživatele

end-user-code-100006 =
    .title = Nesprávné ID uživatele nebo heslo
    .cause = BroadWorks nepřijal kombinaci ID uživatele a hesla zadanou na portálu.
    .remedy = Použijte správné heslo; při ověřování BroadWorks v šabloně je to heslo Web Access z BroadWorks. Není-li e-mail nastaven jako alternativní ID uživatele, zadejte ID uživatele BroadWorks. Pozor na velikost písmen.
end-user-code-200010 =
    .title = Uživatel BroadWorks nemá oprávnění
    .cause = BroadWorks uživatele zná, ale nepustí ho dovnitř: účet je zakázán, nebo se přihlašovat nesmí. Heslem to není, to by byl kód 100006.
    .remedy = Zkuste jiné ID uživatele a heslo. Nepomůže-li to, správce heslo v BroadWorks nastaví znovu a ověří, že je přihlášení povoleno.
end-user-code-200016 =
    .title = Relace nebyla nalezena
    .cause = Portál už k tomuto formuláři nemá relaci: stránka byla otevřená příliš dlouho, cookies jsou blokovány, nebo formulář přišel z jiného prohlížeče.
    .remedy = Načtěte stránku znovu a zadejte ID uživatele a heslo. Ověřte, že prohlížeč cookies portálu uchovává.
end-user-code-200018 =
    .title = Uživatel je uzamčen
    .cause = Bylo zadáno příliš mnoho chybných hesel za sebou; portál uživatele 10 minut odmítá.
    .remedy = Počkejte 10 minut a zkuste to znovu se správným heslem.
end-user-code-300005 =
    .title = Uživatel už je ve frontě
    .cause = Požadavek pro tohoto uživatele se právě zpracovává; předběžná kontrola druhý odmítá.
    .remedy = Zřizování ještě běží: počkejte několik minut a podívejte se znovu.

## Stavy zřizovacího bridge

bridge-status-200 =
    .title = Přijato
    .cause = Bridge požadavek dostal a předal k vytvoření. Víc to neříká: organizace a uživatel vznikají až potom, během minut, a ještě se to může nezdařit.
    .remedy = Po několika minutách vyhledejte e-mail z POST v Help Desk. Neobjeví-li se uživatel, vytvoření selhalo za bridgem: otevřete případ podpory se sledovacím ID, časem, e-mailem a organizací.
bridge-status-400 =
    .title = Profil účastníka nelze zpracovat
    .cause = V odeslaném `subscriberProfile` něco chybí, není platné, nebo se neslučuje s nastavením šablony. Co, říká uzel `message` odpovědi: chybí hlavní telefonní číslo, e-mail je neplatný nebo nedůvěryhodný, nebo organizace není známa a nesmí se vytvořit.
    .remedy = Přečtěte si `message` v PSLog. Opravte uživatele v BroadWorks (hlavní číslo, e-mail) nebo šablonu (důvěra v e-maily, vytváření organizací), pak službu Integrated IM&P odeberte a znovu přiřaďte.
bridge-status-401 =
    .title = Zřizovací účet nesouhlasí
    .cause = Uživatelské jméno nebo heslo serveru pro zprávy v BroadWorks se liší od zřizovacího účtu zákaznické šablony. Postiženi jsou všichni uživatelé podniku.
    .remedy = Zadejte znovu název účtu a heslo šablony, v Partner Hub a v Services > Integrated IM&P podniku nebo v `AS_CLI/Interface/Messaging`.
bridge-status-403 =
    .title = Požadavek je zakázán
    .cause = Application Server je nastaven tak, že požadavek nemá šanci. Nejčastěji jde na IP adresu místo na zřizovací URL, protože chybí oprava `ap373197`.
    .remedy = Porovnejte cíl POST se zřizovací URL šablony; musí v něm být název hostitele. Nainstalujte a zapněte opravu `ap373197` (na R24 `ap384177`). Zkontrolujte firewall a proxy.
bridge-status-409 =
    .title = Střet s existujícím uživatelem
    .cause = Odeslaný `subscriberProfile` odporuje tomu, co už Webex má. Zpravidla existuje uživatel s tímto e-mailem, třeba bezplatný účet, který si dotyčný sám založil.
    .remedy = Přečtěte si `message`, pak e-mail vyhledejte v Help Desk. Nechte bezplatný účet smazat, nebo použijte jiný e-mail, a službu přiřaďte znovu.

## Stavy AuthService

auth-service-status-200 =
    .title = Token vydán nebo platný
    .cause = Na GET: pro uživatele byl vydán dlouhodobý token. Na POST přes loopback: token, který aplikace předložila, je platný.
    .remedy = Tady není co dělat. Pokud se aplikace přesto neregistruje, pokračujte dalším krokem žebříčku.
auth-service-status-400 =
    .title = Chybí hlavička s uživatelem
    .cause = Žádost o token přišla bez hlavičky `http_bw_userid`, takže AuthService neví, komu ho vydat. Něco mezi Webexem a XSP hlavičky odstraňuje, nebo žádost někdo vytvořil ručně.
    .remedy = Zkontrolujte proxy a rozdělovače zátěže před XSP: musí propouštět `http_bw_userid` a `trackingid` a nesmějí ukončovat vzájemné spojení TLS.
auth-service-status-401 =
    .title = Token není platný
    .cause = AuthService odmítá token, který mu Xsi-Actions dal ověřit: vypršel, byl odvolán, nebo je podepsán klíčem, který tento XSP nemá.
    .remedy = Přečtěte si důvod v logu authenticationService. Vypršel nebo odvolán: v aplikaci se odhlaste a přihlaste. Neznámý klíč nebo podpis: zkopírujte klíče RSA z jednoho XSP na všechny ostatní (`exportKeys`, `importKeys`) a restartujte.
auth-service-status-404 =
    .title = Neznámý uživatel nebo adresa
    .cause = Buď BroadWorks nezná uživatele z `http_bw_userid`, nebo požadavek nešel na `/authService/token` na příslušném rozhraní: v cestě záleží na velikosti písmen.
    .remedy = Je-li požadavek v logu authenticationService, porovnejte ID uživatele s BroadWorks. Není-li, opravte URL AuthService clusteru v Partner Hub.

## Stavy Xsi-Actions

xsi-status-200 =
    .title = Zodpovězeno
    .cause = Xsi-Actions přijal přihlašovací údaje nebo token a odpověděl. V odpovědi na `profile/device` přesto nemusí být zařízení, které by aplikace mohla použít.
    .remedy = Podívejte se na odpověď v XsiActionsLog: `Profile` musí obsahovat `userId` a `AccessDevices` typ zařízení dané platformy.
xsi-status-401 =
    .title = Přihlašovací údaje nebo token nepřijaty
    .cause = S Basic v kroku 2.1: chybné ID uživatele nebo heslo (`errorCode` 4962), nebo ID, které BroadWorks nezná (4008). S Bearer v kroku 6: AuthService dlouhodobý token nepřijímá.
    .remedy = V XsiActionsLog se podívejte na schéma `authorization` a na `errorCode`. Basic: zkontrolujte heslo Web Access a alternativní ID uživatele. Bearer: důvod si přečtěte v logu authenticationService u téhož sledovacího ID.
xsi-status-403 =
    .title = Patří jinému uživateli
    .cause = Token nebo přihlašovací údaje patří jinému uživateli, než je v cestě požadavku.
    .remedy = Porovnejte uživatele v cestě se subjektem tokenu. Po přejmenování uživatele v BroadWorks se v aplikaci odhlaste a přihlaste.
xsi-status-503 =
    .title = Server za Xsi-Actions neodpovídá
    .cause = Xsi-Actions sám běží, ale nedosáhne na Application Server, nebo je AuthService na tomto XSP nedostupný či nenastavený.
    .remedy = Který z nich, říká XsiActionsLog. Application Server: ověřte, že běží a že se k němu XSP smí připojit. AuthService: zkontrolujte volbu kontejneru `bw.authservice.authServiceUrl` a zda AuthenticationService běží.

## Kódy aplikace

client-code-1502 =
    .title = Dlouhodobý token se nepodařilo získat
    .cause = Aplikace žádala IdP proxy o token BroadWorks a nedostala ho (zobrazí se `1000:1502`). Přístupový token byl odmítnut, XSP nepřijímá klientský certifikát Webexu, adresa AuthService je špatná, nebo BroadWorks uživatele nezná.
    .remedy = Vezměte sledovací ID z logu aplikace a jděte po něm: nejdřív IdP proxy, pak log authenticationService a access_log na XSP. Žádná stopa na XSP ukazuje na certifikát nebo adresu v Partner Hub; 404 na ID uživatele.
client-code-1507 =
    .title = Profil zařízení se nepodařilo přečíst
    .cause = Soubor `config-wxt.xml` se stáhl, ale není to čitelné XML. Zpravidla má typ zařízení kódování `ISO-8859-1` nebo žádné a písmeno s diakritikou soubor rozbije.
    .remedy = Nastavte kódování typu zařízení na `UTF-8`, nechte soubory zařízení znovu vytvořit a v aplikaci se odhlaste a přihlaste.
