use std::{error::Error, io};

use rustls::pki_types::{CertificateDer, pem::PemObject};

use super::BoxError;

/// Returns the certificates in a PEM text, at least one.
pub(super) fn read(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, BoxError> {
    let certificates = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    let certificates = certificates.map_err(|error| format!("the root certificates are not PEM: {error}"))?;
    if certificates.is_empty() {
        return Err("the root certificates contain no certificate in PEM format".into());
    }
    Ok(certificates)
}

/// Returns true if an error means that the certificate of a server is not trusted: it has another authority or name, or
/// it has expired.
pub(super) fn is_untrusted(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(rustls::Error::InvalidCertificate(_)) = error.downcast_ref() {
            return true;
        }
        // The source of an I/O error is the one of the error in it, which would be left out.
        next = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use rustls::CertificateError;

    use super::*;

    #[test]
    fn it_is_found_within_other_errors() {
        let untrusted = || rustls::Error::InvalidCertificate(CertificateError::Expired);
        assert!(is_untrusted(&untrusted()));
        assert!(is_untrusted(&io::Error::other(io::Error::other(untrusted()))));
        assert!(!is_untrusted(&io::Error::other(rustls::Error::DecryptError)));
        assert!(!is_untrusted(&io::Error::from(io::ErrorKind::ConnectionRefused)));
    }
}
