-- Settings of nodes (the Application Server, each XSP) by context of the command-line shell. A scalar has the
-- row_key ''; a row of a table has its key columns as JSON and a cell with the attribute '' that says it is there.
-- Neither value: cleared, which is not the same as never set. Row '' with attribute '': the table was filled once.

CREATE TABLE node_settings (
    node TEXT NOT NULL,
    context TEXT NOT NULL,
    row_key TEXT NOT NULL,
    attribute TEXT NOT NULL,
    setting_value TEXT,
    sealed_value TEXT,
    PRIMARY KEY (node, context, row_key, attribute)
) STRICT;

INSERT INTO node_settings (node, context, row_key, attribute, setting_value, sealed_value)
    SELECT 'as', 'Interface/Messaging', '', replace(setting, 'messaging.', ''), setting_value, NULL
    FROM system_settings WHERE setting LIKE 'messaging.%' AND setting_value IS NOT NULL;

DROP TABLE system_settings;
