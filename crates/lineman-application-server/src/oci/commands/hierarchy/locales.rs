//! Languages, time zones, country codes, states: what the system offers, and what is in effect.

use std::collections::BTreeMap;

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{EffectiveSettings, HierarchyNode};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::NAME;
use crate::oci::server::Call;

const LANGUAGE: &str = "language";
const TIME_ZONE: &str = "timeZone";
const COUNTRY_CODE: &str = "countryCode";
/// In front of a language's name in the system's settings; the value is its locale and encoding.
const PREFIX: &str = "language.";
const ENGLISH: &str = "English";
const ENGLISH_LOCALE: (&str, &str) = ("en_US", "ISO-8859-1");
/// Most languages.
const LANGUAGES: usize = 200;

/// The language of someone for whom none is given.
pub(in crate::oci::commands) fn language_of(effective: &EffectiveSettings) -> &str {
    effective.get(LANGUAGE).unwrap_or(ENGLISH)
}

/// The time zone of someone for whom none is given.
pub(in crate::oci::commands) fn time_zone_of(effective: &EffectiveSettings) -> &str {
    effective.get(TIME_ZONE).unwrap_or("America/New_York")
}

/// The country code of numbers.
pub(in crate::oci::commands) fn country_code(effective: &EffectiveSettings) -> &str {
    effective.get(COUNTRY_CODE).unwrap_or("1")
}

/// Locale and encoding of a language; those of English for one that the system does not know.
pub(in crate::oci::commands) async fn locale_of(
    call: &Call<'_>,
    language: Option<&str>,
) -> Result<(String, String), Failure> {
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    let language = language.or_else(|| kept.get(LANGUAGE).map(String::as_str));
    let found = language.and_then(|language| kept.get(&format!("{PREFIX}{language}")));
    let (locale, encoding) = found.and_then(|text| text.split_once(' ')).unwrap_or(ENGLISH_LOCALE);
    Ok((locale.to_owned(), encoding.to_owned()))
}

fn languages_of(kept: &BTreeMap<String, String>) -> BTreeMap<&str, (&str, &str)> {
    let mut languages: BTreeMap<&str, (&str, &str)> = kept
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?, value.split_once(' ')?)))
        .collect();
    languages.entry(ENGLISH).or_insert(ENGLISH_LOCALE);
    languages
}

/// A word without blanks: a locale or an encoding.
fn word<'a>(call: &Call<'a>, name: &str) -> Result<&'a str, Failure> {
    let text = call.fields().required(name, 40)?;
    if text.contains(char::is_whitespace) {
        return Err(errors::validation(format!("Element '{name}' holds a blank")));
    }
    Ok(text)
}

pub(super) async fn add_language(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let language = call.fields().required(LANGUAGE, 40)?;
    let value = format!("{} {}", word(call, "locale")?, word(call, "encoding")?);
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    let languages = languages_of(&kept);
    if languages.contains_key(language) {
        return Err(errors::refused(format!("Language already exists: {language}")));
    }
    if languages.len() >= LANGUAGES {
        return Err(errors::refused(format!("More than {LANGUAGES} languages")));
    }
    set(call, format!("{PREFIX}{language}"), Some(value)).await
}

pub(super) async fn delete_language(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let language = call.fields().required(LANGUAGE, 40)?;
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    if kept.get(LANGUAGE).map_or(ENGLISH, String::as_str) == language || language == ENGLISH {
        return Err(errors::refused("The default language cannot be deleted"));
    }
    known_language(&kept, language)?;
    set(call, format!("{PREFIX}{language}"), None).await
}

fn known_language(kept: &BTreeMap<String, String>, language: &str) -> Result<(), Failure> {
    if languages_of(kept).contains_key(language) {
        Ok(())
    } else {
        Err(errors::refused(format!("Language not found: {language}")))
    }
}

async fn set(call: &Call<'_>, name: String, value: Option<String>) -> Result<Command, Failure> {
    call.store()
        .hierarchy_settings()
        .modify(HierarchyNode::System, |kept| {
            match value {
                Some(value) => kept.insert(name, value),
                None => kept.remove(&name),
            };
        })
        .await?;
    Ok(call.success())
}

pub(super) async fn languages(call: &Call<'_>) -> Result<Command, Failure> {
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    let mut table = Table::new(&["Language", "Locale", "Encoding"]);
    for (language, (locale, encoding)) in languages_of(&kept) {
        table.push([language, locale, encoding]);
    }
    let default = kept.get(LANGUAGE).map_or(ENGLISH, String::as_str);
    Ok(call
        .answer()
        .with("defaultLanguage", default)
        .with_element(table.to_element("languageTable")))
}

pub(super) async fn modify_language(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let fields = call.fields();
    let language = fields.required(LANGUAGE, 40)?;
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    known_language(&kept, language)?;
    let languages = languages_of(&kept);
    let (locale, encoding) = languages.get(language).copied().unwrap_or(ENGLISH_LOCALE);
    let given = |name, present| match fields.element(name) {
        Some(_) => word(call, name),
        None => Ok(present),
    };
    let value = format!("{} {}", given("locale", locale)?, given("encoding", encoding)?);
    if fields.flag("becomeDefaultLanguage")?.unwrap_or(false) {
        set(call, LANGUAGE.to_owned(), Some(language.to_owned())).await?;
    }
    set(call, format!("{PREFIX}{language}"), Some(value)).await
}

/// Time zones that are offered; a group or a user may be given any other.
const TIME_ZONES: &[(&str, &str)] = &[
    ("Pacific/Honolulu", "(GMT-10:00) Hawaii"),
    ("America/Anchorage", "(GMT-09:00) Alaska"),
    ("America/Los_Angeles", "(GMT-08:00) Pacific Time (US and Canada)"),
    ("America/Denver", "(GMT-07:00) Mountain Time (US and Canada)"),
    ("America/Chicago", "(GMT-06:00) Central Time (US and Canada)"),
    ("America/New_York", "(GMT-05:00) Eastern Time (US and Canada)"),
    ("America/Halifax", "(GMT-04:00) Atlantic Time (Canada)"),
    ("America/Sao_Paulo", "(GMT-03:00) Sao Paulo"),
    ("Atlantic/Azores", "(GMT-01:00) Azores"),
    ("Europe/London", "(GMT) London, Dublin, Lisbon"),
    ("Europe/Berlin", "(GMT+01:00) Berlin, Madrid, Paris, Prague, Rome"),
    ("Europe/Athens", "(GMT+02:00) Athens, Bucharest, Helsinki"),
    ("Europe/Moscow", "(GMT+03:00) Moscow"),
    ("Asia/Dubai", "(GMT+04:00) Dubai"),
    ("Asia/Karachi", "(GMT+05:00) Karachi"),
    ("Asia/Kolkata", "(GMT+05:30) Kolkata, Mumbai, New Delhi"),
    ("Asia/Bangkok", "(GMT+07:00) Bangkok, Hanoi, Jakarta"),
    ("Asia/Shanghai", "(GMT+08:00) Beijing, Hong Kong, Singapore"),
    ("Asia/Tokyo", "(GMT+09:00) Seoul, Tokyo"),
    ("Australia/Sydney", "(GMT+10:00) Canberra, Melbourne, Sydney"),
    ("Pacific/Auckland", "(GMT+12:00) Auckland"),
];

pub(super) fn time_zones(call: &Call<'_>) -> Result<Command, Failure> {
    let mut table = Table::new(&["Key", "Display Name"]);
    for (key, name) in TIME_ZONES {
        table.push([*key, *name]);
    }
    let answer = match call.version {
        // The logs are written in it.
        "20" => call.answer().with("serverTimeZone", "GMT"),
        _ => call.answer(),
    };
    Ok(answer.with_element(table.to_element("timeZoneTable")))
}

/// Country codes that are offered as the default.
const COUNTRIES: &[(&str, &str)] = &[
    ("1", "North America"),
    ("7", "Russia and Kazakhstan"),
    ("31", "Netherlands"),
    ("33", "France"),
    ("34", "Spain"),
    ("39", "Italy"),
    ("41", "Switzerland"),
    ("43", "Austria"),
    ("44", "United Kingdom"),
    ("46", "Sweden"),
    ("49", "Germany"),
    ("55", "Brazil"),
    ("61", "Australia"),
    ("81", "Japan"),
    ("86", "China"),
    ("91", "India"),
    ("420", "Czech Republic"),
];

pub(super) async fn country_codes(call: &Call<'_>) -> Result<Command, Failure> {
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    let mut table = Table::new(&[
        "Country Code",
        "Country Name",
        "Off Hook Warning Seconds",
        "Ring Period Milliseconds",
        "National Prefix",
        "Use Prefix",
        "Maximum Call Waiting Tones",
        "Time Between Call Waiting Tones Milliseconds",
        "Disable National Prefix for OffNet Calls",
    ]);
    for (code, name) in COUNTRIES {
        table.push([*code, *name, "", "6000", "", "false", "2", "10000", "false"]);
    }
    let default = kept.get(COUNTRY_CODE).map_or("1", String::as_str);
    Ok(call
        .answer()
        .with("defaultCountryCode", default)
        .with_element(table.to_element("countryCodeTable")))
}

/// Of a country code only whether it is the default can be changed.
pub(super) async fn modify_country_code(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let fields = call.fields();
    let code = fields.required(COUNTRY_CODE, NAME)?;
    if !COUNTRIES.iter().any(|(known, _)| *known == code) {
        return Err(errors::refused(format!("Country code not found: {code}")));
    }
    if fields.flag("becomeDefaultCountryCode")? == Some(true) {
        return set(call, COUNTRY_CODE.to_owned(), Some(code.to_owned())).await;
    }
    Err(errors::refused("Only the default country code can be changed"))
}

/// No states are kept: an address may name any.
pub(super) fn states(call: &Call<'_>) -> Command {
    let table = Table::new(&["Key", "Display Name"]);
    call.answer().with_element(table.to_element("stateOrProvinceTable"))
}
