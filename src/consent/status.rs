use std::fmt;

use crate::AvatarGroupItem;

/// The status of a person's consent, from HeyGen's `consent_status`.
///
/// HeyGen documents null for consent that is not required, `pending` for an open decision, and `approved` for granted
/// consent, for which its live API also uses `accepted`. `rejected` and `declined` occur only in other clients' code.
/// Any other value is open. Upper and lower case are the same.
///
/// ```
/// use heygen_api::consent::ConsentStatus;
///
/// let status = ConsentStatus::from(Some("accepted"));
/// assert!(status.is_granted());
/// assert_eq!(status.as_str(), Some("accepted"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConsentStatus {
    /// No consent is needed: the avatar is made from a photo or a prompt, or consent is waived for the account.
    NotRequired,
    /// No decision yet, or an unknown value.
    #[non_exhaustive]
    Open {
        /// HeyGen's value.
        raw: String,
    },
    /// The person shown agrees.
    #[non_exhaustive]
    Granted {
        /// HeyGen's value.
        raw: String,
    },
    /// The person shown declines.
    #[non_exhaustive]
    Declined {
        /// HeyGen's value.
        raw: String,
    },
}

impl ConsentStatus {
    /// Returns true if the person shown agrees.
    ///
    /// An avatar may also be used if consent is not [required](Self::NotRequired).
    pub fn is_granted(&self) -> bool {
        matches!(self, Self::Granted { .. })
    }

    /// Returns true if the person shown declines.
    pub fn is_declined(&self) -> bool {
        matches!(self, Self::Declined { .. })
    }

    /// Returns true if the person shown has not decided yet.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }

    /// Returns true if the avatar requires consent.
    pub fn is_required(&self) -> bool {
        !matches!(self, Self::NotRequired)
    }

    /// Returns HeyGen's value, or `None` for null.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::NotRequired => None,
            Self::Open { raw } | Self::Granted { raw } | Self::Declined { raw } => Some(raw),
        }
    }
}

impl From<Option<&str>> for ConsentStatus {
    fn from(raw: Option<&str>) -> Self {
        let Some(raw) = raw else { return Self::NotRequired };
        let is_one_of = |known: [&str; 2]| known.iter().any(|known| raw.eq_ignore_ascii_case(known));
        let (is_granted, is_declined) = (is_one_of(["approved", "accepted"]), is_one_of(["rejected", "declined"]));
        let raw = raw.to_owned();
        match (is_granted, is_declined) {
            (true, _) => Self::Granted { raw },
            (_, true) => Self::Declined { raw },
            _ => Self::Open { raw },
        }
    }
}

impl From<&AvatarGroupItem> for ConsentStatus {
    fn from(group: &AvatarGroupItem) -> Self {
        group.consent_status.as_deref().into()
    }
}

/// Writes HeyGen's value, or `not required`.
impl fmt::Display for ConsentStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str().unwrap_or("not required"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_meaning() {
        type Is = fn(&ConsentStatus) -> bool;
        let cases: [(&[&str], Is); 3] = [
            (&["approved", "accepted", "Approved", "ACCEPTED"], ConsentStatus::is_granted),
            (&["rejected", "declined", "Declined"], ConsentStatus::is_declined),
            (&["pending", "", "unknown", "approved ", "not approved"], ConsentStatus::is_open),
        ];
        for (words, is) in cases {
            for word in words {
                let status = ConsentStatus::from(Some(*word));
                assert!(is(&status) && status.is_required(), "{status:?}");
                assert_eq!((status.as_str(), status.to_string().as_str()), (Some(*word), *word));
            }
        }
    }

    #[test]
    fn null_is_nothing_to_wait_for() {
        let status = ConsentStatus::from(None);
        assert_eq!(status, ConsentStatus::NotRequired);
        assert!(!status.is_required() && !status.is_open() && !status.is_granted() && !status.is_declined());
        assert_eq!((status.as_str(), status.to_string().as_str()), (None, "not required"));
    }

    #[test]
    fn a_group_has_one() {
        let group = r#"{"id": "g", "name": "n", "created_at": 1, "looks_count": 0, "consent_status": "accepted"}"#;
        let group: AvatarGroupItem = serde_json::from_str(group).unwrap();
        assert!(ConsentStatus::from(&group).is_granted());
    }
}
