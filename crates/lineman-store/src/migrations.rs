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

pub(crate) const BROADWORKS: &[Migration] = &[
    migration!(1, "broadworks", "0001_initial"),
    migration!(2, "broadworks", "0002_node_settings"),
    migration!(3, "broadworks", "0003_push"),
    migration!(4, "broadworks", "0004_devices"),
    migration!(5, "broadworks", "0005_hierarchy"),
    migration!(6, "broadworks", "0006_directories"),
    migration!(7, "broadworks", "0007_displaced_sessions"),
    migration!(8, "broadworks", "0008_integrated_imp"),
    migration!(9, "broadworks", "0009_directory_indexes"),
];
pub(crate) const CLOUD: &[Migration] = &[migration!(1, "cloud", "0001_initial")];

#[cfg(test)]
mod tests {
    use super::*;

    /// The engines may differ in the names of types and of the collation by code point only;
    /// otherwise one statement would not fit both.
    #[test]
    fn both_engines_have_the_same_schema() {
        for migration in BROADWORKS.iter().chain(CLOUD) {
            let sqlite = migration
                .sqlite
                .replace(" INTEGER", " BIGINT")
                .replace(") STRICT;", ");")
                .replace("COLLATE BINARY", "COLLATE \"C\"");
            assert_eq!(sqlite, migration.postgres, "{}", migration.description);
        }
    }

    #[test]
    fn versions_count_up() {
        for list in [BROADWORKS, CLOUD] {
            for (index, migration) in list.iter().enumerate() {
                assert_eq!(migration.version, i64::try_from(index).expect("few") + 1);
            }
        }
    }
}
