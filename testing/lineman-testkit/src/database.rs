//! Where the two halves of a stack keep their state.

use lineman_model::Random;

/// An engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// Files in the stack's own folder.
    Sqlite,
    /// A PostgreSQL database; every stack makes schemas of its own there.
    Postgres(String),
}

impl Database {
    /// The engines that can be tested here: SQLite, and PostgreSQL when `LINEMAN_TEST_POSTGRES`
    /// holds its address (`cargo xtask test` starts one). Says so when it does not.
    ///
    /// # Panics
    /// When it does not and `CI` is `true`: there both must be tested.
    #[must_use]
    pub fn postgres() -> Option<Self> {
        match std::env::var("LINEMAN_TEST_POSTGRES") {
            Ok(address) => Some(Self::Postgres(address)),
            Err(_) => {
                println!("PostgreSQL: not tested, LINEMAN_TEST_POSTGRES is not set");
                let required = std::env::var("CI").is_ok_and(|ci| ci == "true");
                assert!(!required, "CI=true and LINEMAN_TEST_POSTGRES is not set");
                None
            }
        }
    }

    /// The name by which the store knows it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// Addresses of a BroadWorks and a cloud database that nobody else has; none for files in the
    /// data folder.
    #[must_use]
    pub fn addresses(&self, random: &dyn Random) -> [Option<String>; 2] {
        match self {
            Self::Sqlite => [None, None],
            Self::Postgres(address) => {
                let separator = if address.contains('?') { '&' } else { '?' };
                let name = random.hex(8);
                ["broadworks", "cloud"]
                    .map(|half| Some(format!("{address}{separator}schema=relay_{name}_{half}")))
            }
        }
    }
}
