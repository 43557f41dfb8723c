//! The list of the parts of the output that have a name.

use super::named::{Named, Part};
use crate::diff::Version;
use crate::generated::Item;
use crate::ir::{Api, Body, Operation, Response, Success, TypeDef, TypeKind};
use crate::render::Owner;

/// All of them, in the order of the output: an item, and then what is in it.
pub(super) fn all(version: &Version) -> Vec<Named<'_>> {
    let mut list = List { named: Vec::new() };
    for item in &version.generated.items {
        match item.owner {
            Owner::Type(id) => list.of_type(item, &version.api, version.api.type_def(id)),
            Owner::Operation(index) => list.of_operation(item, &version.api.operations[index]),
            Owner::Client => list.of_client(item, &version.api),
            Owner::Method(_) | Owner::Credential(_) | Owner::File => {}
        }
    }
    list.named
}

struct List<'a> {
    named: Vec<Named<'a>>,
}

impl<'a> List<'a> {
    fn add(&mut self, item: &'a Item, path: impl Into<String>, aliases: Vec<String>, part: Part<'a>) {
        self.named.push(Named { item, path: path.into(), aliases, part });
    }

    fn of_type(&mut self, item: &'a Item, api: &'a Api, def: &'a TypeDef) {
        let name = &def.name;
        self.add(item, name.as_str(), Vec::new(), Part::Type(def));
        match &def.kind {
            TypeKind::Object(object) => {
                for field in &object.fields {
                    let aliases = vec![format!("{name}.{}", field.wire)];
                    self.add(item, format!("{name}.{}", field.name), aliases, Part::Field(def, field));
                }
                if let Some((rest, ty)) = &object.additional {
                    self.add(item, format!("{name}.{rest}"), Vec::new(), Part::Rest(rest, ty));
                }
            }
            TypeKind::OpenEnum(listed) => {
                for variant in &listed.variants {
                    let aliases = vec![format!("{name}::{}", variant.wire)];
                    self.add(item, format!("{name}::{}", variant.name), aliases, Part::Value(listed.values, variant));
                }
                self.add(item, format!("{name}::Unknown"), Vec::new(), Part::UnknownValue(listed.values));
            }
            TypeKind::Union(union) => {
                for (position, variant) in union.variants.iter().enumerate() {
                    let extending = variant.ty.named(true).filter(|_| union.is_base).map(|id| api.type_def(id));
                    let part =
                        extending.map_or(Part::Branch(union, position), |def| Part::Extension(union, position, def));
                    self.add(item, format!("{name}::{}", variant.name), Vec::new(), part);
                }
                self.add(item, format!("{name}::Unknown"), Vec::new(), Part::UnknownBranch);
            }
            TypeKind::Alias(_) => {}
        }
    }

    fn of_operation(&mut self, item: &'a Item, operation: &'a Operation) {
        let Operation { id, function, type_name, .. } = operation;
        let owners = [type_name.to_string(), format!("{type_name}Call"), format!("Client::{function}"), id.to_string()];
        let within = |name: &str| owners.iter().map(|owner| format!("{owner}.{name}")).collect::<Vec<_>>();
        self.add(item, function.as_str(), owners.to_vec(), Part::Operation(operation));
        for parameter in &operation.parameters {
            let mut aliases = within(parameter.name.as_str());
            aliases.push(format!("{function}.{}", parameter.wire));
            self.add(item, format!("{function}.{}", parameter.name), aliases, Part::Parameter(operation, parameter));
        }
        if let Some(body) = &operation.body {
            self.add(item, format!("{function}.body"), within("body"), Part::Body(operation, body));
            self.of_choice(item, operation, body);
        }
        if let Some(pages) = &operation.pages {
            let mut aliases = within("pages");
            aliases.extend([format!("{function}.pages"), format!("Call<{type_name}>::items")]);
            self.add(item, format!("Call<{type_name}>::pages"), aliases, Part::Pages(operation, pages));
        }
        if let Some(events) = &operation.events {
            let mut aliases = within("events");
            aliases.push(format!("{function}.events"));
            self.add(item, format!("Call<{type_name}>::events"), aliases, Part::Events(operation, events));
        }
        if let Some(download) = &operation.download {
            let mut aliases = within("download");
            aliases.push(format!("{function}.download"));
            self.add(item, format!("Call<{type_name}>::download"), aliases, Part::Download(download));
        }
        if let Success::ByStatus(responses) = &operation.success {
            let name = format!("{type_name}Output");
            self.add(item, name.as_str(), within("output"), Part::Output(operation));
            self.of_responses(item, operation, &name, responses);
            self.add(item, format!("{name}::Undeclared"), Vec::new(), Part::UndeclaredSuccess);
        }
        if !operation.success_headers.is_empty() {
            let name = format!("{type_name}Headers");
            self.add(item, name.as_str(), within("headers"), Part::Headers(operation));
            for header in &operation.success_headers {
                let aliases = vec![format!("{name}.{}", header.wire)];
                self.add(item, format!("{name}.{}", header.name), aliases, Part::Header(header));
            }
        }
        let name = format!("{type_name}Error");
        self.add(item, name.as_str(), within("error"), Part::Error(operation));
        self.of_responses(item, operation, &name, &operation.errors);
        self.add(item, format!("{name}::Undeclared"), Vec::new(), Part::UndeclaredError);
    }

    fn of_choice(&mut self, item: &'a Item, operation: &'a Operation, body: &'a Body) {
        let Some(name) = &body.choice else { return };
        self.add(item, name.as_str(), Vec::new(), Part::Choice(operation, body));
        for content in &body.contents {
            let aliases = vec![format!("{name}::{}", content.media_type)];
            self.add(item, format!("{name}::{}", content.name), aliases, Part::Content(content));
        }
    }

    fn of_responses(&mut self, item: &'a Item, operation: &'a Operation, name: &str, responses: &'a [Response]) {
        for response in responses {
            let variant = format!("{name}::{}", response.name);
            let aliases = vec![format!("{}.{}", operation.function, response.status.label())];
            self.add(item, variant.as_str(), aliases, Part::Response(response));
            if response.headers.is_empty() {
                continue;
            }
            if let Some(body) = &response.body {
                self.add(item, format!("{variant}.body"), Vec::new(), Part::ResponseBody(response, body));
            }
            for header in &response.headers {
                let aliases = vec![format!("{variant}.{}", header.wire)];
                let part = Part::HeaderOf(response, header);
                self.add(item, format!("{variant}.{}", header.name), aliases, part);
            }
        }
    }

    fn of_client(&mut self, item: &'a Item, api: &'a Api) {
        let parts = ["ClientBuilder", "ClientBuilder::server", "Call", "Server"].map(str::to_owned);
        self.add(item, "Client", parts.to_vec(), Part::Client);
        for scheme in &api.schemes {
            let aliases = vec![scheme.constant.to_string(), scheme.wire.to_string()];
            self.add(item, format!("ClientBuilder::{}", scheme.function), aliases, Part::Credential(scheme));
        }
        for server in &api.servers {
            self.add(item, format!("Server::{}", server.name), vec![server.template.clone()], Part::Server(server));
        }
        for setter in &api.server_variables {
            let aliases = vec![format!("Server::{}", setter.wire)];
            self.add(item, format!("Server::{}", setter.name), aliases, Part::Variable(setter));
        }
    }
}
