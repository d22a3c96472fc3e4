# Códigos y estados: qué significan y dónde mirar.

## Errores de BroadWorks

broadworks-error-4001 =
    .title = Sin sesión o sin permiso
    .cause = La petición OCI-P llegó sin una sesión válida, o el administrador de la sesión no tiene derecho a la orden. En peticiones sin sesión, la dirección del remitente no está en la lista de acceso.
    .remedy = Inicie sesión de nuevo y repita la petición. Revise el nivel de la cuenta de administrador. Si es un XSP, compruebe que su dirección está en la lista de acceso del Application Server.
broadworks-error-4008 =
    .title = Usuario no encontrado
    .cause = BroadWorks no conoce ningún usuario con este ID, ni como ID de usuario ni como alternativo. En el inicio de sesión significa que el correo no es un ID de usuario alternativo; en el paso 5.3, que Webex guarda un ID de usuario antiguo.
    .remedy = Busque el usuario en BroadWorks. En el inicio de sesión añada el correo como ID de usuario alternativo o use el ID de usuario de BroadWorks. En el paso 5.3 quite el servicio Integrated IM&P y vuelva a asignarlo.
broadworks-error-4103 =
    .title = La empresa o el proveedor aún tiene grupos
    .cause = Una empresa o un proveedor de servicios solo se puede eliminar cuando ya no contiene ningún grupo.
    .remedy = Elimine primero sus grupos y después la empresa o el proveedor.
broadworks-error-4150 =
    .title = El grupo ya existe
    .cause = Dentro de esta empresa o proveedor el ID de grupo está ocupado.
    .remedy = Use el grupo existente o elija otro ID de grupo.
broadworks-error-4152 =
    .title = Grupo no encontrado
    .cause = La empresa o el proveedor no tiene ningún grupo con este ID. El cliente lo tecleó mal, busca en el proveedor equivocado o pregunta por un grupo eliminado.
    .remedy = Liste los grupos del proveedor y corrija el ID en el cliente. Respuestas de este tipo en gran número suelen venir de un script que prueba grupos uno tras otro, y son inofensivas.
broadworks-error-4200 =
    .title = El ID de usuario está ocupado
    .cause = Ya existe en el sistema BroadWorks un usuario con este ID, quizá en otro grupo o empresa.
    .remedy = Busque el ID en todo el sistema. Use el usuario existente o elija otro ID de usuario.
broadworks-error-4500 =
    .title = El dispositivo ya existe
    .cause = En este nivel ya hay un dispositivo con este nombre.
    .remedy = Use el dispositivo existente o elija otro nombre.
broadworks-error-4501 =
    .title = Tipo de dispositivo no encontrado
    .cause = El tipo de dispositivo no está definido en este sistema o se escribe de otra manera. `Business Communicator - PC` lleva un espacio a cada lado del guion.
    .remedy = Liste los tipos de dispositivo y corrija el nombre. Si el tipo falta, impórtelo con sus archivos de plantilla (DTAF).
broadworks-error-4505 =
    .title = Dispositivo no encontrado
    .cause = No hay ningún dispositivo con este nombre en el nivel consultado: usuario, grupo o proveedor.
    .remedy = Revise el nombre y el nivel del dispositivo. Si se eliminó estando asignado, asigne uno nuevo al usuario.
broadworks-error-4909 =
    .title = La extensión tiene una longitud incorrecta
    .cause = La extensión indicada no consta solo de cifras, o es más corta o más larga de lo que permite su grupo; el mensaje nombra el grupo y los límites.
    .remedy = Elija una extensión dentro de los límites, o cambie la longitud de extensión del grupo o de la empresa.
broadworks-error-4962 =
    .title = ID de usuario o contraseña no válidos
    .cause = La contraseña no corresponde al ID de usuario. En el inicio de sesión se compara con la contraseña Web Access del usuario, no con una contraseña SIP; se distinguen mayúsculas y minúsculas.
    .remedy = Repita con la contraseña Web Access correcta. Si no se conoce, establezca una nueva en el perfil del usuario en BroadWorks.
broadworks-error-5202 =
    .title = La cuenta está deshabilitada
    .cause = Se comprobaron el ID de usuario y la contraseña, pero el acceso de esta cuenta está desactivado, por un administrador o tras demasiados fallos.
    .remedy = Habilite el acceso en BroadWorks y averigüe por qué se deshabilitó.
broadworks-error-5404 =
    .title = El administrador está restringido
    .cause = El administrador ha iniciado sesión, pero solo puede leer, o solo restablecer contraseñas, y la orden hace más.
    .remedy = Use un administrador sin esta restricción, o cambie el tipo de la cuenta.
broadworks-error-6004 =
    .title = La petición OCI-P no se ajusta al esquema
    .cause = La petición tiene un nombre desconocido, le falta un elemento obligatorio o lleva elementos en orden incorrecto. Lo más frecuente es que el cliente sea para otra versión.
    .remedy = Lea `detail` en la respuesta: indica el lugar. Compare la petición con el esquema de esta versión y use la variante de la orden que ofrece.
broadworks-error-18211 =
    .title = Error de comunicación con el servidor de mensajería
    .cause = Al asignar el servicio Integrated IM&P el Application Server no obtuvo respuesta del bridge de aprovisionamiento: nombre sin resolver, sin conexión, fallo de TLS o tiempo agotado. Por lo general afecta a todos los usuarios de la empresa.
    .remedy = Revise la Messaging Server URL con `AS_CLI/Interface/Messaging> get` y en la empresa. Desde el Application Server resuelva su nombre y conéctese; revise DNS, cortafuegos, proxy y certificados de confianza. Después asigne el servicio a un usuario de prueba.
broadworks-error-18215 =
    .title = Error de aprovisionamiento del servidor de mensajería
    .cause = El bridge de aprovisionamiento respondió a la asignación del servicio Integrated IM&P, pero no con 200. Si afecta a todos los usuarios de la empresa, la URL, la cuenta o la contraseña difieren de la plantilla; si afecta a unos pocos, algo está mal en esos usuarios, como el correo o el número principal.
    .remedy = Busque en PSLog el POST y su respuesta y guíese por el estado: 400 lea el `message`, 401 compare cuenta y contraseña con la plantilla, 403 revise la URL, 409 busque el correo en Help Desk.

## Códigos para el usuario final

end-user-code-100006 =
    .title = ID de usuario o contraseña incorrectos
    .cause = BroadWorks no aceptó la combinación de ID de usuario y contraseña escrita en el portal.
    .remedy = Use la contraseña correcta; con autenticación BroadWorks en la plantilla es la contraseña Web Access de BroadWorks. Si el correo no está configurado como ID de usuario alternativo, escriba el ID de usuario de BroadWorks. Cuide mayúsculas y minúsculas.
end-user-code-200010 =
    .title = El usuario de BroadWorks no está autorizado
    .cause = BroadWorks conoce al usuario pero no le deja entrar: la cuenta está deshabilitada o no tiene derecho a iniciar sesión. La contraseña no es el motivo; de serlo, saldría 100006.
    .remedy = Pruebe con otro ID de usuario y contraseña. Si no sirve, el administrador restablece la contraseña en BroadWorks y comprueba que el acceso está habilitado.
end-user-code-200016 =
    .title = No se encontró la sesión
    .cause = El portal ya no tiene sesión para este formulario: la página estuvo abierta demasiado tiempo, las cookies están bloqueadas o el formulario se envió desde otro navegador.
    .remedy = Recargue la página y escriba de nuevo el ID de usuario y la contraseña. Compruebe que el navegador conserva las cookies del portal.
end-user-code-200018 =
    .title = El usuario está bloqueado
    .cause = Hubo demasiadas contraseñas erróneas seguidas; el portal rechaza al usuario durante 10 minutos.
    .remedy = Espere 10 minutos e inténtelo de nuevo con la contraseña correcta.
end-user-code-300005 =
    .title = El usuario ya está en la cola
    .cause = Se está tramitando una petición para este usuario; la comprobación previa rechaza otra.
    .remedy = El aprovisionamiento sigue en curso: espere unos minutos y compruébelo de nuevo.

## Estados del bridge de aprovisionamiento

bridge-status-200 =
    .title = Aceptado
    .cause = El bridge recibió la petición y la pasó para la creación. No dice más: la organización y el usuario se crean después, en cuestión de minutos, y eso todavía puede fallar.
    .remedy = Pasados unos minutos busque en Help Desk el correo del POST. Si el usuario no aparece, la creación falló detrás del bridge: abra un caso de soporte con ID de seguimiento, hora, correo y organización.
bridge-status-400 =
    .title = El perfil del abonado no se puede procesar
    .cause = En el `subscriberProfile` enviado falta algo, algo no es válido o no casa con un ajuste de la plantilla. El nodo `message` de la respuesta dice qué: sin número de teléfono principal, un correo no válido o no fiable, o una organización desconocida que no está permitido crear.
    .remedy = Lea `message` en PSLog. Corrija el usuario en BroadWorks (número principal, correo) o la plantilla (confianza en los correos, creación de organizaciones); después quite el servicio Integrated IM&P y vuelva a asignarlo.
bridge-status-401 =
    .title = La cuenta de aprovisionamiento no coincide
    .cause = El usuario o la contraseña del servidor de mensajería en BroadWorks difiere de la cuenta de aprovisionamiento de la plantilla de cliente. Afecta a todos los usuarios de la empresa.
    .remedy = Vuelva a escribir el nombre de cuenta y la contraseña de la plantilla, en Partner Hub y en Services > Integrated IM&P de la empresa o en `AS_CLI/Interface/Messaging`.
bridge-status-403 =
    .title = La petición está prohibida
    .cause = El Application Server está configurado de modo que la petición no tiene ninguna posibilidad. Lo más frecuente es que vaya a una dirección IP en lugar de a la URL de aprovisionamiento, porque falta el parche `ap373197`.
    .remedy = Compare el destino del POST con la URL de aprovisionamiento de la plantilla; debe llevar el nombre de host. Instale y active el parche `ap373197` (`ap384177` en R24). Revise el cortafuegos y el proxy.
bridge-status-409 =
    .title = Conflicto con un usuario existente
    .cause = El `subscriberProfile` enviado contradice lo que Webex ya tiene. Por lo general existe un usuario con este correo, quizá una cuenta gratuita que abrió la propia persona.
    .remedy = Lea `message` y busque el correo en Help Desk. Pida que se elimine la cuenta gratuita, o use otro correo, y vuelva a asignar el servicio.

## Estados del AuthService

auth-service-status-200 =
    .title = Token emitido o válido
    .cause = A un GET: se emitió un token de larga duración para el usuario. A un POST por el loopback: el token que presentó la aplicación es válido.
    .remedy = Aquí no hay nada que hacer. Si la aplicación sigue sin registrarse, continúe con el paso siguiente de la secuencia.
auth-service-status-400 =
    .title = Falta la cabecera con el usuario
    .cause = La petición de token llegó sin la cabecera `http_bw_userid`, y el AuthService no sabe para quién emitirlo. Algo entre Webex y el XSP elimina cabeceras, o la petición se hizo a mano.
    .remedy = Revise los proxys y balanceadores que hay delante del XSP: deben dejar pasar `http_bw_userid` y `trackingid` y no deben terminar la conexión TLS mutua.
auth-service-status-401 =
    .title = El token no es válido
    .cause = El AuthService rechaza un token que Xsi-Actions le dio a comprobar: caducado, revocado o firmado con una clave que este XSP no tiene.
    .remedy = Lea el motivo en el registro authenticationService. Caducado o revocado: cierre sesión en la aplicación y vuelva a entrar. Clave desconocida o firma: copie las claves RSA de un XSP a todos los demás (`exportKeys`, `importKeys`) y reinicie.
auth-service-status-404 =
    .title = Usuario o dirección desconocidos
    .cause = O BroadWorks no conoce al usuario de `http_bw_userid`, o la petición no fue a `/authService/token` en la interfaz que le corresponde: la ruta distingue mayúsculas y minúsculas.
    .remedy = Si el registro authenticationService muestra la petición, compare el ID de usuario con BroadWorks. Si no la muestra, corrija la URL de AuthService del clúster en Partner Hub.

## Estados de Xsi-Actions

xsi-status-200 =
    .title = Respondido
    .cause = Xsi-Actions aceptó las credenciales o el token y respondió. Aun así, la respuesta a `profile/device` puede no contener ningún dispositivo que sirva a la aplicación.
    .remedy = Mire la respuesta en XsiActionsLog: `Profile` debe llevar el `userId`, y `AccessDevices` el tipo de dispositivo de la plataforma.
xsi-status-401 =
    .title = Credenciales o token no aceptados
    .cause = Con Basic en el paso 2.1: ID de usuario o contraseña incorrectos (`errorCode` 4962), o un ID que BroadWorks no conoce (4008). Con Bearer en el paso 6: el AuthService no acepta el token de larga duración.
    .remedy = Mire en XsiActionsLog el esquema de `authorization` y el `errorCode`. Basic: revise la contraseña Web Access y el ID de usuario alternativo. Bearer: lea el motivo en el registro authenticationService con el mismo ID de seguimiento.
xsi-status-403 =
    .title = El recurso no es de este usuario
    .cause = El token o las credenciales son de un usuario distinto del que figura en la ruta de la petición.
    .remedy = Compare el usuario de la ruta con el sujeto del token. Si el usuario se renombró en BroadWorks, cierre sesión en la aplicación y vuelva a entrar.
xsi-status-503 =
    .title = Un servidor detrás de Xsi-Actions no responde
    .cause = Xsi-Actions funciona, pero no llega al Application Server, o el AuthService no está accesible o no está configurado en este XSP.
    .remedy = XsiActionsLog dice cuál de los dos. Application Server: compruebe que funciona y que el XSP puede conectarse. AuthService: revise la opción de contenedor `bw.authservice.authServiceUrl` y que AuthenticationService está en marcha.

## Códigos de la aplicación

client-code-1502 =
    .title = No se pudo obtener el token de larga duración
    .cause = La aplicación pidió el token de BroadWorks al proxy IdP y no lo recibió (se muestra como `1000:1502`). El token de acceso fue rechazado, el XSP no acepta el certificado de cliente de Webex, la dirección de AuthService es errónea o BroadWorks no conoce al usuario.
    .remedy = Tome el ID de seguimiento del registro de la aplicación y sígalo: primero en el proxy IdP, después en el registro authenticationService y el access_log del XSP. Si no hay rastro en el XSP, apunte al certificado o a la dirección en Partner Hub; 404 apunta al ID de usuario.
client-code-1507 =
    .title = No se pudo interpretar el perfil de dispositivo
    .cause = Se obtuvo `config-wxt.xml`, pero no es XML legible. Por lo general el tipo de dispositivo tiene la codificación `ISO-8859-1` o ninguna, y una letra con acento estropea el archivo.
    .remedy = Ponga la codificación del tipo de dispositivo en `UTF-8`, regenere los archivos del dispositivo, cierre sesión en la aplicación y vuelva a entrar.
