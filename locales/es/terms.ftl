# Nombres que aparecen en muchos textos.
-product = Lineman
-service = Webex for Cisco BroadWorks
-app = { $position ->
   *[inside] aplicación Webex
    [start] Aplicación Webex
}
