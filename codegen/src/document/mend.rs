//! Removes the smallest invalid parts of a document: a member, or the value that contains it.

use std::collections::HashSet;

use openapiv3::{
    Components, Encoding, Header, Info, MediaType, Operation, Parameter, PathItem, ReferenceOr, RequestBody, Response,
    Schema, SecurityRequirement, SecurityScheme, Server, ServerVariable, Tag,
};
use serde_core::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::diagnostic::Report;
use crate::dialect::{METHODS, walk_schemas};
use crate::media_type::FORM;
use crate::pointer::Pointer;

/// The keywords with one schema.
const SINGLE: [&str; 3] = ["items", "not", "additionalProperties"];

/// The keywords with a list of schemas.
const LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Mends the schemas of a document as far as possible.
///
/// `openapiv3` reads what does not fit twice, and so what is in it again and again. A schema is therefore tested without the
/// schemas inside it, which are tested before.
pub(super) fn schemas(document: &mut Value, report: &mut Report) {
    let mut unfit: HashSet<Pointer> = HashSet::new();
    walk_schemas(document, &mut |schema, at| {
        if !fits_around(schema, at, &unfit) {
            unfit.insert(at.clone());
        }
    });
    if unfit.is_empty() {
        return;
    }
    let mut places: Vec<Pointer> = Vec::new();
    walk_schemas(document, &mut |_, at| places.push(at.clone()));
    let all: HashSet<&str> = places.iter().map(Pointer::as_str).collect();
    let mut mending = Mending { report };
    for at in places.iter().filter(|at| unfit.contains(*at)) {
        let is_inside = at.around().any(|around| around != at.as_str() && all.contains(around));
        if !is_inside && let Some(schema) = document.pointer_mut(at.as_str()) {
            mending.schema(schema, at, &unfit);
        }
    }
}

/// Returns true if a schema fits, given the places of the schemas inside it that do not.
fn fits_around(schema: &mut Value, at: &Pointer, unfit: &HashSet<Pointer>) -> bool {
    let aside = set_aside(schema, at, unfit);
    let is_fit = fits::<ReferenceOr<Schema>>(schema).is_ok();
    put_back(schema, aside);
    is_fit
}

/// Replaces the schemas inside a schema by one that does not fit, if any of them does not, or else by none or an empty
/// one. Returns the keywords and their values.
fn set_aside(schema: &mut Value, at: &Pointer, unfit: &HashSet<Pointer>) -> Vec<(&'static str, Value)> {
    let mut aside = Vec::new();
    let Some(members) = schema.as_object_mut() else { return aside };
    for keyword in LISTS.into_iter().chain(SINGLE).chain(["properties"]) {
        let Some(value) = members.get_mut(keyword) else { continue };
        let at = at.child(keyword);
        let is_unfit = |at: Pointer| !unfit.is_empty() && unfit.contains(&at);
        let stub =
            match value {
                Value::Array(items) if LISTS.contains(&keyword) => {
                    if (0..items.len()).any(|index| is_unfit(at.index(index))) { json!([0]) } else { json!([]) }
                }
                Value::Object(inner) if keyword == "properties" => {
                    if inner.keys().any(|name| is_unfit(at.child(name))) { json!({ "": 0 }) } else { json!({}) }
                }
                Value::Object(_) if SINGLE.contains(&keyword) => {
                    if is_unfit(at) {
                        json!([0])
                    } else {
                        json!({})
                    }
                }
                _ => continue,
            };
        aside.push((keyword, std::mem::replace(value, stub)));
    }
    aside
}

/// Reverts [`set_aside`] for the keywords that are left.
fn put_back(schema: &mut Value, aside: Vec<(&'static str, Value)>) {
    for (keyword, value) in aside {
        if let Some(stub) = schema.get_mut(keyword) {
            *stub = value;
        }
    }
}

/// Mends a whole document as far as possible. Its schemas are mended before.
pub(super) fn document(document: &mut Value, report: &mut Report) {
    let root = Pointer::root();
    let Some(members) = document.as_object_mut() else { return };
    let mut mending = Mending { report };
    mending.member::<Info>(members, "info", &root, Mending::itself::<Info>);
    mending.member::<Vec<Server>>(members, "servers", &root, |mending, list, at| {
        mending.items::<Server>(list, at, Mending::server);
    });
    mending.member::<Vec<SecurityRequirement>>(members, "security", &root, Mending::itself::<Vec<SecurityRequirement>>);
    mending.member::<Vec<Tag>>(members, "tags", &root, |mending, list, at| {
        mending.items::<Tag>(list, at, Mending::itself::<Tag>);
    });
    mending.each_member::<ReferenceOr<PathItem>>(members, "paths", &root, Mending::path_item);
    mending.member::<Components>(members, "components", &root, Mending::components);
    // Both are required.
    members.entry("info").or_insert_with(|| json!({ "title": "", "version": "" }));
    if !members.get("paths").is_some_and(Value::is_object) {
        members.insert("paths".to_owned(), json!({}));
    }
}

struct Mending<'r> {
    report: &'r mut Report,
}

/// Repairs the members of a value.
type Mend<'r> = fn(&mut Mending<'r>, &mut Value, &Pointer);

impl<'r> Mending<'r> {
    fn path_item(&mut self, item: &mut Value, at: &Pointer) {
        let Some(members) = item.as_object_mut() else { return };
        self.list::<ReferenceOr<Parameter>>(members, "parameters", at, Self::parameter);
        for method in METHODS {
            self.member::<Operation>(members, method, at, Self::operation);
        }
        self.itself::<PathItem>(item, at);
    }

    fn operation(&mut self, operation: &mut Value, at: &Pointer) {
        let Some(members) = operation.as_object_mut() else { return };
        self.list::<ReferenceOr<Parameter>>(members, "parameters", at, Self::parameter);
        self.member::<ReferenceOr<RequestBody>>(members, "requestBody", at, Self::content);
        self.each_member::<ReferenceOr<Response>>(members, "responses", at, Self::content);
        // They are required.
        members.entry("responses").or_insert_with(|| json!({}));
        self.list::<Server>(members, "servers", at, Self::server);
        self.itself::<Operation>(operation, at);
    }

    fn server(&mut self, server: &mut Value, at: &Pointer) {
        let Some(members) = server.as_object_mut() else { return };
        self.each_member::<ServerVariable>(members, "variables", at, Self::itself::<ServerVariable>);
        self.itself::<Server>(server, at);
    }

    fn components(&mut self, components: &mut Value, at: &Pointer) {
        let Some(members) = components.as_object_mut() else { return };
        self.each_member::<ReferenceOr<Schema>>(members, "schemas", at, Self::itself::<ReferenceOr<Schema>>);
        self.each_member::<ReferenceOr<Parameter>>(members, "parameters", at, Self::parameter);
        self.each_member::<ReferenceOr<Response>>(members, "responses", at, Self::content);
        self.each_member::<ReferenceOr<RequestBody>>(members, "requestBodies", at, Self::content);
        self.each_member::<ReferenceOr<Header>>(members, "headers", at, Self::parameter);
        self.each_member::<ReferenceOr<SecurityScheme>>(members, "securitySchemes", at, Self::itself::<SecurityScheme>);
        self.itself::<Components>(components, at);
    }

    /// Mends a parameter or a header.
    fn parameter(&mut self, parameter: &mut Value, at: &Pointer) {
        let Some(members) = parameter.as_object_mut() else { return };
        self.each_member::<MediaType>(members, "content", at, Self::media);
        if members.contains_key("in") {
            self.itself::<Parameter>(parameter, at);
        } else {
            self.itself::<Header>(parameter, at);
        }
    }

    /// Mends a request body or a response.
    fn content(&mut self, holder: &mut Value, at: &Pointer) {
        let Some(members) = holder.as_object_mut() else { return };
        self.each_member::<MediaType>(members, "content", at, Self::media);
        self.each_member::<ReferenceOr<Header>>(members, "headers", at, Self::parameter);
        if members.contains_key("description") && !members.contains_key("required") {
            // A response needs a description.
            if members.get("description").is_some_and(|text| !text.is_string()) {
                self.left_out(&at.child("description"), "it is no string");
                members.insert("description".to_owned(), Value::from(""));
            }
            self.itself::<ReferenceOr<Response>>(holder, at);
        } else {
            self.itself::<ReferenceOr<RequestBody>>(holder, at);
        }
    }

    fn media(&mut self, media: &mut Value, at: &Pointer) {
        let Some(members) = media.as_object_mut() else { return };
        if members.contains_key("encoding") {
            self.each_member::<Encoding>(members, "encoding", at, Self::itself::<Encoding>);
        }
        self.itself::<MediaType>(media, at);
    }

    /// Mends a schema that does not fit, and those inside it. Replaces one that cannot be repaired by one that allows any
    /// value.
    fn schema(&mut self, schema: &mut Value, at: &Pointer, unfit: &HashSet<Pointer>) {
        if let Some(members) = schema.as_object_mut() {
            let within = at.child("properties");
            match members.get_mut("properties") {
                Some(Value::Object(properties)) => {
                    for (name, inner) in properties {
                        self.schema_within(inner, &within.child(name), unfit);
                    }
                }
                Some(_) => self.of_another_kind(members, "properties", &within, "object"),
                None => {}
            }
            for keyword in LISTS {
                let within = at.child(keyword);
                match members.get_mut(keyword) {
                    Some(Value::Array(items)) => {
                        for (index, inner) in items.iter_mut().enumerate() {
                            self.schema_within(inner, &within.index(index), unfit);
                        }
                    }
                    Some(_) => self.of_another_kind(members, keyword, &within, "list"),
                    None => {}
                }
            }
            for keyword in SINGLE {
                if let Some(inner) = members.get_mut(keyword) {
                    self.schema_within(inner, &at.child(keyword), unfit);
                }
            }
        }
        let aside = set_aside(schema, at, &HashSet::new());
        self.itself::<ReferenceOr<Schema>>(schema, at);
        match fits::<ReferenceOr<Schema>>(schema) {
            Ok(()) => put_back(schema, aside),
            Err(error) => {
                self.report.loosen(at, format!("this is not valid OpenAPI, and is read as any JSON: {error}"));
                *schema = json!({});
            }
        }
    }

    fn schema_within(&mut self, inner: &mut Value, at: &Pointer, unfit: &HashSet<Pointer>) {
        if unfit.contains(at) {
            self.schema(inner, at, unfit);
        }
    }

    /// Leaves out the members that do not fit, one after the other.
    fn itself<T: DeserializeOwned>(&mut self, value: &mut Value, at: &Pointer) {
        while let Err(error) = fits::<T>(value) {
            let Some(members) = value.as_object_mut() else { return };
            let Some(name) = misfit::<T>(members, &error) else { return };
            members.shift_remove(&name);
            self.left_out(&at.child(&name), &error);
        }
    }

    /// Mends the member `name`, or leaves it out.
    fn member<T: DeserializeOwned>(
        &mut self,
        parent: &mut Map<String, Value>,
        name: &str,
        at: &Pointer,
        inside: Mend<'r>,
    ) {
        let is_lost = parent.get_mut(name).is_some_and(|member| !self.mends::<T>(member, &at.child(name), inside));
        if is_lost {
            parent.shift_remove(name);
        }
    }

    /// Mends a value. Returns false if it is to be left out.
    fn mends<T: DeserializeOwned>(&mut self, value: &mut Value, at: &Pointer, inside: Mend<'r>) -> bool {
        let result = self.mended::<T>(value, at, inside);
        result.map_err(|error| self.left_out(at, &error)).is_ok()
    }

    /// Mends each member of the member `name`, or leaves it out.
    fn each_member<T: DeserializeOwned>(
        &mut self,
        parent: &mut Map<String, Value>,
        name: &str,
        at: &Pointer,
        inside: Mend<'r>,
    ) {
        let at = at.child(name);
        let Some(value) = parent.get_mut(name) else { return };
        let Some(members) = value.as_object_mut() else { return self.of_another_kind(parent, name, &at, "object") };
        // Removing them one by one would move all others each time.
        members.retain(|name, member| name.starts_with("x-") || self.mends::<T>(member, &at.child(name), inside));
    }

    /// Mends each item of the list `name`, or leaves it out.
    fn list<T: DeserializeOwned>(
        &mut self,
        parent: &mut Map<String, Value>,
        name: &str,
        at: &Pointer,
        inside: Mend<'r>,
    ) {
        let at = at.child(name);
        match parent.get_mut(name) {
            Some(list) if list.is_array() => self.items::<T>(list, &at, inside),
            Some(_) => self.of_another_kind(parent, name, &at, "list"),
            None => {}
        }
    }

    /// Leaves out the member `name`, which is not a `kind`.
    fn of_another_kind(&mut self, parent: &mut Map<String, Value>, name: &str, at: &Pointer, kind: &str) {
        self.left_out(at, &format!("it is no {kind}"));
        parent.shift_remove(name);
    }

    fn items<T: DeserializeOwned>(&mut self, list: &mut Value, at: &Pointer, inside: Mend<'r>) {
        let Some(items) = list.as_array_mut() else { return };
        let mut kept = Vec::with_capacity(items.len());
        for (index, mut item) in std::mem::take(items).into_iter().enumerate() {
            match self.mended::<T>(&mut item, &at.index(index), inside) {
                Ok(()) => {
                    if kept.len() < index {
                        self.report.record_move(at.index(kept.len()), at.index(index));
                    }
                    kept.push(item);
                }
                Err(error) => self.left_out(&at.index(index), &error),
            }
        }
        *items = kept;
    }

    /// Mends a value.
    ///
    /// # Errors
    /// The reason why it still does not fit.
    fn mended<T: DeserializeOwned>(&mut self, value: &mut Value, at: &Pointer, inside: Mend<'r>) -> Result<(), String> {
        if fits::<T>(value).is_err() {
            inside(self, value, at);
        }
        fits::<T>(value)
    }

    fn left_out(&mut self, at: &Pointer, error: &str) {
        self.report.leave_out(
            at,
            match error {
                // It is valid in OpenAPI 3.2.
                error if error.starts_with("unknown variant `querystring`") => {
                    format!("only a query string of `{FORM}` can be sent: this one is left out")
                }
                error => format!("this is not valid OpenAPI, and is left out: {error}"),
            },
        );
    }
}

/// Members without which no other member of a parameter is read.
const FIRST_READ: [&str; 4] = ["name", "in", "schema", "content"];

/// The most members among which one is looked for by leaving out each, which takes the square of their number.
const MOST_MEMBERS: usize = 100;

/// Returns the member that causes an error: the one without which the rest fits, or else one that has the error alone.
fn misfit<T: DeserializeOwned>(members: &Map<String, Value>, error: &str) -> Option<String> {
    let fits_without = |name: &String| {
        let mut rest = members.clone();
        rest.shift_remove(name);
        fits::<T>(&Value::Object(rest))
    };
    let is_only = |name: &&String| fits_without(name).is_ok();
    let error_with = |name: &str| {
        let read = std::iter::once(name).chain(FIRST_READ).filter_map(|name| members.get_key_value(name));
        fits::<T>(&read.map(|(name, member)| (name.clone(), member.clone())).collect()).err()
    };
    let is_of_first = error_with("").as_deref() == Some(error);
    let has_error = |name: &&String| !is_of_first && error_with(name).as_deref() == Some(error);
    let is_required = |name: &String| fits_without(name).is_err_and(|error| error == format!("missing field `{name}`"));
    // Extensions are of any type.
    let known = || members.keys().filter(|name| !name.starts_with("x-"));
    let own = |name: &&String| !FIRST_READ.contains(&name.as_str()) && !error.starts_with("missing field");
    let by_rest = if members.len() <= MOST_MEMBERS { known().find(is_only) } else { None };
    by_rest.or_else(|| known().filter(own).find(has_error).filter(|name| !is_required(name))).cloned()
}

fn fits<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
    T::deserialize(value).map(drop).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_invalid_schemas_are_mended_at_any_depth() {
        for around in [
            |inner: Value| json!({ "type": "object", "properties": { "x-a": inner } }),
            |inner: Value| json!({ "type": "array", "items": inner }),
            |inner: Value| json!({ "allOf": [{}, inner] }),
        ] {
            let nested = |mut schema: Value| {
                for _ in 0..50 {
                    schema = around(schema);
                }
                json!({ "components": { "schemas": { "A": schema } } })
            };
            let mut document = nested(json!({ "type": "string", "enum": 5 }));
            let mut report = Report::default();
            schemas(&mut document, &mut report);
            assert_eq!(document, nested(json!({ "type": "string" })));
            assert_eq!(report.len(), 1);
        }
    }

    #[test]
    fn only_what_is_read_is_mended() {
        let given =
            json!({ "components": { "schemas": { "A": { "$ref": "#", "properties": { "a": { "enum": 5 } } } } } });
        let mut document = given.clone();
        schemas(&mut document, &mut Report::default());
        assert_eq!(document, given);
        let mut document =
            json!({ "components": { "schemas": { "A": { "items": [], "not": {}, "oneOf": [3, {}] } } } });
        schemas(&mut document, &mut Report::default());
        let expected = json!({ "items": {}, "not": {}, "oneOf": [{}, {}] });
        assert_eq!(document["components"]["schemas"]["A"], expected);
    }
}
