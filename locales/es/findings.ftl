# Hallazgos: qué falla, qué no coincide con qué y qué hacer, en qué orden.

## Aprovisionamiento

finding-imp-url-mismatch =
    .title = La URL del servidor de mensajería no coincide con la URL de aprovisionamiento de la plantilla
    .cause = El Application Server envía el POST a una dirección distinta de la que indica la plantilla de cliente. La URL de Integrated IM&P y la URL de aprovisionamiento de la plantilla deben ser idénticas, carácter por carácter. Afecta a todos los abonados de la empresa.
    .remedy = Copie la URL de aprovisionamiento desde la plantilla en Partner Hub. En BroadWorks abra la empresa, Services > Integrated IM&P, y póngala como Messaging Server URL; si la empresa usa el valor del sistema, configure `provisioningUrl` en `AS_CLI/Interface/Messaging`. Compruébelo con `AS_CLI/Interface/Messaging> get`; después quite el servicio a un usuario de prueba y vuelva a asignárselo.
finding-imp-credentials-mismatch =
    .title = El bridge rechaza la cuenta de aprovisionamiento (401)
    .cause = El usuario o la contraseña del servidor de mensajería en BroadWorks no coincide con la cuenta de aprovisionamiento de la plantilla de cliente. El bridge no puede saber de quién es la petición y responde 401, así que el aprovisionamiento falla para todos los usuarios de la empresa.
    .remedy = En Partner Hub abra la plantilla de cliente y vuelva a escribir la contraseña de la cuenta de aprovisionamiento, dos veces. En BroadWorks ponga el mismo nombre de cuenta y la misma contraseña en Services > Integrated IM&P de la empresa o, para el valor del sistema, como `provisioningUserId` y `provisioningPassword` en `AS_CLI/Interface/Messaging`. Asigne el servicio primero a un usuario de prueba y después a los demás.
finding-bridge-addressed-by-ip =
    .title = El Application Server se dirige al bridge por dirección IP (403)
    .cause = El POST va a una dirección IP en lugar de al nombre de host de la URL de aprovisionamiento, y el bridge responde 403. O bien se configuró una dirección como Messaging Server URL, o bien al Application Server le falta el parche `ap373197` (`ap384177` en R24) y resuelve el nombre antes de enviar.
    .remedy = Compruebe primero que la Messaging Server URL lleva el nombre de host de la URL de aprovisionamiento de la plantilla. Después instale el parche `ap373197` (R22, R23) o `ap384177` (R24), actívelo con `AS_CLI/Maintenance/ContainerOptions> add provisioning bw.imp.useProvisioningUrl true`, reinicie y pruebe con un usuario. Si el Application Server no tiene DNS, asocie el nombre en `/etc/hosts`; en la URL debe seguir el nombre.
finding-bridge-forbidden =
    .title = El bridge prohíbe la petición (403)
    .cause = El bridge, o algo que está delante, como un proxy o un cortafuegos, responde 403 aunque la petición va dirigida a un nombre. Tal como está no tiene ninguna posibilidad: lo habitual es que la URL sea de otra región o que la salida a Internet reescriba el host.
    .remedy = Compare el destino del POST en PSLog con la URL de aprovisionamiento de la plantilla, incluida la región en el nombre de host. Revise el proxy y el cortafuegos entre el Application Server y el bridge según los requisitos de red de { -service }. Compruebe que están instalados todos los parches para el aprovisionamiento flow-through.
finding-bridge-rejected =
    .title = El bridge rechaza el perfil del abonado
    .cause = El bridge no respondió 200 ni ninguno de los rechazos que tienen nombre propio. Solo 200 OK cuenta como aceptado; todo lo demás lo notifica el Application Server como `[Error 18215]`.
    .remedy = Lea en PSLog el estado y el nodo `message` de la respuesta, junto con el POST. Busque en cada nodo del `subscriberProfile` enviado algún valor fuera de lugar y compárelo con los ajustes de la plantilla; corrija el usuario en BroadWorks y vuelva a asignar el servicio. Con un estado 500 o superior, inténtelo más tarde y, si persiste, abra un caso de soporte con el ID de seguimiento.
finding-email-not-trusted =
    .title = La plantilla confía en los correos, pero este está mal formado (400)
    .cause = La plantilla de cliente afirma que los correos que llegan de BroadWorks son fiables, y el del perfil de este usuario en BroadWorks no es una dirección válida. Casi siempre es un error al teclear.
    .remedy = Corrija el correo en el perfil del usuario en BroadWorks; después quite el servicio Integrated IM&P y vuelva a asignarlo. Si en este sistema BroadWorks los correos no son fiables en general, use una plantilla que no confíe en ellos, para que cada usuario confirme el suyo.
finding-email-invalid =
    .title = Falta el correo o no es válido (400)
    .cause = El `subscriberProfile` enviado no tiene nodo `email`, o el nodo no contiene una dirección válida. El correo pasa a ser el ID de usuario en Webex; sin él no se puede crear nada.
    .remedy = Ponga en el perfil del usuario en BroadWorks un correo válido que nadie más use en Webex; después quite el servicio Integrated IM&P y vuelva a asignarlo.
finding-org-creation-disabled =
    .title = La organización no existe y no está permitido crearla (400)
    .cause = Ninguna organización de cliente corresponde al dominio del correo ni al nombre tomado de `group` o `serviceProvider`, y la plantilla no permite crear organizaciones nuevas.
    .remedy = Revise primero el dominio del correo en el documento enviado: una errata convierte a un cliente conocido en desconocido. Si el cliente es realmente nuevo, permita la creación de organizaciones en la plantilla de cliente en Partner Hub, o cree antes la organización. Después vuelva a asignar el servicio.
finding-primary-number-missing =
    .title = Sin número de teléfono principal (400)
    .cause = El `subscriberProfile` enviado no tiene `PrimaryPhoneNumber`. Todo abonado de { -service } necesita un número principal, y este usuario no tiene ninguno asignado en BroadWorks; con la extensión sola no basta.
    .remedy = En BroadWorks asigne un número al grupo si no queda ninguno libre; luego abra el usuario, Profile > Addresses, y elíjalo como número de teléfono. Quite el servicio Integrated IM&P y vuelva a asignarlo; en PSLog el POST debe llevar ahora `PrimaryPhoneNumber`.
finding-user-exists =
    .title = Ya existe un usuario de Webex con este correo (409)
    .cause = El `email` del `subscriberProfile` enviado pertenece a un usuario que ya está en Webex, y los dos registros entran en conflicto. El otro usuario puede estar en una organización que usted no ve.
    .remedy = Tome el correo del POST en PSLog y búsquelo en Help Desk. Si la otra cuenta es de la misma persona, pida que la elimine su titular o el administrador de su organización; si no, ponga otro correo en el perfil del usuario en BroadWorks. Después quite el servicio Integrated IM&P y vuelva a asignarlo. No encontrar el correo en Help Desk no demuestra nada: la cuenta puede quedar fuera de su alcance.
finding-user-in-consumer-org =
    .title = El correo pertenece a una cuenta gratuita de Webex (409)
    .cause = La persona abrió una cuenta gratuita de Webex con este correo antes de que se le asignara el servicio. La cuenta está en la organización de consumidores y retiene el correo.
    .remedy = Pida al usuario que inicie sesión en la cuenta gratuita y la elimine (https://help.webex.com/5m4i4y), o aprovisiónelo con otro correo. Después quite el servicio Integrated IM&P y vuelva a asignarlo.
finding-upstream-creation-failed =
    .title = Aceptado con 200 OK, pero el usuario nunca se creó
    .cause = El bridge aceptó la petición y la puso en cola; después, los servicios que hay tras él no lograron crear la organización o el usuario. 200 OK solo dice que la petición llegó, y la creación puede tardar minutos. En el lado de BroadWorks no hay nada mal ni nada que arreglar.
    .remedy = Espere unos minutos y busque en Help Desk el correo del POST. Si el usuario sigue sin aparecer, abra un caso de soporte: este fallo hay que escalarlo. Indique el ID de seguimiento, la hora, el correo, el ID de usuario de BroadWorks, la organización y el POST con su respuesta en PSLog. Mientras tanto no asigne el servicio una y otra vez.
finding-bridge-unreachable =
    .title = No se puede llegar al bridge
    .cause = El Application Server no obtuvo respuesta HTTP del servidor de mensajería: nombre sin resolver, sin conexión, fallo de TLS o tiempo agotado. Notifica `[Error 18211]` y no se puede aprovisionar a ningún usuario de la empresa.
    .remedy = En el Application Server resuelva el nombre de host de la Messaging Server URL y conéctese a él (`curl -v` con la URL). Revise el DNS o `/etc/hosts`, el cortafuegos y el proxy, y que la autoridad del certificado del bridge sea de confianza. Después asigne el servicio a un usuario de prueba.
finding-provisioning-in-progress =
    .title = El usuario todavía se está aprovisionando
    .cause = Ya hay en cola una petición para este usuario (300005). Una segunda no cambia nada mientras la primera está en curso.
    .remedy = Espere unos minutos y busque al usuario en Control Hub. Si a la media hora no está, trátelo como una creación fallida y abra un caso de soporte con el ID de seguimiento.
finding-patch-missing =
    .title = Al Application Server le falta un parche necesario
    .cause = El aprovisionamiento flow-through necesita parches que en esta versión del Application Server no están instalados, o lo están pero sin activar. Entonces las peticiones van a una dirección IP o no salen.
    .remedy = Compare los parches instalados con la lista de su versión en la Solution Guide: `ap373197` para R22 y R23, `ap384177` para R24. Instale lo que falte, añada la opción de contenedor `bw.imp.useProvisioningUrl true` en `AS_CLI/Maintenance/ContainerOptions`, reinicie y pruebe con un usuario.

## Inicio de sesión

finding-portal-client-incompatible =
    .title = El portal de activación no carga en el navegador de la aplicación
    .cause = La { -app } abre el portal de activación en el componente de navegador del sistema operativo. Este cliente no pudo cargar la página aunque el portal atiende a otros; el obstáculo es, pues, ese componente, su configuración o algo de este equipo.
    .remedy = Abra la misma dirección en un navegador normal de ese equipo. Si allí carga, actualice el sistema operativo y su componente de navegador, revise el proxy y los scripts, y actualice la aplicación. En la aplicación, Help > Health Checker da más detalles. Si no carga en ningún sitio, investigue el portal.
finding-portal-unavailable =
    .title = El portal de activación no está disponible
    .cause = El portal de activación no responde, o responde con un error de servidor, a cualquier cliente que lo pida. La causa está en el lado del servicio.
    .remedy = Abra la dirección del portal desde otra red. Si allí también falla, consulte la página de estado del servicio y abra un caso de soporte con la hora y un ID de seguimiento.
finding-wrong-password =
    .title = ID de usuario o contraseña incorrectos
    .cause = La contraseña introducida no es la de Web Access de este usuario en BroadWorks; BroadWorks responde `[Error 4962]` y el portal muestra 100006. No es la contraseña SIP del dispositivo ni una contraseña de Webex. Se distinguen mayúsculas y minúsculas.
    .remedy = Pida al usuario que escriba de nuevo la contraseña Web Access de BroadWorks, cuidando las mayúsculas. Si el correo no se acepta, que use el ID de usuario de BroadWorks. Si aun así falla, establezca una contraseña Web Access nueva en el perfil del usuario en BroadWorks y pruébela primero en el portal web de BroadWorks.
finding-alternate-id-missing =
    .title = El correo no sirve como ID de inicio de sesión en BroadWorks
    .cause = El usuario entra con el correo, y BroadWorks no conoce con ese nombre ningún ID de usuario ni ID de usuario alternativo (`[Error 4008]`). La contraseña ni siquiera se comprobó.
    .remedy = O bien añada el correo como ID de usuario alternativo en BroadWorks (usuario, Profile > Addresses, o `UserAlternateUserIdAddRequest`), o bien que el usuario entre con el ID de usuario de BroadWorks. Si ocurre con muchos usuarios, no rellene de antemano el correo en la página de inicio de sesión.
finding-user-locked =
    .title = El usuario está bloqueado
    .cause = Hubo demasiadas contraseñas erróneas seguidas y el portal rechaza cualquier otro intento durante 10 minutos (200018), incluso con la contraseña correcta.
    .remedy = Espere 10 minutos sin intentarlo y entre con la contraseña correcta. Busque un dispositivo o programa que siga enviando una contraseña antigua.
finding-xsp-unreachable =
    .title = Xsi-Actions no responde
    .cause = El proxy IdP no obtiene respuesta HTTP de la dirección de Xsi-Actions del clúster, así que nadie de este clúster puede iniciar sesión. Las contraseñas no tienen nada que ver.
    .remedy = Revise la URL de Xsi-Actions del clúster BroadWorks en Partner Hub. Desde fuera, pida `/com.broadsoft.xsi-actions/v2.0/versions` a esa dirección. En el XSP compruebe que el contenedor web y la aplicación Xsi-Actions están en marcha, que el certificado es válido y que el cortafuegos deja entrar los rangos de direcciones de la nube.
finding-profile-mismatch =
    .title = El perfil de BroadWorks no corresponde a ningún usuario de la organización
    .cause = La contraseña era correcta, pero el ID de usuario de BroadWorks en la respuesta `Profile` de Xsi-Actions no pertenece a ningún usuario de la organización de Webex. El usuario entró con la cuenta de otro abonado, o se aprovisionó con otro ID de usuario de BroadWorks.
    .remedy = Compare el `userId` de la respuesta con el ID de usuario de BroadWorks en los detalles del usuario en Help Desk. Si difieren, que el usuario entre con su propia cuenta; si el ID de usuario de BroadWorks cambió, quite el servicio Integrated IM&P y vuelva a asignarlo.
finding-assertion-rejected =
    .title = El servicio de identidad rechaza la aserción SAML
    .cause = La aserción que presentó la aplicación ha caducado, ya se usó, va destinada a otra audiencia o su firma no es válida. El inicio de sesión se detiene aunque la contraseña de BroadWorks era correcta.
    .remedy = Que el usuario empiece de nuevo el inicio de sesión desde el principio, sin el botón de volver. Si se repite, compare los relojes: el servicio de identidad, el proxy IdP y el equipo del usuario no deben diferir más de unos minutos. Si solo afecta a una organización, abra un caso de soporte con el ID de seguimiento.

## Derechos

finding-connector-entitlement-missing =
    .title = Falta el derecho broadworks-connector
    .cause = El usuario que inició sesión no tiene `broadworks-connector`; por eso la aplicación no arranca la telefonía de BroadWorks ni muestra el icono de llamadas. Lo habitual es que el usuario se creara en Webex por una vía distinta del aprovisionamiento de BroadWorks, o que perdiera la licencia.
    .remedy = En Help Desk abra el usuario, User Details, sección `entitlements`, y confirme que `broadworks-connector` no está en la lista. Compruebe que el usuario está en la organización correcta. En BroadWorks quite el servicio Integrated IM&P y vuelva a asignarlo, espere a que se aprovisione el usuario, cierre sesión en la aplicación y vuelva a entrar.
finding-webex-calling-entitlement =
    .title = El usuario tiene un derecho de Webex Calling
    .cause = El usuario lleva `bc-sp-standard` o `bc-sp-basic`, los derechos de Webex Calling. Son incompatibles con { -service }: la aplicación se registraría en el servicio equivocado.
    .remedy = En Control Hub retire al usuario la licencia de Webex Calling. Compruebe en Help Desk, en User Details, `entitlements`, que no queda `bc-sp-standard` ni `bc-sp-basic` y que está `broadworks-connector`. Después restablezca la base de datos de la aplicación en Help > Health Checker y vuelva a iniciar sesión.
finding-calling-behavior-wrong =
    .title = El comportamiento de llamadas no es «Calling in Webex»
    .cause = El comportamiento de llamadas del usuario o de la organización no es `Calling in Webex`, así que la aplicación arranca otro servicio de telefonía o ninguno, digan lo que digan los derechos.
    .remedy = En Help Desk mire Calling Behavior de la organización y del usuario: en ambos debe figurar `Calling in Webex`. Corríjalo en Control Hub, primero en la organización y luego en el usuario si tiene un ajuste propio. Cierre sesión en la aplicación y vuelva a entrar.
finding-multiple-calling-services =
    .title = La aplicación sigue aferrada a otro servicio de telefonía
    .cause = Con el mismo cliente se probaron varios servicios de telefonía. Recuerda el sistema anterior y no arranca bien con BroadWorks aunque los ajustes del usuario son correctos.
    .remedy = En la aplicación elija Help > Health Checker > Reset Database. El cliente se borra por completo y muestra la pantalla de inicio de sesión; entre de nuevo. Si aún necesita los registros, expórtelos antes: el restablecimiento los elimina.
finding-identity-token-rejected =
    .title = El servicio de identidad rechaza el token de la aplicación
    .cause = El token de acceso con el que la aplicación pide el token de larga duración ha caducado o fue revocado, así que el proxy IdP ni siquiera consulta a BroadWorks.
    .remedy = Cierre sesión en la aplicación y vuelva a entrar para obtener un token nuevo. Si ocurre otra vez enseguida, compare el reloj del equipo con la hora real y mire si en Control Hub se cerraron las sesiones del usuario.

## Token de larga duración

finding-client-certificate-untrusted =
    .title = El XSP no acepta el certificado de cliente de Webex
    .cause = La conexión TLS mutua con el AuthService falla: el XSP no confía en la autoridad que emitió el certificado de cliente de Webex, o la autenticación por certificado para aplicaciones cliente está desactivada. Ningún usuario tras este XSP obtiene un token de larga duración.
    .remedy = En cada XSP ejecute `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication> get`; debe mostrar `allowUserApp = false` y `allowClientApp = true`. Descargue la cadena de certificados desde los ajustes de BroadWorks en Partner Hub, sepárela en certificado raíz y emisor, e importe ambos como anclas de confianza de la interfaz HTTPS del AuthService. Reinicie el contenedor web, inicie sesión una vez y busque la petición en el registro authenticationService.
finding-auth-service-url-wrong =
    .title = El clúster apunta a una dirección de AuthService equivocada
    .cause = La URL de AuthService del clúster BroadWorks en Partner Hub no lleva al `/authService/token` de este XSP: host, puerto o ruta incorrectos. La ruta distingue mayúsculas y minúsculas.
    .remedy = En Partner Hub abra el clúster BroadWorks y compare su URL de AuthService con el XSP: host y puerto de la interfaz con certificado de cliente, ruta de contexto `/authService`. Corríjala, deje que Partner Hub la pruebe e inicie sesión una vez.
finding-login-info-unknown-user =
    .title = El AuthService pregunta por un usuario que BroadWorks no conoce
    .cause = Webex guarda para este usuario un ID de usuario de BroadWorks que `UserGetLoginInfoRequest` no encuentra: el abonado se renombró o se eliminó en BroadWorks después del aprovisionamiento.
    .remedy = Compare el `http_bw_userid` del registro authenticationService con el ID de usuario en BroadWorks. Si el abonado se renombró, quite el servicio Integrated IM&P y vuelva a asignarlo para que Webex conozca el ID nuevo; si se eliminó, elimine también el usuario de Webex.
finding-auth-service-url-missing =
    .title = Xsi-Actions no sabe dónde validar los tokens
    .cause = La opción de contenedor con la dirección del AuthService no está puesta en este XSP, así que Xsi-Actions no puede validar el token de la aplicación, aunque se emitió correctamente.
    .remedy = En cada XSP que sirva Xsi-Actions ejecute `XSP_CLI/Maintenance/ContainerOptions> add tomcat bw.authservice.authServiceUrl http://127.0.0.1:80/authService` y ponga la misma URL en `XSP_CLI/System/CommunicationUtility/DefaultSettings/ExternalAuthentication/AuthService`. Reinicie el contenedor web. Hágalo en todos: los usuarios caen en cualquiera.
finding-rsa-keys-not-copied =
    .title = Un XSP rechaza el token emitido por otro
    .cause = Los XSP firman y comprueban los tokens de larga duración con claves RSA distintas. Un token solo vale en el XSP que lo emitió; como los usuarios se reparten entre varios, el inicio de sesión funciona a ratos.
    .remedy = En el XSP cuyas claves van a quedar ejecute `KeyManagement> exportKeys` de AuthenticationService; escribe `/var/broadworks/tmp/authService.keys`. Copie el archivo a los demás XSP con AuthService, ejecute allí `importKeys` y reinícielos todos. Repítalo cada vez que se renueven las claves.
finding-token-revoked =
    .title = El token de larga duración ha caducado o fue revocado
    .cause = El AuthService rechaza el token que presenta la aplicación: terminó su vigencia, o los tokens de este usuario o de todo el sistema se revocaron después de emitirlo.
    .remedy = Cierre sesión en la aplicación y vuelva a entrar; así obtiene un token nuevo. Si afecta a muchos usuarios a la vez, averigüe quién revocó tokens (`LongLivedTokenRevokeRequest` en PSLog). Si vuelve cada pocas semanas, revise `tokenDurationInHours` de AuthenticationService y los relojes de los XSP.

## Dispositivos y registro

finding-device-types-unassigned =
    .title = El usuario no tiene ningún dispositivo para la aplicación
    .cause = Xsi-Actions responde con `AccessDevices` vacío: en BroadWorks el usuario no tiene asignado ningún dispositivo de un tipo para la { -app }, así que la aplicación no recibe ni dirección ni credenciales de telefonía.
    .remedy = En BroadWorks cree un dispositivo del tipo adecuado para cada plataforma que necesite el usuario (`Business Communicator - PC` para escritorio, `Connect - Mobile`, `Connect - Tablet`) y asígneselo como dispositivo principal o como shared call appearance, cada uno con su propio line/port. Después cierre sesión en la aplicación y vuelva a entrar.
finding-desktop-device-missing =
    .title = Falta el dispositivo de escritorio Business Communicator - PC
    .cause = `AccessDevices` enumera dispositivos del usuario, pero ninguno del tipo `Business Communicator - PC`, que es el que busca la aplicación de escritorio. Su registro de llamadas dice que no se encontró ese perfil de dispositivo.
    .remedy = En BroadWorks añada al usuario un dispositivo del tipo `Business Communicator - PC`: como principal o, si el principal es otro, como shared call appearance con su propio line/port. El tipo debe escribirse exactamente así. Regenere sus archivos, cierre sesión en la aplicación y vuelva a entrar.
finding-device-profile-unreachable =
    .title = Device Management no entrega config-wxt.xml
    .cause = La aplicación ya tiene sus dispositivos, pero falla la petición de `config-wxt.xml`: la dirección de `deviceTypeUrl` no lleva a ninguna parte, Device Management está parado o rechaza las credenciales, o el archivo no está definido para el tipo de dispositivo.
    .remedy = Busque la petición en el access_log del XSP. Sin línea: revise el FQDN de acceso, el puerto y la ruta de contexto del tipo de dispositivo, y el cortafuegos. 401: vuelva a poner las credenciales del dispositivo y regenere los archivos. 404: compruebe que el tipo de dispositivo tiene un archivo `config-wxt.xml` con plantilla. Después mire dmsDebugLog.
finding-device-profile-unparseable =
    .title = La aplicación no puede interpretar config-wxt.xml
    .cause = El perfil de dispositivo se entrega, pero para la aplicación no es XML bien formado y notifica `errorCode=1507`. Lo más frecuente es que el tipo de dispositivo tenga `defaultDeviceEncoding` en `ISO-8859-1` o vacío y una letra con acento en un nombre estropee el archivo; si no, una plantilla propia o el valor de una etiqueta contiene un `&` o un `<` sin escapar.
    .remedy = Ponga la codificación del tipo de dispositivo en `UTF-8`, regenere los archivos del dispositivo, cierre sesión en la aplicación y vuelva a entrar. Si sigue fallando, descargue `config-wxt.xml` a mano, páselo por un verificador de XML y corrija la plantilla o la etiqueta que señale.
finding-sbc-tag-wrong =
    .title = %SBC_ADDRESS_WXT% no es el SBC
    .cause = La aplicación envía REGISTER a la dirección que `%SBC_ADDRESS_WXT%` pone en `config-wxt.xml`, y allí no escucha ningún SBC delante de su registrador. La petición se pierde.
    .remedy = En BroadWorks revise la etiqueta `%SBC_ADDRESS_WXT%` en el conjunto de etiquetas del tipo de dispositivo y después los valores que la sustituyen a nivel de sistema, proveedor, grupo y dispositivo; gana el más específico. Ponga la dirección del SBC para los clientes de la aplicación, revise el puerto, regenere los archivos, cierre sesión y vuelva a entrar.
finding-device-tags-misconfigured =
    .title = Una etiqueta de dispositivo falta, es incorrecta o se contradice
    .cause = Una etiqueta que necesita la plantilla del perfil de dispositivo no está definida, está vacía o tiene valores distintos en dos niveles, de modo que `config-wxt.xml` lleva un ajuste vacío o erróneo. dmsDebugLog nombra las etiquetas sin definir.
    .remedy = Compare las etiquetas del tipo de dispositivo con la lista de la Configuration Guide de la { -app }. Defina lo que falte en un solo sitio, quite los valores que lo contradigan, regenere los archivos y mire el `config-wxt.xml` resultante antes de iniciar sesión de nuevo.
finding-as-not-located =
    .title = El Network Server no conoce ningún Application Server para el usuario
    .cause = El SBC preguntó al Network Server dónde se atiende al usuario, y la respuesta fue que allí no lo conocen. Por eso el REGISTER nunca llegó al registrador.
    .remedy = Busque en el Network Server el line/port o el número del usuario (NSXSLog muestra por quién preguntó el SBC). Si no está, compruebe que el Application Server y el Network Server están sincronizados y que el Network Server atiende el dominio del line/port. Después cierre sesión en la aplicación y vuelva a entrar.
finding-sip-credentials-wrong =
    .title = El registrador rechaza las credenciales SIP
    .cause = La aplicación contestó al desafío del registrador con un usuario o una contraseña que no son los de la línea del dispositivo en BroadWorks. O las etiquetas ponen valores erróneos en `config-wxt.xml`, o la contraseña SIP se cambió después de generar el archivo.
    .remedy = En BroadWorks vuelva a establecer el usuario y la contraseña de autenticación SIP (Utilities > Authentication). Compruebe que la plantilla usa `%BWAUTHUSER-1%` y `%BWAUTHPASSWORD-1%`, regenere los archivos del dispositivo, cierre sesión en la aplicación y vuelva a entrar.
finding-session-displaced =
    .title = Un segundo cliente de la misma plataforma se quedó con la sesión
    .cause = El mismo usuario inició sesión en otro cliente del mismo tipo de plataforma. Solo hay una sesión activa por tipo y gana la última; la primera pierde sus servicios telefónicos. Es así por diseño.
    .remedy = Use un cliente de escritorio y uno móvil por usuario, o cierre el que sobra y vuelva a iniciar sesión en el otro. Quien necesite dos clientes del mismo tipo necesita dos dispositivos con direcciones SIP distintas.

## Ajustes de llamadas

finding-call-settings-tags-missing =
    .title = El enlace a los ajustes de llamadas no está configurado
    .cause = La etiqueta de dirección o de destino de Call Settings Webview está vacía en `config-wxt.xml`, y la aplicación oculta el enlace. O la plantilla en uso es demasiado antigua, o no se ha definido `%WEB_CALL_SETTINGS_URL_WXT%` o `%WEB_CALL_SETTINGS_TARGET_WXT%`.
    .remedy = Instale la plantilla actual del tipo de dispositivo. Ponga en `%WEB_CALL_SETTINGS_URL_WXT%` la dirección de la aplicación web, con barra al final, y en `%WEB_CALL_SETTINGS_TARGET_WXT%` el valor `csw`. Regenere los archivos, cierre sesión en la aplicación y vuelva a entrar.
finding-call-settings-opens-browser =
    .title = Los ajustes de llamadas se abren en un navegador externo
    .cause = La dirección de Call Settings Webview está puesta, pero `%WEB_CALL_SETTINGS_TARGET_WXT%` no vale `csw`; la aplicación la toma por un sitio ajeno y no la incrusta.
    .remedy = Ponga `%WEB_CALL_SETTINGS_TARGET_WXT%` a `csw` en el tipo de dispositivo, regenere los archivos, cierre sesión en la aplicación y vuelva a entrar.
finding-call-settings-not-registered =
    .title = No hay ajustes de llamadas porque la aplicación no está registrada
    .cause = La aplicación solo muestra el enlace a los ajustes de llamadas cuando está registrada en BroadWorks, y esta sesión no lo está.
    .remedy = Resuelva primero el registro: en Phone Services debe poner `SSO Session: You are signed in`. El enlace aparece entonces por sí solo.
finding-app-version-too-old =
    .title = La aplicación es demasiado antigua para los ajustes de llamadas
    .cause = La versión de la { -app } que consta en el registro aún no admite Call Settings Webview; las etiquetas y el registro SIP no son el problema.
    .remedy = Actualice la aplicación e inicie sesión de nuevo. Si las actualizaciones se gestionan de forma central, libere una versión más nueva para este usuario.
finding-call-settings-app-broken =
    .title = La aplicación Call Settings Webview falla en el XSP
    .cause = La { -app } pidió la página y la aplicación del XSP respondió con un error o con nada que se pueda mostrar. Las etiquetas y el registro están bien.
    .remedy = En el XSP compruebe que la aplicación está desplegada y en marcha, que usa el mismo nombre de host que Xsi-Actions y que ese nombre figura en la lista de alias HTTP. Lea el registro CallSettingsWebview y el access_log a la hora del clic. Para un caso de soporte adjunte `config-wxt.xml` y su plantilla.

## Dominios y roles

finding-domain-claimed-by-provider =
    .title = El proveedor ha reclamado el dominio del cliente
    .cause = El dominio del correo del usuario está reclamado por la organización del proveedor de servicios. Por eso los inicios de sesión de los usuarios del cliente se dirigen al proveedor y no a su propia organización.
    .remedy = En Control Hub de la organización del proveedor libere la reclamación de este dominio; un proveedor solo debe reclamar los dominios de su propio personal. Si el cliente quiere reclamarlo, verifique y reclame después el dominio en la organización del cliente. Luego que el usuario inicie sesión de nuevo.
finding-domain-claimed-by-other =
    .title = Otro cliente ha reclamado el dominio compartido
    .cause = Dos organizaciones usan el mismo dominio de correo y una de ellas lo ha reclamado. Los usuarios de la otra se dirigen a la organización que lo reclamó y no pueden iniciar sesión.
    .remedy = Acuérdelo con ambos clientes. Libere la reclamación en Control Hub de la organización que la tiene (Domains, quitar la reclamación); un dominio que usan dos organizaciones no debe reclamarlo ninguna. Luego que el usuario inicie sesión de nuevo.
finding-admin-lacks-sales-role =
    .title = El administrador no tiene rol para organizaciones de clientes
    .cause = Los derechos de administrador completo solo abarcan la propia organización de partner. Para ver y gestionar clientes la cuenta necesita además Sales administrator o Sales full administrator, y no tiene ninguno de los dos.
    .remedy = Que un administrador completo abra la cuenta en Control Hub de la organización de partner, roles y seguridad, y añada Sales administrator o Sales full administrator; también puede hacerlo para su propia cuenta. Cierre sesión en Partner Hub y vuelva a entrar.

## General

finding-step-failed =
    .title = Un paso falló por un motivo desconocido
    .cause = Los registros muestran que este paso no tuvo éxito, y no encaja ninguna de las causas conocidas.
    .remedy = Lea las pruebas y las entradas de alrededor en el mismo registro, y después el registro del componente del otro lado del paso. Si usted ve clara la causa, descríbala como firma para que la próxima vez tenga nombre.
finding-oci-error =
    .title = BroadWorks rechazó peticiones OCI-P
    .cause = El Application Server respondió a peticiones con un error que ningún fallo conocido explica. A menudo un cliente de aprovisionamiento pidió algo que no existe o que no le está permitido.
    .remedy = Consulte el número con `lineman explain` y lea en PSLog la petición anterior a la respuesta: muestra quién pidió qué. Si viene de su sistema de aprovisionamiento, corríjalo allí.
finding-input-edited =
    .title = El registro se editó a mano
    .cause = Las longitudes, los saltos de línea o el orden de las entradas no concuerdan con lo que escribe el producto: alguien o alguna herramienta modificó este archivo. Lo que muestra puede estar incompleto.
    .remedy = Tome del servidor el archivo original, sin abrirlo en un editor, y repita el diagnóstico. Para transportarlo use `gzip`.
finding-input-truncated =
    .title = La entrada se corta a la mitad
    .cause = El archivo o el archivo comprimido termina antes de tiempo. Se usó lo que era legible; lo que sigue no se conoce.
    .remedy = Vuelva a copiar el archivo desde su origen y compare los tamaños. Si el servidor aún estaba escribiendo, espere a que rote el archivo.
finding-input-capped =
    .title = La entrada no se leyó hasta el final
    .cause = Se alcanzó un límite que protege el equipo: tamaño, número de archivos, anidamiento de archivos comprimidos o cuánto se expande uno. Lo que queda más allá no se miró.
    .remedy = Dé solo los archivos del periodo en cuestión, descomprima usted los archivos anidados o acote el diagnóstico con `--since` y `--until`.
finding-input-unrecognised =
    .title = La entrada no es ninguno de los registros conocidos
    .cause = El contenido no se parece a ningún registro, configuración ni ficha que { -product } sepa leer. Quedó fuera del diagnóstico.
    .remedy = Compruebe que es el archivo correcto y que es texto plano, `.gz` o `.zip`. Si es un registro de la solución, envíe unas líneas con la petición de admitirlo.
