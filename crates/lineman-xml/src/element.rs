//! The element tree.

/// Namespace of `xsi:type` and `xsi:nil`.
pub const XSI_NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// One attribute. Namespace declarations are not attributes; they are resolved when reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Local name.
    pub name: String,
    /// Prefix as written; none for most attributes.
    pub prefix: Option<String>,
    /// Namespace of the prefix; none without a prefix (Namespaces in XML, section 6.2).
    pub namespace: Option<String>,
    /// The value, references resolved.
    pub value: String,
}

/// One element.
///
/// Text of an element with children is its own character data without the blanks that only
/// indent; documents of this product do not mix text and elements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    name: String,
    prefix: Option<String>,
    namespace: Option<String>,
    attributes: Vec<Attribute>,
    children: Vec<Element>,
    text: String,
    declarations: Vec<(Option<String>, String)>,
}

impl Element {
    /// An empty element without a namespace.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// An element with text only.
    #[must_use]
    pub fn text_element(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), ..Self::default() }
    }

    /// Local name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Prefix as written.
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        self.prefix.as_deref()
    }

    /// Namespace, none when in no namespace.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    /// Attributes in order.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Child elements in order.
    #[must_use]
    pub fn children(&self) -> &[Element] {
        &self.children
    }

    /// Own character data.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Namespace declarations that stand on this element: prefix (none: default) and namespace.
    #[must_use]
    pub fn declarations(&self) -> &[(Option<String>, String)] {
        &self.declarations
    }

    /// The first child with this local name, whatever its namespace.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children with this local name.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> + 'a {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Text of the first child with this local name.
    #[must_use]
    pub fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).map(Element::text)
    }

    /// The first element with this local name, this one included, depth first.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Element> {
        if self.name == name {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(name))
    }

    /// The element behind a path of local names below this one.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Value of the attribute with this local name and no namespace.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.namespace.is_none() && attribute.name == name)
            .map(|attribute| attribute.value.as_str())
    }

    /// Value of the attribute with this namespace and local name.
    #[must_use]
    pub fn attribute_in(&self, namespace: &str, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| {
                attribute.namespace.as_deref() == Some(namespace) && attribute.name == name
            })
            .map(|attribute| attribute.value.as_str())
    }

    /// Whether `xsi:nil` says that the value is cleared.
    #[must_use]
    pub fn is_nil(&self) -> bool {
        matches!(self.attribute_in(XSI_NAMESPACE, "nil").map(str::trim), Some("true" | "1"))
    }

    /// `xsi:type` as written.
    #[must_use]
    pub fn xsi_type(&self) -> Option<&str> {
        self.attribute_in(XSI_NAMESPACE, "type")
    }

    /// Number of elements, this one included.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + self.children.iter().map(Element::count).sum::<usize>()
    }

    /// With a prefix and its namespace; the declaration must stand here or above.
    #[must_use]
    pub fn in_namespace(mut self, prefix: Option<&str>, namespace: &str) -> Self {
        self.prefix = prefix.map(str::to_owned);
        self.namespace = (!namespace.is_empty()).then(|| namespace.to_owned());
        self
    }

    /// With a namespace declaration: `xmlns="..."` without a prefix.
    #[must_use]
    pub fn declare(mut self, prefix: Option<&str>, namespace: &str) -> Self {
        self.declarations.push((prefix.map(str::to_owned), namespace.to_owned()));
        self
    }

    /// With an attribute in no namespace.
    #[must_use]
    pub fn with_attribute(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.push(Attribute {
            name: name.to_owned(),
            prefix: None,
            namespace: None,
            value: value.into(),
        });
        self
    }

    /// With an attribute in the `xsi` namespace; the prefix must be declared above.
    #[must_use]
    pub fn with_xsi(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.push(Attribute {
            name: name.to_owned(),
            prefix: Some("xsi".to_owned()),
            namespace: Some(XSI_NAMESPACE.to_owned()),
            value: value.into(),
        });
        self
    }

    /// With this text in place of the present one.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// With one more child.
    #[must_use]
    pub fn with(mut self, child: Element) -> Self {
        self.children.push(child);
        self
    }

    /// With one more text child.
    #[must_use]
    pub fn with_child(self, name: &str, text: impl Into<String>) -> Self {
        self.with(Self::text_element(name, text))
    }

    /// With one more text child if there is a value.
    #[must_use]
    pub fn with_optional<T: Into<String>>(self, name: &str, text: Option<T>) -> Self {
        match text {
            Some(text) => self.with_child(name, text),
            None => self,
        }
    }

    /// Adds a child.
    pub fn push(&mut self, child: Element) {
        self.children.push(child);
    }

    /// The children, to be changed: secrets are masked before a document is logged.
    pub fn children_mut(&mut self) -> &mut [Element] {
        &mut self.children
    }

    /// Sets the text.
    pub fn set_text(&mut self, text: impl Into<String>) {
        self.text = text.into();
    }

    /// The children, taken out.
    #[must_use]
    pub fn into_children(self) -> Vec<Element> {
        self.children
    }

    pub(crate) fn set_read(
        name: &str,
        prefix: Option<&str>,
        namespace: Option<&str>,
        attributes: Vec<Attribute>,
        declarations: Vec<(Option<String>, String)>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            prefix: prefix.map(str::to_owned),
            namespace: namespace.map(str::to_owned),
            attributes,
            declarations,
            ..Self::default()
        }
    }

    pub(crate) fn push_text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Drops the blanks that only indent the children.
    pub(crate) fn settle(&mut self) {
        if !self.children.is_empty() && !self.text.is_empty() {
            let trimmed = self.text.trim_matches([' ', '\t', '\r', '\n']);
            if trimmed.len() != self.text.len() {
                self.text = trimmed.to_owned();
            }
        }
    }
}
