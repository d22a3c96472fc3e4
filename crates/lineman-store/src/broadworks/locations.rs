//! Which Application Server serves which address of record: what the Network Server knows.

use super::repository;
use crate::Result;
use crate::keys::user_key;
use crate::row::values;

repository! {
    /// Which Application Server serves whom.
    Locations
}

impl Locations<'_> {
    /// Says who serves `user@host`: an address such as `as1.example.com:5060;transport=udp`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set(&self, address_of_record: &str, application_server: &str) -> Result<()> {
        self.0
            .change(
                "setting a location",
                "INSERT INTO locations (address_key, address_of_record, application_server) \
                 VALUES ($1, $2, $3) ON CONFLICT (address_key) DO UPDATE SET \
                 address_of_record = excluded.address_of_record, \
                 application_server = excluded.application_server",
                values![user_key(address_of_record), address_of_record, application_server],
            )
            .await
    }

    /// Who serves `user@host`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, address_of_record: &str) -> Result<Option<String>> {
        let row = self
            .0
            .optional(
                "reading a location",
                "SELECT application_server FROM locations WHERE address_key = $1",
                values![user_key(address_of_record)],
            )
            .await?;
        row.map(|row| row.text("application_server")).transpose()
    }

    /// Forgets a location; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, address_of_record: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a location",
                "DELETE FROM locations WHERE address_key = $1",
                values![user_key(address_of_record)],
            )
            .await?;
        Ok(removed > 0)
    }

    /// Says that this Application Server serves every line/port there is, and gives how many it did
    /// not serve before: an Application Server that starts may have another address than last time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn serve_all(&self, application_server: &str) -> Result<u64> {
        self.0
            .execute(
                "telling the locations who serves them",
                "INSERT INTO locations (address_key, address_of_record, application_server) \
                 SELECT line_port_key, line_port, $1 FROM endpoints WHERE NOT EXISTS \
                 (SELECT 1 FROM locations WHERE address_key = line_port_key AND application_server = $1) \
                 ON CONFLICT (address_key) DO UPDATE SET application_server = excluded.application_server",
                values![application_server],
            )
            .await
    }
}
