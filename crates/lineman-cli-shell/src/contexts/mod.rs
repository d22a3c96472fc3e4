//! The contexts, one file each. A setting is here only if something reads it.

mod application_server;
mod container_options;
mod xsp;

pub use application_server::APPLICATION_SERVER;
pub use xsp::XSP;

/// Longest id of an organisation.
const OWNER_ID: usize = 30;
/// Longest user id.
const USER_ID: usize = 161;
/// Longest name.
const NAME: usize = 80;
/// Longest other text.
const TEXT: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{Form, Root};

    /// Nothing is there twice, defaults are values, and every context says why it is there.
    #[test]
    fn contexts_are_sound() {
        for root in [&APPLICATION_SERVER, &XSP] {
            sound(root);
        }
    }

    fn sound(root: &Root) {
        let mut paths: Vec<&str> = root.contexts.iter().map(|context| context.path).collect();
        paths.sort_unstable();
        let count = paths.len();
        paths.dedup();
        assert_eq!(paths.len(), count, "{}: a path occurs twice", root.prefix);
        for context in root.contexts {
            assert!(!context.help.is_empty(), "{}", context.path);
            assert!(!context.path.starts_with('/') && !context.path.ends_with('/'));
            let attributes = match context.form {
                Form::Scalars(attributes) => attributes.to_vec(),
                Form::Table(table) => {
                    table.keys.iter().chain(table.attributes()).copied().collect()
                }
                Form::Commands => Vec::new(),
            };
            for attribute in &attributes {
                if let Some(default) = attribute.default {
                    let kept = attribute.check(default);
                    assert_eq!(kept.as_deref(), Ok(default), "{}/{}", context.path, attribute.name);
                    assert!(!attribute.is_secret(), "{}", attribute.name);
                }
                let same = attributes.iter().filter(|other| other.name == attribute.name);
                assert_eq!(same.count(), 1, "{}/{}", context.path, attribute.name);
            }
        }
    }
}
