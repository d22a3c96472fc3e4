//! Tags: `%NAME%` in a template becomes a value. Which value counts among
//! the levels, the store says; the tags of BroadWorks itself come first of all.

use std::collections::BTreeMap;

use lineman_store::broadworks::EffectiveTag;

/// Longest name between the percent signs.
const NAME_BYTES: usize = 64;

/// Values of the tags that bear on one device, by their names without percent signs.
#[derive(Default)]
pub(crate) struct TagValues(BTreeMap<String, String>);

impl TagValues {
    /// The tags that administrators defined.
    pub(crate) fn defined(tags: BTreeMap<String, EffectiveTag>) -> Self {
        let named = tags.into_iter().map(|(name, tag)| (bare(&name).to_owned(), tag.value));
        Self(named.collect())
    }

    /// Sets a tag of BroadWorks itself: nothing that was defined overrides it.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.0.insert(bare(name).to_owned(), value.to_owned());
    }

    /// The same if there is a value.
    pub(crate) fn set_optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// Whether a tag has this value, whatever its letters' case: addresses are written both ways.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(bare(name)).is_some_and(|own| own.eq_ignore_ascii_case(value))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

fn bare(name: &str) -> &str {
    name.trim_matches('%')
}

/// A file with its tags filled in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Filled {
    /// The text.
    pub(crate) text: String,
    /// Tags without a value, in order, each once, with percent signs.
    pub(crate) undefined: Vec<String>,
}

/// Fills a template. Values are not searched for tags again, and in XML they are escaped, so that
/// no value can change the document around it.
pub(crate) fn fill(template: &str, values: &TagValues, xml: bool) -> Filled {
    let mut text = String::with_capacity(template.len());
    let mut undefined: Vec<String> = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find('%') {
        text.push_str(&rest[..start]);
        let behind = &rest[start + 1..];
        let Some(name) = tag_name(behind) else {
            text.push('%');
            rest = behind;
            continue;
        };
        match values.get(name) {
            Some(value) if xml => push_escaped(&mut text, value),
            Some(value) => text.push_str(value),
            None => {
                let tag = format!("%{name}%");
                if !undefined.contains(&tag) {
                    undefined.push(tag);
                }
            }
        }
        rest = &behind[name.len() + 1..];
    }
    text.push_str(rest);
    Filled { text, undefined }
}

/// The name of a tag whose first percent sign stands in front of the text.
fn tag_name(text: &str) -> Option<&str> {
    let end = text.bytes().take(NAME_BYTES + 1).position(|byte| byte == b'%')?;
    let name = &text[..end];
    let fits = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    fits.then_some(name)
}

/// Escapes for element content and for attributes alike.
fn push_escaped(text: &mut String, value: &str) {
    for character in lineman_xml::clean(value).chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&apos;"),
            '\r' => text.push_str("&#13;"),
            '\n' => text.push_str("&#10;"),
            '\t' => text.push_str("&#9;"),
            other => text.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(pairs: &[(&str, &str)]) -> TagValues {
        let mut values = TagValues::default();
        for (name, value) in pairs {
            values.set(name, value);
        }
        values
    }

    #[test]
    fn cal_004_tags_become_values_and_undefined_ones_become_empty() {
        let values = values(&[("%SBC_ADDRESS_WXT%", "localhost"), ("BWLINEPORT-1", "una-pc")]);
        let filled = fill(
            "<proxy address=\"%SBC_ADDRESS_WXT%\"/><uri>%BWLINEPORT-1%@%BWHOST-1%</uri> 100% \
             %%BWHOST-1% %no tag%",
            &values,
            true,
        );
        assert_eq!(filled.text, "<proxy address=\"localhost\"/><uri>una-pc@</uri> 100% % %no tag%");
        assert_eq!(filled.undefined, ["%BWHOST-1%"], "named once");
    }

    #[test]
    fn a_value_cannot_change_the_document() {
        let values = values(&[("A", "\"/><evil a='&%B%'>"), ("B", "b")]);
        let filled = fill("<x a=\"%A%\"/>", &values, true);
        assert_eq!(filled.text, "<x a=\"&quot;/&gt;&lt;evil a=&apos;&amp;%B%&apos;&gt;\"/>");
        assert_eq!(fill("%A%", &values, false).text, "\"/><evil a='&%B%'>");
    }

    proptest! {
        #[test]
        fn an_escaped_value_is_read_back(value in any::<String>()) {
            let values = values(&[("V", &value)]);
            let filled = fill("<x a=\"%V%\">%V%</x>", &values, true);
            let root = lineman_xml::parse_str(&filled.text).expect("well-formed");
            let expected = lineman_xml::clean(&value);
            prop_assert_eq!(root.text(), expected.as_str());
            prop_assert_eq!(root.attribute("a"), Some(expected.as_str()));
        }

        #[test]
        fn any_template_is_filled(template in "[%A-Za-z0-9_ é<>-]{0,80}") {
            let filled = fill(&template, &values(&[("A", "v")]), true);
            prop_assert!(filled.text.len() <= template.len() + template.matches('A').count());
        }
    }
}
