use std::collections::{HashMap, HashSet};

use super::place::Place;
use super::{NameRequest, name_at};
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Api, RenamedBy, TypeId};
use crate::name_pattern::NamePattern;
use crate::nearest::suggestion;
use crate::options_origin::option_place;
use crate::pointer::Pointer;

/// Collects the names by patterns of the option, such as `*Dto` with the name `*`. Of several patterns for a type, the
/// first applies.
pub(super) fn requests(
    api: &Api,
    rename: &[(String, String)],
    firsts: &HashMap<&Pointer, TypeId>,
    report: &mut Report,
) -> Vec<NameRequest> {
    let mut requests: Vec<NameRequest> = Vec::new();
    let mut requested: HashSet<Place> = HashSet::new();
    for (target, name) in rename {
        let Some(pattern) = NamePattern::of_target(target) else { continue };
        if pattern.has_several_stars() || name.matches('*').count() > 1 {
            let message = format!("the option `rename` has more than one star in `{target}` or `{name}`");
            let diagnostic = Diagnostic::error(&Pointer::root(), message).help("write one star in each: `*Dto: '*'`");
            report.push_option(&option_place("rename", target), diagnostic);
            continue;
        }
        let mut is_used = false;
        for &id in &api.order {
            let first = firsts[&api.type_def(id).pointer];
            let Some(matched) = pattern.matched(api.type_def(first).name.as_str()) else { continue };
            is_used = true;
            let name = name.replace('*', matched);
            // A type `Dto` keeps its name if `*Dto` becomes `*`.
            if name.is_empty() {
                continue;
            }
            let place = Place::Type(id);
            if requested.contains(&place) {
                continue;
            }
            if let Some(name) = name_at(api, firsts, place, &name) {
                requested.insert(place);
                requests.push(NameRequest { place, name, by: RenamedBy::Option(target.clone()) });
            }
        }
        if !is_used {
            let message = format!("the option `rename` names `{target}`, but no type has such a name");
            let names = api.order.iter().map(|id| api.type_def(*id).name.as_str());
            let plain = target.replace('*', "");
            let help = suggestion(&plain, names)
                .unwrap_or_else(|| "a star stands for any characters, or none, of the name of a type".to_owned());
            let diagnostic = Diagnostic::error(&Pointer::root(), message).help(help);
            report.push_unmatched(&option_place("rename", target), diagnostic);
        }
    }
    requests
}
