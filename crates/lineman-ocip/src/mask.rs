//! Secrets in documents, masked before a document is logged.

use lineman_xml::Element;

/// What stands in place of a secret.
pub const MASK: &str = "********";

/// Elements whose name speaks of a password but whose value is none.
const NO_SECRETS: &[&str] = &[
    "passwordExpiresDays",
    "passwordAlgorithm",
    "isPasswordHashed",
    "useCustomUserNamePassword",
    "allowImpPasswordRetrieval",
    "userNamePasswordFileAuthentication",
];

/// Masks passwords, passcodes and tokens of an element and everything below it, in fields and in
/// tables.
pub fn mask_element(element: &mut Element) {
    if !element.text().is_empty() && is_secret(element.name()) {
        element.set_text(MASK);
    }
    let secret_columns: Vec<usize> = element
        .children_named("colHeading")
        .enumerate()
        .filter(|(_, heading)| is_secret(heading.text()))
        .map(|(index, _)| index)
        .collect();
    for child in element.children_mut() {
        if child.name() == "row" && !secret_columns.is_empty() {
            let mut column = 0;
            for cell in child.children_mut() {
                if cell.name() == "col" {
                    if secret_columns.contains(&column) && !cell.text().is_empty() {
                        cell.set_text(MASK);
                    }
                    column += 1;
                }
            }
        }
        mask_element(child);
    }
}

fn is_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let speaks = lower.contains("password")
        || lower.contains("passcode")
        || matches!(
            lower.as_str(),
            "logintoken" | "devicetoken" | "activationcode" | "pushnotificationtoken"
        );
    speaks && !NO_SECRETS.contains(&name)
}

#[cfg(test)]
mod tests {
    use lineman_xml::{Encoding, parse_str, to_text};

    use super::*;

    #[test]
    fn fields_and_table_cells_are_masked() {
        let mut element = parse_str(
            "<c><userId>u</userId><password>s1</password><newPassword>s2</newPassword>\
             <passwordExpiresDays>9</passwordExpiresDays><signedPassword>s3</signedPassword>\
             <deviceToken>s4</deviceToken>\
             <pushNotificationToken>s6</pushNotificationToken><oldPassword/><t><colHeading>User Name</colHeading>\
             <colHeading>Password</colHeading><row><col>n</col><col>s5</col></row>\
             <row><col>n</col><col/></row></t></c>",
        )
        .expect("a document");
        mask_element(&mut element);
        let text = to_text(&element, Encoding::Utf8);
        for secret in ["s1", "s2", "s3", "s4", "s5", "s6"] {
            assert!(!text.contains(secret), "{text}");
        }
        assert!(text.contains("<passwordExpiresDays>9<"));
        assert!(text.contains("<row><col>n</col><col/></row>"));
        assert!(text.contains("<oldPassword/>"));
    }
}
