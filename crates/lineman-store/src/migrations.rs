//! The migrations, embedded: one list per engine and database, in order, never edited afterwards.

/// One step of a schema.
pub(crate) struct Migration {
    pub(crate) version: i64,
    pub(crate) description: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

macro_rules! migration {
    ($version:literal, $database:literal, $name:literal) => {
        Migration {
            version: $version,
            description: $name,
            sqlite: include_str!(concat!(
                "../../../migrations/sqlite/",
                $database,
                "/",
                $name,
                ".sql"
            )),
            postgres: include_str!(concat!(
                "../../../migrations/postgres/",
                $database,
                "/",
                $name,
                ".sql"
            )),
        }
    };
}

pub(crate) const BROADWORKS: &[Migration] = &[migration!(1, "broadworks", "0001_initial")];
pub(crate) const CLOUD: &[Migration] = &[migration!(1, "cloud", "0001_initial")];
