//! Who is who: a BroadWorks user has an id, an alternate id, an email and line/ports (XCC-002).

use std::collections::HashMap;

use crate::observation::Ids;

/// The names of all users.
#[derive(Debug, Default)]
pub(crate) struct People {
    aliases: HashMap<String, String>,
    enterprises: HashMap<String, String>,
    spellings: HashMap<String, String>,
}

impl People {
    pub(crate) const fn new(
        aliases: HashMap<String, String>,
        enterprises: HashMap<String, String>,
        spellings: HashMap<String, String>,
    ) -> Self {
        Self { aliases, enterprises, spellings }
    }

    /// A name as the logs spell it.
    pub(crate) fn spelled(&self, name: &str) -> String {
        self.spellings.get(name).map_or(name, String::as_str).to_owned()
    }

    /// The BroadWorks id behind a name, if it is known.
    pub(crate) fn resolve(&self, name: &str) -> Option<&str> {
        self.aliases.get(name).map(String::as_str)
    }

    /// The comparable name of whom ids are about: the BroadWorks id where known, else whatever
    /// they give.
    pub(crate) fn person(&self, ids: &Ids) -> Option<String> {
        if let Some(user) = &ids.user {
            // An alternate id may stand where a BroadWorks id is expected (LAD-055).
            return Some(self.resolve(user).unwrap_or(user).to_owned());
        }
        let names = [&ids.login, &ids.email, &ids.address];
        let known =
            names.iter().filter_map(|name| name.as_deref()).find_map(|name| self.resolve(name));
        known.map(str::to_owned).or_else(|| names.into_iter().find_map(|name| name.clone()))
    }

    /// The BroadWorks id that ids are about, if it is known.
    pub(crate) fn user(&self, ids: &Ids) -> Option<String> {
        if let Some(user) = &ids.user {
            return Some(self.resolve(user).unwrap_or(user).to_owned());
        }
        [&ids.login, &ids.email, &ids.address]
            .into_iter()
            .filter_map(|name| name.as_deref())
            .find_map(|name| self.resolve(name))
            .map(str::to_owned)
    }

    /// The enterprise of whom ids are about.
    pub(crate) fn enterprise(&self, ids: &Ids) -> Option<String> {
        ids.enterprise.clone().or_else(|| self.enterprises.get(&self.user(ids)?).cloned())
    }
}
