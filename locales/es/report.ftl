# Palabras del informe de diagnóstico y de `explain`.

report-title = Diagnóstico de { -product }
report-inputs = Entradas
report-counts = Recuentos
report-journeys = Recorridos
report-findings = Hallazgos
report-call-flows = Flujos de llamada SIP
report-no-findings = Ningún hallazgo.
report-no-journeys = No se reconoció ningún recorrido en estas entradas.
report-no-matching-journeys = Ningún recorrido de estas entradas corresponde a lo que se pide.
report-nothing-read = No se pudo leer ninguna de las entradas.
report-evidence = Pruebas
report-cause = Causa
report-remedy = Solución
report-reference = Referencia
report-step = Paso
report-component = Mirar en
report-scope = Afecta a
report-confidence = Certeza
report-subscriber = Abonado
report-email = Correo
report-tracking-id = ID de seguimiento
report-call-id = Call-ID
report-started = Inicio
report-outcome = Resultado
report-zone = Zona horaria
report-notes = Notas
report-legend = Leyenda
report-first-failed-step = Primer paso fallido: { $step } { $name }
report-all-steps-ok = Todos los pasos aplicables son correctos.
report-not-visible = No visible sin: { $logs }
report-records = { $count ->
    [one] 1 entrada
   *[other] { $count } entradas
}
report-lines = { $count ->
    [one] 1 línea
   *[other] { $count } líneas
}
report-unread-lines = { $count ->
    [one] 1 línea no se pudo leer
   *[other] { $count } líneas no se pudieron leer
}
report-bytes = { $size } leídos
report-more = { $count ->
    [one] 1 más
   *[other] { $count } más
}
report-times = { $count ->
    [one] una vez
   *[other] { $count } veces
}
report-affected = { $count ->
    [one] 1 abonado
   *[other] { $count } abonados
}
report-finding-count = { $count ->
    [0] Ningún hallazgo
    [one] 1 hallazgo
   *[other] { $count } hallazgos
}
report-file-line = { $path }, línea { $line }
report-line-suffix = línea { $line }
report-zone-printed = Zona horaria { $zone }, tal como figura en el registro
report-zone-calibrated = Zona horaria { $zone }, según marcas de tiempo dentro de las entradas
report-zone-assumed = Zona horaria { $zone } supuesta: el registro no la indica
report-zone-word-assumed = Zona horaria { $zone } supuesta para la indicación ambigua { $word }

report-count-sip-messages = Mensajes SIP
report-count-oci-requests = Peticiones OCI-P
report-count-oci-responses = Respuestas OCI-P
report-count-oci-errors = Respuestas OCI-P de error
report-count-http-requests = Peticiones HTTP

# Observaciones sobre una entrada.
report-note-empty = El archivo está vacío.
report-note-binary = No es texto: omitido.
report-note-unreadable = No se puede abrir: { $reason }
report-note-truncated = Termina antes de tiempo: { $reason }
report-note-capped = No se leyó hasta el final: { $reason }
report-note-cut-records = { $count ->
    [one] 1 entrada supera 1 MiB y se recortó
   *[other] { $count } entradas superan 1 MiB y se recortaron
}
report-note-invalid-utf8 = { $count ->
    [one] 1 línea no es UTF-8 válido
   *[other] { $count } líneas no son UTF-8 válido
}
report-note-out-of-order = { $count ->
    [one] 1 entrada está fuera de orden temporal
   *[other] { $count } entradas están fuera de orden temporal
}
report-note-edited = Parece editado a mano: { $reason }
report-note-unrecognised = No se reconoce como ningún registro que { -product } conozca.
report-reading = Leyendo { $path }
report-filter-left-out = { $count ->
    [one] 1 recorrido descartado por el filtro
   *[other] { $count } recorridos descartados por el filtro
}
report-oci-error-title = Error { $number } de BroadWorks: { $text }
report-step-failed-title = Falló el paso { $step }: { $name }

# Palabras de explain.
explain-heading = { $code }: { $title } ({ $kind })
explain-cause = Causa
explain-remedy = Solución
explain-wire-text = Texto enviado
explain-component = Mirar en
explain-steps = Pasos
explain-since = Desde
explain-since-version = versión { $version } de la guía
explain-reference = Referencia
explain-unknown =
    .title = { $code }: no está en el catálogo
    .cause = El catálogo no tiene ninguna entrada para este código; puede usarlo una versión más nueva u otro producto.
    .remedy = Anote el código con la hora y el ID de seguimiento, reúna los registros de ese minuto, ejecute `lineman diagnose` sobre ellos y, si no muestran nada, abra un caso de soporte.
