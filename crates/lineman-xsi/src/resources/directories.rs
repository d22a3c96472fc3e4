//! Directories: who is in the enterprise or the group, and phone lists.

use super::XsiResource;
use super::profile::{AdditionalDetails, ProfileDetails};
use lineman_xml::Element;

use crate::{XsiError, read};

/// Which page of how many records a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageInfo {
    /// Place of the first record; the first of all is 1.
    pub start_index: u32,
    /// Records that there are in all.
    pub total: u32,
}

/// Somebody in a directory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DirectoryDetails {
    /// Name, group, numbers.
    pub details: ProfileDetails,
    /// Contact data; left out when all of it is absent.
    pub additional_details: AdditionalDetails,
}

/// An entry of a phone list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhoneEntry {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
}

fn number(node: &Element, name: &'static str) -> Result<u32, XsiError> {
    match read::text(node, name) {
        None => Ok(0),
        Some(text) => text
            .trim()
            .parse()
            .map_err(|_| XsiError::Invalid { element: name, expected: "a number" }),
    }
}

fn paged(root: &str, page: PageInfo, records: usize) -> Element {
    let mut node = Element::new(root);
    node.push(Element::text_element("startIndex", page.start_index.to_string()));
    node.push(Element::text_element("numberOfRecords", records.to_string()));
    node.push(Element::text_element("totalAvailableRecords", page.total.to_string()));
    node
}

fn page_info(node: &Element) -> Result<PageInfo, XsiError> {
    Ok(PageInfo {
        start_index: number(node, "startIndex")?,
        total: number(node, "totalAvailableRecords")?,
    })
}

impl DirectoryDetails {
    fn to_element(&self) -> Element {
        let mut node = self.details.to_element("directoryDetails");
        if self.additional_details != AdditionalDetails::default() {
            let mut additional = Element::new("additionalDetails");
            self.additional_details.fill(&mut additional);
            node.push(additional);
        }
        node
    }

    fn read(node: &Element) -> Result<Self, XsiError> {
        let additional = node.child("additionalDetails").map(AdditionalDetails::read);
        Ok(Self {
            details: ProfileDetails::read(node)?,
            additional_details: additional.unwrap_or_default(),
        })
    }
}

macro_rules! people {
    ($(#[$meta:meta])* $name:ident, $root:literal, $directory:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $name {
            /// Which page.
            pub page: PageInfo,
            /// The people of the page.
            pub people: Vec<DirectoryDetails>,
        }

        impl XsiResource for $name {
            const ROOT: &'static str = $root;

            fn to_element(&self) -> Element {
                let mut node = paged(Self::ROOT, self.page, self.people.len());
                let mut directory = Element::new($directory);
                for person in &self.people {
                    directory.push(person.to_element());
                }
                node.push(directory);
                node
            }

            fn from_element(node: &Element) -> Result<Self, XsiError> {
                let people = match node.child($directory) {
                    None => Vec::new(),
                    Some(directory) => directory
                        .children_named("directoryDetails")
                        .map(DirectoryDetails::read)
                        .collect::<Result<_, _>>()?,
                };
                Ok(Self { page: page_info(node)?, people })
            }
        }
    };
}

people! {
    /// The document of `GET directories/Enterprise`.
    EnterpriseDirectory, "Enterprise", "enterpriseDirectory"
}
people! {
    /// The document of `GET directories/Group`.
    GroupDirectory, "Group", "groupDirectory"
}

macro_rules! phone_list {
    ($(#[$meta:meta])* $name:ident, $root:literal, $entry:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $name {
            /// Which page.
            pub page: PageInfo,
            /// The entries of the page.
            pub entries: Vec<PhoneEntry>,
        }

        impl XsiResource for $name {
            const ROOT: &'static str = $root;

            fn to_element(&self) -> Element {
                let mut node = paged(Self::ROOT, self.page, self.entries.len());
                for entry in &self.entries {
                    let mut element = Element::new($entry);
                    element.push(Element::text_element("name", &entry.name));
                    element.push(Element::text_element("number", &entry.number));
                    node.push(element);
                }
                node
            }

            fn from_element(node: &Element) -> Result<Self, XsiError> {
                let entries = node
                    .children_named($entry)
                    .map(|entry| {
                        Ok(PhoneEntry {
                            name: read::required(entry, $entry, "name")?,
                            number: read::required(entry, $entry, "number")?,
                        })
                    })
                    .collect::<Result<_, _>>()?;
                Ok(Self { page: page_info(node)?, entries })
            }
        }
    };
}

phone_list! {
    /// The document of `GET directories/EnterpriseCommon`.
    EnterpriseCommon, "EnterpriseCommon", "commonPhoneEntry"
}
phone_list! {
    /// The document of `GET directories/GroupCommon`.
    GroupCommon, "GroupCommon", "commonPhoneEntry"
}
phone_list! {
    /// The document of `GET directories/Personal`.
    PersonalList, "Personal", "entry"
}
