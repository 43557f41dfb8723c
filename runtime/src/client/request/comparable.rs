use bytes::Bytes;
use http::HeaderMap;

use super::{Draft, Outgoing, RequestBuilder};
use crate::client::{Operation, RequestError};

/// The request of an operation, without what a client adds, for a comparison with others.
#[derive(Clone, PartialEq)]
pub(crate) struct ComparableRequest {
    pub(super) path: String,
    /// The query parameters, in alphabetical order.
    pub(super) query: Vec<String>,
    pub(super) headers: HeaderMap,
    /// The request body; `None` if it has a random boundary or comes from a source.
    pub(super) body: Option<Bytes>,
}

impl ComparableRequest {
    pub(crate) fn new<O: Operation>(operation: &O) -> Result<Self, RequestError> {
        let mut request = RequestBuilder::new(const { &O::META });
        operation.request(&mut request);
        if let Some(error) = request.error.take() {
            return Err(error);
        }
        let mut target = String::new();
        request.write_path(&mut target)?;
        let (path, fixed) = target.split_once('?').unwrap_or((&target, ""));
        let body = match &request.body {
            Draft::Written(Outgoing::Whole(bytes)) => Some(bytes.clone()),
            Draft::Written(Outgoing::Segments(_)) | Draft::Form(_) => None,
        };
        let query = pairs([fixed, request.query.as_str()].into_iter());
        Ok(Self { path: path.to_owned(), query, headers: request.headers, body })
    }

    /// Returns true if both requests are known to be the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.body.is_some() && self == other
    }
}

pub(super) fn pairs<'q>(queries: impl Iterator<Item = &'q str>) -> Vec<String> {
    let pairs = queries.flat_map(|query| query.split('&')).filter(|pair| !pair.is_empty());
    let mut pairs: Vec<String> = pairs.map(str::to_owned).collect();
    pairs.sort_unstable();
    pairs
}
