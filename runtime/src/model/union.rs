use serde_core::de::{Deserializer, Error};
/// JSON of any shape, for what a document does not describe.
pub use serde_json::Value as Json;

use super::{FromJson, Track, from_json::Lost};

impl FromJson for Json {
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, track: &Track) -> Result<Self, D::Error> {
        track.generalize();
        serde_core::Deserialize::deserialize(deserializer)
    }

    fn from_null() -> Option<Self> {
        Some(Self::Null)
    }
}

/// How many values there are in one, itself among them.
fn size(json: &Json) -> u64 {
    match json {
        Json::Array(items) => items.iter().map(size).sum::<u64>() + 1,
        Json::Object(members) => members.values().map(size).sum::<u64>() + 1,
        _ => 1,
    }
}

/// A branch that reads what it is given.
type Branch<T> = fn(&Json, &Track) -> Result<T, serde_json::Error>;

/// Reads a union whose branches the member `tag` tells apart; `branch` has the one for each of its values.
///
/// # Errors
/// When the input is malformed, or the branch that its tag means does not fit it.
pub fn read_tagged<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    track: &Track,
    tag: &str,
    branch: fn(&str) -> Option<Branch<T>>,
) -> Result<Result<T, Json>, D::Error> {
    let json: Json = serde_core::Deserialize::deserialize(deserializer)?;
    if let Some(read) = json.get(tag).and_then(Json::as_str).and_then(branch) {
        return read(&json, track).map(Ok).map_err(D::Error::custom);
    }
    track.lose_values(size(&json));
    Ok(Err(json))
}

/// Reads a union whose branches the member `tag` tells apart where it is there, and otherwise what they are.
///
/// # Errors
/// As of [`read_tagged`] and [`read_untagged`].
pub fn read_tagged_or_by_shape<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    track: &Track,
    tag: &str,
    branch: fn(&str) -> Option<Branch<T>>,
    branches: &[Branch<T>],
) -> Result<Result<T, Json>, D::Error> {
    let json: Json = serde_core::Deserialize::deserialize(deserializer)?;
    if json.get(tag).is_some_and(Json::is_string) {
        let attempt = Track::new();
        if let Ok(value) = read_tagged(&json, &attempt, tag, branch) {
            track.adopt(&attempt);
            return Ok(value);
        }
    }
    read_untagged(&json, track, branches).map_err(D::Error::custom)
}

/// Reads a union whose branches nothing tells apart: the first that fits and loses nothing, else the one that loses
/// least, else none. A member that another branch has counts more than any that no branch has. What takes anything, such as a map of any JSON, gives way to what says more. An object that has no
/// member of a branch, or another value where the branch has only one, does not fit that branch.
///
/// # Errors
/// When the input is malformed.
pub fn read_untagged<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    track: &Track,
    branches: &[Branch<T>],
) -> Result<Result<T, Json>, D::Error> {
    let json: Json = serde_core::Deserialize::deserialize(deserializer)?;
    let mut fitting: Vec<(T, Track)> = Vec::new();
    // The members that the branches have, whether or not the value fits them.
    let mut declared: Vec<&'static [&'static str]> = Vec::new();
    // The fewest members that a branch skips for which the value is something else.
    let mut fewest_of_others = usize::MAX;
    for read in branches {
        let attempt = Track::of_branch();
        let value = read(&json, &attempt);
        declared.push(attempt.declared());
        let Ok(value) = value else { continue };
        if attempt.is_other() {
            fewest_of_others = fewest_of_others.min(attempt.skipped());
        } else {
            let is_exact = attempt.lost() == Lost::NOTHING;
            if is_exact {
                fitting.clear();
            }
            fitting.push((value, attempt));
            if is_exact {
                break;
            }
        }
    }
    // Of several that lose as much, this is the first.
    let best = fitting.into_iter().min_by_key(|(_, attempt)| (attempt.skipped_of(&declared), attempt.lost()));
    // A branch that skips what another one has is no better than that one.
    if let Some((value, attempt)) = best.filter(|(_, best)| best.skipped_in_doubt() <= fewest_of_others) {
        track.adopt(&attempt);
        return Ok(Ok(value));
    }
    track.lose_values(size(&json));
    Ok(Err(json))
}

#[cfg(test)]
mod tests;
