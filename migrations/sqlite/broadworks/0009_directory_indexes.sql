-- A page is cut from an index alone: what the scope asks for stands in it too.
DROP INDEX directory_by_last_name;
DROP INDEX directory_of_group_by_last_name;
DROP INDEX directory_by_first_name;
DROP INDEX directory_by_user_id;
CREATE INDEX directory_by_last_name ON directory_entries (service_provider_id, last_key, first_key, entry_key, user_key, group_id);
CREATE INDEX directory_of_group_by_last_name ON directory_entries (service_provider_id, group_id, last_key, first_key, entry_key, user_key);
CREATE INDEX directory_by_first_name ON directory_entries (service_provider_id, first_key, last_key, entry_key, user_key, group_id);
CREATE INDEX directory_by_user_id ON directory_entries (service_provider_id, user_id_key, last_key, entry_key, user_key, group_id);
