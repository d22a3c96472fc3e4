# El laboratorio en este equipo.

lab-starting = Arrancando el laboratorio en { $directory }
lab-starting-component = Arrancando { $component }
lab-certificates = Generando certificados
lab-provisioning = Aprovisionando { $count ->
    [one] 1 abonado
   *[other] { $count } abonados
}
lab-provisioned = { $user } está aprovisionado
lab-injecting = Provocando el fallo { $fault }
lab-signing-in = Iniciando sesión de { $user }
lab-signed-in = { $user }: sesión iniciada (SSO Session: You are signed in)
lab-step-failed = { $user } se detuvo en el paso { $step }: { $name }
lab-ready = El laboratorio está en marcha.
lab-portal-at = Portal en { $url }
lab-sign-in-with = Inicie sesión como { $user }; la contraseña está en { $file }
lab-logs-in = Registros en { $directory }
lab-diagnose-hint = Diagnostique con: lineman diagnose { $directory }
lab-port-taken = El puerto { $port } está ocupado; { $name } escucha en { $other }
lab-stop-hint = Pulse Ctrl-C para detenerlo.
lab-stopping = Deteniendo
lab-stopped = Detenido.
lab-healthy = Sano: todos los pasos son correctos y no hay hallazgos.
lab-fault-found = Los registros nombran el fallo: { $fault }
lab-fault-not-found = Los registros no nombran el fallo { $fault }.
lab-unexpected-finding = No esperado: { $finding }
lab-took = Tardó { $seconds } s
lab-in-use = Otro laboratorio está usando { $directory }. Deténgalo o elija otra carpeta con --data.
lab-unknown-fault = No existe el fallo { $fault }. `lineman lab faults` los enumera.
lab-faults-header = Fallos que el laboratorio puede provocar
lab-faults-columns-id = Fallo
lab-faults-columns-step = Paso
lab-faults-columns-seen = Qué verá
lab-faults-hint = Provoque uno con: lineman lab --fault ID

# Qué debería ver un alumno con cada fallo.
lab-see-wrong-password = El portal muestra 100006 y falla el paso 2.1; XsiActionsLog muestra 401 y PSLog `[Error 4962]`.
lab-see-connector-entitlement-missing = El inicio de sesión llega hasta el paso 4 y no aparece el icono de llamadas; el registro de arranque dice que falta `broadworks-connector`.
lab-see-client-certificate-untrusted = El paso 5.2 falla para toda la empresa; el XSP registra un handshake TLS rechazado y la aplicación muestra `1502`.
lab-see-desktop-device-missing = `AccessDevices` vuelve sin `Business Communicator - PC`; el registro de llamadas dice que no se encuentra el perfil de dispositivo.
lab-see-imp-credentials-mismatch = Asignar el servicio falla con `[Error 18215]` para todos los usuarios de la empresa; PSLog muestra que el bridge respondió 401.
lab-see-user-exists = Asignar el servicio falla con `[Error 18215]` solo para este usuario; PSLog muestra 409 y un `message` sobre el correo.
lab-see-primary-number-missing = Asignar el servicio falla con `[Error 18215]`; PSLog muestra 400 y el documento enviado no lleva `PrimaryPhoneNumber`.
lab-see-upstream-creation-failed = El bridge responde 200, el servicio queda asignado y el usuario no aparece nunca; solo el registro de la nube muestra la creación fallida.
