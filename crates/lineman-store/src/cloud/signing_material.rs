//! Keys and certificates that sign, such as the IdP proxy's for assertions.

use lineman_model::{Secret, Timestamp};

use super::repository;
use crate::Result;
use crate::row::{Row, values};
use crate::sealing::Sealer;

/// A key with its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningMaterial {
    /// What it signs, such as `saml`.
    pub purpose: String,
    /// The certificate, PEM.
    pub certificate_pem: String,
    /// The private key, PKCS#8 PEM.
    pub private_key_pem: Secret,
    /// Since when.
    pub created_at: Timestamp,
}

repository! {
    /// Keys and certificates that sign.
    SigningMaterials
}

fn place(purpose: &str) -> String {
    format!("signing_material.private_key/{purpose}")
}

fn read(row: &Row, sealer: &Sealer) -> Result<SigningMaterial> {
    let purpose = row.text("purpose")?;
    Ok(SigningMaterial {
        private_key_pem: sealer.open(&place(&purpose), &row.text("sealed_private_key")?)?,
        purpose,
        certificate_pem: row.text("certificate_pem")?,
        created_at: row.time("created_at")?,
    })
}

impl SigningMaterials<'_> {
    /// Adds or replaces the material for a purpose.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save(&self, material: &SigningMaterial) -> Result<()> {
        let sealed = self.0.sealer.seal(&place(&material.purpose), &material.private_key_pem)?;
        self.0
            .change(
                "saving signing material",
                "INSERT INTO signing_material (purpose, certificate_pem, sealed_private_key, \
                 created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (purpose) DO UPDATE SET \
                 certificate_pem = excluded.certificate_pem, \
                 sealed_private_key = excluded.sealed_private_key, \
                 created_at = excluded.created_at",
                values![&material.purpose, &material.certificate_pem, sealed, material.created_at,],
            )
            .await
    }

    /// The material for a purpose.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, purpose: &str) -> Result<Option<SigningMaterial>> {
        let row = self
            .0
            .optional(
                "reading signing material",
                "SELECT * FROM signing_material WHERE purpose = $1",
                values![purpose],
            )
            .await?;
        row.map(|row| read(&row, &self.0.sealer)).transpose()
    }
}
