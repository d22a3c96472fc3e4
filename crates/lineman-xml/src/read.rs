//! The reader.

use lineman_model::limits;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::{Attribute, Element, Encoding, XmlError};

/// Most attributes on one element. More would make the parser's duplicate check slow.
const ATTRIBUTES: usize = 256;
/// Most namespace declarations in force at one place. More would make look-ups slow.
const DECLARATIONS: usize = 128;

/// Bounds of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes.
    pub bytes: usize,
    /// Nesting.
    pub depth: usize,
    /// Elements.
    pub elements: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: limits::OCI_DOCUMENT_BYTES,
            depth: limits::XML_DEPTH,
            elements: limits::XML_NODES,
        }
    }
}

/// A document that was read from bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The root element.
    pub root: Element,
    /// The encoding that was declared.
    pub encoding: Encoding,
}

/// Reads a document from bytes in the encoding that it declares.
///
/// # Errors
/// See [`XmlError`].
pub fn parse_bytes(bytes: &[u8]) -> Result<Parsed, XmlError> {
    parse_with(bytes, Limits::default())
}

/// Reads a document from bytes with other limits than the usual ones.
///
/// # Errors
/// See [`XmlError`].
pub fn parse_with(bytes: &[u8], limits: Limits) -> Result<Parsed, XmlError> {
    if bytes.len() > limits.bytes {
        return Err(XmlError::TooLarge { found: bytes.len(), limit: limits.bytes });
    }
    let encoding = Encoding::of_document(bytes)?;
    let text = encoding.decode(bytes)?;
    let (root, end) = read(&text, limits)?;
    only_blanks(&text[end..])?;
    Ok(Parsed { root, encoding })
}

/// Reads a document that is text already; what its declaration says about encoding is ignored.
///
/// # Errors
/// See [`XmlError`].
pub fn parse_str(text: &str) -> Result<Element, XmlError> {
    let (root, end) = parse_prefix(text)?;
    only_blanks(&text[end..])?;
    Ok(root)
}

/// Reads the first element of a text and gives the byte behind its end, whatever follows.
///
/// # Errors
/// See [`XmlError`].
pub fn parse_prefix(text: &str) -> Result<(Element, usize), XmlError> {
    let limits = Limits::default();
    if text.len() > limits.bytes {
        return Err(XmlError::TooLarge { found: text.len(), limit: limits.bytes });
    }
    read(text, limits)
}

/// Behind the root only blanks, comments and instructions may stand.
fn only_blanks(text: &str) -> Result<(), XmlError> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|error| not_well_formed(&reader, &error))? {
            Event::Eof => return Ok(()),
            Event::Text(text) if is_blank(&text) => {}
            Event::Comment(_) | Event::PI(_) => {}
            Event::DocType(_) => return Err(XmlError::DocumentType),
            _ => return Err(XmlError::OutsideRoot),
        }
    }
}

fn is_blank(text: &str) -> bool {
    // NUL: some OCI-P clients end a document with it.
    text.chars().all(|character| matches!(character, ' ' | '\t' | '\r' | '\n' | '\0'))
}

fn not_well_formed(reader: &Reader<&[u8]>, error: &quick_xml::Error) -> XmlError {
    XmlError::NotWellFormed { position: reader.error_position(), reason: short(&error.to_string()) }
}

/// The parser quotes names from the document, which may be long.
fn short(reason: &str) -> String {
    reason.chars().take(160).collect()
}

/// The element under construction and the declarations in force.
struct Builder {
    limits: Limits,
    open: Vec<Element>,
    elements: usize,
    scopes: Vec<(usize, Option<String>, String)>,
}

fn read(text: &str, limits: Limits) -> Result<(Element, usize), XmlError> {
    // `Reader` skips a byte order mark without counting it.
    let (text, skipped) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, '\u{feff}'.len_utf8()),
        None => (text, 0),
    };
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut builder = Builder { limits, open: Vec::new(), elements: 0, scopes: Vec::new() };
    loop {
        let event = reader.read_event().map_err(|error| not_well_formed(&reader, &error))?;
        let finished = match event {
            Event::Start(start) => {
                builder.start(&start)?;
                None
            }
            Event::Empty(start) => {
                builder.start(&start)?;
                builder.end()
            }
            Event::End(_) => builder.end(),
            Event::Text(content) => {
                builder.text(&content.xml10_content())?;
                None
            }
            Event::CData(content) => {
                builder.text(&content.xml10_content())?;
                None
            }
            Event::GeneralRef(reference) => {
                let mut buffer = [0; 4];
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(character)) => &*character.encode_utf8(&mut buffer),
                    Ok(None) => predefined(&reference).ok_or(XmlError::UnknownEntity)?,
                    Err(_) => return Err(XmlError::ForbiddenCharacter),
                };
                if builder.open.is_empty() {
                    return Err(XmlError::OutsideRoot);
                }
                builder.text(resolved)?;
                None
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => None,
            Event::DocType(_) => return Err(XmlError::DocumentType),
            Event::Eof if builder.open.is_empty() => return Err(XmlError::NoRoot),
            Event::Eof => {
                return Err(XmlError::NotWellFormed {
                    position: reader.buffer_position(),
                    reason: "the document ends inside an element".to_owned(),
                });
            }
        };
        if let Some(root) = finished {
            let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
            return Ok((root, skipped + end.min(text.len())));
        }
    }
}

fn predefined(name: &str) -> Option<&'static str> {
    match name {
        "lt" => Some("<"),
        "gt" => Some(">"),
        "amp" => Some("&"),
        "apos" => Some("'"),
        "quot" => Some("\""),
        _ => None,
    }
}

/// Whether XML 1.0 allows a character (section 2.2).
pub(crate) const fn allowed(character: char) -> bool {
    matches!(character,
        '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

impl Builder {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), XmlError> {
        if self.open.len() >= self.limits.depth {
            return Err(XmlError::TooDeep(self.limits.depth));
        }
        self.elements += 1;
        if self.elements > self.limits.elements {
            return Err(XmlError::TooManyElements(self.limits.elements));
        }
        let depth = self.open.len() + 1;
        let mut plain = Vec::new();
        let mut declarations = Vec::new();
        for (index, attribute) in start.attributes().enumerate() {
            if index >= ATTRIBUTES {
                return Err(XmlError::TooManyAttributes(ATTRIBUTES));
            }
            let attribute = attribute.map_err(|error| XmlError::NotWellFormed {
                position: 0,
                reason: short(&error.to_string()),
            })?;
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|_| XmlError::UnknownEntity)?
                .into_owned();
            check(&value)?;
            let (local, prefix) = attribute.key.decompose();
            let (local, prefix) = (local.into_inner(), prefix.map(|prefix| prefix.into_inner()));
            match (prefix, local) {
                (None, "xmlns") => {
                    self.scopes.push((depth, None, value.clone()));
                    declarations.push((None, value));
                }
                (Some("xmlns"), name) => {
                    self.scopes.push((depth, Some(name.to_owned()), value.clone()));
                    declarations.push((Some(name.to_owned()), value));
                }
                _ => plain.push((prefix.map(str::to_owned), local.to_owned(), value)),
            }
        }
        if self.scopes.len() > DECLARATIONS {
            return Err(XmlError::TooManyDeclarations(DECLARATIONS));
        }
        let mut attributes = Vec::with_capacity(plain.len());
        for (prefix, name, value) in plain {
            let namespace = match prefix.as_deref() {
                None => None,
                some => Some(self.resolve(some)?.ok_or(XmlError::UndeclaredPrefix)?),
            };
            attributes.push(Attribute { name, prefix, namespace, value });
        }
        let name = start.name();
        let (local, prefix) = name.decompose();
        let prefix = prefix.map(|prefix| prefix.into_inner());
        let namespace = self.resolve(prefix)?;
        self.open.push(Element::set_read(
            local.into_inner(),
            prefix,
            namespace.as_deref(),
            attributes,
            declarations,
        ));
        Ok(())
    }

    fn end(&mut self) -> Option<Element> {
        let depth = self.open.len();
        let mut element = self.open.pop()?;
        element.settle();
        while self.scopes.last().is_some_and(|scope| scope.0 == depth) {
            self.scopes.pop();
        }
        match self.open.last_mut() {
            Some(parent) => {
                parent.push(element);
                None
            }
            None => Some(element),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), XmlError> {
        match self.open.last_mut() {
            Some(element) => {
                check(text)?;
                element.push_text(text);
                Ok(())
            }
            None if is_blank(text) => Ok(()),
            None => Err(XmlError::OutsideRoot),
        }
    }

    fn resolve(&self, prefix: Option<&str>) -> Result<Option<String>, XmlError> {
        if prefix == Some("xml") {
            return Ok(Some("http://www.w3.org/XML/1998/namespace".to_owned()));
        }
        let found = self.scopes.iter().rev().find(|scope| scope.1.as_deref() == prefix);
        match (found, prefix) {
            (Some((_, _, namespace)), _) => Ok((!namespace.is_empty()).then(|| namespace.clone())),
            (None, None) => Ok(None),
            (None, Some(_)) => Err(XmlError::UndeclaredPrefix),
        }
    }
}

fn check(text: &str) -> Result<(), XmlError> {
    if text.chars().all(allowed) { Ok(()) } else { Err(XmlError::ForbiddenCharacter) }
}
