# El formulario de inicio de sesión del portal de activación.

portal-title = Iniciar sesión con BroadWorks
portal-intro = Inicie sesión en { -service } con su ID de usuario de BroadWorks y su contraseña Web Access.
portal-user-name = ID de usuario o correo
portal-password = Contraseña
portal-show-password = Mostrar contraseña
portal-sign-in = Iniciar sesión
portal-signing-in = Iniciando sesión…
portal-continue = Continuar
portal-continue-hint = Ha iniciado sesión. Si la { -app } no se abre por sí sola, elija Continuar.
portal-script-hint = Los scripts están desactivados en este navegador: elija Continuar para seguir.
portal-session-missing = Esta página se abrió sin un inicio de sesión en curso. Empiece de nuevo desde la { -app }.
portal-language = Idioma
portal-error-label = Error de inicio de sesión { $code }
portal-error-100006 = El ID de usuario o la contraseña no son correctos. Use su contraseña Web Access de BroadWorks, cuide mayúsculas y minúsculas, y pruebe con su ID de usuario de BroadWorks si no se acepta su correo.
portal-error-200010 = BroadWorks no permite que este usuario inicie sesión. Pruebe con otro ID de usuario y contraseña, o pida a su administrador que restablezca su contraseña en BroadWorks.
portal-error-200016 = No se encontró su sesión. Recargue la página y escriba de nuevo el ID de usuario y la contraseña.
portal-error-200018 = Este usuario está bloqueado tras demasiados intentos. Espere 10 minutos e inténtelo de nuevo.
portal-error-300005 = Su cuenta todavía se está preparando. Espere unos minutos e inténtelo de nuevo.
portal-error-generic = En este momento no es posible iniciar sesión. Inténtelo de nuevo en unos minutos; si sigue fallando, dé a su administrador el código { $code }.
portal-error-unavailable = En este momento no se puede acceder al servicio. Inténtelo de nuevo en unos minutos.
portal-tracking-id = ID de seguimiento: { $id }
