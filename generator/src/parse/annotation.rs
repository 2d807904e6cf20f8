//! Metadata in HTML comments: `<!-- { "blockType": "resource", ... } -->`.
//!
//! In: the text of a comment. Out: [`Annotation`], or nothing for a comment that is no metadata.

use super::json;
use super::spaces;
use crate::page::{Json, ResourceAnnotation};

/// Kinds of annotated blocks that carry facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockType {
    Resource,
    Request,
    Response,
    /// `ignored`, `samples`, `example` and others.
    Other,
}

/// A metadata comment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Annotation {
    pub(super) block: BlockType,
    value: Json,
}

/// Reads a comment.
pub(super) fn read(comment: &str) -> Option<Annotation> {
    let read = json::read(comment)?;
    let block = match read.value.get("blockType") {
        Some(Json::Text(kind)) => match kind.trim().to_ascii_lowercase().as_str() {
            "resource" => BlockType::Resource,
            "request" => BlockType::Request,
            "response" => BlockType::Response,
            _ => BlockType::Other,
        },
        _ => return None,
    };
    Some(Annotation { block, value: read.value })
}

impl Annotation {
    fn text(&self, key: &str) -> Option<String> {
        match self.value.get(key) {
            Some(Json::Text(text)) => {
                let name = spaces::in_name(text.trim().trim_start_matches('#'));
                Some(name.into_owned()).filter(|text| !text.is_empty())
            }
            _ => None,
        }
    }

    fn flag(&self, key: &str) -> Option<bool> {
        match self.value.get(key) {
            Some(Json::Bool(flag)) => Some(*flag),
            Some(Json::Text(text)) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => None,
        }
    }

    /// `@odata.type`: the bare or qualified name, and whether it stands in `Collection(...)`.
    pub(super) fn odata_type(&self) -> (Option<String>, bool) {
        let Some(name) = self.text("@odata.type").or_else(|| self.text("@type")) else {
            return (None, false);
        };
        let inner = name.get(..11).filter(|start| start.eq_ignore_ascii_case("collection("));
        match inner {
            Some(_) => (Some(name[11..].trim_end_matches(')').trim_start_matches('#').to_owned()), true),
            None => (Some(name), false),
        }
    }

    /// `isCollection`, or a type in `Collection(...)`.
    pub(super) fn collection(&self) -> Option<bool> {
        let (_, wrapped) = self.odata_type();
        self.flag("isCollection").or(wrapped.then_some(true))
    }

    /// The facts of a resource annotation.
    pub(super) fn resource(&self) -> ResourceAnnotation {
        let base_type = match self.value.get("baseType") {
            Some(Json::Null) => Some(String::new()),
            _ => self.text("baseType").map(|name| if name == "null" { String::new() } else { name }),
        };
        let optional_properties = match self.value.get("optionalProperties") {
            Some(Json::Array(items)) => items
                .iter()
                .filter_map(|item| match item {
                    Json::Text(text) => Some(text.clone()),
                    Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        ResourceAnnotation {
            odata_type: self.odata_type().0,
            base_type,
            key_property: self.text("keyProperty"),
            abstract_: self.flag("abstract").or(self.flag("isAbstract")),
            open_type: self.flag("openType"),
            media_entity: self.flag("isMediaEntity"),
            optional_properties,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_annotation_keeps_null_apart_from_nothing() {
        let comment = r##" { "blockType": "resource", "@odata.type": "#microsoft.graph.a", "baseType": null, "openType": "true", } "##;
        let annotation = read(comment).expect("it is metadata");
        assert_eq!(annotation.block, BlockType::Resource);
        let resource = annotation.resource();
        assert_eq!(resource.odata_type.as_deref(), Some("microsoft.graph.a"));
        assert_eq!(resource.base_type.as_deref(), Some(""));
        assert_eq!(resource.open_type, Some(true));
    }

    #[test]
    fn a_collection_is_told_in_two_ways() {
        let wrapped =
            read(r#"{"blockType": "response", "@odata.type": "Collection(a.b)"}"#).expect("metadata");
        assert_eq!((wrapped.odata_type().0.as_deref(), wrapped.collection()), (Some("a.b"), Some(true)));
        let flagged = read(r#"{"blockType": "response", "isCollection": "true"}"#).expect("metadata");
        assert_eq!(flagged.collection(), Some(true));
    }

    #[test]
    fn other_comments_are_none() {
        assert_eq!(read("uuid: 1"), None);
        assert_eq!(read(r##"{"type": "#page.annotation"}"##), None);
    }
}
