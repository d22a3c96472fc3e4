//! The RSA keys that sign long-lived tokens. Made on first use, kept sealed in the store, one set
//! per node: a token of one XSP is good at another only after the keys were copied (AUT-002).

use std::collections::HashMap;
use std::sync::Arc;

use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::{DecodingKey, EncodingKey};
use lineman_model::{Clock, Secret};
use lineman_store::broadworks::{SigningKey, signing_key_id};
use lineman_store::{BroadworksStore, StoreError};
use tokio::sync::Mutex;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    /// The store failed.
    #[error("reading the signing keys: {0}")]
    Store(#[from] StoreError),
    /// A key could not be made or read.
    #[error("the signing key is not usable: {0}")]
    Unusable(String),
}

/// A key pair, ready for use.
pub(crate) struct Key {
    key_id: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl Key {
    fn read(private_key_pem: &Secret) -> Result<Self, KeyError> {
        let pem = private_key_pem.reveal();
        let unusable = |what: &str| KeyError::Unusable(what.to_owned());
        let encoded: String =
            pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
        let der = STANDARD.decode(encoded).map_err(|_| unusable("it is not PEM"))?;
        let pair = KeyPair::from_pkcs8(&der).map_err(|_| unusable("it is not an RSA key"))?;
        let public = pair.public_key().as_ref();
        let key_id =
            signing_key_id(private_key_pem).map_err(|error| unusable(&error.to_string()))?;
        let encoding = EncodingKey::from_rsa_pem(pem.as_bytes())
            .map_err(|error| KeyError::Unusable(error.to_string()))?;
        Ok(Self { key_id, encoding, decoding: DecodingKey::from_rsa_der(public) })
    }

    pub(crate) fn key_id(&self) -> &str {
        &self.key_id
    }

    pub(crate) fn encoding(&self) -> &EncodingKey {
        &self.encoding
    }

    pub(crate) fn decoding(&self) -> &DecodingKey {
        &self.decoding
    }
}

/// The keys of this node.
pub(crate) struct KeyRing {
    store: BroadworksStore,
    owner: String,
    clock: Arc<dyn Clock>,
    /// Keys already read, by their id. The lock also keeps two first requests from making two keys.
    known: Mutex<HashMap<String, Arc<Key>>>,
}

impl KeyRing {
    pub(crate) fn new(store: BroadworksStore, owner: String, clock: Arc<dyn Clock>) -> Self {
        Self { store, owner, clock, known: Mutex::new(HashMap::new()) }
    }

    /// The key to sign with; made now if there is none yet.
    pub(crate) async fn newest(&self) -> Result<Arc<Key>, KeyError> {
        let mut known = self.known.lock().await;
        if let Some(newest) = self.load(&mut known).await?.into_iter().next() {
            return Ok(newest);
        }
        let made = tokio::task::spawn_blocking(lineman_net::certificates::rsa_private_key)
            .await
            .map_err(|error| KeyError::Unusable(error.to_string()))?;
        let private_key_pem = made.map_err(|error| KeyError::Unusable(error.to_string()))?;
        let key = Arc::new(Key::read(&private_key_pem)?);
        let row = SigningKey {
            owner: self.owner.clone(),
            key_id: key.key_id.clone(),
            private_key_pem,
            created_at: self.clock.now(),
        };
        self.store.signing_keys().add(&row).await?;
        known.insert(key.key_id.clone(), Arc::clone(&key));
        Ok(key)
    }

    /// Every key of this node, the newest first. Read from the store each time, so that keys that
    /// were copied or removed count at once.
    pub(crate) async fn all(&self) -> Result<Vec<Arc<Key>>, KeyError> {
        let mut known = self.known.lock().await;
        self.load(&mut known).await
    }

    async fn load(&self, known: &mut HashMap<String, Arc<Key>>) -> Result<Vec<Arc<Key>>, KeyError> {
        let rows = self.store.signing_keys().list(&self.owner).await?;
        let mut keys = Vec::with_capacity(rows.len());
        for row in rows {
            let key = match known.get(&row.key_id) {
                Some(key) => Arc::clone(key),
                None => Arc::new(Key::read(&row.private_key_pem)?),
            };
            keys.push(key);
        }
        *known = keys.iter().map(|key| (key.key_id.clone(), Arc::clone(key))).collect();
        Ok(keys)
    }
}
