//! `SystemSIPDeviceTypeFile{Add,Modify,Get,GetList,Delete}Request…`: templates and how files are
//! authenticated, cached and uploaded.

use std::collections::BTreeMap;

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{DeviceTypeFile, FileFlag, FileSource};

use super::device_files::FILE_FORMAT;
use super::file_urls::{NO_REPOSITORY, access_url};
use super::owner::named_device_type;
use super::uploaded_file;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, Fields, NAME, URL};
use crate::oci::server::Call;

/// Versions, the oldest first.
const VERSIONS: &[&str] = &["14sp8", "16sp1", "18", "19", "20", "21sp1", "22", "22V2"];
const CATEGORY: &str = "fileCategory";
const CUSTOMIZATION: &str = "fileCustomization";
const SOURCE: &str = "fileSource";
const FILE_NAME: &str = "configurationFileName";
const MAC_FORMAT: &str = "macFormatInNonRequestURI";
const CAPTURE: &str = "defaultExtendedFileCaptureMode";
const DYNAMIC: &str = "Dynamic Profile";
const ADMINISTRATOR: &str = "Administrator";
const DISALLOW: &str = "Disallow";

/// Words that a setting may have.
const WORDS: &[(&str, &[&str])] = &[
    (CATEGORY, &["Static", "Dynamic Group", DYNAMIC, "Template Only"]),
    (CUSTOMIZATION, &[DISALLOW, ADMINISTRATOR, "Administrator and User"]),
    (SOURCE, &["Manual", "Custom"]),
];

/// All flags that a request can set.
const FLAGS: &[FileFlag] = &[
    FileFlag::Digest,
    FileFlag::MacBased,
    FileFlag::UserNamePassword,
    FileFlag::Bearer,
    FileFlag::MacInNonRequestUri,
    FileFlag::MacInCertificate,
    FileFlag::AllowHttp,
    FileFlag::AllowHttps,
    FileFlag::AllowTftp,
    FileFlag::EnableCaching,
    FileFlag::AllowUpload,
];

/// How new a version is.
fn rank(version: &str) -> usize {
    VERSIONS.iter().position(|known| *known == version).unwrap_or(0)
}

async fn find(call: &Call<'_>, device_type: &str) -> Result<DeviceTypeFile, Failure> {
    let format = call.fields().required("fileFormat", FILE_FORMAT)?;
    let found = call.store().device_type_files().find(device_type, format).await?;
    found.ok_or_else(|| errors::refused(format!("File format not found: {format}")))
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let kind = named_device_type(call).await?;
    let base = &call.server.config.device_access_base;
    let mut table = Table::new(&[
        "File Format",
        "Is Authenticated",
        "Access URL",
        "Repository URL",
        "Template URL",
    ]);
    for file in call.store().device_type_files().list(&kind.device_type).await? {
        table.push([
            file.file_format.as_str(),
            if file.is_authenticated() { "true" } else { "false" },
            &access_url(base, &kind, &file.file_format, &BTreeMap::new()),
            NO_REPOSITORY,
            NO_REPOSITORY,
        ]);
    }
    Ok(call.answer().with_element(table.to_element("deviceTypeFilesTable")))
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let kind = named_device_type(call).await?;
    let file = find(call, &kind.device_type).await?;
    let rank = rank(call.version);
    let option = |name: &str| file.options.get(name).map(String::as_str);
    let with_flags = |answer: Command, flags: &[FileFlag]| {
        flags.iter().fold(answer, |answer, flag| answer.with_flag(flag.as_str(), file.has(*flag)))
    };
    let customization = option(CUSTOMIZATION).unwrap_or(ADMINISTRATOR);
    let mut answer = call
        .answer()
        .with("remoteFileFormat", file.remote_file_format.as_str())
        .with(CATEGORY, option(CATEGORY).unwrap_or(DYNAMIC));
    answer = if rank == 0 {
        answer.with_flag("allowFileCustomization", customization != DISALLOW)
    } else {
        answer.with(CUSTOMIZATION, customization)
    };
    answer = answer
        .with(SOURCE, option(SOURCE).unwrap_or(FileSource::Custom.as_str()))
        .with_optional(FILE_NAME, option(FILE_NAME));
    answer =
        with_flags(answer, &[FileFlag::Digest, FileFlag::MacBased, FileFlag::UserNamePassword]);
    if rank >= 7 {
        answer = with_flags(answer, &[FileFlag::Bearer]);
    }
    if rank >= 5 {
        answer = with_flags(answer, &[FileFlag::MacInCertificate]);
    }
    answer = with_flags(answer, &[FileFlag::MacInNonRequestUri])
        .with_optional(MAC_FORMAT, option(MAC_FORMAT));
    if rank >= 1 {
        let base = &call.server.config.device_access_base;
        let url = access_url(base, &kind, &file.file_format, &BTreeMap::new());
        answer = answer.with("accessUrl", url);
    }
    if rank >= 2 {
        answer = with_flags(
            answer,
            &[
                FileFlag::AllowHttp,
                FileFlag::AllowHttps,
                FileFlag::AllowTftp,
                FileFlag::EnableCaching,
            ],
        );
    }
    if rank >= 3 {
        answer = with_flags(answer, &[FileFlag::AllowUpload]);
    }
    if rank >= 4 {
        answer = answer.with_optional(CAPTURE, option(CAPTURE));
    }
    Ok(answer)
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let kind = named_device_type(call).await?;
    let fields = call.fields();
    let format = fields.required("fileFormat", FILE_FORMAT)?;
    if format.contains('/') || format.chars().any(char::is_control) {
        return Err(errors::validation("Element 'fileFormat' is not the name of a file"));
    }
    let files = call.store().device_type_files();
    if files.find(&kind.device_type, format).await?.is_some() {
        return Err(errors::refused(format!("File format already exists: {format}")));
    }
    let mut file = DeviceTypeFile::new(format, Vec::new());
    file.remote_file_format = fields.required("remoteFileFormat", FILE_FORMAT)?.to_owned();
    fields.required(CATEGORY, NAME)?;
    fields.required(SOURCE, NAME)?;
    // A version that does not know of a way to authenticate does not open it.
    if rank(call.version) < 7 {
        file.set(FileFlag::Bearer, false);
    }
    apply(fields, &mut file)?;
    files.save(&kind.device_type, &file).await?;
    Ok(call.success())
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let kind = named_device_type(call).await?;
    let mut file = find(call, &kind.device_type).await?;
    apply(call.fields(), &mut file)?;
    call.store().device_type_files().save(&kind.device_type, &file).await?;
    Ok(call.success())
}

fn apply(fields: Fields<'_>, file: &mut DeviceTypeFile) -> Result<(), Failure> {
    if let Some(allowed) = fields.flag("allowFileCustomization")? {
        let word = if allowed { ADMINISTRATOR } else { DISALLOW };
        file.options.insert(CUSTOMIZATION.to_owned(), word.to_owned());
    }
    for (name, words) in WORDS {
        if let Some(word) = fields.optional(name, NAME)? {
            if !words.contains(&word) {
                return Err(errors::validation(format!(
                    "Element '{name}' is not one of its words"
                )));
            }
            file.options.insert((*name).to_owned(), word.to_owned());
        }
    }
    for flag in FLAGS {
        if let Some(value) = fields.flag(flag.as_str())? {
            file.set(*flag, value);
        }
    }
    match fields.change(MAC_FORMAT, URL)? {
        Change::Keep => {}
        Change::Clear => {
            file.options.remove(MAC_FORMAT);
        }
        Change::Set(format) => {
            file.options.insert(MAC_FORMAT.to_owned(), format);
        }
    }
    if let Some(capture) = fields.flag(CAPTURE)? {
        file.options.insert(CAPTURE.to_owned(), capture.to_string());
    }
    if let Some(content) = uploaded_file::read(fields, "uploadFile")? {
        file.content = content;
        file.options.insert(FILE_NAME.to_owned(), uploaded_file::name(&file.file_format));
    }
    Ok(())
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let kind = named_device_type(call).await?;
    let file = find(call, &kind.device_type).await?;
    call.store().device_type_files().remove(&kind.device_type, &file.file_format).await?;
    Ok(call.success())
}
