//! The target for JSON from a server.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

use crate::api::{Either, Shape, Thing, Tree};

/// Reads bytes as several types. Each value must survive being written and read again.
pub fn models(input: &[u8]) {
    reads::<Thing>(input);
    reads::<Shape>(input);
    reads::<Either>(input);
    reads::<Tree>(input);
    reads::<heygen_api::AvatarGroupItem>(input);
    reads::<heygen_api::CreateAvatarConsentResponse>(input);
    reads::<heygen_api::StandardApiError>(input);
}

fn reads<T: DeserializeOwned + Serialize + Debug>(input: &[u8]) {
    let Ok(value) = serde_json::from_slice::<T>(input) else { return };
    let written = match serde_json::to_string(&value) {
        Ok(written) => written,
        Err(error) => panic!("what was read cannot be written: {error}\n{value:?}"),
    };
    match serde_json::from_str::<T>(&written) {
        Ok(again) => assert_eq!(
            serde_json::to_string(&again).unwrap_or_default(),
            written,
            "what was written is read as something else"
        ),
        Err(error) => panic!("what was written cannot be read: {error}\n{written}"),
    }
}
