//! Telling the Network Server which Application Server serves a line/port (CAL-006).
//!
//! A real Application Server synchronises its users to the Network Server. Ours writes the table
//! that the Network Server of the same BroadWorks half reads.

use lineman_store::StoreError;
use lineman_store::broadworks::Endpoint;

use super::server::Call;

impl Call<'_> {
    /// Adds a line/port and makes it known.
    pub(crate) async fn add_endpoint(&self, endpoint: &Endpoint) -> Result<(), StoreError> {
        self.store().endpoints().add(endpoint).await?;
        if let Some(address) = &self.server.sip_address {
            self.store().locations().set(&endpoint.line_port, address).await?;
        }
        Ok(())
    }

    /// Removes a line/port and forgets it.
    pub(crate) async fn remove_endpoint(&self, line_port: &str) -> Result<(), StoreError> {
        self.store().endpoints().remove(line_port).await?;
        self.store().locations().remove(line_port).await?;
        Ok(())
    }
}
